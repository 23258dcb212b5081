/** The rows of a table as one number and one hash, the same on both engines and in whatever order they are read. */
import { hash } from 'node:crypto'

/** 32-bit numbers that make up a SHA-256. */
const LANES = 8
const LANE_BYTES = 4
const LANE_HEX = 8

export interface SumOfRows {
  readonly rows: number
  /** Hexadecimal. */
  readonly hash: string
}

/**
 * Each row is hashed by itself and the hashes are added up, number by number. A row that is missing, doubled or changed
 * changes the sum. It finds accidents; against forgers stand the hashes over a backup's bytes.
 */
export class TableSum {
  #rows: number
  readonly #lanes: Uint32Array

  /** `from`: what was summed before. */
  constructor(from: SumOfRows | null = null) {
    this.#rows = from?.rows ?? 0
    this.#lanes = Uint32Array.from({ length: LANES }, (_, lane) =>
      from === null ? 0 : Number.parseInt(from.hash.slice(lane * LANE_HEX, (lane + 1) * LANE_HEX), 16),
    )
  }

  /** `line`: a row as JSON, its columns in the order of their names. */
  add(line: string): void {
    const digest = hash('sha256', line, 'buffer')
    for (let lane = 0; lane < LANES; lane += 1) {
      this.#lanes[lane] = (this.#lanes[lane] ?? 0) + digest.readUInt32LE(lane * LANE_BYTES)
    }
    this.#rows += 1
  }

  get sum(): SumOfRows {
    const hex = Array.from(this.#lanes, (lane) => lane.toString(16).padStart(LANE_HEX, '0'))
    return { rows: this.#rows, hash: hex.join('') }
  }
}
