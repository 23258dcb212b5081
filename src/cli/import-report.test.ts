/** The report of an import: the fields that scripts rely on, counted right. */
import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import type { ImportedComment, ImportedFile, ImportedStory } from '#domain/moving/imported-story.ts'
import { NOON, seedComment } from '#test/running-site.ts'
import { reportFiles, reportStory } from '#cli/import-report.ts'

function story(comments: readonly ImportedComment[], facts: Partial<ImportedStory> = {}): ImportedStory {
  return {
    url: null,
    sourceKey: 'capture:ferry',
    headline: 'The ferry',
    byline: null,
    publishedAt: null,
    language: null,
    bodyHtml: '',
    sources: [],
    comments,
    ...facts,
  }
}

function file(facts: Partial<ImportedFile> = {}): ImportedFile {
  return { format: 'page-text', stories: [story([])], warnings: [], ...facts }
}

const comments = [
  seedComment({ sourceId: '1', verified: true }),
  seedComment({ sourceId: '2', parentSourceId: '1', replyTo: { name: 'Bob', found: true } }),
  seedComment({ sourceId: '3', parentSourceId: '2', replyTo: { name: 'Bob', found: true } }),
  seedComment({ sourceId: '4', replyTo: { name: 'Gone', found: false } }),
]

describe('the report of a story', () => {
  test('counts comments, replies, missing parents, guests and depth', () => {
    assert.deepEqual(reportStory(story(comments), { full: false }), {
      url: 'capture:ferry',
      headline: 'The ferry',
      comments: 4,
      replies: 3,
      missingParents: 1,
      unverified: 3,
      maxDepth: 2,
      statements: null,
    })
  })

  test('in full lists the comments in the order of the file, with times in UTC', () => {
    const { items } = reportStory(story(comments), { full: true })
    assert.deepEqual(
      items?.map(({ sourceId }) => sourceId),
      ['1', '2', '3', '4'],
    )
    const [item] =
      reportStory(story([seedComment({ sourceId: 'x', createdAt: NOON, text: 'Aye' })]), { full: true })
        .items ?? []
    assert.deepEqual(item, {
      sourceId: 'x',
      parentSourceId: null,
      author: 'Bob Ferrier',
      verified: false,
      createdAt: '2026-05-12T12:00:00.000Z',
      state: 'published',
      text: 'Aye',
      replyTo: null,
    })
  })

  test('finds the depth of replies that stand before their parents, of chains and of rings', () => {
    const depth = (links: readonly (string | null)[]) =>
      reportStory(
        story(links.map((parentSourceId, at) => seedComment({ sourceId: `${at}`, parentSourceId }))),
        { full: false },
      ).maxDepth
    assert.equal(depth([]), 0)
    assert.equal(depth([null, null]), 0)
    assert.equal(depth(['1', '2', null]), 2)
    assert.equal(depth(['missing', '0']), 1)
    assert.equal(depth(Array.from({ length: 20_000 }, (_, at) => (at === 0 ? null : `${at - 1}`))), 19_999)
    assert.ok(Number.isInteger(depth(['1', '0', '1'])))
  })
})

describe('the report of files', () => {
  const warning = { code: 'ambiguous-date', line: 3, message: 'month or day?' }

  test('of one file leaves its name out of the warnings; of several it says which', () => {
    const one = { path: 'a.txt', file: file({ warnings: [warning] }), skipped: 0 }
    assert.deepEqual(reportFiles([one], { full: false }).warnings, [warning])
    const two = reportFiles([one, { ...one, path: 'b.txt' }], { full: false })
    assert.deepEqual(
      two.warnings.map((entry) => entry.file),
      ['a.txt', 'b.txt'],
    )
  })

  test('adds up comments and what was skipped, and names the format or says that it is mixed', () => {
    const entry = (format: string, skipped: number) => ({
      path: format,
      file: file({ format, stories: [story(comments)] }),
      skipped,
    })
    const same = reportFiles([entry('page-text', 1), entry('page-text', 2)], { full: false })
    assert.deepEqual([same.format, same.comments, same.skipped, same.stories.length], ['page-text', 8, 3, 2])
    assert.equal(reportFiles([entry('page-text', 0), entry('page-html', 0)], { full: false }).format, 'mixed')
  })
})
