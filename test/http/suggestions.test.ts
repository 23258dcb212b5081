/** Suggested scores over HTTP: what is taken, what moderators see of it, putting away and taking back, and the bounds. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { SuggestedScore } from '#domain/civility/suggestion.ts'
import { createClient, type Client } from '#test/http/client.ts'
import { PAGE_SUGGESTIONS_MAX, SUGGESTION_MS, SUGGESTIONS_KEPT_MAX } from '#domain/limits.ts'
import { perspectiveCall, seedApiKey } from '#test/http/perspective-call.ts'
import { runSite, seedSignInPath, type RunningSite } from '#test/running-site.ts'

let site: RunningSite
let key: string
let moderator: Client
before(async () => {
  site = await runSite()
  key = await seedApiKey(site, 'Coral <of> the Harbour')
  await signIn()
})
after(async () => {
  await site.stop()
  assert.deepEqual(site.errors, [])
})

async function signIn(): Promise<void> {
  moderator = createClient(site.url)
  const token = new URL(await seedSignInPath(site), site.url).searchParams.get('token') ?? ''
  await moderator.form('/sign-in', { token, name: 'Marit Holm' })
}

const suggest = (body: object) => perspectiveCall(site, { operation: 'suggestscore', key, body })
const toxic = (value: number) => ({ TOXICITY: { summaryScore: { value } } })

async function suggested(text: string, more: object = {}): Promise<string> {
  const { status } = await suggest({
    comment: { text },
    attributeScores: toxic(1),
    languages: ['en'],
    ...more,
  })
  assert.equal(status, 200)
  const [newest = ''] = await page()
  assert.ok(newest.includes(text.slice(0, 100).replaceAll('<', '&lt;').replaceAll('>', '&gt;')), newest)
  return newest
}

/** Each entry of the list, as HTML. */
async function page(query = ''): Promise<string[]> {
  const response = await moderator.get(`/suggestions${query}`)
  assert.equal(response.status, 200)
  return (await response.text()).split('<li class="decision"').slice(1)
}

const idOf = (item: string): string => /data-suggestion="([^"]+)"/.exec(item)?.[1] ?? assert.fail(item)

describe('the list', () => {
  test('is for moderators alone', async () => {
    assert.equal((await fetch(`${site.url}/suggestions`)).status, 403)
    assert.equal((await createClient(site.url).form('/suggestions/x/dismiss', {})).status, 403)
  })

  test('shows the words, the scores beside ours, the key, the community and where it stands', async () => {
    const url = 'https://news.example/a?commentID=1'
    const item = await suggested('You <b>bold</b> idiot', {
      communityId: 'Coral:<news>',
      context: { entries: [{ text: JSON.stringify({ url, Coral_comment_id: '1' }) }] },
    })
    assert.match(item, /You &lt;b&gt;bold&lt;\/b&gt; idiot/)
    assert.match(item, /<code>TOXICITY<\/code>: suggested 1, scored 0\.\d/)
    assert.match(item, /<bdi>Coral &lt;of&gt; the Harbour<\/bdi>/)
    assert.match(item, /<bdi>Coral:&lt;news&gt;<\/bdi>/)
    assert.ok(item.includes(`href="${url}" rel="noreferrer nofollow"`))
  })

  test('takes no address that is not of the web', async () => {
    // oxlint-disable-next-line no-script-url -- this is what must not become a link
    for (const url of ['javascript:alert(1)', 'data:text/html,x', '/relative', 'file:///etc/passwd']) {
      const item = await suggested(`A text with ${url.slice(0, 4)}`, {
        context: { entries: [{ text: JSON.stringify({ url }) }] },
      })
      assert.doesNotMatch(item, /<a /)
    }
  })

  test('quotes the part that a score is for, and says where a language has no score', async () => {
    const parts = await suggested('Fine words. You idiot!', {
      attributeScores: { INSULT: { spanScores: [{ begin: 12, end: 22, score: { value: 1 } }] } },
    })
    assert.match(parts, /<code>INSULT<\/code> for\s+<q dir="auto">You idiot!<\/q>: suggested 1, scored/)
    const spanish = await suggested('Qué día tan bonito', { languages: ['es'] })
    assert.match(spanish, /suggested 1, not scored in this language/)
    assert.match(spanish, /lang="es"/)
  })

  test('unfolds what is long', async () => {
    const item = await suggested(`Beginning ${'of a long text '.repeat(60)}with its end`)
    assert.match(item, /<summary>Beginning[^<]*…<\/summary>/)
    assert.match(item, /<blockquote>…[^<]*with its end<\/blockquote>/)
  })

  test('is turned page by page, newest first', async () => {
    for (let at = 0; at < PAGE_SUGGESTIONS_MAX + 1; at += 1) await suggested(`Number ${at}.`)
    const response = await (await moderator.get('/suggestions')).text()
    const next = /href="(\/suggestions\?before=[^"]+)"/.exec(response)?.[1] ?? assert.fail('no next page')
    const first = await page()
    const second = await page(next.slice('/suggestions'.length))
    assert.equal(first.length, PAGE_SUGGESTIONS_MAX)
    assert.match(first[0] ?? '', new RegExp(`Number ${PAGE_SUGGESTIONS_MAX}\\.`))
    assert.match(second[0] ?? '', /Number 0\./)
    const ids = [...first, ...second].map(idOf)
    assert.deepEqual(ids, ids.toSorted().toReversed())
  })
})

test('what is dismissed leaves the list, and one press brings it back', async () => {
  const id = idOf(await suggested('To be put away'))
  const dismissed = await moderator.form(`/suggestions/${id}/dismiss`, {})
  assert.equal(dismissed.headers.get('Location'), `/suggestions?dismissed=${id}`)
  const told = await (await moderator.get(`/suggestions?dismissed=${id}`)).text()
  assert.match(told, new RegExp(`role="status"[^]*?action="/suggestions/${id}/restore"`))
  assert.ok(!(await page()).some((item) => item.includes('To be put away')))
  assert.ok((await page('?show=dismissed')).some((item) => item.includes('To be put away')))
  for (const _ of [1, 2]) assert.equal((await moderator.form(`/suggestions/${id}/restore`, {})).status, 303)
  assert.ok((await page()).some((item) => idOf(item) === id))
  const events = await site.rows(`select kind from event where facts like ?`, `%${id}%`)
  assert.deepEqual(
    events.map(({ kind }) => kind),
    ['suggestion.received', 'suggestion.dismissed', 'suggestion.restored'],
  )
  const unknown = await moderator.form(`/suggestions/${id.replace(/.$/, 'f')}x/dismiss`, {})
  assert.equal(unknown.status, 404)
})

const malformed: readonly (readonly [attributeScores: object, message: RegExp])[] = [
  [{}, /^attribute_scores must not be empty\.$/],
  [{ TOXICITY: {} }, /^The scores of attribute TOXICITY must not be empty\.$/],
  [{ TOXICITY: null }, /must not be empty/],
  [{ LIKELY_TO_REJECT: { summaryScore: { value: 1 } } }, /^Unknown requested attribute: LIKELY_TO_REJECT$/],
  [{ TOXICITY: { summaryScore: {} } }, /needs a value from 0 to 1/],
  [toxic(1.01), /needs a value from 0 to 1/],
  [toxic(-1), /needs a value from 0 to 1/],
  [{ TOXICITY: { summaryScore: { value: 1, type: 'RAW' } } }, /score type RAW is not supported/],
  [{ TOXICITY: { spanScores: [{ end: 2, score: { value: 1 } }] } }, /needs begin and end/],
  [{ TOXICITY: { spanScores: [{ begin: 0, end: 99, score: { value: 1 } }] } }, /outside of the comment/],
  [{ TOXICITY: { spanScores: [{ begin: 2, end: 2, score: { value: 1 } }] } }, /outside of the comment/],
  [{ TOXICITY: { spanScores: [{ begin: 0.5, end: 2, score: { value: 1 } }] } }, /outside of the comment/],
  [
    {
      TOXICITY: {
        spanScores: Array.from({ length: 101 }, () => ({ begin: 0, end: 1, score: { value: 1 } })),
      },
    },
    /^At most 100 scores/,
  ],
  [
    {
      TOXICITY: {
        spanScores: [6, 5, 4].map((end) => ({ begin: 0, end, score: { value: 1 } })),
      },
    },
    /overlap too much/,
  ],
]
for (const [attributeScores, message] of malformed) {
  test(`a suggestion is refused: ${message.source} ${JSON.stringify(attributeScores).slice(0, 40)}`, async () => {
    const before = await site.rows('select count(*) as n from suggestion')
    const answer = await suggest({ comment: { text: 'A text' }, attributeScores, languages: ['en'] })
    assert.equal(answer.status, 400)
    const { error } = answer.body as { readonly error: { readonly message: string; readonly status: string } }
    assert.match(error.message, message)
    assert.equal(error.status, 'INVALID_ARGUMENT')
    assert.deepEqual(await site.rows('select count(*) as n from suggestion'), before)
  })
}

describe('the list is bounded', () => {
  test('in time: what is too old is not shown, and goes with the next one that comes', async () => {
    await suggested('Soon too old')
    site.clock.now += SUGGESTION_MS + 1
    await signIn()
    assert.deepEqual(await page(), [])
    assert.ok((await site.rows('select id from suggestion')).length > 0)
    await suggested('Fresh')
    assert.equal((await site.rows('select id from suggestion')).length, 1)
  })

  test('in number, for each key: the oldest goes', async () => {
    const { store, newId } = site.parts.ports
    const other = await seedApiKey(site, 'Another')
    const [first, second] = await store.read.apiKeys(2)
    const scores: SuggestedScore[] = []
    const entry = (apiKeyId: string, text: string) => ({
      id: newId(),
      apiKeyId,
      community: null,
      language: 'en',
      text,
      sourceUrl: null,
      scores,
      model: 'test',
      createdAt: site.clock.now,
      dismissed: null,
    })
    await store.write(async (tx) => {
      await tx.insertSuggestion(entry(second?.id ?? '', 'of another key'))
      for (let at = 0; at < SUGGESTIONS_KEPT_MAX; at += 1) {
        await tx.insertSuggestion(entry(first?.id ?? '', `filler ${at}`))
      }
    })
    await suggested('One too many')
    const count = async (text: string): Promise<number> =>
      (await site.rows('select id from suggestion where body = ?', text)).length
    assert.deepEqual(
      [await count('Fresh'), await count('filler 0'), await count('filler 1'), await count('of another key')],
      [0, 0, 1, 1],
    )
    assert.notEqual(other, key)
  })
})
