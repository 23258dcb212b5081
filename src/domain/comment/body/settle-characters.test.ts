/** Which characters of a text survive. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { countCodePoints, hasVisibleText, settleCharacters, settleHtml } from './settle-characters.ts'

describe('languages are untouched', () => {
  for (const [language, text] of [
    ['Hindi', 'क्षत्रिय राष्ट्रीय हिन्दी में'],
    ['Thai', 'ที่นี่ น้ำ ก็'],
    ['Vietnamese, decomposed', 'Tiếng Việt nghiễm nhiên'.normalize('NFD')],
    ['Hebrew with points and cantillation', 'בְּרֵאשִׁ֖ית בָּרָ֣א אֱלֹהִ֑ים שָּׁ֔'],
    ['Arabic with vowel signs', 'بِسْمِ ٱللَّهِ ٱلرَّحْمَـٰنِ ٱلرَّحِيمِ'],
    ['Burmese', 'မြန်မာ ကျွန်ုပ် မြွှို့'],
    ['Tibetan', 'བསྒྲུབས་ རྐྱེན་ ཧཱུྃ'],
    ['Khmer', 'ខ្ញុំ ស្ត្រី ង្គ្រោះ'],
    ['Tamil', 'ஸ்ரீ கொண்டு'],
    ['Sanskrit, transliterated', 'r̥̄́ṃ ḹ̥'.normalize('NFD')],
    ['Persian with a joiner', 'می\u200Cخواهم'],
    ['Hebrew with a mark of direction', 'שלום\u200F!'],
    [
      'emoji',
      '👩🏽\u200D🚀 ❤\uFE0F\u200D🔥 1\uFE0F\u20E3 🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}',
    ],
  ] as const) {
    test(language, () => assert.equal(settleCharacters(text), text))
  }
})

for (const [what, text, settled] of [
  ['zalgo', `Z${'\u0301\u0323'.repeat(20)}a`, `Z${'\u0301\u0323'.repeat(2)}a`],
  [
    'zalgo with joiners between',
    `Z${'\u0301\u200D'.repeat(9)}`,
    `Z${'\u0301\u200D'.repeat(4)}${'\u200D'.repeat(5)}`,
  ],
  ['marks of one script', `\u1000${'\u102D'.repeat(20)}`, `\u1000${'\u102D'.repeat(8)}`],
  ['bidirectional controls', 'a\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069b', 'ab'],
  ['controls', 'a\0\x01\x08\x1B\x7F\x80\x9F\uFEFFb\tc', 'ab\tc'],
  ['lone surrogates', 'a\uD800b\uDC00', 'a\uFFFDb\uFFFD'],
  ['line ends', 'a\r\nb\rc\u2028d\u2029e\x0Bf\x0Cg\x85h', 'a\nb\nc\nd\ne\nf\ng\nh'],
] as const) {
  test(what, () => assert.equal(settleCharacters(text), settled))
}

test('a tag does not end a pile of marks', () => {
  assert.equal(
    settleHtml(`<p>a${'<em>\u0301</em>'.repeat(6)}</p>`),
    `<p>a${'<em>\u0301</em>'.repeat(4)}${'<em></em>'.repeat(2)}</p>`,
  )
})

describe('hasVisibleText', () => {
  for (const text of ['a', '?', '没', '😀', '١']) test(text, () => assert.ok(hasVisibleText(text)))
  for (const text of ['', ' ', '\u200B', '\u3164', '\u2800', '\u0301', '\u00AD', '\u{E0041}']) {
    test(JSON.stringify(text), () => assert.ok(!hasVisibleText(text)))
  }
})

describe('plain text goes a shorter way', () => {
  const ascii = fc.oneof(
    fc.string({ unit: 'binary-ascii' }),
    fc.string({ unit: fc.constantFrom('a', '\r', '\n', '\t', '<', '>', '\x7f') }),
  )

  test('that ends where the longer one does: a letter that is not plain sends the same text along that', () => {
    fc.assert(
      fc.property(ascii, (text) => {
        assert.equal(`${settleCharacters(text)}é`, settleCharacters(`${text}é`))
        assert.equal(`${settleHtml(text)}é`, settleHtml(`${text}é`))
      }),
    )
  })

  test('by which each character shows that shows by its category', () => {
    for (let code = 0; code < 0x80; code += 1) {
      const character = String.fromCharCode(code)
      assert.equal(
        hasVisibleText(character),
        /[\p{L}\p{N}\p{P}\p{S}]/u.test(character),
        `U+${code.toString(16)}`,
      )
    }
  })
})

test('code points are counted as a walk over them counts', () => {
  const units = fc.constantFrom('a', 'é', '\ud83d', '\ude00', '\ud83d\ude00')
  fc.assert(
    fc.property(fc.string({ unit: units }), (text) =>
      assert.equal(countCodePoints(text), Array.from(text).length),
    ),
  )
})
