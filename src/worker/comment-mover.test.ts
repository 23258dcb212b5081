/** The mover of comments: goes on where a stop left a merge, stops between batches, and survives a fault. */
import { afterEach, beforeEach, test } from 'node:test'
import assert from 'node:assert/strict'
import type { Logger } from '#ports/logger.ts'
import { MOVED_COMMENTS_MAX } from '#domain/limits.ts'
import { createCommentMover } from '#worker/comment-mover.ts'
import { mergeStories } from '#operations/merge-stories.ts'
import { openSite, seedMember, type OpenedSite } from '#test/opened-site.ts'
import { seedComment, seedStory } from '#test/running-site.ts'

let site: OpenedSite
beforeEach(async () => {
  site = await openSite()
})
afterEach(() => site.close())

const never = () => () => {}

const SILENT: Logger = { info: () => {}, warn: () => {}, error: () => {} }

/** A merge with some batches still to go; gives the id of the story that moves. */
async function beginMerge(): Promise<string> {
  const actor = await seedMember(site, { name: 'Mo', role: 'moderator' })
  const comments = Array.from({ length: 3 * MOVED_COMMENTS_MAX }, () => seedComment())
  const storyId = await seedStory(site, { comments })
  const intoId = await seedStory(site)
  await mergeStories(site.parts.ports, { storyId, intoId, reason: null, actor })
  assert.equal(await stateOf(storyId), 'merging')
  return storyId
}

async function stateOf(storyId: string): Promise<string | undefined> {
  return (await site.parts.store.read.story(storyId))?.state
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise(setImmediate)
}

test('a merge that a stop left in the middle is finished at the next start', async () => {
  const storyId = await beginMerge()
  const first = createCommentMover(site.parts.ports, { logger: SILENT, every: never })
  first.catchUp()
  await first.stop()
  assert.equal(await stateOf(storyId), 'merging', 'it stopped between two batches')
  const second = createCommentMover(site.parts.ports, { logger: SILENT, every: never })
  second.catchUp()
  await until(async () => (await stateOf(storyId)) === 'merged')
  await second.stop()
  assert.equal((await site.rows('select id from comment where story_id = ?', storyId)).length, 0)
})

test('a fault is told, and tried again after a while', async () => {
  const storyId = await beginMerge()
  const told: string[] = []
  const looks: (() => void)[] = []
  let faults = 1
  const { ports } = site.parts
  const store: typeof ports.store = {
    ...ports.store,
    write: (work) => (faults-- > 0 ? Promise.reject(new Error('disk full')) : ports.store.write(work)),
  }
  const logger = { ...SILENT, error: (facts: unknown) => void told.push(JSON.stringify(facts)) }
  const every = (look: () => void) => {
    looks.push(look)
    return () => {}
  }
  const mover = createCommentMover({ ...ports, store }, { logger, every })
  mover.catchUp()
  await until(() => told.length > 0)
  assert.match(told[0] ?? '', /disk full/)
  assert.equal(await stateOf(storyId), 'merging')
  for (const look of looks) look()
  await until(async () => (await stateOf(storyId)) === 'merged')
  for (const look of looks) look()
  await mover.stop()
})

test('a decision wakes the mover, other events do not', async () => {
  const storyId = await beginMerge()
  const mover = createCommentMover(site.parts.ports, { logger: SILENT, every: never })
  const facts = { storyId, commentId: null, personId: null, at: 0, facts: {} }
  mover.consume([{ sequence: 1, kind: 'comment.posted', ...facts }])
  assert.equal(await stateOf(storyId), 'merging')
  mover.consume([{ sequence: 2, kind: 'story.decided', ...facts }])
  await until(async () => (await stateOf(storyId)) === 'merged')
  await mover.stop()
})
