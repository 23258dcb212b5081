/** What a store promises whatever it keeps its rows in: each test on SQLite and on PostgreSQL. */
import { after, afterEach, beforeEach, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import type { NewEvent } from '#domain/events/event.ts'
import type { SiteStore } from '#adapters/sql/site-store.ts'
import { createDatabase, runSql } from '#test/postgres-server.ts'
import { distribute } from '#adapters/sql/postgres/distribute.ts'
import { ENGINES, postgresUrl, stopOwnServer, type EmptyPlace } from '#test/conformance/engines.ts'
import { openPostgresStore } from '#adapters/sql/postgres/open-postgres-store.ts'
import { MIGRATIONS } from '#adapters/sql/migrations/index.ts'

after(stopOwnServer)

function event(personId: string): NewEvent {
  return { kind: 'person.signed-in', storyId: null, commentId: null, personId, at: 1, facts: {} }
}

for (const engine of ENGINES) {
  describe(`a store on ${engine.name}`, () => {
    let place: EmptyPlace
    const opened: SiteStore[] = []
    const open = async (siteId?: string): Promise<SiteStore> => {
      const store = await place.open(siteId)
      opened.push(store)
      return store
    }
    beforeEach(async () => {
      place = await engine.make()
    })
    afterEach(async () => {
      await Promise.all(opened.splice(0).map((store) => store.close()))
      await place.remove()
    })

    test('keeps what was written when it is opened again, and migrates once', async () => {
      const first = await place.open()
      await first.write((tx) => tx.putSetting('a', '1'))
      await first.close()
      assert.equal(await (await open()).read.setting('a'), '1')
      const applied = await place.sql('select number from migration order by number')
      assert.deepEqual(
        applied.map((row) => row['number']),
        MIGRATIONS.map(({ number }) => number),
      )
    })

    test('shows one site nothing of another', async () => {
      const [one, other] = [await open('one'), await open('other')]
      await one.write(async (tx) => {
        await tx.putSetting('a', '1')
        await tx.appendEvents([event('somebody')])
      })
      assert.equal(await other.read.setting('a'), null)
      assert.equal(await other.read.lastEvent(), 0)
      await other.write((tx) => tx.appendEvents([event('other')]))
      assert.equal((await other.read.eventsAfter(0, 9))[0]?.sequence, 1)
    })

    test('refuses a database that a newer Parley wrote, and leaves it as it is', async () => {
      await (await place.open()).close()
      await place.sql(`insert into migration (number, name, applied_at) values (999, 'from the future', 0)`)
      await assert.rejects(place.open(), { name: 'NewerDatabaseError', message: /start the newer Parley/ })
      assert.equal((await place.sql('select max(number) as n from migration'))[0]?.['n'], 999)
    })

    test('is made once where two start at the same moment', async () => {
      const stores = await Promise.all([open(), open(), open()])
      await Promise.all(stores.map((store, at) => store.write((tx) => tx.putSetting(`s${at}`, 'here'))))
      for (const store of stores) {
        const settings = await Promise.all(stores.map((_, at) => store.read.setting(`s${at}`)))
        assert.deepEqual(settings, ['here', 'here', 'here'])
      }
    })

    test('rolls back work that throws, and none of its neighbours', async () => {
      const store = await open()
      const mistake = new Error('on purpose')
      const settled = await Promise.allSettled([
        store.write((tx) => tx.putSetting('before', '1')),
        store.write(async (tx) => {
          await tx.putSetting('half', '1')
          throw mistake
        }),
        store.write((tx) => tx.putSetting('after', '1')),
      ])
      assert.deepEqual(
        settled.map(({ status }) => status),
        ['fulfilled', 'rejected', 'fulfilled'],
      )
      assert.equal(settled[1].status === 'rejected' && settled[1].reason, mistake)
      const kept = await Promise.all(['before', 'half', 'after'].map((name) => store.read.setting(name)))
      assert.deepEqual(kept, ['1', null, '1'])
    })

    test('rolls back work that the database refuses, and none of its neighbours', async () => {
      const store = await open()
      const person = { id: 'p', standing: 'guest', role: 'reader', name: 'Ann', nameKey: 'ann' } as const
      const insert = () => store.write((tx) => tx.insertPerson({ ...person, createdAt: 1 }))
      const settled = await Promise.allSettled([
        insert(),
        insert(),
        store.write((tx) => tx.putSetting('after', '1')),
      ])
      assert.deepEqual(
        settled.map(({ status }) => status),
        ['fulfilled', 'rejected', 'fulfilled'],
      )
      // The reason, not what came of it.
      assert.match(String(settled[1].status === 'rejected' && settled[1].reason), /unique/i)
      assert.equal(await store.read.setting('after'), '1')
    })

    test('gives many writers who come together few commits', async () => {
      const store = await open()
      const before = store.laneCounts()
      await Promise.all(
        Array.from({ length: 64 }, (_, at) => store.write((tx) => tx.putSetting(`w${at}`, '1'))),
      )
      const counts = store.laneCounts()
      assert.equal(counts.writes - before.writes, 64)
      // Where the next can begin behind a commit, half of them wait for that.
      const commits = counts.commits - before.commits
      assert.ok(commits <= 3, `${commits} commits`)
    })

    test('numbers events without gaps in the order of their commits, whoever writes', async () => {
      const [one, other] = [await open(), await open()]
      await Promise.all(
        Array.from({ length: 40 }, async (_, at) => {
          const store = at % 2 === 0 ? one : other
          const writing = store.write(async (tx) => {
            await tx.appendEvents([event(`${at}`), event(`${at} again`)])
            if (at % 5 === 0) throw new Error('on purpose')
          })
          await writing.catch(() => {})
        }),
      )
      const events = await one.read.eventsAfter(0, 1_000)
      assert.equal(events.length, 64)
      assert.deepEqual(
        events.map(({ sequence }) => sequence),
        events.map((_, at) => at + 1),
      )
    })

    test('finds its own rows whole, and says where they are not', async () => {
      const store = await open()
      await store.write((tx) => tx.appendEvents([event('a'), event('b'), event('c')]))
      const faults = async () => {
        const surveys = await store.care.surveys()
        const found = await Promise.all(surveys.map((survey) => survey.find(5)))
        return found.flat().map(({ code, place }) => ({ code, place }))
      }
      assert.deepEqual(await faults(), [])
      await place.sql('delete from event where sequence = 2')
      assert.deepEqual(await faults(), [{ code: 'event-gap', place: 'before event 3' }])
    })

    test('gives back text and numbers as they were', async () => {
      const store = await open()
      const texts = [
        '',
        'Zürich \u{1F6A2} 東京 שלום',
        "quote ' and \\ and ? and $1",
        'a\nb\tc',
        'x'.repeat(100_000),
      ]
      await store.write(async (tx) => {
        for (const [at, text] of texts.entries()) await tx.putSetting(`t${at}`, text)
        await tx.appendEvents([{ ...event('p'), at: 8_640_000_000_000_000 }])
      })
      for (const [at, text] of texts.entries()) assert.equal(await store.read.setting(`t${at}`), text)
      assert.equal((await store.read.eventsAfter(0, 1))[0]?.at, 8_640_000_000_000_000)
    })
  })
}

describe('keys', () => {
  test('begin with the site in SQLite, so that the schema can be spread by it', async () => {
    const place = await ENGINES[0]?.make()
    assert.ok(place)
    await (await place.open()).close()
    const found = await place.sql(
      `select m.name as "table", i.name as name, c.name as first
        from sqlite_schema m, pragma_index_list(m.name) i, pragma_index_info(i.name) c
        where m.type = 'table' and c.seqno = 0 and m.name not like 'sqlite%'
        and m.name not like 'comment_search%' and m.name <> 'migration'`,
    )
    assert.ok(found.length > 10)
    assert.deepEqual(
      found.filter((key) => key['first'] !== 'site_id'),
      [],
    )
    await place.remove()
  })

  test('and foreign keys begin with the site in PostgreSQL, where Citus asks for it', async () => {
    const place = await ENGINES[1]?.make()
    assert.ok(place)
    await (await place.open()).close()
    const columnOf = (relation: string, numbers: string) =>
      `(select attname from pg_attribute where attrelid = ${relation} and attnum = ${numbers})`
    const constraints = await place.sql(
      `select conname as name, ${columnOf('conrelid', 'conkey[1]')} as first,
          ${columnOf('confrelid', 'confkey[1]')} as referred
        from pg_constraint join pg_class on pg_class.oid = conrelid
        where contype in ('p', 'u', 'f') and connamespace = 'public'::regnamespace and relname <> 'migration'`,
    )
    const indexes = await place.sql(
      `select indexrelid::regclass::text as name, ${columnOf('indrelid', 'indkey[0]')} as first
        from pg_index join pg_class on pg_class.oid = indrelid
        where relnamespace = 'public'::regnamespace and relname <> 'migration'
        and indexrelid::regclass::text <> 'comment_search_words'`,
    )
    assert.ok(constraints.length > 10 && indexes.length > 20)
    const wrong = [...constraints, ...indexes].filter(
      (key) => key['first'] !== 'site_id' || (key['referred'] ?? 'site_id') !== 'site_id',
    )
    assert.deepEqual(wrong, [])
    await place.remove()
  })

  test('let PostgreSQL spread every table by site, those first that others refer to', async () => {
    const url = await createDatabase(await postgresUrl())
    await (await openPostgresStore({ url, siteId: 'main', now: 5 })).close()
    const { kind, statements } = await distribute(url, { run: false })
    assert.equal(kind, 'planned')
    const tables = await runSql(
      url,
      `select relname::text as name from pg_class
        where relkind = 'r' and relnamespace = 'public'::regnamespace and relname <> 'migration'`,
    )
    const names = statements.map((statement) => /'(\w+)', 'site_id'/.exec(statement)?.[1])
    assert.deepEqual(new Set(names), new Set(tables.map((table) => table['name'])))
    assert.equal(names.length, tables.length)
    for (const [first, second] of [
      ['story', 'comment'],
      ['person', 'comment'],
      ['comment', 'vote'],
    ] as const) {
      assert.ok(names.indexOf(first) < names.indexOf(second), `${first} before ${second}`)
    }
    // A stock server has no Citus, and says so instead of doing half of it.
    assert.equal((await distribute(url, { run: true })).kind, 'no-extension')
  })
})
