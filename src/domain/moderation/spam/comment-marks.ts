/** By what a comment is known again in others: hashes of some of its words and of its links, and who wrote it. */
import type { LinkFacts } from './read-links.ts'
import { hashPair, hashWord } from '#domain/civility/hash-feature.ts'
import { wordsOf } from '#domain/search/words-of.ts'

export interface CommentMarks {
  /** Of the words; empty where there are too few of them to be anybody's own. */
  readonly words: readonly string[]
  /** Of each page linked to. */
  readonly links: readonly string[]
  /** Of whoever writes; null for somebody who is not known yet. */
  readonly writer: string | null
}

/**
 * Marks of the words of one comment. Two comments of which most words are the same share most of them, at any length:
 * they are the smallest hashes of all runs of words (a bottom-k sketch, Broder 1997), not the first ones.
 */
export const WORD_MARKS_MAX = 6

/** Words in a run: single words are everybody's, long runs do not survive a changed word. */
const RUN_WORDS = 3

/** Fewer words than this ("Thank you, I could not agree more") are said by many people who never met. */
const WORDS_MIN = 10

/** Words that are looked at: four times the average comment, and a bound for the longest. */
const WORDS_READ_MAX = 400

/** Keep the two halves of a hash apart: one of 32 bits would meet by chance among some ten thousand comments. */
const SEEDS = [0x51, 0x7a3] as const

/** Two numbers of 32 bits. */
type Hash = readonly [number, number]

function hash(text: string): Hash {
  return [hashWord(text, SEEDS[0]) >>> 0, hashWord(text, SEEDS[1]) >>> 0]
}

function hashRun(words: readonly Hash[]): Hash {
  const half = (which: 0 | 1) =>
    words.reduce<number>((run, word) => hashPair(run, word[which]), SEEDS[which]) >>> 0
  return [half(0), half(1)]
}

function spell([first, second]: Hash): string {
  return first.toString(16).padStart(8, '0') + second.toString(16).padStart(8, '0')
}

/** `text`: the comment's own words, without quotations and links. */
export function wordMarks(text: string): string[] {
  const words = wordsOf(text).slice(0, WORDS_READ_MAX)
  if (words.length < WORDS_MIN) return []
  const hashes = words.map(({ word }) => hash(word))
  const runs = new Map<number, Hash>()
  for (let at = 0; at + RUN_WORDS <= hashes.length; at += 1) {
    const run = hashRun(hashes.slice(at, at + RUN_WORDS))
    runs.set(run[0], run)
  }
  return [...runs.values()]
    .sort(([one], [other]) => one - other)
    .slice(0, WORD_MARKS_MAX)
    .map((run) => `text ${spell(run)}`)
}

export function commentMarks(comment: {
  readonly ownWords: string
  readonly links: readonly LinkFacts[]
  readonly writerId: string | null
}): CommentMarks {
  const links = comment.links.map(({ address }) => `link ${spell(hash(address))}`)
  return {
    words: wordMarks(comment.ownWords),
    links: [...new Set(links)],
    writer: comment.writerId === null ? null : writerMark(comment.writerId),
  }
}

export function writerMark(personId: string): string {
  return `by ${personId}`
}

export function allMarks({ words, links, writer }: CommentMarks): string[] {
  return [...words, ...links, ...(writer === null ? [] : [writer])]
}
