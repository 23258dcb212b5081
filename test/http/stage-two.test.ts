/** Both stages in a running site: what waits, what programs are answered, and what is left when the second is not there. */
import assert from 'node:assert/strict'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import type { Logger } from '#ports/logger.ts'
import { POST_CIVILITY_WAIT_MS } from '#domain/limits.ts'
import type { After } from '#main/open-stage-two.ts'
import { createCivility, type CivilitySurroundings, type RunningCivility } from '#main/open-civility.ts'
import { TINY_VERSION, tinyModels } from '#test/civility/tiny-models.ts'
import { createClient } from '#test/http/client.ts'
import { perspectiveCall, seedApiKey } from '#test/http/perspective-call.ts'
import { runSite, seedSignInPath, seedStory, type RunningSite } from '#test/running-site.ts'

/** The tiny network finds a harbour toxic and idiots harmless; the first stage sees it the other way round. */
const FIRST_CIVIL = 'The harbour is open on Sunday.'
const FIRST_TOXIC = 'You are a stupid idiot.'
const RULE = { PARLEY_CIVILITY_HOLD: '0.5' }

/** However slow the machine is, no deadline passes. */
const never: After = () => () => {}

/** The deadline of a post has passed before anything is read; nothing else ever does. */
const tooLate: After = (milliseconds, run) => {
  if (milliseconds === POST_CIVILITY_WAIT_MS) queueMicrotask(run)
  return () => {}
}

interface Place {
  readonly site: RunningSite
  readonly civility: RunningCivility
  readonly said: readonly string[]
  readonly post: (body: string) => Promise<string>
}

async function openPlace(test: TestContext, surroundings: CivilitySurroundings): Promise<Place> {
  const said: string[] = []
  const say: Logger['error'] = (facts, message) => said.push(`${message} ${JSON.stringify(facts)}`)
  const civility = createCivility(
    { info: () => {}, warn: say, error: say },
    { after: never, ...surroundings },
  )
  const metrics = { PARLEY_METRICS_PORT: '0', PARLEY_METRICS_HOST: '127.0.0.1' }
  const site = await runSite({ environment: { ...RULE, ...metrics }, civility })
  test.after(() => site.stop())
  const storyId = await seedStory(site)
  const client = createClient(site.url)
  const post = async (body: string) => {
    const response = await client.json('POST', `/api/stories/${storyId}/comments`, { name: 'Ada', body })
    assert.equal(response.status, 201)
    return ((await response.json()) as { readonly comment: { readonly state: string } }).comment.state
  }
  return { site, civility, said, post }
}

async function outcomesOf({ site }: Place): Promise<Record<string, number>> {
  const text = await (await fetch(site.metricsUrl ?? '')).text()
  const found = text.matchAll(/^parley_civility_texts_total\{outcome="([^"]+)"\} (\d+)$/gm)
  return Object.fromEntries(Array.from(found, ([, outcome = '', texts]) => [outcome, Number(texts)]))
}

for (const runtime of ['auto', 'wasm'] as const) {
  test(`as ${runtime}: what both stages say decides, and is counted`, async (t) => {
    const { folder } = await tinyModels(t)
    const place = await openPlace(t, { folder, stageTwo: { runtime, threads: 2 } })
    assert.equal(await place.post(FIRST_CIVIL), 'held')
    assert.equal(await place.post(FIRST_TOXIC), 'published')
    assert.deepEqual(await outcomesOf(place), { two: 2 })
    assert.deepEqual(place.said, [])
  })
}

test('a post that may not wait longer is decided by the first stage', async (t) => {
  const { folder } = await tinyModels(t)
  const place = await openPlace(t, { folder, after: tooLate })
  assert.equal(await place.post(FIRST_CIVIL), 'published')
  assert.equal(await place.post(FIRST_TOXIC), 'held')
  assert.deepEqual(await outcomesOf(place), { late: 2 })
})

test('where the first stage is certain the second is not asked', async (t) => {
  const { folder } = await tinyModels(t, { doubt: [{ decidesAt: 0.5, low: 0.45, high: 0.55 }] })
  const place = await openPlace(t, { folder })
  assert.equal(await place.post(FIRST_CIVIL), 'published')
  assert.equal(await place.post(FIRST_TOXIC), 'held')
  const german = 'Vielen Dank für den Artikel, ich habe viel über die Geschichte des Kanals gelernt.'
  assert.equal(await place.post(german), 'published')
  assert.deepEqual(await outcomesOf(place), { certain: 2, language: 1 })
})

test('switched off, nothing of it is looked at', async (t) => {
  const { folder } = await tinyModels(t)
  const place = await openPlace(t, { folder, stageTwo: { runtime: 'off', threads: 1 } })
  assert.equal(await place.post(FIRST_TOXIC), 'held')
  assert.deepEqual(await outcomesOf(place), { off: 1 })
  assert.deepEqual(place.said, [])
})

test('a moderator reads what waits by both stages', async (t) => {
  const { folder } = await tinyModels(t)
  const place = await openPlace(t, { folder })
  assert.equal(await place.post(FIRST_CIVIL), 'held')
  const moderator = createClient(place.site.url)
  const token = new URL(await seedSignInPath(place.site), place.site.url).searchParams.get('token') ?? ''
  await moderator.form('/sign-in', { token, name: 'Marit Holm' })
  const [row] = await place.site.rows('select id, story_id from comment')
  const page = await (await moderator.get(`/s/${String(row?.['story_id'])}/yours`)).text()
  assert.match(page, /This comment reads as/)
  assert.deepEqual(await outcomesOf(place), { two: 2 })
})

describe('without the model', () => {
  test('the first stage goes on, and the log says so', async (t) => {
    const { folder } = await tinyModels(t)
    await rm(join(folder, 'current-stage2'))
    const place = await openPlace(t, { folder })
    assert.equal(place.site.isCivilityOff, false)
    assert.equal(await place.post(FIRST_TOXIC), 'held')
    assert.deepEqual(await outcomesOf(place), { off: 1 })
    assert.match(place.said.join('\n'), /^stage two of civility is off: there is no model/)
  })

  const breaks: Readonly<Record<string, (folder: string) => Promise<void>>> = {
    'a blend that changed': (folder) => writeFile(join(folder, TINY_VERSION, 'blend.json'), '{}'),
    'a network that changed': (folder) => writeFile(join(folder, TINY_VERSION, 'model.onnx'), 'x'),
    'no network': (folder) => rm(join(folder, TINY_VERSION, 'model.onnx')),
  }
  for (const [name, spoil] of Object.entries(breaks)) {
    test(`${name}: the first stage goes on, and the log says which file`, async (t) => {
      const { folder } = await tinyModels(t)
      await spoil(folder)
      const place = await openPlace(t, { folder })
      assert.equal(await place.post(FIRST_TOXIC), 'held')
      assert.equal(await place.post(FIRST_CIVIL), 'published')
      assert.deepEqual(await outcomesOf(place), { off: 2 })
      assert.match(place.said.join('\n'), /^stage two of civility is off: .*(?:blend\.json|model\.onnx)/)
    })
  }
})

describe('programs', () => {
  const analyze = async (place: Place, request: object) => {
    const key = await seedApiKey(place.site)
    const answer = await perspectiveCall(place.site, { operation: 'analyze', key, body: request })
    assert.equal(answer.status, 200, JSON.stringify(answer.body))
    const { attributeScores } = answer.body as {
      readonly attributeScores: Record<
        string,
        {
          readonly summaryScore: { readonly value: number }
          readonly spanScores: readonly { readonly score: { readonly value: number } }[]
        }
      >
    }
    return {
      model: answer.headers.get('Parley-Model'),
      stage: answer.headers.get('Parley-Stage'),
      scoreOf: (name: string) => attributeScores[name]?.summaryScore.value ?? -1,
      spansOf: (name: string) => attributeScores[name]?.spanScores.map(({ score }) => score.value) ?? [],
    }
  }
  const requestedAttributes = { TOXICITY: {}, SPAM: {} }

  test('are answered what both say, and by which versions', async (t) => {
    const models = await tinyModels(t, { doubt: [{ decidesAt: 0.5, low: 1, high: 1 }] })
    const place = await openPlace(t, { folder: models.folder })
    const answer = await analyze(place, { comment: { text: FIRST_CIVIL }, requestedAttributes })
    assert.equal(answer.stage, 'two')
    assert.equal(answer.model, models.model)
    assert.ok(answer.scoreOf('TOXICITY') > 0.99)
    assert.deepEqual(answer.spansOf('TOXICITY'), [answer.scoreOf('TOXICITY')])
    assert.ok(answer.scoreOf('SPAM') < 0.5, 'an attribute that the second does not know')
  })

  test('sentences are scored by both stages, too', async (t) => {
    const { folder } = await tinyModels(t)
    const place = await openPlace(t, { folder })
    const text = `${FIRST_CIVIL} ${FIRST_TOXIC}`
    const { spansOf } = await analyze(place, {
      comment: { text },
      requestedAttributes,
      spanAnnotations: true,
    })
    const [first = -1, second = -1] = spansOf('TOXICITY')
    assert.ok(first > 0.99 && second < 0.01, JSON.stringify([first, second]))
  })

  test('in other languages, and without the second stage, the first one’s are answered, with the reason', async (t) => {
    const models = await tinyModels(t)
    const place = await openPlace(t, { folder: models.folder })
    const comment = {
      text: 'Vielen Dank für den Artikel, ich habe viel über die Geschichte des Kanals gelernt.',
    }
    const german = await analyze(place, { comment, requestedAttributes: { TOXICITY: {} } })
    assert.deepEqual([german.stage, german.model], ['one; language', models.stageOne])
    const alone = await openPlace(t, { folder: models.folder, stageTwo: { runtime: 'off', threads: 1 } })
    const first = await analyze(alone, { comment: { text: FIRST_TOXIC }, requestedAttributes })
    assert.deepEqual([first.stage, first.model], ['one; off', models.stageOne])
    assert.ok(first.scoreOf('TOXICITY') > 0.5)
  })
})
