/** Marks stand inside text, and excerpts are whole words of it. */
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { describe, test } from 'node:test'
import { COMMENT_ALLOWANCE, judgeHtml } from '#test/allowed-html.ts'
import { checkBody } from './check-body.ts'
import { flatText } from './flat-text.ts'
import { joinRanges, markedExcerpt, markRanges, type TextRange } from './mark-ranges.ts'

const MARKS_ALLOWED = { ...COMMENT_ALLOWANCE, elements: { ...COMMENT_ALLOWANCE.elements, mark: [] } }

const place = (text: string, word: string): TextRange => ({
  start: text.indexOf(word),
  end: text.indexOf(word) + word.length,
})

test('what a block leaves out is not read, and marks still stand where they belong', () => {
  const body = checkBody('> you *idiot*\n>> fool\n\nThat was **un**kind & <b>.')
  assert.ok(body.ok)
  const { html } = body.value
  const flat = flatText(html, 'blockquote')
  assert.doesNotMatch(flat.text, /idiot|fool/)
  assert.match(
    markRanges(html, flat, [place(flat.text, 'unkind & <')]),
    /<strong><mark>un<\/mark><\/strong><mark>kind <\/mark><mark>&amp;<\/mark><mark> <\/mark><mark>&lt;<\/mark>b&gt;/,
  )
})

describe('an excerpt', () => {
  test('of a short text is the text, escaped', () => {
    const text = '\nYou <b>idiot</b> & co\n\nSecond line\n'
    assert.equal(
      markedExcerpt(text, [place(text, 'idiot')]),
      'You &lt;b&gt;<mark>idiot</mark>&lt;/b&gt; &amp; co<br>Second line',
    )
  })

  test('of a long text is the places around its marks, in whole words', () => {
    const filling = 'word '.repeat(200)
    const text = `${filling}first ${filling}second end`
    const excerpt = markedExcerpt(text, [place(text, 'first'), place(text, 'second')])
    assert.match(
      excerpt,
      /^… (?:word )+<mark>first<\/mark>(?: word)+ …<br>… (?:word )+<mark>second<\/mark> end$/,
    )
    assert.ok(excerpt.length < 400)
  })

  test('stays short, however much is marked', () => {
    const text = 'fool and more words '.repeat(500)
    const ranges = [...text.matchAll(/fool/g)].map(({ index }) => ({ start: index, end: index + 4 }))
    assert.ok(markedExcerpt(text, ranges).length < 1_000)
  })

  test('is harmless and well-formed, whatever the text and its marks', () => {
    const texts = fc.string({
      unit: fc.constantFrom('a', 'b', ' ', '<', '>', '&', '"', '\n', '…', '😀', '\u00A0'),
      maxLength: 1_200,
    })
    fc.assert(
      fc.property(texts, fc.array(fc.tuple(fc.nat(1_200), fc.nat(90)), { maxLength: 12 }), (text, places) => {
        const whole = text.toWellFormed()
        const ends = joinRanges(
          places
            .map(([start, length]) => ({ start, end: Math.min(whole.length, start + length) }))
            .filter(({ start, end }) => start < end && isWhole(whole, start) && isWhole(whole, end)),
        )
        assert.deepEqual(judgeHtml(markedExcerpt(whole, ends), MARKS_ALLOWED), [])
      }),
    )
  })
})

/** Spans of the scorer begin and end on code points. */
function isWhole(text: string, at: number): boolean {
  return !(text.charCodeAt(at) >= 0xdc00 && text.charCodeAt(at) <= 0xdfff)
}
