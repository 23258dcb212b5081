/** Names the language of a comment: by script, by common English words, and only then by a detector. */

import { IDEOGRAPH, LETTER, unitClass } from './unit-class.ts'

/** Answers an ISO 639-1 code, or null when unsure. */
export type LanguageDetector = (text: string) => string | null

/** UTF-16 units looked at: enough for any detector, bounded for texts of any size. */
const SAMPLE_UNITS = 400
/** Share of letters that a script needs to decide the language. */
const SCRIPT_SHARE = 0.3
/** Share of kana above which ideographs are Japanese. */
const KANA_SHARE = 0.1
/** Letters; a detector guesses at random on less, and wrong guesses cost a score. */
const LETTERS_FOR_DETECTION_MIN = 24
/** Share of English function words that settles the matter; comments in other languages stay below it. */
const ENGLISH_SHARE = 0.08

/** Frequent in English and rare elsewhere: words that German, Dutch or Portuguese also write ("so", "was") are left out. */
const ENGLISH_WORDS = new Set(
  `the of and you that it for with they this have from had by not but what were when your can said there each which she
  how their if up about out many then them these some would make like could more my than who its now did get just dont
  im youre ur thats fuck shit ass bitch stupid idiot hate kill shut suck sucks people because yes wtf lol omg us our why
  where is are be been being his him into only other should think know want good here very really doesnt isnt`
    .split(/\s+/)
    .filter((word) => word !== ''),
)

/** Letters of the longest word that one small number can spell, a letter being a digit to the base of 27. */
const CODED_LETTERS_MAX = 6
const CODE_BASE = 27
const BEFORE_A = 0x60

function codeOf(word: string): number {
  let code = 0
  for (let at = 0; at < word.length; at += 1) code = code * CODE_BASE + word.charCodeAt(at) - BEFORE_A
  return code
}

/** The short ones as numbers: nearly all words looked up are short, and no string need be cut out for them. */
const ENGLISH_CODES = new Set(
  [...ENGLISH_WORDS].filter((word) => word.length <= CODED_LETTERS_MAX).map(codeOf),
)

/** Null where the text is too short or unclear; callers then fall back to the site's own language. */
export function guessLanguage(text: string, detect: LanguageDetector | null): string | null {
  const sample = text.length > SAMPLE_UNITS ? text.slice(0, SAMPLE_UNITS) : text
  const seen = survey(sample)
  if (seen.letters === 0) return null
  const byScript = scriptLanguage(seen)
  if (byScript !== null) return byScript
  const english = seen.words === 0 ? 0 : seen.english / seen.words
  const isLatin = seen.otherScript === 0
  if (isLatin && english >= ENGLISH_SHARE) return 'en'
  if (seen.letters < LETTERS_FOR_DETECTION_MIN && isLatin) return null
  return detect?.(sample.toWellFormed()) ?? null
}

interface Survey {
  letters: number
  hangul: number
  kana: number
  han: number
  /** Letters of scripts that are none of the above and not Latin. */
  otherScript: number
  words: number
  english: number
}

/** Words after which a text full of English function words needs no further look. */
const ENOUGH_WORDS = 12
const CLEAR_SHARE = 0.34
const LATIN_END = 0x24f

/** One pass over the sample: letters by script, and words with the common English ones among them. */
function survey(sample: string): Survey {
  const seen: Survey = { letters: 0, hangul: 0, kana: 0, han: 0, otherScript: 0, words: 0, english: 0 }
  const lower = sample.toLowerCase()
  let wordFrom = -1
  let code = 0
  for (let at = 0; at <= lower.length; at += 1) {
    const unit = at < lower.length ? lower.charCodeAt(at) : 0
    if (unit >= 0x61 && unit <= 0x7a) {
      seen.letters += 1
      if (wordFrom === -1) {
        wordFrom = at
        code = 0
      }
      if (at - wordFrom < CODED_LETTERS_MAX) code = code * CODE_BASE + unit - BEFORE_A
      continue
    }
    if (unit > 0x7f) surveyUnit(unit, seen)
    if (wordFrom === -1) continue
    // Apostrophes are rare enough in the listed words to simply end a word.
    seen.words += 1
    const isShort = at - wordFrom <= CODED_LETTERS_MAX
    if (isShort ? ENGLISH_CODES.has(code) : ENGLISH_WORDS.has(lower.slice(wordFrom, at))) seen.english += 1
    wordFrom = -1
    if (seen.words >= ENOUGH_WORDS && seen.english >= seen.words * CLEAR_SHARE) break
  }
  return seen
}

function surveyUnit(unit: number, seen: Survey): void {
  const kind = unitClass(unit)
  if (kind !== LETTER && kind !== IDEOGRAPH) return
  seen.letters += 1
  if ((unit >= 0xac00 && unit <= 0xd7a3) || (unit >= 0x1100 && unit <= 0x11ff)) seen.hangul += 1
  else if (unit >= 0x3040 && unit <= 0x30ff) seen.kana += 1
  else if (unit >= 0x3400 && unit <= 0x9fff) seen.han += 1
  else if (unit > LATIN_END) seen.otherScript += 1
}

function scriptLanguage(seen: Survey): string | null {
  if (seen.hangul / seen.letters >= SCRIPT_SHARE) return 'ko'
  const east = seen.kana + seen.han
  if (east / seen.letters < SCRIPT_SHARE) return null
  return seen.kana / east > KANA_SHARE ? 'ja' : 'zh'
}
