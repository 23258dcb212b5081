/** Cuts a text into sentences that together cover all of it, for scores sentence by sentence. */

/** UTF-16 offsets, `end` exclusive. */
export interface SentenceRange {
  readonly start: number
  readonly end: number
}

/** A run of stops is looked at from its first one only: else twenty thousand dots cost a second. */
const SENTENCE_BREAK = /(?<![.!?。！？…])[.!?。！？…]+["'”’)\]]*\s+|\n+/g
/** Sentences scored one by one; what comes after is taken as one last sentence. */
const SENTENCES_MAX = 200

/** No sentence is blank; a text of only blanks is one sentence. */
export function splitSentences(text: string): readonly SentenceRange[] {
  const ranges: SentenceRange[] = []
  let start = 0
  for (const match of text.matchAll(SENTENCE_BREAK)) {
    if (ranges.length === SENTENCES_MAX - 1) break
    const end = match.index + match[0].length
    if (text.slice(start, end).trim() === '') continue
    ranges.push({ start, end })
    start = end
  }
  if (start < text.length && text.slice(start).trim() !== '') ranges.push({ start, end: text.length })
  else if (ranges.length === 0) ranges.push({ start: 0, end: text.length })
  return ranges
}
