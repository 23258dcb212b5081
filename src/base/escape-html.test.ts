/** Escaping: what a browser reads back is the text, in content and in attributes. */
import { test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { parseFragment } from 'parse5'
import { escapeHtml } from '#base/escape-html.ts'

test('text and attributes come back exactly, and nothing else comes with them', () => {
  // NUL and carriage returns are not kept by any HTML parser.
  const texts = fc.string({ unit: 'grapheme' }).map((text) => text.replace(/[\0\r]/g, ''))
  const nasty = fc.array(
    fc.constantFrom('<', '>', '&', '"', "'", '`', '=', '/', 'script', '&amp;', '&#39', ' '),
  )
  fc.assert(
    fc.property(
      fc.oneof(
        texts,
        nasty.map((parts) => parts.join('')),
      ),
      (text) => {
        const escaped = escapeHtml(text)
        const { childNodes } = parseFragment(
          `<b title="${escaped}">x${escaped}</b><i title='${escaped}'></i>`,
        )
        const [bold, italic] = childNodes
        assert.ok(childNodes.length === 2 && bold && 'attrs' in bold && italic && 'attrs' in italic)
        for (const { attrs } of [bold, italic]) assert.deepEqual(attrs, [{ name: 'title', value: text }])
        const [inner, ...others] = bold.childNodes
        assert.ok(inner && 'value' in inner && others.length === 0)
        assert.equal(inner.value, `x${text}`)
      },
    ),
  )
})
