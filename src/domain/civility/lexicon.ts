/** Word lists: which words are coarse or hateful, which name groups of people, and which spellings hide them. */

import { foldTerm } from './fold-text.ts'
import { createParter } from './part-words.ts'
import { createUnmasker } from './unmask-word.ts'

/** One coarse word: severity 1 (mild) to 3 (severe) as its source rates it, and its kinds as bits. */
export interface LexiconTerm {
  readonly word: string
  readonly severity: number
  readonly kinds: number
}

/** What a weights file carries of its lexicons. `targets` are ordered: where a disguise fits two, the first wins. */
export interface LexiconData {
  readonly terms: readonly (readonly [string, number, number])[]
  readonly targets: readonly string[]
  /** Ordinary words that a disguise rule would have taken for a target. */
  readonly ordinary: readonly string[]
  readonly identities: readonly string[]
  /**
   * Words that say something hostile or kind, with their `CUE_KINDS` as bits. Weights that were trained without them
   * have none, and their comments are then read without all that builds on them.
   */
  readonly cues?: readonly (readonly [string, number])[]
  /** Names of groups and hostile words whose disguises are undone, too. */
  readonly spelled?: readonly string[]
  /** Ordinary words by which a run of words without blanks is told from a long word. */
  readonly common?: readonly string[]
}

export interface Lexicon {
  /** True where the weights know of cues. */
  readonly readsCues: boolean
  /** Bits of the word's cues in their place among the flags of a known word. */
  readonly cues: (word: string) => number
  /** The words written without blanks between them, or null where the word is one. */
  readonly parted: (word: string) => readonly string[] | null
  readonly term: (word: string) => LexiconTerm | undefined
  readonly isIdentity: (word: string) => boolean
  /** The target hidden in a word of letters only (repeats, swapped or missing letters), or null. */
  readonly unscramble: (word: string) => string | null
  /** The target hidden in a word with digits or signs in it, or null. */
  readonly unmask: (core: string) => string | null
  /** The longest target inside letters that were written apart, with its place, or null. */
  readonly findInside: (letters: string) => { readonly word: string; readonly at: number } | null
}

/** Kinds of coarse words as `profanity_en.csv` (surge-ai, MIT) names them; the bit is the index. */
export const TERM_KINDS = [
  'sexual anatomy / sexual acts',
  'bodily fluids / excrement',
  'sexual orientation / gender',
  'racial / ethnic slurs',
  'mental disability',
  'physical disability',
  'physical attributes',
  'animal references',
  'religious offense',
  'political',
  'other / general insult',
] as const

/** Kinds of cues; the bit is the index. */
export const CUE_KINDS = [
  'hate',
  'vermin',
  'vice',
  'violence',
  'exclude',
  'good',
  'counter',
  'third',
  'all',
  'should',
] as const
/** Places of the cues among the flags of a known word: five other flags come first. */
const CUES_SHIFT = 5

/** Letters; three-letter words swapped or cut give too many ordinary words. */
const SWAP_LETTERS_MIN = 4
/** Letters; with one letter missing, shorter words are no longer recognisable. */
const CUT_LETTERS_MIN = 6
/** Letters; targets shorter than this are not searched inside letters written apart. */
const INSIDE_LETTERS_MIN = 3
/** Letters; the longest coarse word of the sources has 22. */
const TARGET_LETTERS_MAX = 24
/** A run this long is no ordinary spelling in English. */
const LONG_RUN = /(.)\1\1/
const ANY_RUN = /(.)\1/
const RUNS = /(.)\1+/g

/** Builds the look-up tables: about 30,000 entries for 2,000 targets. */
export function buildLexicon(data: LexiconData): Lexicon {
  const terms = new Map<string, LexiconTerm>()
  for (const [word, severity, kinds] of data.terms) terms.set(word, { word, severity, kinds })
  const ordinary = new Set(data.ordinary)
  const identities = new Set(data.identities.map(foldTerm))
  const cues = new Map((data.cues ?? []).map(([word, bits]) => [word, bits << CUES_SHIFT]))
  const hidden = [...data.targets, ...(data.spelled ?? [])]
  const targets = new Set(hidden)
  const variants = spellingVariants(hidden, targets)
  const collapsed = collapsedForms(hidden)
  const unscramble = (word: string): string | null => {
    if (word.length > TARGET_LETTERS_MAX * 3 || targets.has(word) || ordinary.has(word)) return null
    return unstretched(word, targets, collapsed) ?? variants.get(word) ?? null
  }
  return {
    readsCues: cues.size > 0,
    cues: (word) => cues.get(word) ?? 0,
    parted: createParter({ common: data.common ?? [], telling: hidden, ordinary }),
    term: (word) => terms.get(word),
    isIdentity: (word) => identities.has(word),
    unscramble,
    unmask: createUnmasker({ targets: hidden, ordinary, unscramble }),
    findInside: (letters) => findInside(letters, targets),
  }
}

/** Swapped neighbours and single missing letters of every target; the first target to claim a spelling keeps it. */
function spellingVariants(ordered: readonly string[], targets: ReadonlySet<string>): Map<string, string> {
  const variants = new Map<string, string>()
  const claim = (spelling: string, target: string): void => {
    if (!targets.has(spelling) && !variants.has(spelling)) variants.set(spelling, target)
  }
  for (const target of ordered) {
    if (target.length < SWAP_LETTERS_MIN) continue
    for (let at = 0; at + 1 < target.length; at += 1) {
      claim(target.slice(0, at) + target.charAt(at + 1) + target.charAt(at) + target.slice(at + 2), target)
    }
    if (target.length < CUT_LETTERS_MIN) continue
    for (let at = 1; at < target.length; at += 1) claim(target.slice(0, at) + target.slice(at + 1), target)
  }
  return variants
}

function collapsedForms(ordered: readonly string[]): Map<string, string> {
  const forms = new Map<string, string>()
  for (const target of ordered) {
    const form = target.replace(RUNS, '$1')
    if (!forms.has(form)) forms.set(form, target)
  }
  return forms
}

/** "fffuuck" to "fuck": runs cut to two and to one letter, then compared without regard to runs. */
function unstretched(
  word: string,
  targets: ReadonlySet<string>,
  collapsed: ReadonlyMap<string, string>,
): string | null {
  if (!ANY_RUN.test(word)) return null
  const single = word.replace(RUNS, '$1')
  // One plain double letter is ordinary spelling; only longer words then still point to one target.
  if (!LONG_RUN.test(word) && single.length < SWAP_LETTERS_MIN) return null
  const twice = word.replace(RUNS, '$1$1')
  if (targets.has(twice)) return twice
  return collapsed.get(single) ?? null
}

function findInside(
  letters: string,
  targets: ReadonlySet<string>,
): { readonly word: string; readonly at: number } | null {
  const longest = Math.min(TARGET_LETTERS_MAX, letters.length)
  for (let length = longest; length >= INSIDE_LETTERS_MIN; length -= 1) {
    for (let at = 0; at + length <= letters.length; at += 1) {
      const word = letters.slice(at, at + length)
      if (targets.has(word)) return { word, at }
    }
  }
  return null
}
