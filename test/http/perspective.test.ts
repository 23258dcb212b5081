/** Perspective's API over HTTP: requests, answers and refusals in its shapes, with keys and limits, and nothing kept. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { request, type IncomingMessage } from 'node:http'
import { json } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'
import { after, before, describe, test } from 'node:test'
import { ANALYSES_ALLOWANCE, REQUEST_BODY_BYTES_MAX } from '#domain/limits.ts'
import { createCivility } from '#main/open-civility.ts'
import { createRateGuard } from '#http/guards/rate-guard.ts'
import { perspectiveCall, seedApiKey, type PerspectiveAnswer } from '#test/http/perspective-call.ts'
import { revokeApiKey } from '#operations/api-keys.ts'
import { runSite, type RunningSite } from '#test/running-site.ts'

const IDIOT = {
  comment: { text: 'You are an idiot.' },
  requestedAttributes: { TOXICITY: {} },
  languages: ['en'],
}

let site: RunningSite
let key: string
before(async () => {
  site = await runSite()
  key = await seedApiKey(site)
})
after(async () => {
  await site.stop()
  assert.deepEqual(site.errors, [])
})

const analyze = (body: unknown, headers: Record<string, string> = {}) =>
  perspectiveCall(site, { operation: 'analyze', key, body, headers })

interface Analysis {
  readonly attributeScores?: Record<
    string,
    {
      readonly summaryScore: { readonly value: number; readonly type: string }
      readonly spanScores: readonly { readonly begin: number; readonly end: number }[]
    }
  >
  readonly languages: readonly string[]
  readonly detectedLanguages: readonly string[]
  readonly clientToken?: string
}
const analysis = ({ status, body }: PerspectiveAnswer): Analysis => {
  assert.equal(status, 200, JSON.stringify(body))
  return body as Analysis
}

interface Refusal {
  readonly code: number
  readonly message: string
  readonly status: string
  readonly details?: readonly Record<string, unknown>[]
}
const refusal = ({ status, body }: PerspectiveAnswer): Refusal => {
  const { error } = body as { readonly error: Refusal }
  assert.equal(error.code, status)
  return error
}

describe('comments:analyze', () => {
  test('answers in the shape that clients read', async () => {
    const answer = await analyze({ ...IDIOT, clientToken: 'c1', sessionId: '7', communityId: 'x' })
    const { attributeScores, ...rest } = analysis(answer)
    assert.deepEqual(rest, { languages: ['en'], detectedLanguages: ['en'], clientToken: 'c1' })
    const { summaryScore, spanScores } = attributeScores?.['TOXICITY'] ?? assert.fail('no score')
    assert.ok(summaryScore.value > 0.8 && summaryScore.value <= 1)
    assert.deepEqual(spanScores, [{ begin: 0, end: 17, score: summaryScore }])
    assert.match(answer.headers.get('Parley-Model') ?? '', /^stage1-[0-9a-f]{12}$/)
    assert.equal(answer.headers.get('Cache-Control'), 'private, no-store')
    assert.equal(answer.headers.get('Set-Cookie'), null)
  })

  test('scores all seven attributes of English, sentence by sentence in UTF-16 units', async () => {
    const names = ['TOXICITY', 'SEVERE_TOXICITY', 'IDENTITY_ATTACK', 'INSULT', 'PROFANITY', 'THREAT', 'SPAM']
    const text = 'Good morning 😀. You are an idiot!'
    const { attributeScores = {} } = analysis(
      await analyze({
        comment: { text, type: 'PLAIN_TEXT' },
        requestedAttributes: Object.fromEntries(names.map((name) => [name, {}])),
        spanAnnotations: true,
      }),
    )
    assert.deepEqual(Object.keys(attributeScores), names)
    const spans = attributeScores['INSULT']?.spanScores ?? []
    assert.deepEqual(
      spans.map(({ begin, end }) => text.slice(begin, end)),
      ['Good morning 😀. ', 'You are an idiot!'],
    )
  })

  test('leaves out what is under its threshold, and an answer without scores has no such field', async () => {
    const scoreThreshold = 0.9999
    const requestedAttributes = { TOXICITY: { scoreThreshold }, INSULT: { scoreThreshold: 0 } }
    assert.deepEqual(
      Object.keys(analysis(await analyze({ ...IDIOT, requestedAttributes })).attributeScores ?? {}),
      ['INSULT'],
    )
    const none = await analyze({ ...IDIOT, requestedAttributes: { TOXICITY: { scoreThreshold } } })
    assert.ok(!('attributeScores' in analysis(none)))
  })

  test('detects the language where none is named, and tells it beside one that is', async () => {
    const text = 'Das ist eine ganz wunderbare Nachricht für die ganze Stadt, vielen Dank dafür.'
    const body = { comment: { text }, requestedAttributes: { TOXICITY: {} } }
    assert.deepEqual(analysis(await analyze(body)).languages, ['de'])
    const asEnglish = analysis(await analyze({ ...body, languages: ['en'] }))
    assert.deepEqual([asEnglish.languages, asEnglish.detectedLanguages], [['en'], ['de']])
  })

  test('reads names without quotes, nulls, and any kind of content, as the first example of its docs was', async () => {
    const relaxed = `{comment: {text: "what kind of idiot name is foo?, x: 1"}, languages: ["en"],
      doNotStore: null, requestedAttributes: {TOXICITY:{}} }`
    const answer = await analyze(relaxed, { 'Content-Type': 'text/plain' })
    assert.ok((analysis(answer).attributeScores?.['TOXICITY']?.summaryScore.value ?? 0) > 0.8)
  })

  const refused: readonly (readonly [body: unknown, message: RegExp, errorType: string])[] = [
    [{}, /^Comment must be non-empty\.$/, 'COMMENT_EMPTY'],
    [{ ...IDIOT, comment: { text: 'ä'.repeat(10_241) } }, /^Comment text too long\.$/, 'COMMENT_TOO_LONG'],
    [{ comment: IDIOT.comment }, /^Missing requested_attributes$/, 'NO_REQUESTED_ATTRIBUTES'],
    [{ ...IDIOT, comment: { text: 'a', type: 'HTML' } }, /only 'PLAIN_TEXT' comments/, 'INVALID_REQUEST'],
    [{ ...IDIOT, comment: { text: 'a', type: 'RTF' } }, /^Unknown text type$/, 'INVALID_REQUEST'],
    [
      { ...IDIOT, languages: [], comment: { text: '12345' } },
      /^Unable to detect language$/,
      'LANGUAGE_DETECTION_FAILED',
    ],
    [
      { ...IDIOT, requestedAttributes: { TOXICITY: { scoreType: 'RAW' } } },
      /^Requested score type RAW is not supported by attribute TOXICITY$/,
      'INVALID_REQUEST',
    ],
    [
      {
        ...IDIOT,
        context: { entries: [{ text: 'a' }], articleAndParentComment: { article: { text: 'b' } } },
      },
      /^Context can have either entries or article_and_parent_comment, but both/,
      'INVALID_REQUEST',
    ],
    ...['REASONING_EXPERIMENTAL', 'ATTACK_ON_AUTHOR', 'FLIRTATION', '__proto__x', 'toxicity'].map(
      (name) =>
        [
          { ...IDIOT, requestedAttributes: { [name]: {} } },
          new RegExp(`^Unknown requested attribute: ${name}$`),
          'INVALID_REQUEST',
        ] as const,
    ),
  ]
  for (const [body, message, errorType] of refused) {
    test(`refuses in known words: ${message.source}`, async () => {
      const error = refusal(await analyze(body))
      assert.match(error.message, message)
      assert.deepEqual([error.code, error.status], [400, 'INVALID_ARGUMENT'])
      assert.deepEqual(error.details, [
        { '@type': 'type.googleapis.com/google.commentanalyzer.v1alpha1.Error', errorType },
      ])
    })
  }

  test('says which attribute lacks which language, and drops it where that is asked', async () => {
    const body = { ...IDIOT, requestedAttributes: { THREAT: {}, PROFANITY: {} }, languages: ['it'] }
    const error = refusal(await analyze(body))
    assert.equal(error.message, 'Attribute THREAT does not support request languages: it')
    assert.deepEqual(error.details?.[0]?.['languageNotSupportedByAttributeError'], {
      attribute: 'THREAT',
      requestedLanguages: ['it'],
    })
    const dropped = analysis(await analyze({ ...body, dropUnsupportedAttributes: true }))
    assert.deepEqual(Object.keys(dropped.attributeScores ?? {}), ['PROFANITY'])
  })

  test('refuses what is not JSON, not of the right types, or far too large', async () => {
    for (const body of ['', 'null', '[]', '{', '{"comment": }', '"text"']) {
      const error = refusal(await analyze(body))
      assert.equal(error.status, 'INVALID_ARGUMENT', body)
      assert.equal(error.details?.[0]?.['@type'], 'type.googleapis.com/google.rpc.BadRequest', body)
    }
    const wrong = refusal(await analyze({ ...IDIOT, comment: { text: 1 } }))
    assert.match(wrong.message, /'comment\.text'/)
    const large = refusal(await analyze('x'.repeat(REQUEST_BODY_BYTES_MAX + 1)))
    assert.match(large.message, /^Request payload size exceeds the limit/)
  })

  test('takes a body packed with gzip, up to the size of any other', async () => {
    const send = async (body: Buffer, encoding = 'gzip') => {
      const headers = { 'Content-Type': 'application/json', 'Content-Encoding': encoding }
      const response = await fetch(`${site.url}/v1alpha1/comments:analyze?key=${key}`, {
        method: 'POST',
        headers,
        body,
      })
      return { status: response.status, headers: response.headers, body: await response.json() }
    }
    const packed = gzipSync(JSON.stringify(IDIOT))
    assert.deepEqual(analysis(await send(packed)), analysis(await analyze(IDIOT)))
    const bomb = gzipSync(Buffer.alloc(20 * REQUEST_BODY_BYTES_MAX, ' '))
    assert.match(refusal(await send(bomb)).message, /^Request payload size exceeds the limit/)
    for (const [body, encoding] of [
      [packed.subarray(0, -9), 'gzip'],
      [Buffer.from('{}'), 'gzip'],
      [packed, 'br'],
    ] as const) {
      assert.match(refusal(await send(body, encoding)).message, /^Invalid JSON payload received/)
    }
  })

  test('takes a byte order mark, and names of languages as they are written elsewhere', async () => {
    const marked = await analyze(`\ufeff${JSON.stringify(IDIOT)}`)
    assert.ok(analysis(marked).attributeScores)
    for (const language of ['en-US', 'en_US', 'EN']) {
      assert.deepEqual(analysis(await analyze({ ...IDIOT, languages: [language] })).languages, [language])
    }
    assert.equal(refusal(await analyze({ ...IDIOT, languages: ['eng'] })).code, 400)
  })

  const odd = [
    '\u0000',
    '😀'.repeat(4_000),
    '\u202eabc\u202c',
    '\ud800',
    'a'.repeat(20_000),
    'i d i o t '.repeat(2_000),
  ]
  for (const [at, text] of odd.entries()) {
    test(`answers something to odd text ${at}`, async () => {
      const answer = await analyze({ ...IDIOT, comment: { text }, spanAnnotations: true })
      assert.ok([200, 400].includes(answer.status), JSON.stringify(answer.body))
    })
  }
})

describe('keys', () => {
  test('a call without one, and with a wrong one, is refused as Google refuses it', async () => {
    const none = refusal(await perspectiveCall(site, { operation: 'analyze', body: IDIOT }))
    assert.deepEqual([none.code, none.status], [403, 'PERMISSION_DENIED'])
    assert.match(none.message, /unregistered callers/)
    const wrong = refusal(
      await perspectiveCall(site, { operation: 'suggestscore', key: `${key}x`, body: IDIOT }),
    )
    assert.equal(wrong.message, 'API key not valid. Please pass a valid API key.')
    assert.equal(wrong.details?.[0]?.['reason'], 'API_KEY_INVALID')
  })

  test('may come in a header', async () => {
    const headers = { 'X-Goog-Api-Key': key }
    assert.equal((await perspectiveCall(site, { operation: 'analyze', body: IDIOT, headers })).status, 200)
  })

  test('is refused from the moment it is revoked', async () => {
    const other = await seedApiKey(site, 'Short lived')
    const call = { operation: 'analyze', key: other, body: IDIOT } as const
    assert.equal((await perspectiveCall(site, call)).status, 200)
    const known = (await site.parts.store.read.apiKeys(10)).find(({ name }) => name === 'Short lived')
    await revokeApiKey(site.parts.ports, { id: known?.id ?? '' })
    assert.equal(refusal(await perspectiveCall(site, call)).details?.[0]?.['reason'], 'API_KEY_INVALID')
  })

  test('stands nowhere in the database, only its hash', async () => {
    const rows = JSON.stringify(await site.parts.store.read.apiKeys(10))
    assert.ok(!rows.includes(key.slice('parley-'.length)))
    assert.equal(await site.parts.store.read.apiKeyByHash(key), null)
  })

  test('pages of any origin may ask, without cookies', async () => {
    const origin = 'https://anywhere.example'
    const answer = await analyze(IDIOT, { Origin: origin, 'Sec-Fetch-Site': 'cross-site' })
    assert.equal(answer.status, 200)
    assert.equal(answer.headers.get('Access-Control-Allow-Origin'), '*')
    assert.equal(answer.headers.get('Access-Control-Allow-Credentials'), null)
    const preflight = await fetch(`${site.url}/v1alpha1/comments:analyze`, {
      method: 'OPTIONS',
      headers: { Origin: origin, 'Access-Control-Request-Method': 'POST' },
    })
    assert.equal(preflight.status, 204)
    assert.equal(preflight.headers.get('Access-Control-Allow-Methods'), 'POST')
  })
})

test('each key has a pace of its own, and is told when to come again', async () => {
  const points = 3
  const slow = await runSite({ rates: createRateGuard({ factor: points / ANALYSES_ALLOWANCE.points }) })
  const [first, second] = [await seedApiKey(slow, 'first'), await seedApiKey(slow, 'second')]
  const call = (one: string) => perspectiveCall(slow, { operation: 'analyze', key: one, body: {} })
  for (let at = 0; at < points; at += 1) assert.equal((await call(first)).status, 400)
  const answer = await call(first)
  const error = refusal(answer)
  assert.deepEqual([error.code, error.status], [429, 'RESOURCE_EXHAUSTED'])
  assert.ok(Number(answer.headers.get('Retry-After')) >= 1)
  assert.equal((await call(second)).status, 400)
  await slow.stop()
})

test('without weights nothing is scored: the answer says so, and the log says why', async () => {
  const said: string[] = []
  const logger = { info: () => {}, warn: () => {}, error: (_: unknown, text: string) => said.push(text) }
  const off = await runSite({ civility: createCivility(logger, { folder: '/nonexistent' }) })
  const offKey = await seedApiKey(off)
  for (const operation of ['analyze', 'suggestscore'] as const) {
    const error = refusal(await perspectiveCall(off, { operation, key: offKey, body: IDIOT }))
    assert.deepEqual([error.code, error.status], [503, 'UNAVAILABLE'])
    assert.match(error.message, /Civility is off/)
  }
  assert.deepEqual(said, ['civility is off: no text can be scored'])
  await off.stop()
})

describe('the discovery document', () => {
  const paths = ['/$discovery/rest?version=v1alpha1', '/discovery/v1/apis/commentanalyzer/v1alpha1/rest']
  for (const path of paths) {
    test(`names the host that answers: ${path}`, async () => {
      const response = await fetch(site.url + path)
      const document = (await response.json()) as Record<string, unknown>
      assert.equal(document['rootUrl'], `${site.url}/`)
      assert.equal(document['id'], 'commentanalyzer:v1alpha1')
      assert.equal(response.headers.get('Access-Control-Allow-Origin'), '*')
    })
  }

  test('names the public address where it was asked there, else the host it was asked by', async () => {
    const other = await runSite({ environment: { PARLEY_URL: 'https://talk.example' } })
    const rootFor = async (host: string): Promise<unknown> => {
      const asked = request(`${other.url}/$discovery/rest`, { headers: { Host: host } }).end()
      const [response] = (await once(asked, 'response')) as [IncomingMessage]
      return ((await json(response)) as Record<string, unknown>)['rootUrl']
    }
    assert.equal(await rootFor('talk.example'), 'https://talk.example/')
    assert.equal(await rootFor('talk.internal:8080'), 'http://talk.internal:8080/')
    await other.stop()
  })

  test('is there in one version only', async () => {
    const response = await fetch(`${site.url}/$discovery/rest?version=v2`)
    assert.equal(response.status, 404)
    assert.equal(((await response.json()) as { error: Refusal }).error.status, 'NOT_FOUND')
  })
})

test('nothing that was analysed is anywhere in the data, only what was suggested', async () => {
  const isKept = async (word: string): Promise<boolean> => {
    const tables = ['story', 'comment', 'person', 'event', 'setting', 'api_key', 'suggestion']
    const rows = await Promise.all(tables.map((table) => site.rows(`select * from ${table}`)))
    return JSON.stringify(rows).includes(word)
  }
  const comment = { text: 'You quisquilious idiot' }
  await analyze({ ...IDIOT, doNotStore: false, comment })
  assert.equal(await isKept('quisquilious'), false)
  const attributeScores = { TOXICITY: { summaryScore: { value: 0 } } }
  await perspectiveCall(site, { operation: 'suggestscore', key, body: { comment, attributeScores } })
  assert.equal(await isKept('quisquilious'), true)
})
