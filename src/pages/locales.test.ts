/** Every language says everything that English says: whole, in its own plurals, with its own quotation marks. */
import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { LANGUAGES, type Language } from '#contract/language.ts'
import type { MessageKey } from '#pages/locales.ts'
import { RESERVED_MARKS } from '#domain/people/reserved-marks.ts'
import { checkName } from '#domain/people/name.ts'
import { createWords } from '#pages/words.ts'
import { placeholdersOf, pluralCategoriesOf, sampleValues } from '#test/placeholders-of.ts'

const FOLDER = fileURLToPath(new URL('../locales/', import.meta.url))

/** Share of keys that may read as they do in English: names of things, `{title} · {site}`. A copied file has 1. */
const SAME_AS_ENGLISH_MAX = 0.03

/** One of each category in every language here, and enough for a separator of thousands. */
const NUMBERS = [0, 1, 2, 3, 5, 11, 21, 100, 1_234, 1_000_000]

/** The quotation marks that newspapers of the language print, outermost. */
const QUOTES: Readonly<Record<Language, string>> = {
  ar: '«»',
  de: '„“',
  en: '“”',
  es: '«»',
  fr: '«»',
  he: '„”',
  hi: '“”',
  ja: '「」',
  pt: '“”',
  ru: '«»',
  uk: '«»',
  zh: '“”',
}

/** Japanese shows marks to type, and Chinese names works, in others than the usual ones. */
const FURTHER_QUOTES: Readonly<Partial<Record<Language, string>>> = { ja: '“”', zh: '《》' }

const ALL_QUOTES = /["“”„«»‚‘「」『』《》‹›]/g

async function readLocale(language: string): Promise<Record<string, string>> {
  return JSON.parse(await readFile(`${FOLDER}${language}.json`, 'utf8')) as Record<string, string>
}

const english = await readLocale('en')
const keys = Object.keys(english)
const translations = LANGUAGES.filter((language) => language !== 'en')

test('every file of src/locales is a language of the contract, and the other way round', async () => {
  const files = (await readdir(FOLDER)).map((name) => name.replace(/\.json$/, ''))
  assert.deepEqual(files.toSorted(), LANGUAGES.toSorted())
  assert.ok(keys.length > 0)
})

for (const language of translations) {
  describe(`the words of ${language}`, async () => {
    const locale = await readLocale(language)

    test('have the keys of en.json, no others, in the same order', () => {
      const own = new Set(Object.keys(locale))
      const missing = keys.filter((key) => !own.has(key))
      const unknown = [...own].filter((key) => !(key in english))
      assert.deepEqual({ missing, unknown }, { missing: [], unknown: [] })
      assert.deepEqual(Object.keys(locale), keys)
    })

    test('ask for the same values as English', () => {
      for (const key of keys) {
        assert.deepEqual(
          placeholdersOf(locale[key] ?? '', language),
          placeholdersOf(english[key] ?? '', 'en'),
          key,
        )
      }
    })

    test('are a translation', () => {
      const same = keys.filter((key) => locale[key] === english[key])
      assert.ok(same.length <= keys.length * SAME_AS_ENGLISH_MAX, `as in English: ${same.join(', ')}`)
    })
  })
}

for (const language of LANGUAGES) {
  describe(`every message of ${language}`, async () => {
    const locale = await readLocale(language)
    const messages = Object.entries(locale)
    const words = createWords({ language, timeZone: 'Europe/Paris' })

    test('has words for every plural category of the language', () => {
      const categories = new Intl.PluralRules(language).resolvedOptions().pluralCategories.toSorted()
      const plurals = messages.flatMap(([key, text]) =>
        pluralCategoriesOf(text, language).map((own) => [key, own] as const),
      )
      assert.ok(plurals.length > 0)
      for (const [key, own] of plurals) assert.deepEqual(own.toSorted(), categories, key)
    })

    test('formats, in every number, and shows what it is given', () => {
      for (const [key, text] of messages) {
        const placeholders = placeholdersOf(text, language)
        for (const number of NUMBERS) {
          const said = words.say(key as MessageKey, sampleValues(placeholders, number))
          assert.ok(said.trim().length > 0, key)
          assert.equal(said, said.trim(), `${key}: no spaces to be glued to something`)
          assert.doesNotMatch(said, /[{}]|undefined|null|NaN/, key)
          for (const { name, kind } of placeholders) {
            if (kind === 'text') assert.ok(said.includes(`<${name}>`), `${key}: ${said}`)
          }
        }
      }
    })

    test('holds no HTML, no exclamation mark, no straight quotation mark, no double space', () => {
      for (const [key, text] of messages) {
        assert.doesNotMatch(text, /<|&\w+;|[!！]|["']| {2}/, key)
        assert.equal(text, text.normalize('NFC'), key)
        assert.doesNotMatch(text, /[\u200B\u200E\u200F\u202A-\u202E\uFEFF]/, `${key}: hidden characters`)
      }
    })

    test('closes its brackets, and quotes as the language does', () => {
      const allowed = new Set(QUOTES[language] + (FURTHER_QUOTES[language] ?? ''))
      for (const [key, text] of messages) {
        for (const pair of ['()', '（）', '[]', QUOTES[language], FURTHER_QUOTES[language] ?? '']) {
          const [open = '', close = ''] = pair
          if (open !== '') assert.ok(isBalanced(text, open, close), `${key}: ${pair} in ${text}`)
        }
        for (const [mark] of text.matchAll(ALL_QUOTES)) assert.ok(allowed.has(mark), `${key}: ${text}`)
      }
    })

    test('about an error is one or more whole sentences', () => {
      const errors = messages.filter(([key]) => key.startsWith('error.') && key !== 'error.link-used-up.do')
      assert.ok(errors.length > 0)
      for (const [key, text] of errors) {
        assert.match(
          words.say(key as MessageKey, sampleValues(placeholdersOf(text, language), 3)),
          /[.。।]$/u,
          key,
        )
      }
    })

    test('about a guest is a mark in brackets that nobody can put into a name, and that the refusal quotes', () => {
      const mark = locale['comment.notVerified'] ?? ''
      assert.match(mark, /^[(（].+[)）]$/)
      assert.deepEqual(checkName(`Ann ${mark}`), {
        ok: false,
        problem: { kind: 'reserved', mark: mark.slice(1, -1) },
      })
      assert.ok(RESERVED_MARKS.some((reserved) => reserved === mark.slice(1, -1)))
      for (const key of ['error.name-reserved.do', 'you.guest']) {
        assert.ok(locale[key]?.includes(mark), `${key} has ${mark}`)
      }
    })
  })
}

/** Never more closed than open, and all closed at the end. */
function isBalanced(text: string, open: string, close: string): boolean {
  let depth = 0
  for (const character of text) {
    if (character === open) depth += 1
    else if (character === close) depth -= 1
    if (depth < 0) return false
  }
  return depth === 0
}

describe('a message of a right-to-left language', () => {
  const { say } = createWords({ language: 'ar', timeZone: 'UTC' })

  test('keeps what is filled in apart from the signs around it', () => {
    assert.equal(
      say('conversation.titleGone', { headline: 'Ferry (2026)' }),
      'تعليق على «\u2068Ferry (2026)\u2069»',
    )
    assert.match(say('search.count', { count: 3, query: 'a' }), /\u2068a\u2069/)
  })

  test('leaves numbers as they are', () => {
    assert.equal(say('comment.replies', { count: 5 }), '5 ردود')
  })
})
