/** The short way gives what the long one gives, or leaves the text to it. */
import { test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { COMMENT_MARKDOWN, createMarkdown } from './markdown.ts'
import { plainParagraphs } from './plain-paragraphs.ts'

const RUNS = 20_000

const renderMarkdown = createMarkdown(COMMENT_MARKDOWN)

/** Pieces that mean something somewhere, among those that never do. */
const PIECES = (
  'a Be word Ümläut 書く ١٢ 7 1. 2) - + * ** _ ` ``` ~~~ > # ## = --- === [x](y) ![x] <b> </b> &amp; & \\ http://a.example ' +
  'www.a.example mailto:a@b.example a@b.example // ftp: : / | ! ? . , ; \' " ( ) … – “ \u00a0 \u0301 \u200d \u2028 \ud83d\ude00 \ud800'
)
  .split(' ')
  .concat([' ', '  ', '\t', '\n', '\n\n', '\n\n\n\n', ' \n', '  \n', '\n ', '\n    '])

/** Of one kind at a time, so that it often stands where it means something. */
const mixed = fc
  .constantFrom(...PIECES)
  .chain((piece) =>
    fc.array(fc.constantFrom(piece, piece, 'word', 'A', ' ', '\n', '\n\n', '.'), {
      minLength: 3,
      maxLength: 12,
    }),
  )
  .map((pieces) => pieces.join(''))

/** Text that mostly goes the short way. */
const plain = fc
  .array(
    fc.constantFrom(
      'word',
      'Ä',
      'я',
      '書',
      ' ',
      '\n',
      '\n\n',
      '\n\n\n',
      '. ',
      ', ',
      '-',
      '!',
      '?',
      '(',
      ') ',
      '"',
      "'",
      ';',
      '7',
    ),
  )
  .map((pieces) => pieces.join(''))

for (const [name, texts] of Object.entries({ mixed, plain, any: fc.string({ unit: 'binary' }) })) {
  test(`what is rendered the short way is what Markdown makes of it: ${name} text`, () => {
    fc.assert(
      fc.property(texts, (source) => {
        const short = plainParagraphs(source)
        if (short !== null) assert.equal(short, renderMarkdown(source))
      }),
      { numRuns: RUNS },
    )
  })
}

test('sentences, paragraphs and line breaks go the short way; what looks like markup does not', () => {
  assert.equal(plainParagraphs("It's late. (Or not?)"), "<p>It's late. (Or not?)</p>\n")
  assert.equal(plainParagraphs('one\ntwo\n\nthree'), '<p>one<br>\ntwo</p>\n<p>three</p>\n')
  const telling = [
    '',
    'a *b*',
    '- a',
    '1. a',
    'a\n> b',
    'http://a.example',
    'a & b',
    'a <b>',
    ' a',
    'a ',
    'a\n',
    '\na',
    'a\\',
    'a\n---',
  ]
  for (const source of telling) assert.equal(plainParagraphs(source), null, JSON.stringify(source))
})
