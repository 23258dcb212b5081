/** The words of a comment that weigh, found in its own HTML: what is asked of writers and shown to moderators. */
import type { Civility } from '#ports/civility.ts'
import type { ReadingView, WeighedWordsView } from '#contract/views.ts'
import { flatText, type FlatText } from '#domain/comment/body/flat-text.ts'
import { joinRanges, markRanges } from '#domain/comment/body/mark-ranges.ts'
import { READING_CIVILITY_WAIT_MS } from '#domain/limits.ts'
import { readingsOf, wordsBehind, WORD_KINDS, type WeighedWord } from '#domain/civility/weighed-words.ts'

/** Words named in a sentence; all of them are marked. */
const NAMED_WORDS_MAX = 6
/** Units of a stretch in such a sentence. */
const NAMED_UNITS_MAX = 60

/** What somebody says themselves: what they quote is left out. */
export function ownWords(html: string): FlatText {
  return flatText(html, 'blockquote')
}

/** Kinds in the order in which they are told, each with its words as they were written, each once. */
export function byKind(text: string, words: readonly WeighedWord[]): readonly WeighedWordsView[] {
  return WORD_KINDS.flatMap((kind) => {
    const named = namedOnce(text, words, kind)
    return named.length === 0 ? [] : [{ kind, words: named }]
  })
}

function namedOnce(text: string, words: readonly WeighedWord[], kind: WeighedWord['kind']): string[] {
  const named = new Map<string, string>()
  for (const word of words) {
    if (word.kind !== kind) continue
    const written = beginning(text.slice(word.start, word.end).replace(/\s+/g, ' '))
    const key = written.toLowerCase()
    if (!named.has(key)) named.set(key, written)
  }
  return [...named.values()].slice(0, NAMED_WORDS_MAX)
}

/** After a whole word; a stretch is marked whole, and only named shorter. */
function beginning(stretch: string): string {
  if (stretch.length <= NAMED_UNITS_MAX) return stretch
  const cut = stretch.slice(0, NAMED_UNITS_MAX).toWellFormed()
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), 0)) || cut}…`
}

export interface ReadComment {
  /** Safe HTML with the words marked. */
  readonly html: string
  readonly readings: readonly ReadingView[]
  /** False where its language is not scored: then only coarse words of a list are known. */
  readonly isScored: boolean
}

/**
 * The text a reader sees, quotations and all: the site's rule weighs them too. By both stages, behind those who post; null
 * while civility is off.
 */
export async function readingOf(
  html: string,
  civility: Pick<Civility, 'consider'>,
): Promise<ReadComment | null> {
  const flat = flatText(html)
  const ask = { urgency: 'later', deadlineMs: READING_CIVILITY_WAIT_MS } as const
  const scored = await civility.consider(flat.text, ask)
  if (scored === null) return null
  const readings = readingsOf(scored).map((reading) => ({
    ...reading,
    found: wordsBehind(flat.text, scored, [reading.kind]),
  }))
  return {
    html: markRanges(html, flat, joinRanges(readings.flatMap(({ found }) => found))),
    isScored: scored.scores.toxicity !== undefined,
    readings: readings.map(({ found, ...reading }) => ({
      ...reading,
      words: namedOnce(flat.text, found, reading.kind),
    })),
  }
}
