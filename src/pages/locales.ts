/** Every word of every language, as src/locales has them. */
import arabic from '#locales/ar.json' with { type: 'json' }
import chinese from '#locales/zh.json' with { type: 'json' }
import english from '#locales/en.json' with { type: 'json' }
import french from '#locales/fr.json' with { type: 'json' }
import german from '#locales/de.json' with { type: 'json' }
import hebrew from '#locales/he.json' with { type: 'json' }
import hindi from '#locales/hi.json' with { type: 'json' }
import japanese from '#locales/ja.json' with { type: 'json' }
import portuguese from '#locales/pt.json' with { type: 'json' }
import russian from '#locales/ru.json' with { type: 'json' }
import spanish from '#locales/es.json' with { type: 'json' }
import ukrainian from '#locales/uk.json' with { type: 'json' }
import type { Language } from '#contract/language.ts'

/** English is written first: a key exists when it stands in en.json. */
export type MessageKey = keyof typeof english

export type Locale = Readonly<Partial<Record<MessageKey, string>>>

const LOCALES: Readonly<Record<Language, Locale>> = {
  ar: arabic,
  de: german,
  en: english,
  es: spanish,
  fr: french,
  he: hebrew,
  hi: hindi,
  ja: japanese,
  pt: portuguese,
  ru: russian,
  uk: ukrainian,
  zh: chinese,
}

/** The message, in English while a new key waits for its translation (the tests do not let it wait long). */
export function messageText(language: Language, key: MessageKey): string {
  return LOCALES[language][key] ?? english[key]
}
