/** Marks stand inside text and nowhere else, whatever the comment holds. */
import assert from 'node:assert/strict'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { parseFragment, serialize } from 'parse5'
import { markHits, markText } from '#domain/search/mark-hits.ts'
import { renderBody } from '#domain/comment/body/render-body.ts'
import { searchTerms } from '#domain/search/search-terms.ts'
import { wordsOf } from '#domain/search/words-of.ts'
import { flatText } from '#domain/comment/body/flat-text.ts'

const HOSTILE = join(import.meta.dirname, '../../../../shared/fixtures/hostile')

/** Long texts repeat themselves; what breaks HTML stands in the beginning. */
const BODY_LENGTH_MAX = 400

/** Every text in the hostile fixtures, however deep it lies. */
function hostileTexts(): string[] {
  const texts: string[] = []
  const gather = (value: unknown): void => {
    if (typeof value === 'string') texts.push(value)
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(gather)
  }
  for (const name of readdirSync(HOSTILE)) {
    if (name.endsWith('.json')) gather(JSON.parse(readFileSync(join(HOSTILE, name), 'utf8')))
  }
  return texts
}

function assertOnlyMarked(html: string, query: string): void {
  const marked = markHits(html, searchTerms(query))
  assert.equal(marked.replaceAll(/<\/?mark>/g, ''), html)
  // Reading and writing it again gives the same bytes: a browser sees the marks where we put them.
  assert.equal(serialize(parseFragment(marked)), marked)
}

describe('marks', () => {
  for (const [html, query, expected] of [
    ['<p>The ferry sails.</p>\n', 'ferry', '<p>The <mark>ferry</mark> sails.</p>\n'],
    ['<p>Ferries</p>\n', 'ferr', '<p><mark>Ferries</mark></p>\n'],
    [
      '<p>un<em>believ</em>able</p>\n',
      'unbelievable',
      '<p><mark>un</mark><em><mark>believ</mark></em><mark>able</mark></p>\n',
    ],
    ['<p>one</p>\n<p>two</p>\n', '"one two"', '<p><mark>one</mark></p>\n<p><mark>two</mark></p>\n'],
    ['<p>a &amp; amp</p>\n', 'amp', '<p>a &amp; <mark>amp</mark></p>\n'],
    ['<p>日本語</p>\n', '日本', '<p><mark>日本</mark>語</p>\n'],
    [
      '<p>p <a href="https://p.example/p" rel="p">p</a></p>\n',
      'rel',
      '<p>p <a href="https://p.example/p" rel="p">p</a></p>\n',
    ],
  ] as const) {
    test(`${query} in ${html.trim()}`, () => assert.equal(markHits(html, searchTerms(query)), expected))
  }

  const skip = existsSync(HOSTILE) ? false : 'the fixtures of ../shared are not here'
  test('never break the HTML of a hostile body, searched by its own words', { skip }, () => {
    const texts = hostileTexts()
    assert.ok(texts.length > 500)
    for (const source of texts) {
      for (const format of ['markdown', 'html', 'text'] as const) {
        const html = renderBody({ format, source: source.slice(0, BODY_LENGTH_MAX) })
        const words = wordsOf(flatText(html).text).map((found) => found.word)
        for (const query of [
          words[0],
          words.at(-1),
          words.slice(0, 3).join(' '),
          'mark',
          'a',
          'lt amp quot',
        ]) {
          assertOnlyMarked(html, query ?? 'script')
        }
      }
    }
  })

  test('never break the HTML of any body, whatever is searched', () => {
    const source = fc.stringMatching(/^[ab<>&"'*_`[\]()#\n 日本é-]{0,60}$/)
    fc.assert(
      fc.property(source, source, (body, query) => {
        for (const format of ['markdown', 'html', 'text'] as const) {
          assertOnlyMarked(renderBody({ format, source: body }), query)
        }
      }),
    )
  })

  test('a name is escaped with its marks', () => {
    assert.equal(
      markText('<b>Ada</b> & Co', searchTerms('ada')),
      '&lt;b&gt;<mark>Ada</mark>&lt;/b&gt; &amp; Co',
    )
  })
})
