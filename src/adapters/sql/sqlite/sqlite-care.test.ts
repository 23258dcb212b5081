/** A damaged page of a SQLite file, found by a check while the file is open. */
import { test } from 'node:test'
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkSite } from '#operations/check-site.ts'
import { invertPageOf } from '#test/invert-page-of.ts'
import { openParts } from '#main/compose.ts'
import { seedComment, seedStory } from '#test/running-site.ts'

test('a damaged page is said, and nothing else is counted in the file', async () => {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'parley-test-'))
  const parts = await openParts({ dataDirectory, siteId: 'main', databaseUrl: null })
  await seedStory({ parts }, { comments: [seedComment(), seedComment()] })
  assert.deepEqual((await checkSite(parts.store)).faults, [])
  invertPageOf(dataDirectory, 'comment_parent')
  const { faults, comments } = await checkSite(parts.store)
  assert.deepEqual(
    faults.map(({ code }) => code),
    ['file-damaged'],
  )
  assert.equal(comments, 0)
  await parts.close()
  rmSync(dataDirectory, { recursive: true })
})
