/** A clock that is set back by an hour while people write: nothing is lost, doubled, or shut for longer than before. */
import { after, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { checkReachable, checkCounts } from '#test/thread-invariants.ts'
import { checkSite } from '#operations/check-site.ts'
import { createClient } from '#test/http/client.ts'
import { createDatabase } from '#test/postgres-server.ts'
import { NOON, runSite, seedSignInPath, seedStory } from '#test/running-site.ts'
import { openPostgresStore } from '#adapters/sql/postgres/open-postgres-store.ts'
import { postgresUrl, stopOwnServer } from '#test/conformance/engines.ts'
import { until } from '#test/until.ts'

const SECOND_MS = 1_000
const HOUR_MS = 3_600 * SECOND_MS

after(stopOwnServer)

interface Posted {
  readonly comment: { readonly id: string }
}

describe('a clock set back by an hour', () => {
  test('loses no comment, no reader, no session and no decision', async (t) => {
    const site = await runSite()
    t.after(site.stop)
    const storyId = await seedStory(site)
    const author = createClient(site.url)
    const ids: string[] = []
    /** Every second comment answers an earlier one. */
    const post = async (count: number): Promise<void> => {
      for (let turn = 0; turn < count; turn += 1) {
        site.clock.now += SECOND_MS
        const body = `The words of turn ${ids.length}`
        const parentId = ids.length % 2 === 1 ? ids[Math.floor(ids.length / 4)] : null
        const answer = await author.json('POST', `/api/stories/${storyId}/comments`, {
          name: 'Ada',
          body,
          parentId,
        })
        assert.equal(answer.status, 201, body)
        ids.push(((await answer.json()) as Posted).comment.id)
        const page = await (await fetch(`${site.url}/c/${ids.at(-1)}`)).text()
        assert.ok(page.includes(body))
      }
    }
    const lookWhole = async (): Promise<void> => {
      await checkReachable(site, storyId)
      await checkCounts(site, storyId)
      assert.deepEqual((await checkSite(site.parts.ports.store)).faults, [])
      assert.deepEqual(ids.toSorted(), ids, 'ids grow')
    }
    const leave = new AbortController()
    t.after(() => leave.abort())
    const stream = await fetch(`${site.url}/api/stories/${storyId}/live`, { signal: leave.signal })
    let heard = ''
    const listening = (async () => {
      for await (const words of stream.body?.pipeThrough(new TextDecoderStream()) ?? []) heard += words
    })().catch(() => {})
    await post(30)
    const token = async () => new URL(await seedSignInPath(site), site.url).searchParams.get('token') ?? ''
    const moderator = createClient(site.url)
    assert.equal((await moderator.form('/sign-in', { token: await token(), name: 'Marit' })).status, 303)
    const lateLink = await token()
    const decide = async (commentId: string | undefined, action: string): Promise<void> => {
      const answer = await moderator.form(`/c/${commentId}/decisions`, { action, reason: 'off-topic' })
      assert.equal(answer.status, 303, action)
    }
    await decide(ids[4], 'remove')

    site.clock.now -= HOUR_MS
    await post(30)
    await decide(ids[6], 'remove')
    // The later decision holds, whatever the clock said.
    await decide(ids[4], 'publish')
    const signIn = await createClient(site.url).form('/sign-in', { token: lateLink, name: 'Jonas Ek' })
    assert.equal(signIn.status, 303)
    for (const id of [ids[29], ids[59]]) {
      for (const body of ['Put better', 'Put best']) {
        const edited = await author.json('PATCH', `/api/comments/${id}`, { body })
        assert.equal(edited.status, 200)
        assert.ok((await (await fetch(`${site.url}/c/${id}`)).text()).includes(body))
      }
    }
    await lookWhole()
    site.clock.now += 2 * HOUR_MS
    await post(5)
    await lookWhole()
    await until(() => ids.every((id) => heard.includes(id)))
    leave.abort()
    await listening
    assert.deepEqual(site.errors, [])
  })

  test('keeps nobody out for longer than the span that all nodes count in', async () => {
    const url = await createDatabase(await postgresUrl())
    const store = await openPostgresStore({ url, siteId: 'main', now: NOON })
    const lengthMs = 60 * SECOND_MS
    const add = (now: number) => store.rateCounter?.add('comments', { now, lengthMs })
    assert.deepEqual(await add(NOON), { count: 1, endsAt: NOON + lengthMs })
    const earlier = NOON - HOUR_MS
    assert.deepEqual(await add(earlier), { count: 2, endsAt: earlier + lengthMs })
    assert.deepEqual(await add(earlier + SECOND_MS), { count: 3, endsAt: earlier + lengthMs })
    assert.deepEqual(await add(earlier + lengthMs), { count: 1, endsAt: earlier + 2 * lengthMs })
    await store.close()
  })
})
