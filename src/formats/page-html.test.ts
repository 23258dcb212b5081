/** Saved Drupal pages: what comes out of the markup, and what is refused with its place. */
import { describe, it } from 'node:test'
import assert from 'node:assert/strict'
import type { ImportedComment, ImportedFile, ImportedStory } from '#domain/moving/imported-story.ts'
import { recogniseFormat } from './file-readers.ts'
import type { ReadingOptions } from './file-reader.ts'
import { pageHtmlReader } from './page-html.ts'

const OPTIONS: ReadingOptions = { timeZone: 'UTC', dateOrder: null, siteUrl: null, fileName: 'page.html' }
const DATE = 'Mon, 03/04/2019 - 18:05'

async function read(html: string): Promise<ImportedFile> {
  const outcome = await pageHtmlReader.read(html, OPTIONS)
  if (!outcome.ok) assert.fail(outcome.problem.message)
  return outcome.value
}

async function story(html: string): Promise<ImportedStory> {
  const [first] = (await read(html)).stories
  assert.ok(first)
  return first
}

function refusal(html: string): Promise<string> {
  return Promise.resolve(pageHtmlReader.read(html, OPTIONS)).then((outcome) =>
    outcome.ok ? 'read' : `${outcome.problem.code} ${String(outcome.problem.line)}`,
  )
}

function parents(read: ImportedStory): readonly unknown[] {
  return read.comments.map(({ sourceId, parentSourceId, replyTo }) => [sourceId, parentSourceId, replyTo])
}

function page(comments: string, attributes = 'lang="en"', head = ''): string {
  return `<!doctype html>\n<html ${attributes}><head><title>A story | Site</title>${head}</head><body>\n<section class="comment-wrapper">\n<h2>Comments</h2>\n${comments}\n</section></body></html>\n`
}

interface Sample {
  readonly id: number
  readonly user?: number
  readonly author?: string
  readonly reply?: string
  readonly classes?: string
  readonly body?: string
  readonly subject?: string
}

function link(id: number, words: string): string {
  return `<a href="/comment/${String(id)}#comment-${String(id)}" class="permalink" rel="bookmark" hreflang="en">${words}</a>`
}

function starterkit(sample: Sample): string {
  const { id, user = 0, classes = '', subject = 'Subject', body = '<p>Body</p>' } = sample
  const author =
    sample.author ??
    (user === 0
      ? '<span>Ann (not verified)</span>'
      : `<a title="View user profile." href="/user/${String(user)}">bob</a>`)
  const reply =
    sample.reply === undefined ? '' : `<p class="parent visually-hidden">In reply to ${sample.reply}</p>`
  return `<article data-comment-user-id="${String(user)}" id="comment-${String(id)}" class="comment js-comment ${classes}">
  <mark class="hidden" data-comment-timestamp="1600000000"></mark>
  <footer class="comment__meta"><article class="profile"><a href="/user/9"><img src="x.png" alt=""></a></article>
  <p class="comment__submitted">Submitted by ${author} on ${DATE}</p>
  ${reply}
  <a href="/comment/${String(id)}#comment-${String(id)}" hreflang="en">Permalink</a></footer>
  <div class="content"><h3>${link(id, subject)}</h3>
  <div class="clearfix text-formatted field field--name-comment-body"><div class="field__item">${body}</div></div>
  <ul class="links inline"><li class="comment-reply"><a href="/comment/reply/node/140/comment/${String(id)}">Reply</a></li></ul></div>
</article>`
}

function at(read: ImportedStory, index: number): ImportedComment {
  const comment = read.comments[index]
  assert.ok(comment)
  return comment
}

describe('page-html: Drupal 9 to 11', () => {
  it('takes the parent from the link, whatever the nesting shows', async () => {
    const read = await story(
      page(
        `${starterkit({ id: 7 })}\n<div class="indented">${starterkit({ id: 9, user: 3, reply: `${link(7, 'Subject')} by <span>Ann (not verified)</span>` })}</div>${starterkit({ id: 8 })}
        <div class="indented">${starterkit({ id: 10, reply: `${link(7, 'Subject')} by <span>Ann (not verified)</span>` })}</div>`,
      ),
    )
    assert.deepEqual(parents(read), [
      ['7', null, null],
      ['9', '7', { name: 'Ann', found: true }],
      ['8', null, null],
      ['10', '7', { name: 'Ann', found: true }],
    ])
    assert.deepEqual(
      read.comments.map(({ author, verified }) => [author, verified]),
      [
        ['Ann', false],
        ['bob', true],
        ['Ann', false],
        ['Ann', false],
      ],
    )
    assert.equal(at(read, 0).body, '<p>Body</p>')
    assert.equal(at(read, 0).subject, 'Subject')
    assert.equal(at(read, 0).createdAt, Date.UTC(2019, 2, 4, 18, 5))
    assert.equal(at(read, 0).line, 5)
  })

  it('a second page begins with a reply to what is on the first', async () => {
    const file = await read(
      page(
        `<div class="indented">${starterkit({ id: 9, reply: `${link(4, 'Old')} by <a title="View user profile." href="/user/3">bob</a>` })}</div>`,
      ),
    )
    assert.deepEqual(file.stories.map(parents), [[['9', null, { name: 'bob', found: false }]]])
    assert.deepEqual(
      file.warnings.map(({ code, line }) => [code, line]),
      [['parent-not-captured', 5]],
    )
  })

  it('an unpublished comment is held; a made-up subject is dropped; text keeps its paragraphs', async () => {
    const read = await story(
      page(
        starterkit({
          id: 7,
          classes: 'unpublished',
          subject: 'One &amp; two',
          body: '<p>One &amp; two<br>three</p><p>four</p>',
        }),
      ),
    )
    assert.equal(at(read, 0).state, 'held')
    assert.equal(at(read, 0).subject, null)
    assert.equal(at(read, 0).text, 'One & two\nthree\n\nfour')
  })

  it('translated words', async () => {
    const reply = `${link(7, '主题')} 由 <span>王 (未验证)</span> 的回复`
    const read = await story(
      page(
        starterkit({ id: 7, author: '<span>王 (未验证)</span>' }) +
          starterkit({ id: 8, author: '<span>Jo (pas vérifié)</span>', reply }),
        'lang="fr"',
      ),
    )
    assert.deepEqual(
      read.comments.map(({ author, verified }) => [author, verified]),
      [
        ['王', false],
        ['Jo', false],
      ],
    )
    assert.equal(at(read, 1).parentSourceId, '7')
  })

  it('Olivero', async () => {
    const olivero = (
      id: number,
      reply: string,
    ): string => `<article data-comment-user-id="0" id="comment-${String(id)}" class="comment js-comment by-anonymous comment--level-1">
      <span class="hidden" data-comment-timestamp="1600000000"></span>
      <div class="comment__picture-wrapper"><div class="comment__picture"></div></div>
      <div class="comment__text-wrapper"><footer class="comment__meta">
      <p class="comment__author"><span lang="">Ann (not verified)</span></p><p class="comment__time">${DATE}</p>${reply}</footer>
      <div class="comment__content"><h3>${link(id, 'Hey')}</h3><div class="text-content field field--name-comment-body"><p>Body ${String(id)}</p></div>
      <ul class="links inline comment__links"><li><a href="/reply">Reply</a></li></ul></div></div></article>`
    const read = await story(
      page(
        olivero(1, '') +
          olivero(
            2,
            `<p class="visually-hidden">In reply to ${link(1, 'Hey')} by <span>Ann (not verified)</span></p>`,
          ),
      ),
    )
    assert.deepEqual(
      read.comments.map(({ author, parentSourceId, text, createdAt }) => [
        author,
        parentSourceId,
        text,
        createdAt,
      ]),
      [
        ['Ann', null, 'Body 1', Date.UTC(2019, 2, 4, 18, 5)],
        ['Ann', '1', 'Body 2', Date.UTC(2019, 2, 4, 18, 5)],
      ],
    )
  })

  it('Drupal 8 with anchors and stable9 without class names', async () => {
    const bare = (
      id: number,
      reply = '',
    ): string => `<a id="comment-${String(id)}"></a><article data-comment-user-id="0" class="js-comment">
      <mark class="hidden" data-comment-timestamp="1"></mark><footer><p>Submitted by <a rel="nofollow" href="https://x.example">Eve (not verified)</a> on ${DATE}</p>${reply}
      <a href="/comment/${String(id)}#comment-${String(id)}">Permalink</a></footer>
      <div><h3>${link(id, 'S')}</h3><div><p>Words</p></div><ul class="links"><li>Reply</li></ul></div></article>`
    const read = await story(
      page(
        bare(1) +
          bare(
            2,
            `<p class="visually-hidden">In reply to ${link(1, 'S')} by <span>Eve (not verified)</span></p>`,
          ),
      ),
    )
    assert.deepEqual(
      read.comments.map(({ sourceId, author, verified, parentSourceId, text, subject }) => [
        sourceId,
        author,
        verified,
        parentSourceId,
        text,
        subject,
      ]),
      [
        ['1', 'Eve', false, null, 'Words', 'S'],
        ['2', 'Eve', false, '1', 'Words', 'S'],
      ],
    )
  })

  it('falls back to the time of the last change, and says so', async () => {
    const file = await read(page(starterkit({ id: 7 }).replace(DATE, 'vor drei Tagen')))
    assert.equal(file.stories[0]?.comments[0]?.createdAt, 1_600_000_000_000)
    assert.deepEqual(
      file.warnings.map(({ code }) => code),
      ['date-not-read'],
    )
  })
})

describe('page-html: the article', () => {
  it('address, headline, byline, date and body', async () => {
    const head =
      '<link rel="canonical" href="https://news.example/harbour?page=1"><meta property="og:title" content="Harbour closes"><script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","headline":"H","author":{"name":"Ann Lee"},"datePublished":"2019-03-01T10:00:00+01:00"}]}</script>'
    const words =
      '<p>The harbour, which has stood for a hundred years, closes in May, the council said.</p>'.repeat(8)
    const html = page(starterkit({ id: 7 }), 'lang="en"', head).replace(
      '<section',
      `<article class="node"><h1>Harbour</h1><div class="node__content">${words}</div></article><section`,
    )
    const read = await story(html)
    assert.equal(read.url, 'https://news.example/harbour')
    assert.equal(read.sourceKey, 'https://news.example/harbour')
    assert.equal(read.headline, 'Harbour closes')
    assert.equal(read.byline, 'Ann Lee')
    assert.equal(read.publishedAt, Date.UTC(2019, 2, 1, 9))
    assert.match(read.bodyHtml, /hundred years/)
    assert.doesNotMatch(read.bodyHtml, /Submitted by/)
  })

  it('a page that holds only comments', async () => {
    const read = await story(page(starterkit({ id: 7 })))
    assert.deepEqual([read.headline, read.bodyHtml, read.url], ['A story', '', null])
  })
})

describe('page-html: pages that cannot be read', () => {
  it('says why', async () => {
    assert.equal(await refusal('just words'), 'not-page-html 1')
    assert.equal(
      await refusal('<!doctype html><html><body><p>No thread</p></body></html>'),
      'no-comments null',
    )
    assert.equal(await refusal(''), 'empty-file null')
    assert.equal(
      await refusal(`<html>${'<div class=comments>'.repeat(10_000)}</html>`),
      'nested-too-deep null',
    )
  })

  it('every cut inside a comment is seen', async () => {
    const whole = page(`${starterkit({ id: 7 })}\n<div class="indented">${starterkit({ id: 9 })}</div>`)
    const start = whole.indexOf('<article')
    const end = whole.lastIndexOf('</section>')
    for (let cut = start + '<article'.length; cut < end; cut += 1) {
      assert.match(await refusal(whole.slice(0, cut)), /^truncated \d+$/, whole.slice(start, cut))
    }
  })
})

describe('which format a file has', () => {
  const name = (text: string, file: string): string => {
    const reader = recogniseFormat(text, file)
    return reader.ok ? reader.value.format : reader.problem.code
  }

  it('is told by its beginning', () => {
    assert.equal(name(page(''), 'a'), 'page-html')
    assert.equal(name(`Title\nann ${DATE} Permalink\nHi.\n`, 'a'), 'page-text')
    assert.equal(name('a,b\n1,2\n', 'a.csv'), 'unknown-format')
    assert.equal(name('  \n', 'a.txt'), 'empty-file')
    assert.equal(name(`Title\n${'words and words\n'.repeat(5000)}`, 'a.txt'), 'page-text')
  })

  it('an unknown one is answered with the known ones', () => {
    const reader = recogniseFormat('x', 'x.bin')
    assert.ok(!reader.ok)
    assert.match(reader.problem.message, /page-html, page-text/)
  })
})
