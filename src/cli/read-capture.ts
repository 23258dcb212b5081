/** Reads a file of another system from disk: streamed through the gate, so that a wrong file costs no memory. */
import { open, type FileHandle } from 'node:fs/promises'
import { basename } from 'node:path'
import type { ReadingOptions } from '#formats/file-reader.ts'
import type { ImportedFile, ImportProblem } from '#domain/moving/imported-story.ts'
import type { Outcome } from '#base/outcome.ts'
import { BEGINNING_CODE_UNITS_MAX, limitsOf, readerOf, recogniseFormat } from '#formats/file-readers.ts'
import { PAGE_TEXT_LIMITS, type ReadingLimits } from '#formats/reading-limits.ts'
import { createTextGate } from '#formats/text-gate.ts'
import { done, failed } from '#base/outcome.ts'

/** Bytes read at a time. */
const CHUNK_BYTES = 1024 * 1024

export interface CaptureRequest {
  readonly path: string
  /** A format's name, or null to tell it from the content. */
  readonly format: string | null
  readonly options: Omit<ReadingOptions, 'fileName'>
}

/** The neutral record, or the one thing that is wrong with the file. */
export async function readCapture(request: CaptureRequest): Promise<Outcome<ImportedFile, ImportProblem>> {
  const file = await openFile(request.path)
  if (!file.ok) return file
  try {
    return await readOpened(file.value, request)
  } catch (error) {
    return failed(unreadable(request.path, error))
  } finally {
    await file.value.close()
  }
}

async function readOpened(
  file: FileHandle,
  { path, format, options }: CaptureRequest,
): Promise<Outcome<ImportedFile, ImportProblem>> {
  const fileName = basename(path)
  const first = await nextChunk(file)
  const reader = format === null ? recogniseFormat(beginningOf(first), fileName) : readerOf(format)
  // What no reader recognises is looked through all the same: the gate may know what is wrong, and where.
  const text = await readThrough(file, first, reader.ok ? limitsOf(reader.value) : PAGE_TEXT_LIMITS)
  if (!text.ok) return first.length === 0 && !reader.ok ? reader : text
  if (!reader.ok) return reader
  return reader.value.read(text.value, { ...options, fileName })
}

async function nextChunk(file: FileHandle): Promise<Uint8Array> {
  const chunk = new Uint8Array(CHUNK_BYTES)
  const { bytesRead } = await file.read(chunk, 0, CHUNK_BYTES)
  return chunk.subarray(0, bytesRead)
}

async function readThrough(
  file: FileHandle,
  first: Uint8Array,
  limits: ReadingLimits,
): Promise<Outcome<string, ImportProblem>> {
  const gate = createTextGate(limits)
  for (let chunk = first; chunk.length > 0; chunk = await nextChunk(file)) {
    const problem = gate.push(chunk)
    if (problem) return failed(problem)
  }
  return gate.text()
}

/** Good enough to tell a format by: the whole is decoded strictly later. */
function beginningOf(first: Uint8Array): string {
  const isUtf16 = first[0] === 0xff && first[1] === 0xfe
  return new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8').decode(first).slice(0, BEGINNING_CODE_UNITS_MAX)
}

async function openFile(path: string) {
  try {
    return done(await open(path, 'r'))
  } catch (error) {
    return failed(unreadable(path, error))
  }
}

function unreadable(path: string, error: unknown): ImportProblem {
  const code = (error as NodeJS.ErrnoException).code ?? 'unknown'
  const reasons: Readonly<Record<string, string>> = {
    ENOENT: 'there is no such file',
    EACCES: 'this user may not read it',
    EISDIR: 'it is a folder; name the files in it',
  }
  return {
    code: 'unreadable-file',
    line: null,
    message: `${path}: ${reasons[code] ?? `cannot be read (${code})`}`,
  }
}
