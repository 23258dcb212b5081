/** Asking a writer, and telling a moderator, with the shipped weights. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { createCivility } from '#main/open-civility.ts'
import { NOBODY, type Actor } from '#domain/people/actor.ts'
import { nudgeWriter, type NudgeInput } from '#operations/nudge-writer.ts'
import { postComment } from '#operations/post-comment.ts'
import { previewComment } from '#operations/preview-comment.ts'
import { readReadings } from '#operations/read-readings.ts'
import { runSite, seedStory } from '#test/running-site.ts'

const site = await runSite()
after(() => site.stop())

const silent = { info: () => {}, warn: () => {}, error: () => {} }
const civility = createCivility(silent, { stageTwo: { runtime: 'off', threads: 1 } })
const settings = {
  readOnlyAfterMs: null,
  civilityHoldAt: null,
  civilityNudge: true,
  spamHoldAt: null,
  ownHosts: [],
}
const MODERATOR: Actor = { personId: null, standing: 'member', role: 'moderator', name: 'Marit Holm' }

function ask(facts: Partial<NudgeInput>) {
  const input = {
    body: 'You *idiot*, read it.',
    actor: NOBODY,
    language: 'en',
    told: 'ask',
    ...facts,
  } as const
  return nudgeWriter({ civility, settings }, input)
}

test('a writer is told the words, the places and what to send back', async () => {
  const { nudge, outcome } = await ask({})
  assert.ok(nudge)
  assert.equal(outcome, null)
  assert.deepEqual(nudge.kinds, [{ kind: 'person', words: ['idiot'] }])
  assert.equal(nudge.html, 'You <mark>idiot</mark>, read it.')
  assert.deepEqual(await ask({ told: nudge.told }), { nudge: null, outcome: 'as-it-was' })
  assert.deepEqual(await ask({ told: nudge.told, body: 'Read it.' }), { nudge: null, outcome: 'changed' })
})

test('whoever did not ask to be asked is not, nor whoever wrote nothing that could be posted', async () => {
  const nothing = { nudge: null, outcome: null }
  assert.deepEqual(await ask({ told: null }), nothing)
  assert.deepEqual(await ask({ body: ' ' }), nothing)
  assert.deepEqual(await ask({ body: 'idiot '.repeat(20_000) }), nothing)
})

test('a long comment of nothing but insults is named in a few words and shown in a few places', async () => {
  const body = 'You idiot and moron and fool, you stupid liar. '.repeat(80)
  const { nudge } = await ask({ body })
  assert.ok(nudge && nudge.html.length < 2_000 && nudge.told.length < 500)
  assert.ok(nudge.kinds.every(({ words }) => words.length <= 6))
})

test('the preview marks the same words in place', async () => {
  const preview = await previewComment(
    { civility, settings },
    { body: 'You **idi**ot & co', actor: NOBODY, language: 'en' },
  )
  assert.ok(preview.ok)
  assert.equal(preview.value.html, '<p>You <strong><mark>idi</mark></strong><mark>ot</mark> &amp; co</p>\n')
  assert.deepEqual(preview.value.kinds, [{ kind: 'person', words: ['idiot'] }])
})

test('only a moderator reads what a comment reads as, and hears where nothing can be scored', async () => {
  const ports = { ...site.parts.ports, civility }
  const storyId = await seedStory(site)
  const post = async (body: string): Promise<string> => {
    const input = { storyId, id: null, parentId: null, name: 'Ada', body, actor: NOBODY }
    const posted = await postComment(ports, input)
    assert.ok(posted.ok)
    return posted.value.comment.id
  }
  const commentId = await post('You idiot, read it.')
  const refused = await readReadings(ports, { commentId, actor: NOBODY })
  assert.ok(!refused.ok && refused.problem.code === 'not-allowed')
  const read = await readReadings(ports, { commentId, actor: MODERATOR })
  assert.ok(read.ok && read.value.isScored)
  assert.deepEqual(read.value.readings?.[0]?.words, ['idiot'])
  const spanish = await post('Qué hermoso día para dar un paseo por el canal con toda la familia.')
  const unscored = await readReadings(ports, { commentId: spanish, actor: MODERATOR })
  assert.ok(unscored.ok && !unscored.value.isScored)
  const off = { ...ports, civility: createCivility(silent, { folder: '/nonexistent' }) }
  const nothing = await readReadings(off, { commentId, actor: MODERATOR })
  assert.ok(nothing.ok && nothing.value.readings === null)
})
