/** Tests of text that nobody would call a comment: an answer for all of it, and work that grows no faster than the text. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { buildLexicon, type Lexicon } from '#domain/civility/lexicon.ts'
import { readFeatures } from '#domain/civility/read-features.ts'
import { createCivilityScorer, type CivilityScorer } from '#domain/civility/score-text.ts'
import { WordStore } from '#domain/civility/word-store.ts'
import { loadCivilityModel, MODELS_FOLDER } from './load-model.ts'

const MEGABYTE = 1_000_000
/** UTF-16 units. */
const LONG = 50_000

const loaded = await loadCivilityModel({ folder: MODELS_FOLDER })
assert.ok(loaded.ok)
const { model } = loaded.value
const scorer = createCivilityScorer(model, null)

const STRANGE: Readonly<Record<string, string>> = {
  nothing: '',
  'only blanks': ' \t\n\u3000\u2028',
  'one word of 100,000 letters': 'a'.repeat(100_000),
  'one word of 100,000 stars': '*'.repeat(100_000),
  'letters and stars': 'f*'.repeat(50_000),
  'a megabyte of words': 'you are a stupid person and I hate muslims. '.repeat(MEGABYTE / 44),
  'a megabyte of quotation marks and hostile words': '"muslims are rats" '.repeat(MEGABYTE / 19),
  'a megabyte of single letters': 'i '.repeat(MEGABYTE / 2),
  'a megabyte without blanks': 'ihatethisthing'.repeat(MEGABYTE / 14),
  'only emoji': '\u{1f600}\u{1f468}\u200d\u{1f469}\u200d\u{1f467}\ufe0f'.repeat(500),
  'mixed scripts':
    'idiot \u0438\u0434\u0438\u043e\u0442 \u767d\u75f4 \ubc14\ubcf4 \u0623\u062d\u0645\u0642 \u05d8\u05d9\u05e4\u05e9 \u0e42\u0e07\u0e48',
  'right-to-left overrides': '\u202eyou are an idiot\u202c \u2067\u0623\u062d\u0645\u0642\u2069',
  'NUL bytes': 'you\u0000 are\u0000 an id\u0000iot',
  'lone surrogates': '\ud800you are\udfff an \udc00idiot\ud83d',
  'combining marks': `i${'\u0336'.repeat(5_000)}diot`,
  'one letter that folds to many': '\ufdfa'.repeat(2_000),
}

function assertSound(scored: ReturnType<CivilityScorer['score']>, text: string): void {
  for (const value of Object.values(scored.scores)) assert.ok(value >= 0 && value <= 1)
  for (const { start, end, weight } of scored.spans) {
    assert.ok(start >= 0 && end > start && end <= text.length && Number.isFinite(weight))
    assert.ok(!isInsidePair(text, start) && !isInsidePair(text, end))
  }
}

function isInsidePair(text: string, at: number): boolean {
  return /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(at - 1, at + 1))
}

for (const [name, text] of Object.entries(STRANGE)) {
  test(`${name}: an answer`, () => {
    const others = model.languages.map((weights) => weights.language)
    // The rules of reading are the same in all languages, so the longest texts are tried in one.
    const languages = text.length > LONG ? ['en'] : [undefined, ...others, 'fi']
    for (const language of languages) assertSound(scorer.score(text, language), text)
  })
}

test('what hides a word changes nothing about it', () => {
  const plain = scorer.score('you are an idiot', 'en').scores.toxicity ?? 0
  assert.ok(plain > 0.8)
  for (const name of ['right-to-left overrides', 'NUL bytes', 'lone surrogates']) {
    assert.ok((scorer.score(STRANGE[name] ?? '', 'en').scores.toxicity ?? 0) > 0.8, name)
  }
})

test('arbitrary text is answered', () => {
  const units = fc.array(fc.integer({ min: 0, max: 0xffff })).map((codes) => String.fromCharCode(...codes))
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), units), (text) => {
      assertSound(scorer.score(text), text)
    }),
    { numRuns: 30 },
  )
})

/** A lexicon that counts what it is asked. */
function counting(lexicon: Lexicon): { readonly lexicon: Lexicon; readonly asked: () => number } {
  let asked = 0
  const counted = <Args extends readonly unknown[], Result>(ask: (...args: Args) => Result) => {
    return (...args: Args): Result => {
      asked += 1
      return ask(...args)
    }
  }
  return {
    lexicon: {
      ...lexicon,
      term: counted(lexicon.term),
      isIdentity: counted(lexicon.isIdentity),
      unscramble: counted(lexicon.unscramble),
      unmask: counted(lexicon.unmask),
      findInside: counted(lexicon.findInside),
      parted: counted(lexicon.parted),
      cues: counted(lexicon.cues),
    },
    asked: () => asked,
  }
}

test('the work grows with the text and not faster', () => {
  const [english] = model.languages.filter((weights) => weights.language === 'en')
  assert.ok(english !== undefined)
  for (const piece of ['a', '*', 'f*', 'i ', 'you are st*pid ', '"muslims are rats" ', 'i.d.i.o.t ', '@$!']) {
    const work = [1, 4].map((times) => {
      const { lexicon, asked } = counting(buildLexicon(english.lexicon))
      const store = new WordStore(english.shape, lexicon)
      const { words, pairs } = readFeatures(piece.repeat(2_000 * times), store, lexicon)
      return asked() + words.length + pairs.rows.length
    })
    assert.ok((work[1] ?? 0) <= 4 * (work[0] ?? 0) + 50, `${piece}: ${work.join(', ')}`)
  }
})

test('no word is longer than what is looked at', () => {
  const [english] = model.languages
  assert.ok(english !== undefined)
  const store = new WordStore(english.shape, buildLexicon(english.lexicon))
  assert.ok(store.intern('a'.repeat(100_000)).text.length <= 40)
})
