/** Files of a civility model: read without throwing, and what is said of those that are not there or not whole. */

import { readFile } from 'node:fs/promises'
import type { WeightsProblem } from '#domain/civility/weights.ts'

/** Why civility is off, or a part of it; `file` is relative to the models' folder. */
export interface ModelProblem extends WeightsProblem {
  readonly file: string
}

export function missing(file: string): ModelProblem {
  return { reason: 'missing', file, detail: 'the file is not there or cannot be read' }
}

export function damaged(file: string, detail: string): ModelProblem {
  return { reason: 'damaged', file, detail }
}

/** Undefined where there is no file that can be read. */
export async function readBytes(file: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(file)
  } catch {
    return undefined
  }
}

/** Undefined where there is no file that can be read. */
export async function readText(file: string): Promise<string | undefined> {
  const bytes = await readBytes(file)
  return bytes === undefined ? undefined : new TextDecoder().decode(bytes)
}
