/** Which of the known words somebody most likely meant. */

/** Slips of the pen that are forgiven: one in every so many characters. */
const CHARACTERS_PER_SLIP = 3

/** Null where no word is near enough to be meant. */
export function nearestWord(word: string, known: Iterable<string>): string | null {
  let nearest: string | null = null
  let least = Math.floor(word.length / CHARACTERS_PER_SLIP)
  for (const candidate of known) {
    const slips = slipsBetween(word, candidate)
    if (slips > least || (slips === least && nearest !== null)) continue
    nearest = candidate
    least = slips
  }
  return nearest
}

/** Letters put in, left out, mistaken or swapped (Damerau and Levenshtein, without overlaps). */
function slipsBetween(from: string, to: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: to.length + 1 }, (_, at) => at)
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row]
    for (let column = 1; column <= to.length; column += 1) {
      const isSame = from[row - 1] === to[column - 1]
      const isSwapped =
        row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]
      current.push(
        Math.min(
          (last[column] ?? 0) + 1,
          (current[column - 1] ?? 0) + 1,
          (last[column - 1] ?? 0) + (isSame ? 0 : 1),
          isSwapped ? (beforeLast[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
        ),
      )
    }
    beforeLast = last
    last = current
  }
  return last[to.length] ?? 0
}
