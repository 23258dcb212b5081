/** Any thread written as page text comes back as it was. */
import { describe, it } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import type { ImportedStory } from '#domain/moving/imported-story.ts'
import { pageTextReader } from './page-text.ts'

async function story(text: string): Promise<ImportedStory> {
  const options = { timeZone: 'UTC', dateOrder: null, siteUrl: null, fileName: 'capture.txt' }
  const outcome = await pageTextReader.read(text, options)
  if (!outcome.ok) assert.fail(outcome.problem.message)
  const [first] = outcome.value.stories
  assert.ok(first)
  return first
}

/** Author, parent's position, name answered, found: what a thread is made of. */
function shape(read: ImportedStory): readonly unknown[] {
  const ids = read.comments.map(({ sourceId }) => sourceId)
  return read.comments.map(({ author, parentSourceId, replyTo }) => [
    author,
    parentSourceId === null ? null : ids.indexOf(parentSourceId),
    replyTo?.name ?? null,
  ])
}

function page(...comments: readonly string[]): string {
  return `Harbour to close\n\nThe harbour closes in May, the council said on Monday.\n\n${comments.join('\n\n')}\n`
}

const AT = 'Mon, 03/04/2019 - 18:05 Permalink'

const WORDS = [
  'by',
  'on',
  'Old',
  'Salt',
  '7',
  '(x)',
  '03/04/2019',
  'Mon,',
  'Zoë',
  'a.b',
  'reply',
  'Permalink',
  '陳',
  'side',
]
const nameOf = fc
  .array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 3 })
  .map((words) => words.join(' '))
const BODIES = [
  'Words.',
  'In reply to this by them',
  'Permalink',
  'See it\n\nAnd "go".',
  'by by',
  'On Mon, 03/04/2019 we met.',
]

interface Written {
  readonly name: string
  readonly guest: boolean
  readonly parent: number | null
  readonly body: string
}

const threads = fc
  .tuple(
    fc.uniqueArray(nameOf, { minLength: 1, maxLength: 6 }),
    fc.array(fc.tuple(fc.nat(), fc.nat(), fc.boolean(), fc.nat()), { minLength: 1, maxLength: 12 }),
  )
  .map(([names, rows]) =>
    // The last is a root of its own: one named like two others in a row would pass for a reply that was cut off.
    [...rows, [names.length, 0, false, 0] as const].map(([who, whom, guest, body], index): Written => {
      if (who === names.length) return { name: 'closer', guest, parent: null, body: `End ${String(index)}.` }
      const name = names[who % names.length] ?? 'x'
      const parent = index === 0 || whom % 3 === 0 ? null : whom % index
      return { name, guest, parent, body: `${BODIES[body % BODIES.length] ?? ''}\nEnd ${String(index)}.` }
    }),
  )

function shown({ name, guest }: Written): string {
  return guest ? `${name} (not verified)` : name
}

function render(thread: readonly Written[]): string {
  const comments = thread.map((comment) => {
    const parent = comment.parent === null ? undefined : thread[comment.parent]
    const names = parent === undefined ? shown(comment) : `${shown(comment)} ${shown(parent)}`
    const closing = parent === undefined ? '' : `\nIn reply to by ${shown(parent)}`
    return `${names} ${AT}\n${comment.body}${closing}`
  })
  return page(...comments)
}

describe('page-text: any thread comes back', () => {
  it('with its authors and the nearest earlier comment of the name answered', async () => {
    await fc.assert(
      fc.asyncProperty(threads, async (thread) => {
        const read = await story(render(thread))
        const expected = thread.map((comment, index) => {
          const parent = comment.parent === null ? undefined : thread[comment.parent]
          if (parent === undefined) return [comment.name, null, null]
          const nearest = thread.findLastIndex((other, at) => at < index && shown(other) === shown(parent))
          return [comment.name, nearest, parent.name]
        })
        assert.deepEqual(shape(read), expected)
        assert.deepEqual(
          read.comments.map(({ text }) => text),
          thread.map(({ body }) => body),
        )
      }),
      { numRuns: 500 },
    )
  })
})
