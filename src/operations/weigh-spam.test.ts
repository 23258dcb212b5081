/** Whose words are looked at for spam, and whose are not. */
import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import type { Actor } from '#domain/people/actor.ts'
import { MEMBER_OF_LONG_STANDING_MS } from '#domain/limits.ts'
import { readForSpam } from '#operations/weigh-spam.ts'
import { stageOneAlone } from '#test/plain-scorer.ts'
import { uuidV7 } from '#base/uuid.ts'

const NOW = 1_800_000_000_000
const BODY = { source: 'Well said.', html: '<p>Well said.</p>\n' }

function person(facts: Partial<Actor> & { readonly ageMs: number }): Actor {
  const { ageMs, ...rest } = facts
  const personId = uuidV7(NOW - ageMs, new Uint8Array(10))
  return { personId, standing: 'member', role: 'reader', name: 'Ada', ...rest }
}

async function isLookedAt(actor: Actor, spamHoldAt: number | null = 0.9): Promise<boolean> {
  const settings = {
    readOnlyAfterMs: null,
    civilityHoldAt: null,
    civilityNudge: false,
    spamHoldAt,
    ownHosts: [],
  }
  const civility = stageOneAlone(null)
  return (
    (await readForSpam({ settings, civility, clock: { now: () => NOW } }, { body: BODY, actor })) !== null
  )
}

describe('words are looked at for spam', () => {
  test('of members until they are of long standing', async () => {
    assert.equal(await isLookedAt(person({ ageMs: MEMBER_OF_LONG_STANDING_MS - 1 })), true)
    assert.equal(await isLookedAt(person({ ageMs: MEMBER_OF_LONG_STANDING_MS })), false)
  })

  test('of guests always: a cookie is no name that could be lost', async () => {
    const guest = { standing: 'guest', ageMs: 10 * MEMBER_OF_LONG_STANDING_MS } as const
    assert.equal(await isLookedAt(person(guest)), true)
    assert.equal(await isLookedAt({ ...person(guest), personId: null }), true)
  })

  test('of moderators never, and of nobody where the site has no rule', async () => {
    assert.equal(await isLookedAt(person({ role: 'moderator', ageMs: 0 })), false)
    assert.equal(await isLookedAt(person({ ageMs: 0 }), null), false)
  })
})
