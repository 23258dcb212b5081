/** Clients of Perspective's API, unmodified, and the calls of a Coral: each gets what it reads. */
import assert from 'node:assert/strict'
import path from 'node:path'
import { createRequire } from 'node:module'
import { after, before, describe, test } from 'node:test'
import { Client } from '@conversationai/perspectiveapi-js-client'
import { Discovery } from 'googleapis-common'
import { leadToLoopback } from '#test/http/lead-to-loopback.ts'
import { runSite, type RunningSite } from '#test/running-site.ts'
import { seedApiKey } from '#test/http/perspective-call.ts'

let site: RunningSite
let key: string
before(async () => {
  site = await runSite()
  key = await seedApiKey(site, 'Coral of the Harbour Times')
})
after(async () => {
  await site.stop()
  assert.deepEqual(site.errors, [])
})

const kept = () => site.parts.store.read.suggestions({ isDismissed: false, beforeId: null, limit: 100 })

/** What googleapis makes of a discovery document, as far as it is used here. */
interface CommentAnalyzer {
  readonly comments: Record<
    'analyze' | 'suggestscore',
    (call: { readonly key: string; readonly resource: object }) => Promise<{ readonly data: unknown }>
  >
}

/** `google.discoverAPI(url)` of googleapis is this, and nothing more. */
async function discover(address: string): Promise<CommentAnalyzer> {
  const create = await new Discovery({ debug: false, includePrivate: false }).discoverAPI(address)
  return create({}, {}) as unknown as CommentAnalyzer
}

describe('googleapis', () => {
  test('finds its way by the discovery document, analyses and suggests', async () => {
    const client = await discover(`${site.url}/$discovery/rest?version=v1alpha1`)
    const comment = { text: 'You are an idiot.' }
    const analyzed = await client.comments.analyze({
      key,
      resource: { comment, requestedAttributes: { TOXICITY: {}, THREAT: {} }, languages: ['en'] },
    })
    const { attributeScores } = analyzed.data as {
      readonly attributeScores: Record<string, { readonly summaryScore: { readonly value: number } }>
    }
    assert.ok((attributeScores['TOXICITY']?.summaryScore.value ?? 0) > 0.8)
    assert.ok((attributeScores['THREAT']?.summaryScore.value ?? 1) < 0.5)
    const before = (await kept()).length
    const suggested = await client.comments.suggestscore({
      key,
      resource: {
        comment,
        attributeScores: { INSULT: { summaryScore: { value: 1 } } },
        languages: ['en'],
        clientToken: 't',
      },
    })
    assert.deepEqual(suggested.data, {
      clientToken: 't',
      detectedLanguages: ['en'],
      requestedLanguages: ['en'],
    })
    assert.equal((await kept()).length, before + 1)
  })

  test('reads refusals by their code and words', async () => {
    const client = await discover(`${site.url}/discovery/v1/apis/commentanalyzer/v1alpha1/rest`)
    const call = { key, resource: { comment: { text: 'x' }, requestedAttributes: { NUANCE: {} } } }
    await assert.rejects(client.comments.analyze(call), (error: { status?: number; message: string }) => {
      assert.equal(error.status, 400)
      assert.match(error.message, /Unknown requested attribute: NUANCE/)
      return true
    })
  })
})

describe('clients that know only the address of Google', () => {
  let leadBack: () => void
  before(() => {
    leadBack = leadToLoopback(site.url)
  })
  after(() => leadBack())

  test('@conversationai/perspectiveapi-js-client gets its scores', async () => {
    const scores = await new Client(key).getScores('You are an idiot.')
    assert.deepEqual(Object.keys(scores), ['SPAM', 'TOXICITY'])
    assert.ok((scores['TOXICITY'] ?? 0) > 0.8 && (scores['SPAM'] ?? 1) < 0.5)
    await assert.rejects(new Client('wrong').getScores('You are an idiot.'), /status code 400/)
  })

  test('perspective-api-client gets its scores, and the words of a refusal', async () => {
    // It has no types of its own.
    const Perspective = createRequire(import.meta.url)('perspective-api-client') as new (options: {
      readonly apiKey: string
    }) => { readonly analyze: (text: string, options?: object) => Promise<Record<string, unknown>> }
    const client = new Perspective({ apiKey: key })
    const answer = await client.analyze('<b>You are an idiot.</b>', { attributes: ['toxicity', 'insult'] })
    assert.deepEqual(Object.keys(answer['attributeScores'] as object), ['TOXICITY', 'INSULT'])
    await assert.rejects(
      client.analyze('You are an idiot.', { attributes: ['unsubstantial'] }),
      /^ResponseError: Unknown requested attribute: UNSUBSTANTIAL$/,
    )
  })
})

/** How a Coral asks (its services/perspective): the operation is put behind its endpoint, whatever that is. */
async function coral(operation: string, body: object): Promise<Record<string, unknown>> {
  const url = new URL(`${site.url}/v1alpha1`.trim())
  url.pathname = path.join(url.pathname, `/${operation}`)
  url.searchParams.set('key', ` ${key} `.trim())
  const response = await fetch(url.toString(), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
  assert.ok(response.ok, await response.clone().text())
  return (await response.json()) as Record<string, unknown>
}

test('a Coral has a comment scored, and tells what its moderators decided', async () => {
  const text = 'The ferry is late because the captain is a stupid moron.'
  const analyzed = await coral('comments:analyze', {
    comment: { text },
    doNotStore: true,
    requestedAttributes: { TOXICITY: {} },
    languages: ['en'],
  })
  const scores = analyzed['attributeScores'] as Record<string, { readonly summaryScore: { value: number } }>
  const score = scores['TOXICITY']?.summaryScore.value ?? assert.fail('no score')
  assert.ok(score > 0.8)
  const url = 'https://news.example/ferry?commentID=c-1'
  const answer = await coral('comments:suggestscore', {
    comment: { text },
    context: {
      entries: [
        { text: JSON.stringify({ url, reply_to_id_Coral_comment_id: 'c-0', Coral_comment_id: 'c-1' }) },
      ],
    },
    attributeScores: { TOXICITY: { summaryScore: { value: 0 } } },
    languages: ['en'],
    communityId: 'Coral:https://talk.news.example',
    clientToken: 'comment:c-1',
  })
  assert.equal(answer['clientToken'], 'comment:c-1')
  const [suggestion] = await kept()
  assert.equal(suggestion?.text, text)
  assert.equal(suggestion.sourceUrl, url)
  assert.equal(suggestion.community, 'Coral:https://talk.news.example')
  assert.deepEqual(suggestion.scores, [{ attribute: 'TOXICITY', suggested: 0, scored: score, part: null }])
  assert.equal(suggestion.dismissed, null)
})

test('a Discourse has a post of the greatest length scored, by a type of score and without a language', async () => {
  const sentence = 'The captain is a stupid moron, and so is everybody who pays for this ferry. '
  const text = sentence.repeat(300).slice(0, 20_480)
  const response = await fetch(`${site.url}/v1alpha1/comments:analyze?key=${key}`, {
    method: 'POST',
    headers: { Accept: '*/*', 'Content-Type': 'application/json', 'User-Agent': 'Discourse/3.5.0' },
    body: JSON.stringify({
      comment: { text },
      doNotStore: true,
      sessionId: 'https://forum.example_42',
      requestedAttributes: { SEVERE_TOXICITY: { scoreType: 'PROBABILITY' } },
    }),
  })
  const { attributeScores } = (await response.json()) as {
    readonly attributeScores: Record<string, { readonly summaryScore: { readonly value: number } }>
  }
  assert.deepEqual(Object.keys(attributeScores), ['SEVERE_TOXICITY'])
  assert.ok((attributeScores['SEVERE_TOXICITY']?.summaryScore.value ?? -1) >= 0)
})
