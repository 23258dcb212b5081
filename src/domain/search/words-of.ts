/** Text to the words it can be found by: the one reading that the index, the query and the highlighting share. */

/** A word as it is compared, and where it stands in the text (UTF-16 units, end exclusive). */
export interface FoundWord {
  readonly word: string
  readonly start: number
  readonly end: number
}

/** Code points of a word that are looked at: longer runs are noise, and the index cuts at 32 KiB. */
const WORD_CODE_POINTS_MAX = 64

/**
 * One letter of a script that puts no spaces between words (Chinese, Japanese, Thai, Lao, Khmer, Burmese) is a
 * word of its own, so that what somebody types is found inside a sentence. Everywhere else a run of letters,
 * digits and their marks is a word; joiners and soft hyphens inside it do not part it. An emoji is a word.
 */
const WORD =
  /[[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]&&[\p{L}\p{N}]][\p{M}\u200C\u200D]*|[[\p{L}\p{N}\p{M}\p{Co}\u00AD\u200C\u200D]--[[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]&&[\p{L}\p{N}]]]+|\p{Extended_Pictographic}/gv

const PLAIN_TEXT = /^[\0-\x7F]*$/

/**
 * Accents and vowel points that writers leave out: shared ones, and those of Latin, Greek, Cyrillic, Hebrew and
 * Arabic. Not the voicing marks of Japanese (か is not が), not the breve of й, and no Indic vowel: those are letters.
 */
const ACCENT =
  /(?<![ий])[[\p{Mn}&&[\p{Script=Inherited}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Hebrew}\p{Script=Arabic}]]--[\u3099\u309A]]|(?<=[ий])[[\p{Mn}&&\p{Script=Inherited}]--[\u0306]]/gv

const NOT_OF_A_WORD = /[^\p{L}\p{N}\p{M}\p{Co}\p{Extended_Pictographic}]/gv

/** Letters that no decomposition takes apart but that people type without their stroke. */
const PLAIN_LETTER: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ł: 'l',
  ı: 'i',
  ς: 'σ',
}

const ASCII = /^[0-9A-Za-z]*$/

/** Upper and lower case, full and half width, with and without accents are one. May come out empty. */
export function foldWord(word: string): string {
  const folded = ASCII.test(word) ? word.toLowerCase() : foldLetters(word)
  if (folded.length <= WORD_CODE_POINTS_MAX) return folded
  return Array.from(folded).slice(0, WORD_CODE_POINTS_MAX).join('')
}

function foldLetters(word: string): string {
  return word
    .toLowerCase()
    .normalize('NFKD')
    .toLowerCase()
    .replace(ACCENT, '')
    .replace(/[ßæœøđłıς]/g, (letter) => PLAIN_LETTER[letter] ?? letter)
    .normalize('NFC')
    .replace(NOT_OF_A_WORD, '')
}

/** The words of a text in their order. Linear time. */
export function wordsOf(text: string): FoundWord[] {
  // Most texts in English are nothing else; a match for each word costs more than all the rest.
  if (PLAIN_TEXT.test(text)) return plainWordsOf(text)
  const words: FoundWord[] = []
  for (const match of text.matchAll(WORD)) {
    const [raw] = match
    const word = foldWord(raw)
    if (word !== '') words.push({ word, start: match.index, end: match.index + raw.length })
  }
  return words
}

/** The same for ASCII, whose words are its letters and digits. */
function plainWordsOf(text: string): FoundWord[] {
  const words: FoundWord[] = []
  const folded = text.toLowerCase()
  let start = -1
  for (let at = 0; at <= folded.length; at += 1) {
    if (isPlainLetter(folded.charCodeAt(at))) {
      if (start < 0) start = at
    } else if (start >= 0) {
      words.push({ word: folded.slice(start, Math.min(at, start + WORD_CODE_POINTS_MAX)), start, end: at })
      start = -1
    }
  }
  return words
}

/** `0` to `9` and `a` to `z`; false for what stands behind the last character. */
function isPlainLetter(unit: number): boolean {
  return (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x30 && unit <= 0x39)
}
