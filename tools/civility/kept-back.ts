/** Rows that no stage trains on: a twentieth of the English training rows, on which the blend of both stages is fitted. */

import { createHash } from 'node:crypto'

/** Of 256: the first byte of a row's hash is below it for about one row in twenty. */
export const KEPT_BACK_BELOW = 13

/** True for about 5 % of all ids, the same ones in every tool that trains. */
export function isKeptBack(id: string): boolean {
  return (createHash('sha256').update(id, 'utf8').digest()[0] ?? 0) < KEPT_BACK_BELOW
}
