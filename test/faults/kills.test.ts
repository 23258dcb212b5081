/** A server that is killed again and again while many write: what was acknowledged is there, once. */
import { after, afterEach, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { setTimeout as wait } from 'node:timers/promises'
import { FAULT_PLACES } from '#test/faults/fault-places.ts'
import { extent } from '#test/faults/extent.ts'
import { findLosses, findMissing } from '#test/faults/find-losses.ts'
import { killServerProcesses, startServerProcess } from '#test/faults/server-process.ts'
import { abandonWriters, startWriters } from '#test/faults/persistent-writers.ts'
import { stopOwnServer } from '#test/conformance/engines.ts'
import { until } from '#test/until.ts'

/** Milliseconds over which the moments of the kills are spread: a few commits. */
const SPREAD_MS = 20

after(stopOwnServer)
afterEach(abandonWriters)
afterEach(killServerProcesses)

describe('a server killed while many write', () => {
  for (const { name, make } of FAULT_PLACES) {
    test(`on ${name} loses nothing that was acknowledged, and keeps nothing twice`, async (t) => {
      const place = await make()
      const { storyId } = place
      let server = await startServerProcess(place.environment)
      const writers = startWriters({ count: extent.writers, storyId, url: () => server.url })
      let checked = 0
      for (let kill = 0; kill < extent.kills; kill += 1) {
        const wanted = checked + 1 + Math.floor(Math.random() * extent.writers)
        await until(() => writers.acknowledged.size >= wanted)
        await wait(Math.random() * SPREAD_MS)
        await server.kill()
        const fresh = [...writers.acknowledged].slice(checked)
        assert.deepEqual(await place.look((parts) => findMissing(parts, fresh)), [], `after kill ${kill + 1}`)
        checked += fresh.length
        server = await startServerProcess(place.environment)
      }
      await until(() => writers.acknowledged.size >= checked + extent.writers)
      await writers.stop()
      const { acknowledged, refusals } = writers
      assert.deepEqual(await place.look((parts) => findLosses(parts, { storyId, acknowledged })), [])
      assert.ok((refusals.get(0) ?? 0) >= extent.kills, 'no kill left a writer without an answer')
      assert.deepEqual(
        [...refusals.keys()].filter((status) => status !== 0 && status !== 503),
        [],
      )
      t.diagnostic(
        `${name}: ${extent.kills} kills, ${acknowledged.size} comments acknowledged, ${refusals.get(0)} attempts without an answer`,
      )
      await server.kill()
      await place.remove()
    })
  }
})
