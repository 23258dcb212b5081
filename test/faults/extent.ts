/** How much of each fault is done: a little with every `npm test`, all of it with `npm run faults`. */

const MS_PER_SECOND = 1_000

interface Extent {
  /** Kills of a server, on each engine. */
  readonly kills: number
  readonly writers: number
  /** Milliseconds for which a database is away; at least as long as it takes to see what the fault is about. */
  readonly awayMs: number
  /** Milliseconds for which a node stands still. */
  readonly frozenMs: number
  /** Milliseconds that everything takes on its way to a slow database, and again on its way back. */
  readonly delayMs: number
}

const FULL: Extent = {
  kills: 100,
  writers: 64,
  awayMs: 30 * MS_PER_SECOND,
  frozenMs: 60 * MS_PER_SECOND,
  delayMs: 20,
}
const SHORT: Extent = { kills: 3, writers: 16, awayMs: 0, frozenMs: 0, delayMs: 2 }

/** Set to `full` by `npm run faults`. */
const EXTENT_VARIABLE = 'TEST_FAULTS'

export const isFull = process.env[EXTENT_VARIABLE] === 'full'

export const extent: Extent = isFull ? FULL : SHORT
