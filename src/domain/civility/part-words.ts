/** Finds the words in a run that was written without blanks ("ihatethisthing"). */

export interface PartTables {
  /** Words that a run may be made of. */
  readonly common: readonly string[]
  /** Words of which a run must hold at least one; else there is no reason to look inside. */
  readonly telling: readonly string[]
  readonly ordinary: ReadonlySet<string>
}

/** Letters; shorter runs are words ("weare" is hardly ever a disguise). */
export const PARTED_LETTERS_MIN = 9
/** Letters; longer runs are not writing. Bounds the work, too. */
const RUN_LETTERS_MAX = 80
/** Letters of the longest word looked for inside. */
const PART_LETTERS_MAX = 16
/** Letters a telling word needs: short ones stand inside too many ordinary words. */
const TELLING_LETTERS_MIN = 4
/** Two parts are too often one ordinary word ("manslaughter"). */
const PARTS_MIN = 3
const LETTERS_ONLY = /^[a-z]+$/
/** Answers remembered; the same run comes again within a discussion. */
const REMEMBERED_MAX = 10_000

/** The returned function answers the parts, or null for what is one word. */
export function createParter(tables: PartTables): (run: string) => readonly string[] | null {
  if (tables.common.length === 0) return () => null
  const telling = new Set(tables.telling.filter((word) => word.length >= TELLING_LETTERS_MIN))
  const vocabulary = new Set([...tables.common, ...telling])
  const remembered = new Map<string, readonly string[] | null>()
  return (run) => {
    if (run.length < PARTED_LETTERS_MIN || run.length > RUN_LETTERS_MAX) return null
    const known = remembered.get(run)
    if (known !== undefined) return known
    const parts = tables.ordinary.has(run) || !LETTERS_ONLY.test(run) ? null : part(run, vocabulary)
    const found =
      parts !== null && parts.length >= PARTS_MIN && parts.some((word) => telling.has(word)) ? parts : null
    if (remembered.size >= REMEMBERED_MAX) remembered.clear()
    remembered.set(run, found)
    return found
  }
}

/** The fewest words that make up the whole run, or null. */
function part(run: string, vocabulary: ReadonlySet<string>): string[] | null {
  const fewest: (number | undefined)[] = [0]
  const begins: number[] = []
  for (let end = 1; end <= run.length; end += 1) {
    for (let begin = Math.max(0, end - PART_LETTERS_MAX); begin < end; begin += 1) {
      const before = fewest[begin]
      if (before === undefined || before + 1 >= (fewest[end] ?? Number.POSITIVE_INFINITY)) continue
      if (!vocabulary.has(run.slice(begin, end))) continue
      fewest[end] = before + 1
      begins[end] = begin
    }
  }
  if (fewest[run.length] === undefined) return null
  const parts: string[] = []
  for (let end = run.length; end > 0; end = begins[end] ?? 0) parts.push(run.slice(begins[end] ?? 0, end))
  return parts.reverse()
}
