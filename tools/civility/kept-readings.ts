/** Keeps what a version of stage two said of texts, on disk: it never says anything else, and reading takes minutes. */

import { createHash } from 'node:crypto'
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { StageTwoOdds } from '#domain/civility/blend-stages.ts'

const FOLDER = path.resolve(import.meta.dirname, '../../node_modules/.cache/parley-stage-two')

export interface KeptReadings {
  readonly get: (text: string) => StageTwoOdds | undefined
  readonly add: (read: readonly { readonly text: string; readonly odds: StageTwoOdds }[]) => void
}

/** `sha256`: of the network's file, which is what answers. A line that was cut off is read anew. */
export function openKeptReadings(sha256: string, folder = FOLDER): KeptReadings {
  mkdirSync(folder, { recursive: true })
  const file = path.join(folder, `${sha256}.jsonl`)
  const kept = new Map<string, StageTwoOdds>()
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []
  for (const line of lines) {
    try {
      const [key, odds] = JSON.parse(line) as [string, StageTwoOdds]
      kept.set(key, odds)
    } catch {
      continue
    }
  }
  return {
    get: (text) => kept.get(keyOf(text)),
    add: (read) => {
      for (const { text, odds } of read) kept.set(keyOf(text), odds)
      appendFileSync(file, read.map(({ text, odds }) => `\n${JSON.stringify([keyOf(text), odds])}`).join(''))
    },
  }
}

function keyOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}
