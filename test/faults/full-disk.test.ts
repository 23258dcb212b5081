/** A disk without room: writers are told to come again, readers notice nothing, and room is all it takes. */
import { after, afterEach, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, rm, statfs, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { FaultPlace } from '#test/faults/fault-places.ts'
import { findLosses } from '#test/faults/find-losses.ts'
import { isFull } from '#test/faults/extent.ts'
import { killServerProcesses, startServerProcess } from '#test/faults/server-process.ts'
import { limitFileSize } from '#test/faults/limit-disk.ts'
import { sqlitePlace } from '#test/faults/fault-places.ts'
import { abandonWriters, startWriters } from '#test/faults/persistent-writers.ts'
import { stopOwnServer } from '#test/conformance/engines.ts'
import { until } from '#test/until.ts'

const run = promisify(execFile)

after(stopOwnServer)
afterEach(abandonWriters)
afterEach(killServerProcesses)

interface Disk {
  readonly fill: (pid: number) => Promise<void>
  readonly clear: (pid: number) => Promise<void>
}

async function survive(place: FaultPlace, disk: Disk): Promise<string> {
  const { storyId, environment } = place
  const server = await startServerProcess(environment)
  const writers = startWriters({ count: 16, storyId, url: () => server.url })
  const { acknowledged, refusals } = writers
  await until(() => acknowledged.size >= 16)
  await disk.fill(server.pid)
  const refused = () => [...refusals.values()].reduce((sum, count) => sum + count, 0)
  await until(() => refused() >= 32)
  assert.deepEqual([...refusals.keys()], [503])
  // A page that was never asked for and one of the newest comment are made from the file itself.
  const [newest = ''] = [...acknowledged.keys()].slice(-1)
  for (const path of [`/s/${storyId}?order=oldest`, `/api/comments/${newest}`, '/']) {
    assert.equal((await fetch(server.url + path)).status, 200, path)
  }
  const written = acknowledged.size
  await disk.clear(server.pid)
  await until(() => acknowledged.size >= written + 16)
  await writers.stop()
  assert.deepEqual([...refusals.keys()], [503])
  await server.kill()
  assert.deepEqual(await place.look((parts) => findLosses(parts, { storyId, acknowledged })), [])
  return `${refused()} writes refused, ${acknowledged.size} acknowledged`
}

describe('a disk that is full', () => {
  test('refuses writes in words, serves readers, and takes writes again without a start', async (t) => {
    const place = await sqlitePlace()
    const said = await survive(place, {
      fill: (pid) => limitFileSize(pid, 0),
      clear: (pid) => limitFileSize(pid, 'unlimited'),
    })
    t.diagnostic(said)
    await place.remove()
  })

  // Needs the right to mount, which not everybody has who runs `npm test`: the limit above is the same to Parley.
  if (isFull) {
    test('that is a small disk of its own does the same', async (t) => {
      const directory = await mkdtemp(join(tmpdir(), 'parley-disk-'))
      await run('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', directory])
      try {
        const ballast = join(directory, 'ballast')
        const said = await survive(await sqlitePlace(directory), {
          fill: async () => {
            const { bavail, bsize } = await statfs(directory)
            // The writers take of the same room: whoever comes last finds none.
            await writeFile(ballast, new Uint8Array(bavail * bsize)).catch((error: NodeJS.ErrnoException) => {
              if (error.code !== 'ENOSPC') throw error
            })
          },
          clear: () => rm(ballast),
        })
        t.diagnostic(said)
      } finally {
        await killServerProcesses()
        await run('umount', [directory])
        await rm(directory, { recursive: true })
      }
    })
  }
})
