/** Moving a site from one engine to the other and back, broken off and gone on with; and backups across engines. */
import { after, afterEach, before, beforeEach, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import pg from 'pg'
import { join } from 'node:path'
import type { CarryDatabase } from '#adapters/sql/carry/carry-database.ts'
import { castVote } from '#operations/cast-vote.ts'
import { checkSite } from '#operations/check-site.ts'
import { createDatabase, runSql } from '#test/postgres-server.ts'
import { createPostgresKeeper } from '#adapters/sql/postgres/postgres-keeper.ts'
import { createSqliteKeeper } from '#adapters/sql/sqlite/sqlite-keeper.ts'
import { editComment } from '#operations/edit-comment.ts'
import { guest, seedMember } from '#test/opened-site.ts'
import { makeSignInLink } from '#operations/sign-in.ts'
import { mergeRows } from '#adapters/sql/carry/merge-rows.ts'
import { moveRows } from '#adapters/sql/carry/move-rows.ts'
import { openMoveEnd } from '#main/open-move-end.ts'
import { openParts } from '#main/compose.ts'
import { postComment } from '#operations/post-comment.ts'
import { postgresUrl, stopOwnServer } from '#test/conformance/engines.ts'
import { runParley, startParley } from '#test/run-parley.ts'
import { seedComment, seedStory } from '#test/running-site.ts'

/** More than one page of rows. */
const COMMENTS = 1_200

let folder: string
let server: string
before(async () => {
  server = await postgresUrl()
})
after(stopOwnServer)
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-test-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A file with something in most tables; nobody has it open afterwards. */
async function makeSite(name = 'from'): Promise<string> {
  const dataDirectory = join(folder, name)
  const parts = await openParts({ dataDirectory, siteId: 'main', databaseUrl: null })
  const { ports } = parts
  const words = 'ünïcode 魏安 🎈 "quoted" \\ back\nline\ttab \u2028 end'
  const comments = Array.from({ length: COMMENTS }, (_, at) => seedComment({ text: `${words} ${at}` }))
  const storyId = await seedStory({ parts }, { comments })
  const author = guest({ parts })
  const id = ports.newId()
  const written = { id, parentId: null, body: 'mine', name: 'Ann', storyId, actor: author }
  assert.ok((await postComment(ports, written)).ok)
  assert.ok((await editComment(ports, { commentId: id, body: 'mine, better', actor: author })).ok)
  for (const value of [1, 1, -1] as const) {
    assert.ok((await castVote(ports, { commentId: id, value, actor: guest({ parts }) })).ok)
  }
  await makeSignInLink(ports)
  await ports.store.write((tx) => tx.putSetting('a setting', 'kept'))
  await parts.close()
  return `sqlite:${dataDirectory}`
}

function open(address: string, use: 'source' | 'target'): Promise<CarryDatabase> {
  return openMoveEnd(address, use).then((opened) => (opened.ok ? opened.value : assert.fail(opened.problem)))
}

interface Wrapping {
  readonly source?: (source: CarryDatabase) => CarryDatabase
  readonly target?: (target: CarryDatabase) => CarryDatabase
}

async function move(from: string, to: string, { source, target }: Wrapping = {}) {
  const [end, other] = [await open(from, 'source'), await open(to, 'target')]
  try {
    return await moveRows({
      source: source?.(end) ?? end,
      target: target?.(other) ?? other,
      now: 0,
      progress: () => {},
    })
  } finally {
    await end.close()
    await other.close()
  }
}

async function moved(from: string, to: string) {
  const done = await move(from, to)
  return done.ok ? done.value : assert.fail(done.problem)
}

const TABLES = ['story', 'comment', 'person', 'setting', 'event', 'vote', 'revision', 'sign_in_link']

/** Past all of Parley's code. */
async function contents(address: string): Promise<Record<string, unknown>> {
  const file = new DatabaseSync(':memory:')
  const path = address.replace('sqlite:', '')
  if (address.startsWith('sqlite:')) file.exec(`attach '${join(path, 'parley.sqlite')}' as site`)
  const rowsOf = (table: string): Promise<unknown[]> | unknown[] =>
    address.startsWith('sqlite:')
      ? file.prepare(`select * from site.${table}`).all()
      : runSql(address, `select * from ${table}`)
  const found: Record<string, unknown> = {}
  for (const table of TABLES) {
    const rows = (await rowsOf(table)).map((row) => JSON.stringify(row, Object.keys(row as object).sort()))
    assert.ok(rows.length > 0, `${table} holds something to compare`)
    found[table] = rows.sort()
  }
  file.close()
  return found
}

async function assertSound(address: string): Promise<void> {
  const isFile = address.startsWith('sqlite:')
  const parts = await openParts({
    dataDirectory: isFile ? address.replace('sqlite:', '') : '',
    databaseUrl: isFile ? null : address,
    siteId: 'main',
  })
  try {
    while ((await parts.store.settleSearch(500)) > 0);
    assert.deepEqual((await checkSite(parts.store)).faults, [])
  } finally {
    await parts.close()
  }
}

describe('a move', () => {
  test('carries everything to the other engine and back, and both hold the same', async () => {
    const from = await makeSite()
    const there = await createDatabase(server)
    const back = `sqlite:${join(folder, 'back')}`
    const first = await moved(from, there)
    const second = await moved(there, back)
    assert.deepEqual(second.tables, first.tables)
    const wanted = await contents(from)
    assert.deepEqual(await contents(there), wanted)
    assert.deepEqual(await contents(back), wanted)
    for (const address of [there, back]) await assertSound(address)
    const left = await runSql(there, `select to_regclass('move_progress') as there`)
    assert.deepEqual(left, [{ there: null }])
  })

  test('makes every index that a database made by migrations has', async () => {
    const [there, fresh] = [await createDatabase(server), await createDatabase(server)]
    await moved(await makeSite(), there)
    await (await openParts({ dataDirectory: '', databaseUrl: fresh, siteId: 'main' })).close()
    const indexes = `select indexname, indexdef from pg_indexes where schemaname = 'public' and tablename not in ('write_lock', 'rate_count') order by 1`
    assert.deepEqual(await runSql(there, indexes), await runSql(fresh, indexes))
  })

  for (const engine of ['PostgreSQL', 'SQLite']) {
    const makeTarget = async () =>
      engine === 'SQLite' ? `sqlite:${join(folder, 'to')}` : createDatabase(server)

    test(`that broke off goes on behind the last row that is there, on ${engine}`, async () => {
      const from = await makeSite()
      const to = await makeTarget()
      const pagesOf = (seen: unknown[], until: number) => (source: CarryDatabase) => ({
        ...source,
        page: async (...asked: Parameters<CarryDatabase['page']>) => {
          if (asked[0].name === 'comment') seen.push(asked[1].after)
          if (seen.length > until) throw new Error('the line was cut')
          return source.page(...asked)
        },
      })
      await assert.rejects(move(from, to, { source: pagesOf([], 2) }), /the line was cut/)
      const opened = openParts({
        dataDirectory: to.replace('sqlite:', ''),
        databaseUrl: to.startsWith('sqlite:') ? null : to,
        siteId: 'main',
      })
      await assert.rejects(opened, { name: 'UnfinishedMoveError', message: /run the same parley move again/ })
      const seen: unknown[] = []
      const done = await move(from, to, { source: pagesOf(seen, Infinity) })
      assert.ok(done.ok, done.ok ? '' : done.problem)
      // The first page is of copying and begins behind what is there.
      assert.notEqual(seen[0], null)
      assert.deepEqual(await contents(to), await contents(from))
      await assertSound(to)
    })
  }

  test('goes on after kill -9 in the midst of it', async () => {
    const from = await makeSite()
    const to = await createDatabase(server)
    await (await openParts({ dataDirectory: '', databaseUrl: to, siteId: 'main' })).close()
    // Holds the move up between two tables, however fast or slow this machine is.
    const holder = new pg.Client({ connectionString: to })
    await holder.connect()
    await holder.query('begin')
    await holder.query('lock table setting in share mode')
    const args = ['move', '--from', from, '--to', to, '--json']
    const first = startParley(args)
    const isWaiting = async (): Promise<boolean> => {
      const waiting = await runSql(to, `select 1 from pg_locks where not granted`)
      return waiting.length > 0
    }
    while (!(await isWaiting()));
    first.signal('SIGKILL')
    await first.finished
    assert.equal((await runSql(to, `select 1 from move_progress where name = 'table event'`)).length, 1)
    await holder.end()
    // The server notices in its own time that the first one is gone.
    let again = await runParley(args)
    while (again.stderr.includes('is in use')) again = await runParley(args)
    assert.equal(again.code, 0, again.stderr)
    assert.deepEqual(await contents(to), await contents(from))
    await assertSound(to)
  })

  test('is refused where the source was written to since, or is another', async () => {
    const from = await makeSite()
    const to = `sqlite:${join(folder, 'to')}`
    const broken = (target: CarryDatabase) => ({
      ...target,
      insert: (...asked: Parameters<CarryDatabase['insert']>) =>
        asked[0].name === 'event' ? target.insert(...asked) : Promise.reject(new Error('no more room')),
    })
    await assert.rejects(move(from, to, { target: broken }), /no more room/)
    const other = await makeSite('other')
    const wrong = await move(other, to)
    assert.match(wrong.ok ? '' : wrong.problem, /was begun, and .*other.* is not .*from/)
    const change = async (address: string, statement: string) => {
      const raw = new DatabaseSync(join(address.replace('sqlite:', ''), 'parley.sqlite'))
      raw.exec(statement)
      raw.close()
      const late = await move(address, to)
      assert.match(late.ok ? '' : late.problem, /was written to since: empty the target and begin anew/)
    }
    await change(from, `insert into setting values ('main', 'new', '1')`)
    await change(from, `delete from setting where name = 'new'; update event set at = at + 1`)
  })

  test('says so where what arrived is not what was sent', async () => {
    const from = await makeSite()
    const to = `sqlite:${join(folder, 'to')}`
    const careless = (target: CarryDatabase) => ({
      ...target,
      insert: (...[table, rows]: Parameters<CarryDatabase['insert']>) =>
        target.insert(
          table,
          rows.map((row) => row.map((value) => (value === 'mine, better' ? 'mine, worse' : value))),
        ),
    })
    const done = await move(from, to, { target: careless })
    assert.match(done.ok ? '' : done.problem, /rows of comment are not what they were/)
  })

  test('is refused into what holds data, and from or to what is in use', async () => {
    const from = await makeSite()
    const full = await makeSite('full')
    const before = await contents(full)
    const done = await move(from, full)
    assert.match(
      done.ok ? '' : done.problem,
      /holds data \(.*comment.*\): name one that is empty, or say --merge/,
    )
    assert.deepEqual(await contents(full), before)
    const url = await createDatabase(server)
    const places = [
      { address: from, config: { dataDirectory: from.replace('sqlite:', ''), databaseUrl: null } },
      { address: url, config: { dataDirectory: '', databaseUrl: url } },
    ]
    for (const { address, config } of places) {
      const parts = await openParts({ ...config, siteId: 'main' })
      for (const use of ['source', 'target'] as const) {
        const opened = await openMoveEnd(address, use)
        assert.match(opened.ok ? '' : opened.problem, /is in use: stop the server/)
      }
      await parts.close()
    }
  })

  test('never says a password', async () => {
    const wrong = 'postgres://somebody:s3cret-word@127.0.0.1:1/nothing'
    const from = await makeSite()
    for (const args of [
      ['--from', wrong, '--to', from],
      ['--from', from, '--to', wrong],
      ['--from', 'mysql://somebody:s3cret-word@host/x', '--to', from],
    ]) {
      const { code, stdout, stderr } = await runParley(['move', ...args])
      assert.notEqual(code, 0)
      assert.ok(!`${stdout}${stderr}`.includes('s3cret-word'), stderr)
    }
    const there = await createDatabase(server)
    const { code, stdout } = await runParley(['move', '--from', from, '--to', there])
    assert.equal(code, 0)
    assert.ok(!stdout.includes(new URL(there).password), stdout)
  })
})

describe('a merge', () => {
  async function merge(from: string, to: string) {
    const [source, target] = [await open(from, 'source'), await open(to, 'target')]
    try {
      return await mergeRows({ source, target, now: 0, progress: () => {} })
    } finally {
      await source.close()
      await target.close()
    }
  }
  const count = async (address: string, table: string) =>
    ((await contents(address))[table] as unknown[]).length

  for (const engine of ['PostgreSQL', 'SQLite']) {
    test(`adds rows to those that ${engine} holds, numbers events on, and leaves settings alone`, async () => {
      const to = engine === 'SQLite' ? `sqlite:${join(folder, 'to')}` : await createDatabase(server)
      await moved(await makeSite('first'), to)
      await assertSound(to)
      const second = await makeSite('second')
      const before = { comments: await count(to, 'comment'), events: await count(to, 'event') }
      const done = await merge(second, to)
      assert.ok(done.ok, done.ok ? '' : done.problem)
      assert.equal(await count(to, 'comment'), before.comments + (await count(second, 'comment')))
      assert.equal(await count(to, 'event'), before.events + (await count(second, 'event')))
      assert.equal(await count(to, 'setting'), 1)
      await assertSound(to)
    })

    test(`of what ${engine} holds already names it and changes nothing`, async () => {
      const from = await makeSite()
      const to = engine === 'SQLite' ? `sqlite:${join(folder, 'to')}` : await createDatabase(server)
      await moved(from, to)
      const before = await contents(to)
      const done = await merge(from, to)
      assert.match(done.ok ? '' : done.problem, /^both hold .*comment main .* and more.*Nothing was changed$/)
      assert.deepEqual(await contents(to), before)
    })
  }

  test('of a second member with a name that only one may have is taken back whole', async () => {
    const [one, other] = [await makeSite('one'), await makeSite('other')]
    for (const address of [one, other]) {
      const dataDirectory = address.replace('sqlite:', '')
      const parts = await openParts({ dataDirectory, siteId: 'main', databaseUrl: null })
      await seedMember({ parts }, { name: 'Mo Derate', role: 'moderator' })
      await parts.close()
    }
    const before = await contents(one)
    const done = await merge(other, one)
    assert.match(done.ok ? '' : done.problem, /cannot take these rows: .*name_key.*Nothing was changed/)
    assert.deepEqual(await contents(one), before)
  })
})

describe('a backup of one engine', () => {
  test('is brought back into the other, and the other way round', async () => {
    const from = await makeSite()
    const url = await createDatabase(server)
    const task = { now: 0, progress: () => {} }
    const keeperOf = (name: string) =>
      createSqliteKeeper({ file: join(folder, name, 'parley.sqlite'), parley: '1' })
    const first = await keeperOf('from').backup({ ...task, file: join(folder, 'one') })
    assert.ok(first.ok)
    const there = createPostgresKeeper({ url, parley: '1' })
    const restored = await there.restore({ ...task, file: first.value.file, mayReplace: false })
    assert.ok(restored.ok, restored.ok ? '' : restored.problem)
    assert.equal(restored.value.aside, null)
    await assertSound(url)
    const second = await there.backup({ ...task, file: join(folder, 'two') })
    assert.ok(second.ok)
    assert.deepEqual(second.value.tables, first.value.tables)
    assert.ok(!JSON.stringify(second.value).includes('only-for-tests'), 'no password in a backup')
    mkdirSync(join(folder, 'back'))
    const back = await keeperOf('back').restore({ ...task, file: second.value.file, mayReplace: false })
    assert.ok(back.ok, back.ok ? '' : back.problem)
    assert.deepEqual(await contents(`sqlite:${join(folder, 'back')}`), await contents(from))
  })

  test('keeps aside what PostgreSQL held, and refuses while a server runs on it', async () => {
    await makeSite()
    const task = { now: Date.UTC(2026, 4, 12, 12), progress: () => {} }
    const file = join(folder, 'one')
    const keeper = createSqliteKeeper({ file: join(folder, 'from', 'parley.sqlite'), parley: '1' })
    assert.ok((await keeper.backup({ ...task, file })).ok)
    const url = await createDatabase(server)
    const there = createPostgresKeeper({ url, parley: '1' })
    const parts = await openParts({ dataDirectory: '', databaseUrl: url, siteId: 'main' })
    await seedStory({ parts }, { headline: 'The old one' })
    const inUse = await there.restore({ ...task, file, mayReplace: true })
    assert.match(inUse.ok ? '' : inUse.problem, /is in use/)
    await parts.close()
    const unsaid = await there.restore({ ...task, file, mayReplace: false })
    assert.match(unsaid.ok ? '' : unsaid.problem, /holds data: --replace/)
    const said = await there.restore({ ...task, file, mayReplace: true })
    assert.ok(said.ok, said.ok ? '' : said.problem)
    assert.equal(said.value.aside, 'schema parley_before_20260512t120000z')
    assert.deepEqual(await contents(url), await contents(`sqlite:${join(folder, 'from')}`))
    const old = await runSql(url, 'select headline from parley_before_20260512t120000z.story')
    assert.deepEqual(old, [{ headline: 'The old one' }])
    await assertSound(url)
  })
})
