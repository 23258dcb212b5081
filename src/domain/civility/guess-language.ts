/** Names the language of a comment: by script, by common English words, and only then by a detector. */

/** Answers an ISO 639-1 code, or null when unsure. */
export type LanguageDetector = (text: string) => string | null

/** UTF-16 units looked at: enough for any detector, bounded for texts of any size. */
const SAMPLE_UNITS = 1_000
/** Share of letters that a script needs to decide the language. */
const SCRIPT_SHARE = 0.3
/** Letters; a detector guesses at random on less, and wrong guesses cost a score. */
const LETTERS_FOR_DETECTION_MIN = 24
/** Share of English function words above which no detector is asked; German and French comments stay under .06. */
const ENGLISH_SHARE = 0.18
/** Share above which a detector's word against English needs more than a short text to stand on. */
const ENGLISH_DOUBT_SHARE = 0.08

const HANGUL = /\p{Script=Hangul}/gu
const KANA = /[\p{Script=Hiragana}\p{Script=Katakana}]/gu
const HAN = /\p{Script=Han}/gu
const LETTER = /\p{L}/gu
const LATIN_WORD = /[a-z']+/g
const FOREIGN_LETTER = /[^\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]/u

/** Frequent in English and rare elsewhere: words that German, Dutch or Portuguese also write ("so", "was") are left out. */
const ENGLISH_WORDS = new Set(
  `the of and you that it for with they this have from had by not but what were when your can said there each which she
  how their if up about out many then them these some would make like could more my than who its now did get just dont
  im youre ur thats fuck shit ass bitch stupid idiot hate kill shut suck sucks people because yes wtf lol omg us our why
  where is are be been being his him into only other should think know want good here very really doesnt isnt`
    .split(/\s+/)
    .filter((word) => word !== ''),
)

/** Null where the text is too short or unclear; callers then fall back to the site's own language. */
export function guessLanguage(text: string, detect: LanguageDetector | null): string | null {
  const sample = text.slice(0, SAMPLE_UNITS).toWellFormed()
  const letters = count(sample, LETTER)
  if (letters === 0) return null
  const byScript = scriptLanguage(sample, letters)
  if (byScript !== null) return byScript
  const english = englishShare(sample)
  const latin = !FOREIGN_LETTER.test(sample)
  if (latin && english >= ENGLISH_SHARE) return 'en'
  if (letters < LETTERS_FOR_DETECTION_MIN && latin) return null
  const detected = detect?.(sample) ?? null
  return latin && english >= ENGLISH_DOUBT_SHARE ? 'en' : detected
}

function scriptLanguage(sample: string, letters: number): string | null {
  if (isAscii(sample)) return null
  if (count(sample, HANGUL) / letters >= SCRIPT_SHARE) return 'ko'
  const kana = count(sample, KANA)
  const han = count(sample, HAN)
  if ((kana + han) / letters < SCRIPT_SHARE) return null
  return kana / (kana + han) > 0.1 ? 'ja' : 'zh'
}

function isAscii(sample: string): boolean {
  for (let at = 0; at < sample.length; at += 1) if (sample.charCodeAt(at) > 0x7f) return false
  return true
}

function englishShare(sample: string): number {
  const words = sample.toLowerCase().match(LATIN_WORD) ?? []
  if (words.length === 0) return 0
  const common = words.filter((word) => ENGLISH_WORDS.has(word.replaceAll("'", ''))).length
  return common / words.length
}

function count(sample: string, pattern: RegExp): number {
  return sample.match(pattern)?.length ?? 0
}
