/** Offsets in code points for offsets in UTF-16 units: files and the wire count the former, JavaScript the latter. */

/** The returned function answers how many code points of `text` begin before a UTF-16 offset. */
export function createCodePointCounter(text: string): (offset: number) => number {
  // Where a pair of surrogates ends; a text without pairs needs no table.
  const pairEnds: number[] = []
  for (let at = 0; at + 1 < text.length; at += 1) {
    if (isHigh(text.charCodeAt(at)) && isLow(text.charCodeAt(at + 1))) {
      pairEnds.push(at + 2)
      at += 1
    }
  }
  return (offset) => offset - countUpTo(pairEnds, offset)
}

function countUpTo(ascending: readonly number[], limit: number): number {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ascending[middle] ?? 0) <= limit) low = middle + 1
    else high = middle
  }
  return low
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff
}
