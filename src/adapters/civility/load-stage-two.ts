/** Finds the model of stage two on disk and vouches for its card and its blend; the network's own bytes are read later. */

import { createHash } from 'node:crypto'
import path from 'node:path'
import { done, failed, type Outcome } from '#base/outcome.ts'
import type { StageBlend } from '#domain/civility/blend-stages.ts'
import type { WindowLimits } from '#domain/civility/wordpiece.ts'
import { damaged, missing, readBytes, readText, type ModelProblem } from './model-file.ts'
import { readBlend } from './read-blend.ts'

/** What a thread needs to read texts. */
export interface NetworkFiles {
  readonly model: NamedFile
  readonly vocabulary: NamedFile
  /** One a head, in the order of the network's answer; a later version may have heads that are not known here. */
  readonly heads: readonly string[]
  readonly limits: WindowLimits
}

/** `name` is relative to the models' folder, for the log. */
export interface NamedFile {
  readonly path: string
  readonly name: string
  readonly sha256: string
}

export interface FoundStageTwo {
  readonly version: string
  readonly files: NetworkFiles
  readonly blend: StageBlend
}

export const CURRENT_STAGE_TWO_FILE = 'current-stage2'
export const BLEND_FILE = 'blend.json'
export const NETWORK_FILE = 'model.onnx'
export const VOCABULARY_FILE = 'vocab.txt'
const CARD_FILE = 'card.json'
/** Versions name folders; anything else in them would be a path. */
const VERSION = /^stage2-[a-z0-9.-]{1,56}$/
const BLEND_VERSION = /^blend-[0-9a-f]{12}$/
/** Letters of a blend's hash in its name. */
const HASH_LETTERS = 12
/** Pieces of a window and windows of a text beyond which a card is not believed: the first is BERT's own limit. */
const TOKENS_MAX = 512
const WINDOWS_MAX = 16

interface Card {
  readonly version: string
  readonly files: readonly { readonly name: string; readonly sha256: string }[]
  readonly attributes: readonly string[]
  readonly tokens: { readonly max: number; readonly windows: number }
}

/** "blend-" and the beginning of the hash of its bytes. */
export function blendVersion(bytes: Uint8Array): string {
  return `blend-${sha256(bytes).slice(0, HASH_LETTERS)}`
}

/**
 * `current-stage2` names the network's version and, behind a space, the blend it is used with. Null where the folder
 * names none. Never throws for what is on the disk.
 */
export async function findStageTwo(from: {
  readonly folder: string
  /** The version of stage one that is in use: a blend is good for one alone. */
  readonly stageOne: string
}): Promise<Outcome<FoundStageTwo | null, ModelProblem>> {
  const named = await readText(path.join(from.folder, CURRENT_STAGE_TWO_FILE))
  if (named === undefined) return done(null)
  const [version = '', blendName = ''] = named.trim().split(' ')
  if (!VERSION.test(version)) return failed(damaged(CURRENT_STAGE_TWO_FILE, 'not the name of a version'))
  const files = await readCard(from.folder, version)
  if (!files.ok) return files
  const blendFile = `${version}/${BLEND_FILE}`
  if (!BLEND_VERSION.test(blendName)) {
    return failed(damaged(CURRENT_STAGE_TWO_FILE, 'names no blend: npm run train:civility-blend fits one'))
  }
  const bytes = await readBytes(path.join(from.folder, blendFile))
  if (bytes === undefined) return failed(missing(blendFile))
  if (blendVersion(bytes) !== blendName)
    return failed(damaged(blendFile, `its SHA-256 is not that of ${blendName}`))
  const blend = readBlend(new TextDecoder().decode(bytes), blendName)
  if (blend === null || blend.stageTwo !== version) return failed(damaged(blendFile, 'not a blend for it'))
  if (blend.stageOne !== from.stageOne) {
    const detail = `fitted to ${blend.stageOne}, and stage one is ${from.stageOne}: npm run train:civility-blend fits another`
    return failed({ reason: 'other-format', file: blendFile, detail })
  }
  return done({ version, files: files.value, blend })
}

/** The files of a version as its card names them, without a look at whether they are there. */
export async function readCard(
  folder: string,
  version: string,
): Promise<Outcome<NetworkFiles, ModelProblem>> {
  const name = `${version}/${CARD_FILE}`
  const text = await readText(path.join(folder, name))
  if (text === undefined) return failed(missing(name))
  const card = parseCard(text)
  if (card === null || card.version !== version) return failed(damaged(name, 'not the card of this version'))
  const file = (wanted: string): NamedFile | undefined => {
    const sha256 = card.files.find((each) => each.name === wanted)?.sha256
    if (sha256 === undefined) return undefined
    return { path: path.join(folder, version, wanted), name: `${version}/${wanted}`, sha256 }
  }
  const model = file(NETWORK_FILE)
  const vocabulary = file(VOCABULARY_FILE)
  if (model === undefined || vocabulary === undefined) return failed(damaged(name, 'names no network'))
  return done({
    model,
    vocabulary,
    heads: card.attributes,
    limits: { tokens: card.tokens.max, windows: card.tokens.windows },
  })
}

/** The bytes of a file, if they are those its card names. */
export async function readVouched(file: NamedFile): Promise<Outcome<Uint8Array, ModelProblem>> {
  const bytes = await readBytes(file.path)
  if (bytes === undefined) return failed(missing(file.name))
  if (sha256(bytes) === file.sha256) return done(bytes)
  return failed(damaged(file.name, 'its SHA-256 is not the one on the card'))
}

function parseCard(text: string): Card | null {
  try {
    const card = JSON.parse(text) as Partial<Card>
    const { version, files, attributes, tokens } = card
    if (typeof version !== 'string' || !Array.isArray(files) || !Array.isArray(attributes)) return null
    const named = files as readonly Partial<Card['files'][number]>[]
    if (named.some((file) => typeof file.name !== 'string' || typeof file.sha256 !== 'string')) return null
    if (attributes.length === 0 || !attributes.every((name) => typeof name === 'string')) return null
    return isWithin(tokens?.max, 3, TOKENS_MAX) && isWithin(tokens?.windows, 1, WINDOWS_MAX)
      ? (card as Card)
      : null
  } catch {
    return null
  }
}

function isWithin(value: unknown, least: number, most: number): boolean {
  return Number.isInteger(value) && Number(value) >= least && Number(value) <= most
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
