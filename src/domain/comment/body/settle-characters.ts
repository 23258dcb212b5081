/** Removes the characters that could break out of a comment or pile up over its neighbours. */

/**
 * Combining marks of any kind on one base. Burmese needs 6 (medials, vowels, tone), pointed and cantillated
 * Hebrew 5, stacked Tibetan 6; beyond 8 no orthography is known and the pile reaches the neighbouring lines.
 */
const MARKS_ON_ONE_BASE_MAX = 8

/**
 * Of those, marks that belong to no script of their own (U+0300 and the like, Arabic vowel signs). Vietnamese
 * needs 2, transliterated Sanskrit and phonetic notation 3, the Quran 4; this is what "zalgo" text is made of.
 */
const SHARED_MARKS_ON_ONE_BASE_MAX = 4

/**
 * Bidirectional embeddings, overrides and isolates. All nine go, not only the overrides: left open they reorder
 * what follows the comment, and a page that gives every block `dir="auto"` does not need them. The marks LRM,
 * RLM and ALM stay: they have no scope that could leak, and Hebrew and Arabic writers use them.
 */
const BIDI_CONTROLS = /[\u202A-\u202E\u2066-\u2069]/g

/** Everything that starts a new line somewhere: CR LF, CR, VT, FF, NEL, LINE and PARAGRAPH SEPARATOR. */
const LINE_ENDS = /\r\n?|[\v\f\u0085\u2028\u2029]/g

/** C0 (but tab and newline), DEL, C1, the byte order mark, and code points XML feeds cannot carry. */
const CONTROLS = /[\u0000-\u0008\u000E-\u001F\u007F-\u009F\uFEFF\uFFFE\uFFFF]/g

/** Zero-width characters do not end a pile of marks: what follows them still lands on the same base. */
const MARKS_IN_TEXT = /[\p{M}\u200B-\u200F\u2060-\u2064]{5,}/gu

/** In our own HTML a tag does not end the pile either: `a<em>◌́</em>` puts the mark on the a. */
const MARKS_IN_HTML = /(?:[\p{M}\u200B-\u200F\u2060-\u2064]|<[^>]*>)+/gu

const TAG_OR_CHARACTER = /<[^>]*>|./gsu
const MARK = /^\p{M}$/u
const SHARED_MARK = /^[\p{Script=Inherited}&&\p{M}]$/v

function thinMarks(run: string): string {
  let marks = 0
  let shared = 0
  return run.replace(TAG_OR_CHARACTER, (piece) => {
    if (!MARK.test(piece)) return piece
    marks += 1
    if (SHARED_MARK.test(piece)) shared += 1
    return marks > MARKS_ON_ONE_BASE_MAX || shared > SHARED_MARKS_ON_ONE_BASE_MAX ? '' : piece
  })
}

const PLAIN = /^[\t\n -~]*$/

/** Printable ASCII, tabs and line ends: nothing to settle, fold or compose. Most comments in English are. */
export function isPlainAscii(text: string): boolean {
  return PLAIN.test(text)
}

function settle(text: string): string {
  return text.toWellFormed().replace(LINE_ENDS, '\n').replace(CONTROLS, '').replace(BIDI_CONTROLS, '')
}

/**
 * For text as somebody wrote it. Lone surrogates become U+FFFD, line ends "\n"; controls and bidirectional
 * controls vanish; piled marks beyond what languages need are dropped.
 */
export function settleCharacters(text: string): string {
  return isPlainAscii(text) ? text : settle(text).replace(MARKS_IN_TEXT, thinMarks)
}

/**
 * The same for HTML written by this folder, whose tags and addresses are ASCII: needed once more after rendering
 * because `&#x202E;` in a source becomes the character only then.
 */
export function settleHtml(html: string): string {
  return isPlainAscii(html) ? html : settle(html).replace(MARKS_IN_HTML, thinMarks)
}

/** U+2800 is a symbol by its category but shows nothing; letters such as the Hangul fillers are default-ignorable. */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\u2800]/gu

/** ASCII that shows: letters, digits, punctuation and symbols, none of them ignorable. */
const SHOWN_ASCII = /[!-~]/

/** True where a reader would see something: a letter, digit, sign or symbol, not only space and marks. */
export function hasVisibleText(text: string): boolean {
  return SHOWN_ASCII.test(text) || /[\p{L}\p{N}\p{P}\p{S}]/u.test(text.replace(INVISIBLE, ''))
}

const SURROGATE_PAIRS = /[\uD800-\uDBFF][\uDC00-\uDFFF]/g

/** Code points, the unit of every length limit: the same for every language's keyboard and database. */
export function countCodePoints(text: string): number {
  return text.length - (text.match(SURROGATE_PAIRS)?.length ?? 0)
}
