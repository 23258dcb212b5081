/** Requests of Perspective's API as they are read: nulls, names without quotes, what is kept of a context. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { isPerspectivePath, readAnalyzeRequest, readSuggestRequest } from './perspective.ts'

test('a full request is read to its last field', () => {
  const read = readAnalyzeRequest(
    JSON.stringify({
      comment: { text: 'a', type: 'PLAIN_TEXT' },
      requestedAttributes: { TOXICITY: { scoreType: 'PROBABILITY', scoreThreshold: 0.5 }, SPAM: null },
      languages: ['en', 'de'],
      spanAnnotations: true,
      dropUnsupportedAttributes: true,
      doNotStore: true,
      context: { entries: [{ text: 'b' }], articleAndParentComment: { article: { text: 'c' } } },
      clientToken: 't',
      sessionId: '1',
      communityId: 'x',
      somethingNew: 1,
    }),
  )
  assert.deepEqual(read, {
    ok: true,
    value: {
      text: 'a',
      textType: 'PLAIN_TEXT',
      languages: ['en', 'de'],
      hasTwoContexts: true,
      attributes: { TOXICITY: { scoreType: 'PROBABILITY', scoreThreshold: 0.5 }, SPAM: {} },
      spanAnnotations: true,
      dropsUnsupported: true,
      clientToken: 't',
    },
  })
})

test('fields are known by both names that they have, and numbers in both ways they are written', () => {
  const read = readAnalyzeRequest(
    JSON.stringify({
      comment: { text: 'client_token' },
      requested_attributes: { SEVERE_TOXICITY: { score_threshold: '0.5', score_type: 'PROBABILITY' } },
      span_annotations: true,
      drop_unsupported_attributes: true,
      client_token: 't',
      context: { entries: [{ text: 'b' }], article_and_parent_comment: { article: { text: 'c' } } },
    }),
  )
  assert.deepEqual(read, {
    ok: true,
    value: {
      text: 'client_token',
      textType: 'TEXT_TYPE_UNSPECIFIED',
      languages: [],
      hasTwoContexts: true,
      attributes: { SEVERE_TOXICITY: { scoreType: 'PROBABILITY', scoreThreshold: 0.5 } },
      spanAnnotations: true,
      dropsUnsupported: true,
      clientToken: 't',
    },
  })
  const suggested = readSuggestRequest(
    '{"comment":{"text":"a"},"attribute_scores":{"TOXICITY":{"summary_score":{"value":"1"},"span_scores":[{"begin":"0","end":1,"score":{"value":1e0}}]}}}',
  )
  assert.deepEqual(suggested.ok && suggested.value.request.attributes, {
    TOXICITY: {
      summary: { value: 1 },
      spans: [{ begin: 0, end: 1, score: { value: 1 } }],
    },
  })
  for (const value of ['', 'NaN', '0x1', ' 1', '1 ', '1,5']) {
    const wrong = readAnalyzeRequest(
      JSON.stringify({ requestedAttributes: { TOXICITY: { scoreThreshold: value } } }),
    )
    assert.ok(
      !wrong.ok && wrong.problem.message.includes('requestedAttributes.TOXICITY.scoreThreshold'),
      value,
    )
  }
})

test('nulls say nothing', () => {
  const read = readAnalyzeRequest(
    '{"comment": null, "context": null, "languages": null, "clientToken": null, "requestedAttributes": null}',
  )
  assert.ok(read.ok && read.value.text === '' && !('clientToken' in read.value))
})

test('names may stand without quotes, and no text is changed by that', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const relaxed = `{comment : {text: ${JSON.stringify(text)}},\n requestedAttributes:{TOXICITY:{}}}`
      const read = readAnalyzeRequest(relaxed)
      assert.ok(read.ok && read.value.text === text)
    }),
  )
  const tricky = readAnalyzeRequest('{comment: {text: "{a: 1, b: \\"c\\"} , d: 2"}}')
  assert.equal(tricky.ok && tricky.value.text, '{a: 1, b: "c"} , d: 2')
})

test('what is no request is refused with the place where it went wrong', () => {
  for (const body of ['', 'null', '[]', '1', '{"a"', '{comment: text}']) {
    const read = readAnalyzeRequest(body)
    assert.ok(!read.ok && read.problem.code === 400, body)
  }
  const wrong = readAnalyzeRequest('{"requestedAttributes": {"TOXICITY": {"scoreThreshold": "high"}}}')
  assert.ok(!wrong.ok)
  assert.match(wrong.problem.message, /requestedAttributes\.TOXICITY\.scoreThreshold/)
})

test('of a suggestion the community is cut, and the address kept only where it is of the web', () => {
  const from = (url: unknown, entry?: string) => {
    const entries = [{ text: entry ?? JSON.stringify({ url }) }]
    const read = readSuggestRequest(JSON.stringify({ context: { entries }, communityId: '😀'.repeat(300) }))
    assert.ok(read.ok)
    assert.equal(Array.from(read.value.community ?? '').length, 200)
    return read.value.sourceUrl
  }
  assert.equal(from('https://a.example/b?c=1'), 'https://a.example/b?c=1')
  for (const url of ['ftp://a.example', 'data:,a', 'a', 1, null, `https://a.example/${'x'.repeat(2_000)}`]) {
    assert.equal(from(url), null)
  }
  for (const entry of ['plain words', '{broken', '{}', '{"url": {}}']) assert.equal(from(null, entry), null)
})

test('only these paths are answered in the shapes of Google', () => {
  for (const path of ['/v1alpha1/comments:analyze', '/$discovery/rest', '/discovery/v1/apis']) {
    assert.ok(isPerspectivePath(path), path)
  }
  for (const path of ['/', '/v1alpha1', '/api/v1alpha1/x', '/suggestions'])
    assert.ok(!isPerspectivePath(path))
})
