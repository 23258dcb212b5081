/** Backups of a real database, and bringing them back: whole, or not at all. */
import { afterEach, beforeEach, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { copyFileSync, existsSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { mkdirSync, mkdtempSync, statSync, writeFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { Writable } from 'node:stream'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BackupSummary } from '#ports/data-keeper.ts'
import type { OpenedSite } from '#test/opened-site.ts'
import { backupFiles } from '#adapters/backup/backup-files.ts'
import { BACKUP_BEGIN, TRAILER_BYTES } from '#adapters/backup/manifest.ts'
import { backupName } from '#cli/keep-backups.ts'
import { checkSite } from '#operations/check-site.ts'
import { createSqliteKeeper } from '#adapters/sql/sqlite/sqlite-keeper.ts'
import { cutOff, invertPageOf } from '#test/invert-page-of.ts'
import { flipBit } from '#test/flip-bit.ts'
import { guest, openSite, seedMember } from '#test/opened-site.ts'
import { openParts } from '#main/compose.ts'
import { postComment } from '#operations/post-comment.ts'
import { runBackup } from '#cli/backup.ts'
import { seedComment, seedStory } from '#test/running-site.ts'

const NO_PROGRESS = { progress: () => {} }

let folder: string
let site: OpenedSite
let storyId: string
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'parley-test-'))
  site = await openSite()
  await seedMember(site, { name: 'Mo Derate', role: 'moderator' })
  storyId = await seedStory(site, {
    comments: [
      seedComment({ text: 'a “quoted” word, ünïcode 魏安 and 🎈\nand a second line\u2028 too' }),
      ...Array.from({ length: 40 }, () => seedComment()),
    ],
  })
})
afterEach(async () => {
  await site.close()
  rmSync(folder, { recursive: true, force: true })
})

function keeperOf(directory: string) {
  return createSqliteKeeper({ file: join(directory, 'parley.sqlite'), parley: '9.9.9' })
}

async function backUp(name = 'one.backup'): Promise<BackupSummary> {
  const file = join(folder, name)
  const made = await keeperOf(site.directory).backup({ file, now: site.clock.now, ...NO_PROGRESS })
  if (!made.ok) assert.fail(made.problem)
  return made.value
}

function restore(file: string, directory: string, mayReplace = false) {
  return keeperOf(directory).restore({ file, mayReplace, now: site.clock.now, ...NO_PROGRESS })
}

/** Every row of every table that is carried, past all of Parley's code. */
function contents(directory: string): Record<string, unknown[]> {
  const database = new DatabaseSync(join(directory, 'parley.sqlite'), { readOnly: true })
  const tables = ['story', 'comment', 'person', 'setting', 'event', 'vote', 'decision', 'session']
  const found = tables.map((table) => [table, database.prepare(`select * from ${table}`).all()] as const)
  database.close()
  return Object.fromEntries(found)
}

/** Before the search index is filled, and after. */
async function assertSound(directory: string): Promise<void> {
  const parts = await openParts({ dataDirectory: directory, siteId: 'main', databaseUrl: null })
  assert.deepEqual((await checkSite(parts.store)).faults, [])
  while ((await parts.store.settleSearch(100)) > 0);
  assert.deepEqual((await checkSite(parts.store)).faults, [])
  await parts.close()
}

async function write(body: string): Promise<void> {
  const input = { id: null, parentId: null, body, name: 'Ann', storyId, actor: guest(site) }
  assert.ok((await postComment(site.parts.ports, input)).ok)
}

describe('a backup', () => {
  test('brings back every row, and what comes back is sound', async () => {
    const { file, tables } = await backUp()
    assert.equal(tables.find(({ name }) => name === 'comment')?.rows, 41)
    assert.deepEqual(readdirSync(folder), ['one.backup'], 'nothing else is left in the folder')
    assert.equal(statSync(file).mode & 0o777, 0o600)
    const target = join(folder, 'new')
    mkdirSync(target)
    assert.deepEqual((await restore(file, target)).ok, true)
    assert.deepEqual(contents(target), contents(site.directory))
    assert.deepEqual(readdirSync(target), ['parley.sqlite'])
    await assertSound(target)
  })

  test('is of one moment, while others write', async () => {
    const state = { isOver: false }
    let written = 0
    const writing = (async () => {
      for (; !state.isOver; written += 1) await write(`number ${written}`)
    })()
    for (const name of ['a', 'b', 'c']) {
      const before = written
      const { tables, file } = await backUp(name)
      const comments = tables.find((table) => table.name === 'comment')?.rows ?? 0
      assert.ok(comments >= 41 + before, `${comments} comments`)
      const target = join(folder, `of-${name}`)
      mkdirSync(target)
      assert.ok((await restore(file, target)).ok)
      await assertSound(target)
    }
    state.isOver = true
    await writing
    assert.ok(written > 3)
  })

  test('with any one bit changed is refused, and nothing is touched', async () => {
    const { file, bytes } = await backUp()
    const manifest = bytes - TRAILER_BYTES - 500
    const places = [
      0,
      BACKUP_BEGIN.length,
      Math.floor(bytes / 3),
      manifest,
      bytes - TRAILER_BYTES,
      bytes - 30,
    ]
    for (const at of [...places, bytes - 1]) {
      const damaged = join(folder, `bit-${at}`)
      copyFileSync(file, damaged)
      flipBit(damaged, at)
      await refused(damaged)
    }
  })

  test('that was cut off, wherever, or has something behind its end is refused', async () => {
    const { file } = await backUp()
    for (const share of [0, 0.01, 0.5, 0.9, 0.999]) {
      const damaged = join(folder, `cut-${share}`)
      copyFileSync(file, damaged)
      cutOff(damaged, share)
      await refused(damaged)
    }
    const longer = join(folder, 'longer')
    writeFileSync(longer, Buffer.concat([readFileSync(file), Buffer.from('x')]))
    await refused(longer)
  })

  test('whose parts stand in another order is refused', async () => {
    const { file } = await backUp()
    const bytes = readFileSync(file)
    const end = bytes.subarray(-TRAILER_BYTES)
    const manifestStart = bytes.length - TRAILER_BYTES - Number(end.readBigUInt64LE())
    const manifest = JSON.parse(bytes.subarray(manifestStart, -TRAILER_BYTES).toString()) as {
      parts: { offset: number; bytes: number }[]
    }
    const [first, second] = manifest.parts
    assert.ok(first && second)
    const partOf = ({ offset, bytes: length }: typeof first) => bytes.subarray(offset, offset + length)
    const swapped = Buffer.concat([
      bytes.subarray(0, first.offset),
      partOf(second),
      partOf(first),
      bytes.subarray(second.offset + second.bytes),
    ])
    assert.equal(swapped.length, bytes.length)
    writeFileSync(join(folder, 'swapped'), swapped)
    await refused(join(folder, 'swapped'))
  })

  test('of a damaged database is not made, and that is said', async () => {
    invertPageOf(site.directory, 'comment')
    const file = join(folder, 'one.backup')
    const made = await keeperOf(site.directory).backup({ file, now: 0, ...NO_PROGRESS })
    assert.match(made.ok ? '' : made.problem, /is damaged \(.+\): keep your earlier backups/)
    assert.deepEqual(readdirSync(folder), [])
  })

  test('takes the place of no other file', async () => {
    await backUp()
    const again = keeperOf(site.directory).backup({
      file: join(folder, 'one.backup'),
      now: 0,
      ...NO_PROGRESS,
    })
    await assert.rejects(again, { code: 'EEXIST' })
    assert.deepEqual(readdirSync(folder), ['one.backup'])
  })
})

/** A damaged backup is refused in words, and the target is as if nobody had tried. */
async function refused(file: string): Promise<void> {
  const target = mkdtempSync(join(folder, 'target-'))
  const restored = await restore(file, target)
  assert.equal(restored.ok, false, file)
  if (!restored.ok) assert.match(restored.problem, /damaged|cut off|no backup/)
  assert.deepEqual(readdirSync(target), [])
  assert.equal((await backupFiles.verify(file)).ok, false)
}

describe('a restore', () => {
  test('is refused while somebody has the database open, and where it holds data', async () => {
    const { file } = await backUp()
    const before = contents(site.directory)
    for (const mayReplace of [false, true]) {
      const restored = await restore(file, site.directory, mayReplace)
      assert.match(restored.ok ? '' : restored.problem, /is in use: stop the server first/)
    }
    assert.deepEqual(contents(site.directory), before)
    const other = await openSite()
    await seedStory(other)
    await other.parts.close()
    const old = contents(other.directory)
    const restored = await restore(file, other.directory)
    assert.match(restored.ok ? '' : restored.problem, /holds data: --replace keeps it aside/)
    assert.deepEqual(contents(other.directory), old)
    rmSync(other.directory, { recursive: true })
  })

  test('that may replace keeps the old database under another name', async () => {
    const { file } = await backUp()
    const other = await openSite()
    await seedStory(other, { headline: 'The other one' })
    await other.parts.close()
    const old = contents(other.directory)
    const restored = await restore(file, other.directory, true)
    assert.ok(restored.ok, restored.ok ? '' : restored.problem)
    const { aside } = restored.value
    assert.ok(aside !== null && aside.endsWith('parley.sqlite.before-20260512T120000Z'))
    assert.deepEqual(contents(other.directory), contents(site.directory))
    rmSync(join(other.directory, 'parley.sqlite'))
    copyFileSync(aside, join(other.directory, 'parley.sqlite'))
    assert.deepEqual(contents(other.directory), old)
    rmSync(other.directory, { recursive: true })
  })

  test('puts a backup into the place of a damaged database, which is kept as it is', async () => {
    const { file } = await backUp()
    const other = await openSite()
    await seedStory(other)
    await other.parts.close()
    invertPageOf(other.directory, 'story')
    const database = join(other.directory, 'parley.sqlite')
    cutOff(database, 0.7)
    const damaged = readFileSync(database)
    const unsaid = await restore(file, other.directory)
    assert.match(unsaid.ok ? '' : unsaid.problem, /--replace/)
    const restored = await restore(file, other.directory, true)
    assert.ok(restored.ok && restored.value.aside !== null)
    assert.ok(readFileSync(restored.value.aside).equals(damaged))
    assert.deepEqual(contents(other.directory), contents(site.directory))
    rmSync(other.directory, { recursive: true })
  })

  test('refuses a backup of a newer schema', async () => {
    const { file } = await backUp()
    const raw = new DatabaseSync(join(site.directory, 'parley.sqlite'))
    raw.exec(`insert into migration values (999, 'from the future', 0)`)
    raw.close()
    const newer = await keeperOf(site.directory).backup({ file: `${file}2`, now: 0, ...NO_PROGRESS })
    assert.ok(newer.ok)
    const target = join(folder, 'new')
    mkdirSync(target)
    const restored = await restore(`${file}2`, target)
    assert.match(restored.ok ? '' : restored.problem, /written by Parley 9\.9\.9 with schema 999/)
    assert.deepEqual(readdirSync(target), [])
  })
})

describe('backups every so often', () => {
  const DAY_MS = 86_400_000

  /** Runs until so many waits are over. `during` is called in each wait. */
  async function keep(waits: number, during: (wait: number) => void = () => {}) {
    const said: string[] = []
    const into = () =>
      new Writable({ write: (chunk: Buffer, _, next) => next(void said.push(chunk.toString())) })
    const pauses: number[] = []
    const flags = { target: folder, everyMs: DAY_MS, keep: 3, json: false, data: undefined }
    await runBackup({ stdout: into(), stderr: into() }, flags, {
      keeper: keeperOf(site.directory),
      files: backupFiles,
      now: () => site.clock.now,
      wait: async (ms) => {
        pauses.push(ms)
        if (pauses.length > waits) return false
        during(pauses.length)
        site.clock.now += ms
        return true
      },
    })
    return { said: said.join(''), pauses }
  }

  const names = () => readdirSync(folder).filter((name) => name.startsWith('parley-'))

  test('are made in time, and the oldest goes when a newer one was checked', async () => {
    const first = site.clock.now
    const { pauses } = await keep(5)
    assert.deepEqual(
      pauses,
      Array.from({ length: 6 }, () => DAY_MS),
    )
    assert.deepEqual(
      names(),
      [3, 4, 5].map((day) => backupName(first + day * DAY_MS)),
    )
  })

  test('go on where they were when they are started anew', async () => {
    await keep(0)
    site.clock.now += DAY_MS / 4
    const { pauses } = await keep(1)
    assert.deepEqual(pauses, [(DAY_MS * 3) / 4, DAY_MS])
    assert.equal(names().length, 2)
  })

  test('leave alone what they did not write, whatever its name', async () => {
    const stranger = join(folder, backupName(0))
    writeFileSync(stranger, 'not ours')
    const other = await openSite()
    await seedStory(other)
    const theirs = join(folder, backupName(1_000))
    const made = await keeperOf(other.directory).backup({ file: theirs, now: 0, ...NO_PROGRESS })
    assert.ok(made.ok)
    await other.close()
    await keep(6)
    assert.equal(readFileSync(stranger, 'utf8'), 'not ours')
    assert.ok(existsSync(theirs))
    assert.equal(names().length, 5)
  })

  test('remove nothing while none can be made, and go on when one can', async () => {
    await keep(3)
    const before = names()
    const database = join(site.directory, 'parley.sqlite')
    const { said } = await keep(4, (wait) => {
      if (wait === 1) renameSync(database, `${database}.kept`)
      if (wait === 3) renameSync(`${database}.kept`, database)
    })
    assert.match(said, /no backup was made/)
    assert.equal(names().length, 3)
    assert.notDeepEqual(names(), before)
  })
})
