/** Opening the store: new, again, migrated once, and never over what it does not understand. */
import { afterEach, beforeEach, describe, test } from 'node:test'
import assert from 'node:assert/strict'
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
})
