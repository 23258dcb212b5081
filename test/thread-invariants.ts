/** What must hold of every thread after anything anybody did: counts, flags, and that every live comment can be reached. */
import assert from 'node:assert/strict'
import type { CommentView } from '#contract/views.ts'
import type { OpenedSite } from '#test/opened-site.ts'
import { OFFERED_ORDERS } from '#contract/thread.ts'
import { controversyScore, topScore } from '#domain/ranking/orders.ts'
import { readBranchCursor, readThreadCursor } from '#contract/cursor.ts'
import { readConversation } from '#operations/read-conversation.ts'
import { readThread } from '#operations/read-thread.ts'

/** A site whose tables can be looked at. */
type Tables = Pick<OpenedSite, 'parts' | 'rows'>

interface ThreadRow {
  readonly id: string
  readonly root_id: string
  readonly parent_id: string | null
  readonly state: string
  readonly shown: number
  readonly shown_replies: number
  readonly branch_count: number
  readonly agree: number
  readonly disagree: number
  readonly top_score: number
  readonly controversy: number
}

/** Recounts from the rows of comments and votes what is kept as a count. */
export async function checkCounts(site: Tables, storyId: string): Promise<void> {
  const rows = (await site.rows(
    'select * from comment where story_id = ?',
    storyId,
  )) as unknown as ThreadRow[]
  const published = rows.filter((row) => row.state === 'published')
  const story = (await site.rows('select comment_count from story where id = ?', storyId))[0]
  assert.equal(story?.['comment_count'], published.length, 'the count of the story')
  const children = Map.groupBy(rows, (row) => row.parent_id)
  const byId = new Map(rows.map((row) => [row.id, row]))
  for (const row of rows) {
    const shownReplies = (children.get(row.id) ?? []).filter((reply) => reply.shown === 1).length
    assert.equal(row.shown_replies, shownReplies, `shown replies of ${row.id}`)
    assert.equal(row.shown, Number(row.state === 'published' || shownReplies > 0), `shown of ${row.id}`)
    const below = published.filter((other) => other.root_id === row.id && other.id !== row.id)
    assert.equal(row.branch_count, row.parent_id === null ? below.length : 0, `branch of ${row.id}`)
    await checkVotes(site, row)
    if (row.state === 'published') checkAncestors(row, byId)
  }
  const sequences = (await site.rows('select sequence from event order by sequence')).map(
    (event) => event['sequence'],
  )
  assert.deepEqual(
    sequences,
    sequences.map((_, at) => at + 1),
    'the log has no gaps',
  )
}

async function checkVotes(site: Tables, row: ThreadRow): Promise<void> {
  const votes = (await site.rows('select value from vote where comment_id = ?', row.id)).map(
    (vote) => vote['value'],
  )
  const counted = {
    agree: votes.filter((value) => value === 1).length,
    disagree: votes.filter((value) => value === -1).length,
  }
  assert.deepEqual({ agree: row.agree, disagree: row.disagree }, counted, `votes of ${row.id}`)
  assert.equal(row.top_score, topScore(counted))
  assert.equal(row.controversy, controversyScore(counted))
}

function checkAncestors(row: ThreadRow, byId: ReadonlyMap<string, ThreadRow>): void {
  for (let id = row.parent_id; id !== null; id = byId.get(id)?.parent_id ?? null) {
    assert.equal(byId.get(id)?.shown, 1, `${row.id} is live, so ${id} above it is shown`)
  }
}

/** Pages asked at most: more would mean that cursors lead in a circle. */
const PAGES_MAX = 2_000

/** Reads the thread as a reader does, page after page, in each order, and finds every shown comment exactly once. */
export async function checkReachable(site: Tables, storyId: string): Promise<void> {
  const shown = await site.rows('select id from comment where story_id = ? and shown = 1', storyId)
  const wanted = shown.map((row) => String(row['id'])).sort()
  for (const order of OFFERED_ORDERS) {
    const found: string[] = []
    let after = null
    for (let pages = 0; pages < PAGES_MAX; pages += 1) {
      const page = await readThread(site.parts.ports, { storyId, order, after, actor: null })
      assert.ok(page.ok)
      for (const root of page.value.roots) found.push(...(await wholeBranch(site, root)))
      if (page.value.nextCursor === null) break
      after = readThreadCursor(page.value.nextCursor)
      assert.ok(after, 'a cursor that was given can be read')
    }
    assert.deepEqual(found.sort(), wanted, `every shown comment once, order ${order}`)
  }
}

/** The ids of a branch: those on the page, then those behind its cursors. */
async function wholeBranch(site: Tables, root: CommentView): Promise<string[]> {
  const found = idsOf(root)
  let more = root.more
  for (let pages = 0; more !== null && pages < PAGES_MAX; pages += 1) {
    const after = readBranchCursor(more.cursor ?? undefined)
    assert.ok(after, 'a cursor that was given can be read')
    const page = await readConversation(site.parts.ports, { commentId: more.rootId, after, actor: null })
    assert.ok(page.ok)
    assert.equal(page.value.continued, true)
    found.push(...page.value.comment.replies.flatMap(idsOf))
    more = page.value.comment.more
  }
  return found
}

export function idsOf(comment: CommentView): string[] {
  return [comment.id, ...comment.replies.flatMap(idsOf)]
}
