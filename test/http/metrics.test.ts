/** Metrics of a running site: they count what happened, hold nothing of what was asked, and are not for readers. */
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { createClient } from '#test/http/client.ts'
import { createMetrics } from '#http/metrics/metrics.ts'
import { runSite, seedComment, seedStory, type RunningSite } from '#test/running-site.ts'

let site: RunningSite
let storyId: string
before(async () => {
  site = await runSite({ environment: { PARLEY_METRICS_PORT: '0', PARLEY_METRICS_HOST: '127.0.0.1' } })
  storyId = await seedStory(site, { comments: [seedComment()] })
  // Hearing of the story late would throw pages away in the middle of a test.
  while (valueOf(await scrape(), 'parley_log_lag_events') > 0);
})
after(() => site.stop())

async function scrape(): Promise<string> {
  assert.ok(site.metricsUrl !== null)
  const answer = await fetch(site.metricsUrl)
  assert.equal(answer.status, 200)
  assert.match(answer.headers.get('content-type') ?? '', /^text\/plain; version=0\.0\.4/)
  return answer.text()
}

/** The value of one series; 0 where it is not there yet. */
function valueOf(text: string, series: string): number {
  const line = text.split('\n').find((candidate) => candidate.startsWith(`${series} `))
  return Number(line?.slice(series.length + 1) ?? 0)
}

/** Requests are counted when their connection has let go of them: a moment after the answer. */
async function until(series: string, least: number): Promise<string> {
  for (;;) {
    const text = await scrape()
    if (valueOf(text, series) >= least) return text
  }
}

describe('metrics', () => {
  test('count requests by route and class of status, and nothing else of them', async () => {
    for (let turn = 0; turn < 3; turn += 1)
      await (await fetch(`${site.url}/s/${storyId}?from=Zwentibold`)).text()
    await fetch(`${site.url}/Zwentibold`)
    await fetch(`${site.url}/healthz`)
    const durations = 'parley_http_request_duration_seconds'
    await until(`${durations}_count{route="story",status="2xx"}`, 3)
    const text = await until(`${durations}_count{route="unknown",status="4xx"}`, 1)
    assert.equal(valueOf(text, `${durations}_bucket{le="+Inf",route="story",status="2xx"}`), 3)
    assert.ok(valueOf(text, 'parley_http_response_bytes_total{route="story"}') > 3_000)
    assert.doesNotMatch(text, /Zwentibold|healthz|"health"/)
    assert.doesNotMatch(text, new RegExp(storyId))
  })

  test('count what the cache had ready and what had to be made', async () => {
    const before = await scrape()
    await (await fetch(`${site.url}/?before=nothing`)).text()
    for (let turn = 0; turn < 5; turn += 1) await (await fetch(`${site.url}/?before=nothing`)).text()
    const text = await scrape()
    const grew = (series: string) => valueOf(text, series) - valueOf(before, series)
    assert.equal(grew('parley_front_cache_renders_total'), 1)
    assert.equal(grew('parley_front_cache_hits_total'), 5)
    assert.ok(valueOf(text, 'parley_front_cache_bytes') > 0)
    assert.ok(valueOf(text, 'parley_front_cache_pages') > 0)
  })

  test('count comments by what became of them, and the commits they took', async () => {
    const before = await scrape()
    const client = createClient(site.url)
    const post = (body: string) =>
      client.json('POST', `/api/stories/${storyId}/comments`, { name: 'Ada', body })
    assert.equal((await post('Counted once')).status, 201)
    assert.equal((await post('')).status, 422)
    const series = 'parley_events_total{kind="comment.posted",state="published"}'
    const text = await until(series, valueOf(before, series) + 1)
    const grew = (name: string) => valueOf(text, name) - valueOf(before, name)
    assert.equal(grew(series), 1)
    assert.equal(grew('parley_problems_total{code="text-empty"}'), 1)
    assert.ok(grew('parley_store_writes_total') >= 1)
    assert.ok(grew('parley_store_commits_total') >= 1)
    assert.match(text, /^parley_store_writes_waiting \d+$/m)
  })

  test('count live readers while they listen, and no time of theirs as that of a request', async () => {
    const leaving = new AbortController()
    await fetch(`${site.url}/api/stories/${storyId}/live`, { signal: leaving.signal })
    assert.equal(valueOf(await scrape(), 'parley_live_readers'), 1)
    leaving.abort()
    const text = await until('parley_http_response_bytes_total{route="live"}', 1)
    assert.equal(valueOf(text, 'parley_live_readers'), 0)
    assert.doesNotMatch(text, /duration_seconds\w*\{[^}]*route="live"/)
  })

  test('tell of memory and of how late the event loop is', async () => {
    const text = await scrape()
    assert.ok(valueOf(text, 'process_resident_memory_bytes') > 1_000_000)
    assert.match(text, /^nodejs_eventloop_lag_p99_seconds /m)
  })

  test('are not at the address of readers, and nothing else is at theirs', async () => {
    assert.equal((await fetch(`${site.url}/metrics`)).status, 404)
    for (const path of ['/', '/healthz', `/s/${storyId}`]) {
      assert.equal((await fetch(new URL(path, site.metricsUrl ?? ''))).status, 404)
    }
  })
})

test('without a port for them there are none', async () => {
  const plain = await runSite()
  assert.equal(plain.metricsUrl, null)
  await plain.stop()
})

test('a database that is away costs one number and not the others', async () => {
  const metrics = createMetrics({
    lane: () => ({ commits: 1, writes: 2, waiting: 3 }),
    front: () => ({ hits: 0, renders: 0, bytes: 0, entries: 0 }),
    live: () => ({ readers: 0, dropped: 0, refused: 0 }),
    civility: () => ({ outcomes: new Map([['late', 4]]), waiting: 5, texts: 6, milliseconds: 7_500 }),
    lastEvent: () => Promise.reject(new Error('connection refused')),
    position: () => 7,
  })
  const text = await metrics.text()
  assert.match(text, /^parley_log_lag_events Nan$/im)
  assert.equal(valueOf(text, 'parley_store_writes_waiting'), 3)
  assert.equal(valueOf(text, 'parley_civility_texts_total{outcome="late"}'), 4)
  assert.equal(valueOf(text, 'parley_civility_waiting'), 5)
  assert.equal(valueOf(text, 'parley_civility_stage_two_texts_total'), 6)
  assert.equal(valueOf(text, 'parley_civility_stage_two_seconds_total'), 7.5)
})
