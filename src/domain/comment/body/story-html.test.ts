/** What of an article's HTML is shown. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { safeStoryHtml } from './story-html.ts'

for (const [what, source, html] of [
  ['headings fit below the headline', '<h1>a</h1><h4>b</h4>c', '<h2>a</h2>\n<h3>b</h3>\n<p>c</p>\n'],
  ['section breaks stay', '<p>a</p><hr><p>b</p>', '<p>a</p>\n<hr>\n<p>b</p>\n'],
  [
    'a figure leaves its caption',
    '<figure><img src="a.png"><figcaption>b</figcaption></figure>',
    '<p>b</p>\n',
  ],
  ['images go', '<p>a<img src="https://b.example/c.png" alt="d"></p>', '<p>a</p>\n'],
  [
    'a link is not marked as a reader’s',
    '<a href="https://b.example/">c.example</a>',
    '<p><a href="https://b.example/" rel="noopener">c.example</a></p>\n',
  ],
  ['a quotation', '<blockquote>a<p>b</p></blockquote>', '<blockquote>\n<p>a</p>\n<p>b</p>\n</blockquote>\n'],
  ['inline formatting in a heading', '<h2>a <em>b</em></h2>', '<h2>a <em>b</em></h2>\n'],
] as const) {
  test(what, () => assert.equal(safeStoryHtml(source), html))
}
