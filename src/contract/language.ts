/** The languages Parley speaks to readers, and which way any language is written. */

/** BCP 47, each with its words in src/locales. */
export const LANGUAGES = ['ar', 'de', 'en', 'es', 'fr', 'he', 'hi', 'ja', 'pt', 'ru', 'uk', 'zh'] as const

export type Language = (typeof LANGUAGES)[number]

export const DEFAULT_LANGUAGE: Language = 'en'

export function isLanguage(code: string): code is Language {
  return LANGUAGES.some((language) => language === code)
}

export type Direction = 'ltr' | 'rtl'

/** Scripts in use that are written from right to left (ISO 15924). */
const RIGHT_TO_LEFT_SCRIPTS: ReadonlySet<string> = new Set([
  'Adlm',
  'Arab',
  'Hebr',
  'Mand',
  'Nkoo',
  'Rohg',
  'Samr',
  'Syrc',
  'Thaa',
])

/** By the script the language is usually written in, or the one its tag names; null where the tag is none. */
export function directionOf(languageTag: string): Direction | null {
  try {
    const { script } = new Intl.Locale(languageTag).maximize()
    return script !== undefined && RIGHT_TO_LEFT_SCRIPTS.has(script) ? 'rtl' : 'ltr'
  } catch {
    return null
  }
}
