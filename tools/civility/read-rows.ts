/** Reads the labelled comments of ../shared/data and hands them on in one shape. */

import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import path from 'node:path'

/** Where the data lies relative to the repository's root; the folder is shared between checkouts. */
export const DATA_FOLDER = path.resolve(import.meta.dirname, '../../../shared/data/toxicity')

/** A label is 0 or 1 or the share of raters; a missing key means that nobody was asked. */
export interface LabelledRow {
  readonly id: string
  readonly source: string
  readonly text: string
  readonly split: 'train' | 'dev'
  readonly y: Readonly<Record<string, number>>
  /** Marked characters as [begin, end, raters], code points, where the source has them. */
  readonly marked: readonly (readonly [number, number, number])[]
  readonly annotators: number
  /** Characters on which the majority of raters agreed (SemEval-2021 Task 5), or null. */
  readonly gold: readonly (readonly [number, number])[] | null
  /** A further key by which rows belong together: the video, the conversation. */
  readonly group: string
}

interface RawRow {
  readonly id: string
  readonly text: string
  readonly y: Record<string, number>
  readonly split: 'train' | 'dev'
  readonly spans_marked?: [number, number, number][]
  readonly spans_gold?: [number, number][]
  readonly annotators?: number
  readonly video?: string
  readonly topic?: string
  readonly template?: string
}

/** `file`: path under the data folder without its ending, as "train/jigsaw_toxic". */
export function readRows(file: string): LabelledRow[] {
  const lines = gunzipSync(readFileSync(path.join(DATA_FOLDER, `${file}.jsonl.gz`)))
    .toString('utf8')
    .split('\n')
  return lines
    .filter((line) => line !== '')
    .map((line) => {
      const raw = JSON.parse(line) as RawRow
      return {
        id: raw.id,
        source: file,
        text: raw.text,
        split: raw.split,
        y: raw.y,
        marked: raw.spans_marked ?? [],
        annotators: raw.annotators ?? 0,
        gold: raw.spans_gold ?? null,
        group: raw.video ?? raw.topic ?? raw.template ?? '',
      }
    })
}
