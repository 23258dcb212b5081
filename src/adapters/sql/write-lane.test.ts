/** The write lane: many writers share one commit, and none of them pays for another's mistake. */
import { afterEach, beforeEach, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { StoreBusyError } from '#ports/store-busy-error.ts'
import { createWriteLane, SharedFailure, type WriteLane } from '#adapters/sql/write-lane.ts'
import { orSqliteBusy } from '#adapters/sql/sqlite/sqlite-busy-or.ts'
import { until } from '#test/until.ts'
import { sqliteLane } from '#adapters/sql/sqlite/sqlite-lane.ts'

/** As many as the lane lets wait (QUEUE_MAX in write-lane.ts). */
const WAITING_MAX = 10_000

let directory: string
let database: DatabaseSync
let reader: DatabaseSync
let lane: WriteLane

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'parley-test-'))
  const file = join(directory, 'lane.sqlite')
  database = new DatabaseSync(file)
  database.exec('pragma journal_mode = wal')
  database.exec('create table word (text text primary key) strict')
  database.exec('create table line (word text references word (text) deferrable initially deferred)')
  reader = new DatabaseSync(file, { readOnly: true })
  lane = createWriteLane(sqliteLane(database))
})
afterEach(() => {
  reader.close()
  database.close()
  rmSync(directory, { recursive: true, force: true })
})

function insert(text: string): void {
  database.prepare('insert into word values (?)').run(text)
}

/** What is committed, as another connection sees it. */
function words(): string[] {
  return reader
    .prepare('select text from word order by text')
    .all()
    .map((row) => String(row['text']))
}

describe('the write lane', () => {
  test('gives many writers who come together one commit', async () => {
    const writers = Array.from({ length: 64 }, (_, at) => lane.write(async () => insert(`w${at}`)))
    await Promise.all(writers)
    assert.equal(words().length, 64)
    assert.deepEqual(lane.counts(), { commits: 1, writes: 64, waiting: 0 })
  })

  test('answers only when what was written is committed, each with its own result', async () => {
    const results = await Promise.all(
      ['a', 'b'].map(async (text) => {
        const result = await lane.write(async () => {
          insert(text)
          assert.deepEqual(words(), [], 'not before the commit')
          return text.toUpperCase()
        })
        assert.deepEqual(words(), ['a', 'b'])
        return result
      }),
    )
    assert.deepEqual(results, ['A', 'B'])
  })

  test('those who come while others commit share the next commit', async () => {
    const first = lane.write(async () => insert('first'))
    await first
    await Promise.all(['x', 'y', 'z'].map((text) => lane.write(async () => insert(text))))
    assert.deepEqual(lane.counts(), { commits: 2, writes: 4, waiting: 0 })
  })

  test('work that throws leaves nothing behind and harms none of its neighbours', async () => {
    const mistake = new Error('on purpose')
    const settled = await Promise.allSettled([
      lane.write(async () => insert('before')),
      lane.write(async () => {
        insert('half')
        await Promise.resolve()
        throw mistake
      }),
      lane.write(async () => insert('before')),
      lane.write(async () => insert('after')),
    ])
    assert.deepEqual(words(), ['after', 'before'])
    assert.deepEqual(
      settled.map(({ status }) => status),
      ['fulfilled', 'rejected', 'rejected', 'fulfilled'],
    )
    assert.equal(settled[1]?.status === 'rejected' && settled[1].reason, mistake)
    assert.deepEqual(lane.counts(), { commits: 1, writes: 2, waiting: 0 })
  })

  test('when the commit itself fails, everybody in it hears so, nothing is kept, and the lane goes on', async () => {
    const settled = await Promise.allSettled([
      lane.write(async () => insert('innocent')),
      lane.write(async () => {
        database.exec(`insert into line values ('missing')`)
      }),
    ])
    assert.deepEqual(
      settled.map(({ status }) => status),
      ['rejected', 'rejected'],
    )
    assert.deepEqual(words(), [])
    await lane.write(async () => insert('next'))
    assert.deepEqual(words(), ['next'])
  })

  test('refuses at once when too many wait, and serves those who were let in', async () => {
    const waiting = Array.from({ length: WAITING_MAX }, () => lane.write(async () => 1))
    await assert.rejects(
      lane.write(async () => insert('late')),
      StoreBusyError,
    )
    assert.equal((await Promise.all(waiting)).length, WAITING_MAX)
    await lane.write(async () => insert('later'))
    assert.deepEqual(words(), ['later'])
  })

  test('where the database cannot begin, everybody who waits hears so at once', async () => {
    const holder = new DatabaseSync(join(directory, 'lane.sqlite'))
    holder.exec('begin immediate')
    let begun = 0
    const original = sqliteLane(database, 0)
    lane = createWriteLane({
      ...original,
      begin: (foreseen) => {
        begun += 1
        return original.begin(foreseen)
      },
    })
    // More than one commit takes.
    const waiting = Array.from({ length: 1_000 }, () => lane.write(async () => 1))
    for (const { status } of await Promise.allSettled(waiting)) assert.equal(status, 'rejected')
    assert.equal(begun, 1)
    assert.equal(lane.counts().waiting, 0)
    holder.close()
    await lane.write(async () => insert('next'))
    assert.deepEqual(words(), ['next'])
  })

  test('waits for a lock that another process holds without keeping anybody else waiting', async () => {
    const holder = new DatabaseSync(join(directory, 'lane.sqlite'))
    holder.exec('begin immediate')
    let isDone = false
    const write = lane.write(async () => insert('late')).then(() => (isDone = true))
    // The thread is free: timers run and readers read.
    for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setTimeout(resolve, 10))
    assert.equal(isDone, false)
    assert.deepEqual(words(), [])
    holder.exec('rollback')
    holder.close()
    await write
    assert.deepEqual(words(), ['late'])
  })

  test('where a transaction is lost in the middle, those who come behind are not refused', async () => {
    let undone = 0
    lane = createWriteLane({
      ...sqliteLane(database),
      undo: () => {
        undone += 1
        throw new StoreBusyError('the connection was lost')
      },
    })
    const behind: Promise<unknown>[] = []
    const settled = await Promise.allSettled([
      lane.write(async () => {
        insert('beside')
        behind.push(lane.write(async () => insert('behind')))
      }),
      lane.write(async () => {
        throw new Error('on purpose')
      }),
    ])
    assert.deepEqual(
      settled.map((each) => (each.status === 'rejected' ? String(each.reason) : 'kept')),
      ['StoreBusyError: the connection was lost', 'Error: on purpose'],
    )
    await Promise.all(behind)
    assert.equal(undone, 1)
    assert.deepEqual(words(), ['behind'])
  })

  test('a full disk is told as what passes, to the one who met it and to all beside', async () => {
    database.exec('pragma max_page_count = 6')
    const large = 'x'.repeat(100_000)
    const settled = await Promise.allSettled([
      lane.write(async () => insert('a')),
      lane.write(async () => orSqliteBusy(() => insert(large))),
      lane.write(async () => insert('b')),
    ])
    for (const write of settled) {
      assert.equal(write.status, 'rejected')
      assert.ok(write.reason instanceof StoreBusyError, String(write.reason))
    }
    assert.deepEqual(words(), [])
    database.exec('pragma max_page_count = 1000')
    await lane.write(async () => insert(large))
    assert.equal(words().length, 1)
  })

  test('looks for the one at fault where the database refuses what many left to it, and keeps the rest', async () => {
    const kept: string[] = []
    const foreseen: number[] = []
    let left: string[] = []
    lane = createWriteLane({
      ...sqliteLane(database),
      begin: (works) => {
        foreseen.push(works.length)
        left = []
      },
      commit: () => {
        if (left.includes('bad')) throw new SharedFailure('refused', { cause: new Error('no bad words') })
        kept.push(...left)
      },
      rollback: () => {},
      mark: () => {},
      keep: () => {},
    })
    const leave = (word: string) => lane.write(async () => void left.push(word))
    const settled = await Promise.allSettled(['a', 'b', 'c', 'bad', 'e', 'f', 'g'].map(leave))
    assert.deepEqual(
      settled.map((each) => (each.status === 'rejected' ? String(each.reason) : 'kept')),
      ['kept', 'kept', 'kept', 'Error: no bad words', 'kept', 'kept', 'kept'],
    )
    assert.deepEqual(kept, ['a', 'b', 'c', 'e', 'f', 'g'])
    assert.deepEqual(foreseen, [7, 4, 2, 2, 1, 1, 3])
  })

  describe('on a database that takes the next transaction behind a commit', () => {
    let log: string[]
    let answer: ((failure?: Error) => void) | null
    beforeEach(() => {
      log = []
      answer = null
      lane = createWriteLane({
        ...sqliteLane(database),
        chains: true,
        begin: (works) => void log.push(`begin ${works.length}`),
        commit: () => {
          log.push('commit')
          return new Promise<void>((resolve, reject) => {
            answer = (failure) => (failure ? reject(failure) : resolve())
          })
        },
        rest: () => void log.push('rest'),
        rollback: () => void log.push('rollback'),
        mark: () => {},
        keep: () => {},
      })
    })
    /** Lets the commit that is on its way end. */
    const end = async (failure?: Error): Promise<void> => {
      await until(() => answer !== null)
      const ending = answer
      answer = null
      ending?.(failure)
    }

    /** Somebody writes, and others come before it is committed. */
    const writeAndWait = <Result>(others: () => Result): { first: Promise<Result> } => ({
      first: lane.write(async () => others()),
    })

    test('begins for those who wait before the commit is answered, and rests when nobody does', async () => {
      const next: Promise<number>[] = []
      const { first } = writeAndWait(() => {
        next.push(
          lane.write(async () => 2),
          lane.write(async () => 3),
        )
      })
      await until(() => log.includes('begin 2'))
      await end()
      await first
      await end()
      assert.deepEqual(await Promise.all(next), [2, 3])
      await lane.idle()
      assert.deepEqual(log, ['begin 1', 'commit', 'begin 2', 'commit', 'rest'])
    })

    test('a commit that is lost takes nobody along who was begun behind it', async () => {
      const next: Promise<number>[] = []
      const { first } = writeAndWait(() => void next.push(lane.write(async () => 2)))
      await end(new StoreBusyError('lost'))
      await assert.rejects(first, StoreBusyError)
      await end()
      assert.deepEqual(await Promise.all(next), [2])
      await lane.idle()
      assert.deepEqual(log, ['begin 1', 'commit', 'begin 1', 'commit', 'rest'])
    })

    test('parts of what was refused are tried when what was begun behind it is done', async () => {
      const fault = new SharedFailure('refused', { cause: new Error('at fault') })
      const next: Promise<string>[] = []
      let times = 0
      const good = lane.write(async () => {
        times += 1
        if (times === 1) next.push(lane.write(async () => 'c'))
        return 'a'
      })
      const bad = assert.rejects(
        lane.write(async () => 'b'),
        /at fault/,
      )
      await end(fault)
      await end()
      assert.deepEqual(await Promise.all(next), ['c'])
      await end()
      assert.equal(await good, 'a')
      await end(fault)
      await bad
      await lane.idle()
      const [chained, parts] = [
        'begin 2 commit begin 1 commit rest',
        'begin 1 commit rest begin 1 commit rollback',
      ]
      assert.equal(log.join(' '), `${chained} ${parts}`)
    })

    test('whoever was begun behind a commit, and lost with it, is begun anew, and those behind are not refused', async () => {
      let begins = 0
      lane = createWriteLane({
        ...sqliteLane(database),
        chains: true,
        begin: async () => {
          begins += 1
          log.push('begin')
          if (begins === 2) throw new StoreBusyError('lost as well')
        },
        commit: async () => {
          log.push('commit')
          // Sent before the next was begun.
          if (begins === 1) throw new StoreBusyError('lost')
        },
        rest: () => {},
        rollback: () => void log.push('rollback'),
        mark: () => {},
        keep: () => {},
      })
      const others: Promise<number>[] = []
      const first = lane.write(async () => {
        for (let at = 0; at < 30; at += 1) others.push(lane.write(async () => at))
      })
      await assert.rejects(first, StoreBusyError)
      assert.deepEqual(
        await Promise.all(others),
        others.map((_, at) => at),
      )
      assert.deepEqual(log.slice(0, 5), ['begin', 'commit', 'begin', 'rollback', 'begin'])
    })

    test('gives everybody else a turn after a few in a row', async () => {
      const all: Promise<void>[] = []
      const another = (): void => {
        if (all.length < 10) all.push(lane.write(async () => another()))
      }
      another()
      for (let ended = 0; ended < 10; ended += 1) await end()
      await Promise.all(all)
      await lane.idle()
      const inARow = log.slice(0, log.indexOf('rest')).filter((line) => line === 'commit').length
      assert.equal(inARow, 8)
      assert.equal(log.filter((line) => line === 'rest').length, 2)
    })
  })

  test('is idle when everything queued is done', async () => {
    await lane.idle()
    const writes = ['a', 'b'].map((text) => lane.write(async () => insert(text)))
    await lane.idle()
    assert.deepEqual(words(), ['a', 'b'])
    await Promise.all(writes)
  })
})
