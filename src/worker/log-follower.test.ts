/** Following the log: what is heard of and what is read come to the consumers as one row of events. */
import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import type { LoggedEvent } from '#domain/events/event.ts'
import { followLog } from '#worker/log-follower.ts'

function event(sequence: number): LoggedEvent {
  return {
    sequence,
    kind: 'comment.posted',
    storyId: null,
    commentId: null,
    personId: null,
    at: sequence,
    facts: {},
  }
}

/** A log to which others write, and what a consumer is told of it. */
async function openLog() {
  const log: LoggedEvent[] = []
  let reads = 0
  const follower = await followLog({
    read: {
      lastEvent: () => Promise.resolve(0),
      eventsAfter: async (sequence, limit) => {
        reads += 1
        const found = log.filter((each) => each.sequence > sequence).slice(0, limit)
        await new Promise((resolve) => setImmediate(resolve))
        return found
      },
    },
    logger: { info: () => {}, warn: () => {}, error: () => {} },
    every: () => () => {},
  })
  const told: number[] = []
  follower.subscribe((events) => told.push(...events.map(({ sequence }) => sequence)))
  return { log, follower, told, reads: () => reads }
}

describe('events that were committed here', () => {
  test('are told at once where they come next, and not read', async () => {
    const { log, follower, told, reads } = await openLog()
    log.push(event(1), event(2))
    follower.hear([event(1), event(2)])
    assert.deepEqual(told, [1, 2])
    assert.equal(follower.position(), 2)
    assert.equal(reads(), 0)
    await follower.catchUp()
    assert.deepEqual(told, [1, 2])
  })

  test('wait for what another wrote before them', async () => {
    const { log, follower, told } = await openLog()
    log.push(event(1), event(2))
    follower.hear([event(2)])
    assert.deepEqual(told, [])
    await follower.catchUp()
    assert.deepEqual(told, [1, 2])
  })

  test('are told once where the log is being read', async () => {
    const { log, follower, told } = await openLog()
    log.push(event(1))
    const reading = follower.catchUp()
    log.push(event(2))
    follower.hear([event(1), event(2)])
    await reading
    await follower.catchUp()
    assert.deepEqual(told, [1, 2])
  })

  test('are nobody’s any more when following has stopped', async () => {
    const { follower, told } = await openLog()
    await follower.stop()
    follower.hear([event(1)])
    assert.deepEqual(told, [])
  })
})
