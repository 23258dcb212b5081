/** Reads the real captures of ../shared and compares them with facts that were counted independently. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import assert from 'node:assert/strict'
import { recogniseFormat } from '#formats/file-readers.ts'
import type { ImportedStory } from '#domain/moving/imported-story.ts'

const IMPORTS = join(import.meta.dirname, '../../shared/fixtures/imports')
const DRUPAL = join(IMPORTS, 'drupal')

async function read(file: string): Promise<ImportedStory> {
  const text = readFileSync(join(DRUPAL, file), 'utf8')
  const reader = recogniseFormat(text, file)
  assert.ok(reader.ok)
  const outcome = await reader.value.read(text, {
    timeZone: 'UTC',
    dateOrder: null,
    siteUrl: null,
    fileName: file,
  })
  if (!outcome.ok) assert.fail(outcome.problem.message)
  assert.deepEqual(outcome.value.warnings, [])
  const [story] = outcome.value.stories
  assert.ok(story)
  return story
}

function json(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'))
}

interface Row {
  readonly cid: string
  readonly pid: string
}

interface Manifest {
  readonly 'drupal/flattened-text-a.txt': {
    readonly order: string[]
    readonly parent_index: (number | null)[]
  }
  readonly 'drupal/dgu-drupal6-page-a.rows.json': { readonly comments: number; readonly replies: number }
}

function parentIndexes(story: ImportedStory): readonly (number | null)[] {
  const ids = story.comments.map(({ sourceId }) => sourceId)
  return story.comments.map(({ parentSourceId: id }) => (id === null ? null : ids.indexOf(id)))
}

function fixtures(): void {
  it('the flattened Drupal page', async () => {
    const facts = (json(join(IMPORTS, 'manifest.json')) as Manifest)['drupal/flattened-text-a.txt']
    const story = await read('flattened-text-a.txt')
    assert.deepEqual(parentIndexes(story), facts.parent_index)
    for (const [index, { subject, text }] of story.comments.entries()) {
      const beginning = facts.order[index] ?? ''
      assert.ok(subject === beginning || text.startsWith(beginning), beginning)
      assert.doesNotMatch(text, /Log in to post|Permalink|In reply to/)
    }
  })

  it('the Drupal 6 page agrees with the rows it was made from', async () => {
    const facts = (json(join(IMPORTS, 'manifest.json')) as Manifest)['drupal/dgu-drupal6-page-a.rows.json']
    const rows = json(join(DRUPAL, 'dgu-drupal6-page-a.rows.json')) as readonly Row[]
    const story = await read('dgu-drupal6-page-a.html')
    assert.equal(story.comments.length, facts.comments)
    assert.equal(story.comments.filter(({ parentSourceId }) => parentSourceId !== null).length, facts.replies)
    const told = new Map(
      story.comments.map(({ sourceId, parentSourceId }) => [sourceId, parentSourceId ?? '0']),
    )
    assert.deepEqual(told, new Map(rows.map(({ cid, pid }) => [cid, pid])))
  })

  it('the Drupal 7 page has the parents its RDF states', async () => {
    const story = await read('opensource-drupal7-excerpt.html')
    assert.deepEqual(
      story.comments.map(({ sourceId, parentSourceId, author, verified }) => [
        sourceId,
        parentSourceId,
        author,
        verified,
      ]),
      [
        ['148996', null, 'john379', false],
        ['149006', '148996', 'Kedar Vijay Kulkarni', true],
        ['154086', '148996', 'Sachin Patil', true],
        ['149036', null, 'Chrissy McLennon', true],
      ],
    )
  })
}

if (existsSync(IMPORTS)) {
  describe('real captures', fixtures)
} else {
  it('real captures', () => {
    console.log('left out: ../shared/fixtures/imports is not beside this repository')
    assert.notEqual(process.env['CI'], 'true', 'with CI=true the real captures must be there')
  })
}
