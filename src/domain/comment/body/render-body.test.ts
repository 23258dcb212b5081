/** What readers write and imports bring, and what the page shows of it. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { BodyFormat } from '#domain/comment/comment.ts'
import { COMMENT_BLOCK_NESTING_MAX } from '#domain/limits.ts'
import { renderBody } from './render-body.ts'

const REL = 'rel="nofollow ugc noopener"'

function rows(format: BodyFormat, cases: readonly (readonly [string, string, string])[]): void {
  for (const [what, source, html] of cases) {
    test(what, () => assert.equal(renderBody({ format, source }), html))
  }
}

describe('markdown', () => {
  rows('markdown', [
    ['a newline breaks the line', 'a\nb\n\nc', '<p>a<br>\nb</p>\n<p>c</p>\n'],
    ['HTML is shown as typed', '<b>x</b> & "y"', '<p>&lt;b&gt;x&lt;/b&gt; &amp; "y"</p>\n'],
    ['headings and tables are text', '# a\n|b|\n|-|', '<p># a<br>\n|b|<br>\n|-|</p>\n'],
    ['indented text is no code', '    a\n\tb', '<p>a<br>\nb</p>\n'],
    ['a section break is text', 'a\n\n* * *\n\nb', '<p>a</p>\n<p>***</p>\n<p>b</p>\n'],
    ['a fence is code, its language is not told', '```js\n<i>\n```', '<pre><code>&lt;i&gt;\n</code></pre>\n'],
    ['an ordered list keeps its start', '3. a\n4. b', '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>\n'],
    [
      'a link',
      '[a](https://b.example/?c=1&d)',
      `<p><a href="https://b.example/?c=1&amp;d" ${REL}>a</a></p>\n`,
    ],
    [
      'a title is dropped',
      '[a](https://b.example "c")',
      `<p><a href="https://b.example/" ${REL}>a</a></p>\n`,
    ],
    [
      'a bare address',
      'https://b.example.',
      `<p><a href="https://b.example/" ${REL}>https://b.example</a>.</p>\n`,
    ],
    ['no address without its scheme', 'www.b.example a@b.example', '<p>www.b.example a@b.example</p>\n'],
    ['an image is text', '![a](b.png)', '<p>![a](b.png)</p>\n'],
    ['a reference definition is text', '[a]\n\n[a]: /b', '<p>[a]</p>\n<p>[a]: /b</p>\n'],
    ['a script address stays text', '[a](javascript:b)', '<p>[a](javascript:b)</p>\n'],
    ['an empty address stays text', '[a]()', '<p>[a]()</p>\n'],
    [
      'credentials stay text',
      '[a](https://u:p@b.example) https://u@b.example',
      '<p>[a](https://u:p@b.example) https://u@b.example</p>\n',
    ],
    [
      'another host than the text names is told',
      '[https://bank.example](https://evil.example)',
      `<p><a href="https://evil.example/" ${REL}>https://bank.example (evil.example)</a></p>\n`,
    ],
    [
      'also where emphasis splits the name',
      '[bank.**exa**mple](https://evil.example)',
      `<p><a href="https://evil.example/" ${REL}>bank.<strong>exa</strong>mple (evil.example)</a></p>\n`,
    ],
    [
      'a link in a link is one link',
      '[a <https://b.example> c](https://d.example)',
      `<p><a href="https://d.example/" ${REL}>a https://b.example c (d.example)</a></p>\n`,
    ],
    ['a control written as an entity', 'a&#x202E;b&#0;c', '<p>ab\uFFFDc</p>\n'],
  ])

  test('nests as deep as the limit, then shows the markers', () => {
    for (const [marker, tag] of [
      ['> ', 'blockquote'],
      ['- ', 'ul'],
    ] as const) {
      const html = renderBody({
        format: 'markdown',
        source: `${marker.repeat(COMMENT_BLOCK_NESTING_MAX + 2)}a`,
      })
      assert.equal(html.split(`<${tag}>`).length - 1, COMMENT_BLOCK_NESTING_MAX)
      assert.ok(html.includes(`${marker.replace('>', '&gt;').repeat(2)}a`), html)
    }
  })

  test('emphasis nests six deep and loses no word', () => {
    const html = renderBody({ format: 'markdown', source: `${'*a '.repeat(20)}b${'*'.repeat(20)}` })
    assert.equal(html.match(/<(?:em|strong)>/g)?.length, 6)
    assert.equal(html.match(/a /g)?.length, 20)
  })
})

describe('html', () => {
  rows('html', [
    ['paragraphs closed by the next', '<p>a<p>b', '<p>a</p>\n<p>b</p>\n'],
    ['bold and italic', '<b>a</b> <i>b</i>', '<p><strong>a</strong> <em>b</em></p>\n'],
    [
      'formatting across paragraphs',
      '<b>a<div>b</div>c</b>',
      '<p><strong>a</strong></p>\n<p><strong>b</strong></p>\n<p><strong>c</strong></p>\n',
    ],
    ['two breaks part paragraphs', 'a<br>b<br><br>c<br>', '<p>a<br>\nb</p>\n<p>c</p>\n'],
    ['a heading is bold', '<h2>a</h2>b', '<p><strong>a</strong></p>\n<p>b</p>\n'],
    [
      'scripts go with their text',
      'a<script>b</script><style>c</style><svg><text>d</text></svg>',
      '<p>a</p>\n',
    ],
    [
      'unknown elements leave their text',
      '<span onclick="x">a</span><video>b</video><u>c</u>',
      '<p>ac</p>\n',
    ],
    ['items without a list are paragraphs', '<li>a<li>b', '<p>a</p>\n<p>b</p>\n'],
    [
      'text in a list becomes an item',
      '<ul>a<ul><li>b</ul></ul>',
      '<ul>\n<li>a</li>\n<li>\n<ul>\n<li>b</li>\n</ul>\n</li>\n</ul>\n',
    ],
    [
      'paragraphs in an item',
      '<ul><li><p>a</p><p>b</p></ul>',
      '<ul>\n<li>\n<p>a</p>\n<p>b</p>\n</li>\n</ul>\n',
    ],
    [
      'table cells are parted',
      '<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>',
      '<p>a b</p>\n<p>c</p>\n',
    ],
    ['code keeps its spaces', '<pre>\n  a\n    b</pre>', '<pre>  a\n    b</pre>\n'],
    [
      'code moved into an item starts anew',
      '<pre>a<ul>\n<li>b',
      '<pre>a</pre>\n<ul>\n<li>\n<pre>b</pre>\n</li>\n</ul>\n',
    ],
    [
      'code in a heading is words',
      '<h1>a <pre>b\n c',
      '<p><strong>a</strong></p>\n<p><strong>b c</strong></p>\n',
    ],
    ['nothing empty', '<p></p><ul><li></li></ul><blockquote> </blockquote><b></b>', ''],
    [
      'a link loses what is not ours',
      '<a href="https://b.example" onclick="x" target="_top">a</a>',
      `<p><a href="https://b.example/" ${REL}>a</a></p>\n`,
    ],
    ['a relative link is text', '<a href="/b">a</a>', '<p>a</p>\n'],
    ['a script address', '<a href=" java&#10;script:x">a</a>', '<p>a</p>\n'],
    ['short quotations keep their marks', 'a <q>b</q>', '<p>a “b”</p>\n'],
    [
      'piled marks over elements',
      `a${'<i>\u0301</i>'.repeat(6)}`,
      `<p>a${'<em>\u0301</em>'.repeat(4)}${'<em></em>'.repeat(2)}</p>\n`,
    ],
    ['entities are text', '&lt;script&gt;&amp;amp;', '<p>&lt;script&gt;&amp;amp;</p>\n'],
  ])
})

describe('text', () => {
  rows('text', [
    ['paragraphs and lines', 'a\r\nb\n \n\nc', '<p>a<br>\nb</p>\n<p>c</p>\n'],
    [
      'nothing is markup',
      '*a* <b> [c](https://d.example)',
      `<p>*a* &lt;b&gt; [c](<a href="https://d.example/" ${REL}>https://d.example</a>)</p>\n`,
    ],
    ['a deceptive address', 'https://u:p@a.example', '<p>https://u:p@a.example</p>\n'],
  ])
})
