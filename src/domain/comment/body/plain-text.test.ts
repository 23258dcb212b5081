/** Our HTML as text, whole and cut. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { plainText, previewText } from './plain-text.ts'
import { renderBody } from './render-body.ts'

describe('plainText', () => {
  for (const [markdown, text] of [
    ['a *b* `c`\nd\n\ne', 'a b c\nd\n\ne'],
    ['> a\n\n- b\n- c\n\nd', 'a\n\nb\nc\n\nd'],
    ['```\na  b\n  c\n```', 'a  b\n  c'],
    ['&lt;b&gt; &amp;amp; "c" a&nbsp;b', '<b> &amp; "c" a\u00A0b'],
    ['[a](https://b.example) c', 'a c'],
    ['*a* *b*', 'a b'],
    ['', ''],
  ] as const) {
    test(JSON.stringify(markdown), () => {
      assert.equal(plainText(renderBody({ format: 'markdown', source: markdown })), text)
    })
  }
})

describe('previewText', () => {
  for (const [html, limit, text] of [
    ['<p>one two</p>\n<p>three</p>', 20, 'one two three'],
    ['<p>one two three</p>', 13, 'one two three'],
    ['<p>one two three</p>', 12, 'one two…'],
    ['<p>one two three</p>', 8, 'one two…'],
    ['<p>incomprehensible</p>', 5, 'inco…'],
    ['<p>a incomprehensible</p>', 10, 'a incompr…'],
    ['<p>没有空格的句子</p>', 4, '没有空…'],
    ['<p>👨\u200D👩\u200D👧👨\u200D👩\u200D👧</p>', 8, '👨\u200D👩\u200D👧…'],
    ['<p>👨\u200D👩\u200D👧 a</p>', 3, '…'],
    ['<p>क्षिक्षि</p>', 6, 'क्षि…'],
  ] as const) {
    test(`${html} in ${limit}`, () => assert.equal(previewText(html, limit), text))
  }
})
