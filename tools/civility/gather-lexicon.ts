/** Builds the lexicons that go into the weights file from the shared word lists and the training comments. */

import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { foldTerm } from '#domain/civility/fold-text.ts'
import { buildLexicon, TERM_KINDS, type LexiconData } from '#domain/civility/lexicon.ts'
import { splitWords } from '#domain/civility/split-words.ts'
import { cueWords, spelledWords } from './cue-words.ts'
import { identityTerms } from './identity-terms.ts'
import { DATA_FOLDER, type LabelledRow } from './read-rows.ts'

const SINGLE_WORD = /^[a-z]{2,24}$/
/** Letters; shorter words are too easily hit by chance when disguises are undone. */
const TARGET_LETTERS_MIN = 3
const LEARNED_LETTERS_MIN = 4
/** Share of a word's comments that are toxic above which it counts as coarse although no list has it. */
const LEARNED_SHARE_MIN = 0.5
const LEARNED_SEEN_MIN = 8
/** Share below which a listed word is ordinary here ("finger", "sheet"). */
const LISTED_SHARE_MIN = 0.3
const LISTED_SEEN_MIN = 5
/** Share below which a spelling that a rule would change is taken to be meant as it stands. */
const ORDINARY_SHARE_MAX = 0.4
const ORDINARY_SEEN_MIN = 2
/** Smoothing of shares, in comments. */
const PRIOR_COMMENTS = 2

/** Words kept to tell runs without blanks; the next ones add mistakes rather than runs. */
const COMMON_WORDS = 1_200
const SHORT_WORDS = new Set(
  'a i in on at to of is it we he me my no so do be by or as an am up us go if'.split(' '),
)

/** Sources whose share of toxic comments is about that of real discussions: only there is a word's share its own. */
const NATURAL_SOURCES = new Set(['train/jigsaw_toxic', 'train/jigsaw_sixlabel', 'train/wiki_context_small'])

interface Usage {
  seen: number
  toxic: number
}

/** Words of the rows with how often they stand in toxic comments. */
function countUsage(rows: readonly LabelledRow[]): Map<string, Usage> {
  const plain = buildLexicon({ terms: [], targets: [], ordinary: [], identities: [] })
  const usage = new Map<string, Usage>()
  for (const row of rows) {
    const toxicity = row.y['toxicity']
    if (toxicity === undefined || !NATURAL_SOURCES.has(row.source)) continue
    for (const word of new Set(splitWords(row.text, plain).map((found) => found.text))) {
      const known = usage.get(word) ?? { seen: 0, toxic: 0 }
      known.seen += 1
      known.toxic += toxicity >= 0.5 ? 1 : 0
      usage.set(word, known)
    }
  }
  return usage
}

function share(usage: Usage | undefined, prior: number): number {
  if (usage === undefined) return prior
  return (usage.toxic + prior * PRIOR_COMMENTS) / (usage.seen + PRIOR_COMMENTS)
}

/** `rows`: training rows only; those with a natural share of toxic comments make the better judge. */
export function gatherEnglishLexicon(rows: readonly LabelledRow[]): LexiconData {
  const usage = countUsage(rows)
  const identities = identityTerms()
  const groups = new Set(identities)
  const listed = readProfanity().filter(
    ([word]) =>
      !groups.has(word) &&
      ((usage.get(word)?.seen ?? 0) < LISTED_SEEN_MIN || share(usage.get(word), 0.5) >= LISTED_SHARE_MIN),
  )
  const known = new Set(listed.map(([word]) => word))
  const learned = [...usage]
    .filter(
      ([word, found]) =>
        SINGLE_WORD.test(word) &&
        word.length >= LEARNED_LETTERS_MIN &&
        !known.has(word) &&
        !groups.has(word) &&
        found.seen >= LEARNED_SEEN_MIN &&
        share(found, 0.1) >= LEARNED_SHARE_MIN,
    )
    .map(([word]) => word)
  const targets = [...known, ...learned]
    .filter((word) => word.length >= TARGET_LETTERS_MIN)
    .sort((a, b) => (usage.get(b)?.toxic ?? 0) - (usage.get(a)?.toxic ?? 0) || (a < b ? -1 : 1))
  const learnedTerms = learned.map((word): [string, number, number] => [
    word,
    1,
    1 << (TERM_KINDS.length - 1),
  ])
  const data = {
    terms: [...listed, ...learnedTerms],
    targets,
    ordinary: [],
    identities,
    cues: cueWords(),
    spelled: spelledWords(identities).filter((word) => !targets.includes(word)),
    common: commonWords(usage),
  }
  return { ...data, ordinary: ordinaryWords(data, usage) }
}

/** The words most often written; of these a run without blanks may be made. */
function commonWords(usage: ReadonlyMap<string, Usage>): string[] {
  return [...usage]
    .filter(([word]) => /^[a-z]+$/.test(word) && (word.length > 2 || SHORT_WORDS.has(word)))
    .sort(([a, x], [b, y]) => y.seen - x.seen || (a < b ? -1 : 1))
    .slice(0, COMMON_WORDS)
    .map(([word]) => word)
    .sort()
}

/** Words in ordinary use that the disguise rules, left alone, would change. */
function ordinaryWords(data: LexiconData, usage: ReadonlyMap<string, Usage>): string[] {
  const lexicon = buildLexicon(data)
  const groups = new Set(data.identities)
  const fromUse = [...usage]
    .filter(
      ([word, found]) =>
        SINGLE_WORD.test(word) &&
        found.seen >= ORDINARY_SEEN_MIN &&
        share(found, 0.2) < ORDINARY_SHARE_MAX &&
        (lexicon.unscramble(word) !== null || lexicon.parted(word) !== null),
    )
    .map(([word]) => word)
  return [...new Set([...fromUse, ...[...groups].filter((word) => lexicon.unscramble(word) !== null)])].sort()
}

function readProfanity(): [string, number, number][] {
  const lines = readFileSync(path.join(DATA_FOLDER, 'lexicon/profanity_en.csv'), 'utf8')
    .split(/\r?\n/)
    .slice(1)
  const terms = new Map<string, [string, number, number]>()
  for (const line of lines) {
    const cells = line.split(',')
    const word = foldTerm(cells[0] ?? '')
    if (!SINGLE_WORD.test(word)) continue
    const kinds = cells.slice(4, 7).reduce((bits, cell) => bits | kindBit(cell), 0)
    terms.set(word, [word, Number(cells[7] ?? '1') || 1, kinds])
  }
  return [...terms.values()]
}

function kindBit(cell: string): number {
  const index = TERM_KINDS.findIndex((kind) => kind === cell)
  return index === -1 ? 0 : 1 << index
}

/** Terms of the LDNOOBW lists (CC BY 4.0) by language code, folded as comments are. */
export function gatherOtherLexicons(): Record<string, string[]> {
  const folder = path.join(DATA_FOLDER, 'lexicon')
  const lexicons: Record<string, string[]> = {}
  for (const file of readdirSync(folder).sort()) {
    const language = /^ldnoobw_([a-z]{2,3})\.txt$/.exec(file)?.[1]
    // Klingon is a joke and Kabyle has seven entries that are also ordinary words of its neighbours.
    if (language === undefined || language === 'tlh') continue
    const terms = readFileSync(path.join(folder, file), 'utf8').split('\n').map(foldTerm)
    lexicons[language] = [...new Set(terms.filter((term) => term.length > 1))].sort()
  }
  return lexicons
}
