/** Names as pages show them: the "(not verified)" mark of guests, and long names cut with an ellipsis. */

/** How Drupal marks a guest, in the languages whose wording is known; compared in lower case. */
const GUEST_MARKS = [
  'not verified',
  'non vérifié',
  'nicht überprüft',
  'nicht verifiziert',
  'no verificado',
  'não verificado',
  'non verificato',
  'niet gecontroleerd',
  'niet geverifieerd',
  'inte verifierad',
  'ikke bekræftet',
  'ikke verifisert',
  'niezweryfikowany',
  'не проверено',
  'не перевірено',
  '未验证',
  '未驗證',
  '未確認',
]

const TRAILING_PARENTHESIS = /\s*[(（]([^()（）]{1,40})[)）]$/

/** Drupal cuts a shown name over 20 characters to 15 and an ellipsis; from Drupal 8 on the ellipsis counts among the 15. */
export const CUT_NAME_CHARACTERS_MIN = 14
const UNCUT_NAME_CHARACTERS_MAX = 20

export interface ShownName {
  readonly name: string
  /** True where the mark of a guest stands behind the name. */
  readonly marked: boolean
}

/** One spelling for comparing: composed characters, single plain spaces. */
export function plainSpaces(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim()
}

/** Takes one guest mark off the end. `anyMark`: a page in another language, whose word for it is not known. */
export function readShownName(shown: string, anyMark = false): ShownName {
  const text = shown.trim()
  const found = TRAILING_PARENTHESIS.exec(text)
  const word = found?.[1]?.trim().toLowerCase()
  if (found === null || word === undefined || found.index === 0) return { name: text, marked: false }
  if (!anyMark && !GUEST_MARKS.includes(word)) return { name: text, marked: false }
  return { name: text.slice(0, found.index), marked: true }
}

/** What stands before the ellipsis of a cut name; null where the name is not cut. */
export function cutBeginning(name: string): string | null {
  const beginning = name.endsWith('…') ? name.slice(0, -1) : name.endsWith('...') ? name.slice(0, -3) : null
  return beginning !== null && beginning.length >= CUT_NAME_CHARACTERS_MIN - 1 ? beginning : null
}

/** True where both can be the same name, one of them perhaps shown cut. */
export function sameShownName(one: string, other: string): boolean {
  if (one === other) return true
  const cutOne = cutBeginning(one)
  const cutOther = cutBeginning(other)
  if (cutOne !== null && cutOther !== null) return cutOne.startsWith(cutOther) || cutOther.startsWith(cutOne)
  if (cutOne !== null) return other.length > UNCUT_NAME_CHARACTERS_MAX && other.startsWith(cutOne)
  return cutOther !== null && one.length > UNCUT_NAME_CHARACTERS_MAX && one.startsWith(cutOther)
}

/** Where names that may be the same, cut or not, are looked up together; null for a name that is never cut. */
export function cutKey(name: string): string | null {
  if (cutBeginning(name) === null && name.length <= UNCUT_NAME_CHARACTERS_MAX) return null
  return name.slice(0, CUT_NAME_CHARACTERS_MIN - 1)
}

/**
 * What stands in `names` before `last`, where `names` ends with that name as a word of its own and something is
 * before it; null otherwise. Guest marks at the end of either and a cut on one side are looked past.
 */
export function nameBefore(names: string, last: string): string | null {
  const line = readShownName(names).name
  const name = readShownName(last).name
  if (name === '') return null
  if (line.endsWith(` ${name}`)) return line.slice(0, -name.length - 1).trim() || null
  const beginning = cutBeginning(name)
  if (beginning !== null) {
    const at = line.lastIndexOf(` ${beginning}`)
    return at > 0 && sameShownName(line.slice(at + 1), name) ? line.slice(0, at).trim() || null : null
  }
  if (name.length <= UNCUT_NAME_CHARACTERS_MAX || !/(?:…|\.\.\.)$/.test(line)) return null
  const at = line.lastIndexOf(` ${name.slice(0, CUT_NAME_CHARACTERS_MIN - 1)}`)
  return at > 0 && sameShownName(line.slice(at + 1), name) ? line.slice(0, at).trim() || null : null
}
