/** Opening the store: new, again, migrated once, and never over what it does not understand. */
import { afterEach, beforeEach, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MIGRATIONS } from '#adapters/sql/migrations/index.ts'
import { openSqliteStore } from '#adapters/sql/sqlite/open-sqlite-store.ts'

let directory: string
let file: string
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'parley-test-'))
  file = join(directory, 'site.sqlite')
})
afterEach(() => rmSync(directory, { recursive: true, force: true }))

const open = (siteId = 'main') => openSqliteStore({ file, siteId, now: 5 })

describe('a store', () => {
  test('keeps what was written when it is opened again, and migrates once', async () => {
    const first = await open()
    await first.write((tx) => tx.putSetting('a', '1'))
    await first.close()
    const second = await open()
    assert.equal(await second.read.setting('a'), '1')
    await second.close()
    const raw = new DatabaseSync(file)
    const applied = raw.prepare('select number, applied_at from migration order by number').all()
    raw.close()
    assert.deepEqual(
      applied.map((row) => row['number']),
      MIGRATIONS.map(({ number }) => number),
    )
  })

  test('shows one site nothing of another', async () => {
    const [one, other] = [await open('one'), await open('other')]
    await one.write((tx) => tx.putSetting('a', '1'))
    assert.equal(await other.read.setting('a'), null)
    await one.close()
    await other.close()
  })

  test('refuses a database that a newer Parley wrote, and leaves it as it is', async () => {
    await (await open()).close()
    const raw = new DatabaseSync(file)
    raw.exec(`insert into migration values (999, 'from the future', 0)`)
    raw.close()
    await assert.rejects(open(), { name: 'NewerDatabaseError', message: /start the newer Parley/ })
    const again = new DatabaseSync(file)
    assert.equal(again.prepare('select max(number) as n from migration').get()?.['n'], 999)
    again.close()
  })

  test('refuses a file that is no database, and leaves it as it is', async () => {
    const text = 'Not a database, but the only copy of somebody’s novel. '.repeat(50)
    writeFileSync(file, text)
    await assert.rejects(open(), /not a database/)
    assert.equal(readFileSync(file, 'utf8'), text)
  })

  test('numbers its migrations without gaps', () => {
    assert.ok(MIGRATIONS.length > 0)
    assert.deepEqual(
      MIGRATIONS.map(({ number }) => number),
      MIGRATIONS.map((_, at) => at + 1),
    )
  })

  test('begins every key with the site, so that the schema can be spread by it', async () => {
    await (await open()).close()
    const raw = new DatabaseSync(file)
    const tables = raw
      .prepare(`select name from sqlite_schema where type = 'table' and name not like 'sqlite%'`)
      .all()
      .map((row) => String(row['name']))
      // FTS5 keeps the index of words in tables of its own making.
      .filter((name) => name !== 'migration' && !name.startsWith('comment_search'))
    assert.ok(tables.length > 0)
    for (const table of tables) {
      for (const { name } of raw.prepare(`select name from pragma_index_list('${table}')`).all()) {
        const columns = raw.prepare('select name from pragma_index_info(?) order by seqno').all(String(name))
        assert.equal(columns[0]?.['name'], 'site_id', `${table}.${String(name)}`)
      }
    }
    raw.close()
  })
})
