/** The plain text of an article page: headline, body, comments and their parents. */
import { describe, it } from 'node:test'
import assert from 'node:assert/strict'
import type { ImportedFile, ImportedStory, ImportProblem } from '#domain/moving/imported-story.ts'
import type { ReadingOptions } from './file-reader.ts'
import { pageTextReader } from './page-text.ts'

const OPTIONS: ReadingOptions = { timeZone: 'UTC', dateOrder: null, siteUrl: null, fileName: 'capture.txt' }

async function read(text: string, options: Partial<ReadingOptions> = {}): Promise<ImportedFile> {
  const outcome = await pageTextReader.read(text, { ...OPTIONS, ...options })
  if (!outcome.ok) assert.fail(outcome.problem.message)
  return outcome.value
}

async function story(text: string, options: Partial<ReadingOptions> = {}): Promise<ImportedStory> {
  const [first] = (await read(text, options)).stories
  assert.ok(first)
  return first
}

async function refusal(text: string, options: Partial<ReadingOptions> = {}): Promise<ImportProblem> {
  const outcome = await pageTextReader.read(text, { ...OPTIONS, ...options })
  assert.ok(!outcome.ok, 'expected a problem')
  return outcome.problem
}

/** Author, parent's position, name answered, found: what a thread is made of. */
function shape(read: ImportedStory): readonly unknown[] {
  const ids = read.comments.map(({ sourceId }) => sourceId)
  return read.comments.map(({ author, parentSourceId, replyTo }) => [
    author,
    parentSourceId === null ? null : ids.indexOf(parentSourceId),
    replyTo?.name ?? null,
  ])
}

function page(...comments: readonly string[]): string {
  return `Harbour to close\n\nThe harbour closes in May, the council said on Monday.\n\n${comments.join('\n\n')}\n`
}

const AT = 'Mon, 03/04/2019 - 18:05 Permalink'

describe('page-text: a comment in one line', () => {
  it('takes author and parent apart by the closing line', async () => {
    const read = await story(
      page(
        `Old Salt ${AT}\nWhere will the boats go?`,
        `river_otter Old Salt ${AT}\nUpstream.\nIn reply to by Old Salt`,
        `Old Salt Old Salt ${AT}\nI mean the big ones.\nIn reply to Where will by Old Salt`,
      ),
    )
    assert.deepEqual(shape(read), [
      ['Old Salt', null, null],
      ['river_otter', 0, 'Old Salt'],
      ['Old Salt', 0, 'Old Salt'],
    ])
    assert.equal(read.comments[1]?.text, 'Upstream.')
    assert.equal(read.comments[0]?.createdAt, Date.UTC(2019, 2, 4, 18, 5))
  })

  it('reads guests, names with "by", names like dates, and cut names', async () => {
    const long = 'A Very Long Name Indeed Of Mine'
    const read = await story(
      page(
        `side by side (not verified) ${AT}\nOne.`,
        `04.03.2019 side by side (not verified) ${AT}\nTwo.\nIn reply to One. by side by side (not verified)`,
        `${long} 04.03.2019 ${AT}\nThree.\nIn reply to by 04.03.2019`,
        `Zoë 7 ${long} ${AT}\nFour.\nIn reply to Three. by A Very Long Na…`,
      ),
    )
    assert.deepEqual(shape(read), [
      ['side by side', null, null],
      ['04.03.2019', 0, 'side by side'],
      [long, 1, '04.03.2019'],
      ['Zoë 7', 2, 'A Very Long Na…'],
    ])
    assert.deepEqual(
      read.comments.map(({ verified }) => verified),
      [false, true, true, true],
    )
  })

  it('splits a subject that holds "by" where the name is one', async () => {
    const read = await story(
      page(
        `Old Salt ${AT}\nStand by me by the sea. And more.`,
        `otter Old Salt ${AT}\nYes.\nIn reply to Stand by me by the sea. by Old Salt`,
        `Old Salt otter ${AT}\nOh.\nIn reply to by by otter`,
      ),
    )
    assert.deepEqual(shape(read), [
      ['Old Salt', null, null],
      ['otter', 0, 'Old Salt'],
      ['Old Salt', 1, 'otter'],
    ])
  })

  it('leaves what the page prints below the thread out', async () => {
    const file = await read(
      page(`a ${AT}\nOne.`, `b a ${AT}\nTwo.\nIn reply to by a`, 'About us', 'Contact and imprint.'),
    )
    assert.equal(file.stories[0]?.comments[1]?.text, 'Two.')
    assert.equal(file.stories[0]?.comments[1]?.replyTo?.found, true)
    assert.deepEqual(
      file.warnings.map(({ code }) => code),
      ['text-below-thread'],
    )
  })

  it('leaves the words of a body alone', async () => {
    const body = [
      'See the Permalink',
      'In reply to nothing by Old Salt',
      'Submitted by Bob on March 4, 2019 - 5:37am',
      'Mon, 31/02/2019 - 18:05 Permalink',
      'x Mon, 31/31/2019 - 18:05 Permalink',
      'In reply to what by whom',
    ].join('\n')
    const read = await story(page(`Old Salt ${AT}\n${body}`, `b ${AT}\nEnd.`))
    assert.deepEqual(shape(read), [
      ['Old Salt', null, null],
      ['b', null, null],
    ])
    assert.equal(read.comments[0]?.text, body)
  })

  it('takes a heading quoted in a body for body, as the closing line shows', async () => {
    const read = await story(
      page(
        `Old Salt ${AT}\nOne.`,
        `otter Old Salt ${AT}\nYou wrote:\nsee this of ${AT}\nOne.\nIn reply to by Old Salt`,
      ),
    )
    assert.deepEqual(shape(read), [
      ['Old Salt', null, null],
      ['otter', 0, 'Old Salt'],
    ])
  })

  it('prefers the standing the closing line tells', async () => {
    const read = await story(
      page(
        `Sam (not verified) ${AT}\nGuest.`,
        `Sam ${AT}\nMember.`,
        `eve Sam (not verified) ${AT}\nYou.\nIn reply to by Sam (not verified)`,
        `eve Sam ${AT}\nAnd you.\nIn reply to by Sam`,
      ),
    )
    assert.deepEqual(
      shape(read).map((row) => (row as readonly unknown[])[1]),
      [null, null, 0, 1],
    )
  })

  it('makes a reply to a missing comment a root and says so with its line', async () => {
    const file = await read(
      page(`a ${AT}\nOne.`, `b Ghost ${AT}\nTwo.\nIn reply to Boo by Ghost (not verified)`),
    )
    assert.deepEqual(file.stories[0]?.comments[1]?.replyTo, { name: 'Ghost', found: false })
    assert.equal(file.stories[0]?.comments[1]?.parentSourceId, null)
    assert.deepEqual(
      file.warnings.map(({ code, line }) => [code, line]),
      [['parent-not-captured', 8]],
    )
  })

  it('chooses by subject, the latest of several, and reports that', async () => {
    const file = await read(
      page(
        `a ${AT}\nBoats are fine.`,
        `a ${AT}\nHouses are not fine at all, they say.`,
        `b a ${AT}\nYes.\nIn reply to Boats are fine. by a`,
        `a ${AT}\nBoats are fine.`,
        `c a ${AT}\nNo.\nIn reply to Boats are fine. by a`,
        `d a ${AT}\nHm.\nIn reply to Houses are not fine at all,… by a`,
      ),
    )
    const [first] = file.stories
    assert.ok(first)
    assert.deepEqual(
      shape(first).map((row) => (row as readonly unknown[])[1]),
      [null, null, 0, null, 3, 1],
    )
    assert.deepEqual(
      file.warnings.map(({ code }) => code),
      ['several-parents-fit'],
    )
  })

  it('gives ids that a later capture with more comments keeps', async () => {
    const twice = page(`a ${AT}\nOne.`, `a ${AT}\nTwo.`)
    const before = await story(twice)
    const after = await story(`${twice}\nb ${AT}\nThree.\n`)
    const ids = before.comments.map(({ sourceId }) => sourceId)
    assert.deepEqual(ids, ['a, Mon, 03/04/2019 - 18:05', 'a, Mon, 03/04/2019 - 18:05 (2)'])
    assert.deepEqual(
      after.comments.slice(0, 2).map(({ sourceId }) => sourceId),
      ids,
    )
    assert.equal(after.sourceKey, before.sourceKey)
  })
})

describe('page-text: "Submitted by"', () => {
  const one =
    'Submitted by Ann (not verified) on August 20, 2009 - 5:37am\nPermalink\nA question\n\nWhy?\n\nLog in to post comments\n'
  const two =
    'Submitted by bob on August 20, 2009 - 1:47pm\n\nIn reply to A question by Ann (not verified)\nPermalink\nAn answer\n\nBecause.\n\nLog in to post comments\n'

  it('reads subject, body, parent, and leaves the log-in line out', async () => {
    const read = await story(`Title\n\n${one}\n${two}`)
    assert.deepEqual(shape(read), [
      ['Ann', null, null],
      ['bob', 0, 'Ann'],
    ])
    assert.deepEqual(
      read.comments.map(({ subject, text }) => [subject, text]),
      [
        ['A question', 'Why?'],
        ['An answer', 'Because.'],
      ],
    )
  })

  it('takes "Submitted by" without a Permalink as the byline of the article', async () => {
    const read = await story(
      `Title\nSubmitted by Ed on March 4, 2009 - 5:37am\n\nText of the article.\n\n${one}\n${two}`,
    )
    assert.equal(read.byline, 'Ed')
    assert.equal(read.publishedAt, Date.UTC(2009, 2, 4, 5, 37))
    assert.equal(read.bodyHtml, '<p>Text of the article.</p>')
  })

  it('recognises every cut that shows', async () => {
    const whole = `Title\n\n${one}\n${two}`
    const start = whole.lastIndexOf('Submitted by bob')
    const end = whole.lastIndexOf('Log in')
    for (let at = start + 'Submitted'.length; at < end; at += 1) {
      const problem = await refusal(whole.slice(0, at))
      assert.equal(problem.code, 'truncated', JSON.stringify(whole.slice(start, at)))
      assert.ok(problem.line !== null && problem.message.includes(String(problem.line)))
    }
  })
})

describe('page-text: the story', () => {
  it('reads byline, date, headings, breaks, quotations, lists and sources', async () => {
    const read = await story(
      [
        'Harbour <to> close',
        'By Ann Lee',
        '4 March 2019 18:05',
        '',
        'The harbour closes in May.',
        '',
        'What happens next',
        '',
        'Boats move & "sail".',
        '',
        '* * *',
        '',
        '> No harbour, no town.',
        '',
        '- one',
        '- two',
        '',
        'Sources: City Council; The Post <https://post.example/a>; Radio (https://radio.example)',
        '',
        '2 comments',
        '',
        `a ${AT}`,
        'Hm.',
        '',
      ].join('\n'),
      { siteUrl: 'https://news.example/' },
    )
    assert.equal(read.headline, 'Harbour <to> close')
    assert.equal(read.byline, 'Ann Lee')
    assert.equal(read.publishedAt, Date.UTC(2019, 2, 4, 18, 5))
    assert.equal(
      read.bodyHtml,
      [
        '<p>The harbour closes in May.</p>',
        '<h2>What happens next</h2>',
        '<p>Boats move &amp; &quot;sail&quot;.</p>',
        '<hr>',
        '<blockquote><p>No harbour, no town.</p></blockquote>',
        '<ul><li>one</li><li>two</li></ul>',
      ].join('\n'),
    )
    assert.deepEqual(read.sources, [
      { name: 'City Council', url: null },
      { name: 'The Post', url: 'https://post.example/a' },
      { name: 'Radio', url: 'https://radio.example/' },
    ])
    assert.equal(read.url, 'https://news.example/harbour-to-close')
    assert.equal(read.sourceKey, 'capture:harbour-to-close')
    assert.ok(URL.canParse(read.sourceKey))
  })
})

describe('page-text: files that cannot be read', () => {
  const cases: readonly (readonly [string, string, string, number | null])[] = [
    ['empty', ' \n\n', 'empty-file', null],
    ['binary', 'a\nb\u0000c', 'binary-file', 2],
    ['wrongly decoded', `a\n${'\uFFFD'.repeat(40)}`, 'not-utf-8', 2],
    ['one endless line', `a\n${'x'.repeat(2 * 1024 * 1024)}`, 'line-too-long', 2],
    ['a table', 'a,b,c\n1,2,3\n', 'not-page-text', 1],
    ['no readable date', 'Title\nann 32/32/2019 Permalink\nHi.\n', 'no-comments', 2],
    ['nothing after the heading', page(`a ${AT}\nOne.`, `b ${AT}`), 'truncated', 8],
    ['inside a heading', page(`a ${AT}\nOne.`).trimEnd() + '\n\nname Mon, 03/04/20', 'truncated', 8],
    ['inside a heading of known names', page(`a ${AT}\nOne.`, 'a Mon, 03/04/20'), 'truncated', 8],
    [
      'no closing line',
      page(`a ${AT}\nOne.`, `b a ${AT}\nTwo.\nIn reply to by a`, `b a ${AT}\nThree.`),
      'truncated',
      12,
    ],
    [
      'inside the closing line',
      page(`Old Salt ${AT}\nOne.`, `b Old Salt ${AT}\nTwo.\nIn reply to by Old Sa`),
      'truncated',
      10,
    ],
    ['mid-word', page(`a ${AT}\nOne and tw`).trimEnd(), 'truncated', 6],
  ]
  for (const [name, text, code, line] of cases) {
    it(`${name}: ${code}`, async () => {
      const problem = await refusal(text)
      assert.deepEqual([problem.code, problem.line], [code, line], problem.message)
      if (line !== null) assert.match(problem.message, new RegExp(`line ${String(line)}|not the text`))
    })
  }

  it('a cut anywhere in the last reply, up to its closing line, is seen', async () => {
    const whole = page(
      `Old Salt ${AT}\nWhere to?`,
      `otter Old Salt ${AT}\nUp.\nIn reply to by Old Salt`,
      `Old Salt otter ${AT}\nI see. And then what.\nIn reply to by otter`,
    )
    const start = whole.lastIndexOf('Old Salt otter')
    for (let at = start + 'Old Salt otter Mon, 03'.length; at < whole.length - 1; at += 1) {
      const problem = await refusal(whole.slice(0, at))
      assert.equal(problem.code, 'truncated', JSON.stringify(whole.slice(start, at)))
    }
  })

  it('an unknown time zone', async () => {
    assert.equal((await refusal(page(`a ${AT}\nOne.`), { timeZone: 'Mars/Base' })).code, 'timezone-unknown')
  })

  it('hostile repetition is answered in bounded time', async () => {
    const hostile = [
      page(`a b ${AT}\nIn reply to ${' by b by'.repeat(100_000)}`),
      page(`a ${AT}\n${'Mon, 03/04/2019 - 18:05 '.repeat(40_000)}Permalink`),
      page(
        ...Array.from(
          { length: 5000 },
          (_, i) => `A Very Long Name ${String(i)} ${AT}\nx.\nIn reply to y by z`,
        ),
      ),
      `${'* '.repeat(500_000)}\n`.repeat(3),
    ]
    for (const text of hostile) {
      const start = performance.now()
      await pageTextReader.read(text, OPTIONS)
      assert.ok(performance.now() - start < 10_000)
    }
  })
})
