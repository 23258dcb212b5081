/** A node that stands still while another serves: the other goes on, and the one comes back as if it had been there. */
import { after, afterEach, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { setTimeout as wait } from 'node:timers/promises'
import { abandonWriters, startWriters } from '#test/faults/persistent-writers.ts'
import { extent } from '#test/faults/extent.ts'
import { findLosses } from '#test/faults/find-losses.ts'
import { killServerProcesses, startServerProcess } from '#test/faults/server-process.ts'
import { postgresPlace } from '#test/faults/fault-places.ts'
import { stopOwnServer } from '#test/conformance/engines.ts'
import { until } from '#test/until.ts'

after(stopOwnServer)
afterEach(abandonWriters)
afterEach(killServerProcesses)

describe('a node that stands still', () => {
  test('keeps nobody on another node from writing, and catches up when it goes on', async (t) => {
    const place = await postgresPlace()
    const { storyId, environment } = place
    const [frozen, other] = await Promise.all([
      startServerProcess(environment),
      startServerProcess(environment),
    ])
    const start = (url: string) => startWriters({ count: extent.writers / 2, storyId, url: () => url })
    const [ofFrozen, ofOther] = [start(frozen.url), start(other.url)]
    await until(() => ofFrozen.acknowledged.size > 0 && ofOther.acknowledged.size > 0)
    // In the middle of a write, as often as not: then the database ends its transaction for it.
    frozen.signal('SIGSTOP')
    const began = performance.now()
    const before = ofOther.acknowledged.size
    await until(() => ofOther.acknowledged.size >= before + 1)
    assert.equal((await fetch(`${other.url}/s/${storyId}`)).status, 200)
    await wait(Math.max(0, extent.frozenMs - (performance.now() - began)))
    const meanwhile = ofOther.acknowledged.size - before
    const frozenMs = Math.round(performance.now() - began)
    frozen.signal('SIGCONT')
    const written = ofFrozen.acknowledged.size
    await until(() => ofFrozen.acknowledged.size >= written + 1)
    await Promise.all([ofFrozen.stop(), ofOther.stop()])
    const [newest = ''] = [...ofOther.acknowledged.keys()].slice(-1)
    await until(async () => (await (await fetch(`${frozen.url}/s/${storyId}`)).text()).includes(newest))
    const acknowledged = new Map([...ofFrozen.acknowledged, ...ofOther.acknowledged])
    const refusals = new Set([...ofFrozen.refusals.keys(), ...ofOther.refusals.keys()])
    assert.deepEqual(
      [...refusals].filter((status) => status !== 503),
      [],
    )
    await Promise.all([frozen.kill(), other.kill()])
    assert.deepEqual(await place.look((parts) => findLosses(parts, { storyId, acknowledged })), [])
    t.diagnostic(`frozen for ${frozenMs} ms, in which the other acknowledged ${meanwhile}`)
  })
})
