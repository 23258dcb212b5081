/** Checking and repairing: each kind of fault put into a real database, found by name, and put right or left alone. */
import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'
import pg from 'pg'
import type { FaultCode } from '#domain/care/fault.ts'
import type { OpenedSite } from '#test/opened-site.ts'
import { FAULT_CODES } from '#domain/care/fault.ts'
import { castVote } from '#operations/cast-vote.ts'
import { checkCounts, checkReachable } from '#test/thread-invariants.ts'
import { checkSite } from '#operations/check-site.ts'
import { decide } from '#operations/decide.ts'
import { deleteComment } from '#operations/delete-comment.ts'
import { guest, openSite, seedMember } from '#test/opened-site.ts'
import { isRepairable, repairSite } from '#operations/repair-site.ts'
import { postComment } from '#operations/post-comment.ts'
import { seedStory } from '#test/running-site.ts'

/** A thread in which everything occurs that is checked: replies, a tombstone, a removed and a deleted comment, votes. */
interface Stage {
  readonly site: OpenedSite
  readonly storyId: string
  readonly otherStoryId: string
  readonly root: string
  readonly otherRoot: string
  readonly reply: string
  readonly leaf: string
  readonly elsewhere: string
}

async function setStage(): Promise<Stage> {
  const site = await openSite()
  const { ports } = site.parts
  const moderator = await seedMember(site, { name: 'Mo Derate', role: 'moderator' })
  const author = guest(site)
  const [storyId, otherStoryId] = [await seedStory(site), await seedStory(site)]
  const write = async (story: string, parentId: string | null): Promise<string> => {
    site.clock.now += 1_000
    const input = {
      id: ports.newId(),
      parentId,
      body: `words in plenty at ${site.clock.now}`,
      name: 'Ann',
      storyId: story,
    }
    const posted = await postComment(ports, { ...input, actor: author })
    assert.ok(posted.ok)
    return posted.value.comment.id
  }
  const root = await write(storyId, null)
  const reply = await write(storyId, root)
  const leaf = await write(storyId, reply)
  const otherRoot = await write(storyId, null)
  const gone = await write(storyId, otherRoot)
  const elsewhere = await write(otherStoryId, null)
  for (const commentId of [root, leaf]) await castVote(ports, { commentId, value: 1, actor: guest(site) })
  await castVote(ports, { commentId: root, value: -1, actor: guest(site) })
  await decide(ports, { commentId: reply, action: 'remove', reason: 'off topic', actor: moderator })
  await deleteComment(ports, { commentId: gone, actor: author })
  while ((await ports.store.settleSearch(100)) > 0);
  return { site, storyId, otherStoryId, root, otherRoot, reply, leaf, elsewhere }
}

/** Writes past all of Parley's code, and past the rules of the database. A value stands as `?`. */
async function damage({ site }: Stage, text: string, ...values: string[]): Promise<void> {
  if (site.databaseUrl === null) {
    const file = join(site.directory, 'parley.sqlite')
    const raw = new DatabaseSync(file, { enableForeignKeyConstraints: false })
    const { changes } = raw.prepare(text).run(...values)
    raw.close()
    assert.ok(changes > 0, `changed nothing: ${text}`)
    return
  }
  const client = new pg.Client({ connectionString: site.databaseUrl })
  await client.connect()
  // Leaves references unchecked.
  await client.query('set session_replication_role = replica')
  let at = 0
  const { rowCount } = await client.query(
    text.replaceAll('?', () => `$${(at += 1)}`),
    values,
  )
  await client.end()
  assert.ok(Number(rowCount) > 0, `changed nothing: ${text}`)
}

type Damage = (stage: Stage) => Promise<void>

const DAMAGES: Readonly<Record<Exclude<FaultCode, 'file-damaged'>, Damage>> = {
  'shown-replies': (on) =>
    damage(on, 'update comment set shown_replies = shown_replies + 3 where id = ?', on.leaf),
  shown: (on) => damage(on, 'update comment set shown = 0 where id = ?', on.leaf),
  'branch-count': (on) =>
    damage(on, 'update comment set branch_count = branch_count - 1 where id = ?', on.root),
  votes: (on) => damage(on, 'update comment set agree = 7 where id = ?', on.leaf),
  ranks: (on) => damage(on, 'update comment set top_score = 0.99 where id = ?', on.root),
  'parent-missing': (on) => damage(on, `update comment set parent_id = 'nobody' where id = ?`, on.leaf),
  'parent-elsewhere': (on) =>
    damage(on, 'update comment set parent_id = ? where id = ?', on.elsewhere, on.leaf),
  root: (on) => damage(on, 'update comment set root_id = ? where id = ?', on.otherRoot, on.reply),
  depth: (on) => damage(on, 'update comment set depth = 9 where id = ?', on.root),
  'order-key': (on) => damage(on, `update comment set order_key = 'zzz' where id = ?`, on.reply),
  'state-unknown': (on) => damage(on, `update comment set state = 'lost' where id = ?`, on.leaf),
  state: (on) => damage(on, `update comment set state = 'published' where id = ?`, on.reply),
  'story-count': (on) => damage(on, 'update story set comment_count = 99 where id = ?', on.storyId),
  'event-gap': (on) => damage(on, 'delete from event where sequence between 3 and 4'),
  reference: (on) =>
    damage(on, `insert into vote values ('main', 'nothing', 'somebody', ?, 1, 0)`, on.storyId),
  'story-elsewhere': (on) =>
    damage(on, 'update vote set story_id = ? where comment_id = ?', on.otherStoryId, on.leaf),
  'past-rank-left': (on) =>
    damage(on, `insert into past_rank values ('main', ?, 999, ?, 0, 0.5, 0)`, on.storyId, on.root),
  'search-waiting-left': (on) =>
    damage(on, `insert into search_waiting values ('main', ?, ?)`, on.storyId, on.reply),
  'search-missing': (on) => damage(on, 'delete from comment_search where comment_id = ?', on.leaf),
  'search-left': (on) =>
    on.site.databaseUrl === null
      ? damage(
          on,
          `insert into comment_search (rowid, story, name, words, comment_id) values (5, 'x', 'y', 'z', ?)`,
          on.leaf,
        )
      : damage(on, `insert into comment_search values ('main', ?, 5, ?, '')`, on.storyId, on.reply),
}

function codesOf(faults: readonly { readonly code: FaultCode }[]): FaultCode[] {
  return faults.map(({ code }) => code)
}

describe('a check', () => {
  test('finds nothing where nothing is wrong', async () => {
    const { site } = await setStage()
    const check = await checkSite(site.parts.store)
    assert.deepEqual(check.faults, [])
    assert.deepEqual({ stories: check.stories, comments: check.comments }, { stories: 2, comments: 6 })
    await site.close()
  })

  test('knows every kind of fault that is listed', () => {
    assert.deepEqual([...Object.keys(DAMAGES), 'file-damaged'].sort(), [...FAULT_CODES].sort())
  })

  for (const [name, doDamage] of Object.entries(DAMAGES)) {
    const code = name as FaultCode
    test(`names ${code}, and a repair puts right what follows from the rest`, async () => {
      const stage = await setStage()
      const { site, storyId, otherStoryId } = stage
      await doDamage(stage)
      const { found, left } = await repairSite(site.parts.ports)
      assert.ok(codesOf(found.faults).includes(code), `found ${codesOf(found.faults).join(', ')}`)
      if (isRepairable({ code })) {
        assert.deepEqual(left.faults, [])
        for (const id of [storyId, otherStoryId]) {
          await checkCounts(site, id)
          await checkReachable(site, id)
        }
      } else {
        assert.deepEqual(codesOf(left.faults), [code], 'what is lost is left alone, and nothing else is')
      }
      await site.close()
    })
  }

  test('finds everything at once, and a repair leaves only what nobody can know', async () => {
    const stage = await setStage()
    for (const doDamage of Object.values(DAMAGES)) await doDamage(stage)
    const { found, left } = await repairSite(stage.site.parts.ports)
    assert.ok(found.faults.length > 10)
    assert.deepEqual(
      left.faults.filter((fault) => isRepairable(fault)),
      [],
    )
    await stage.site.close()
  })

  test('takes a reply whose parent is still in a story that is being merged for what it is', async () => {
    const stage = await setStage()
    await DAMAGES['parent-elsewhere'](stage)
    const isElsewhere = async () =>
      codesOf((await checkSite(stage.site.parts.store)).faults).includes('parent-elsewhere')
    assert.equal(await isElsewhere(), true)
    await damage(stage, `update story set state = 'merging' where id = ?`, stage.otherStoryId)
    assert.equal(await isElsewhere(), false)
    await stage.site.close()
  })

  test('gives a few examples of many faults, and the number of all', async () => {
    const stage = await setStage()
    const { ports } = stage.site.parts
    const actor = guest(stage.site)
    const { storyId } = stage
    for (let at = 0; at < 30; at += 1) {
      await postComment(ports, {
        id: null,
        parentId: null,
        body: `number ${at}`,
        name: 'Ann',
        storyId,
        actor,
      })
    }
    await damage(stage, 'update comment set agree = 1000, branch_count = 1000')
    const { faults } = await checkSite(ports.store)
    const votes = faults.find(({ code }) => code === 'votes')
    const branches = faults.find(({ code }) => code === 'branch-count')
    assert.deepEqual([votes?.count, votes?.examples.length], [36, 10])
    assert.deepEqual([branches?.count, branches?.examples.length], [36, 10])
    await stage.site.close()
  })

  test('a repair tells whoever follows the log, for every story it touched', async () => {
    const stage = await setStage()
    await DAMAGES.votes(stage)
    const before = await stage.site.parts.store.read.lastEvent()
    await repairSite(stage.site.parts.ports)
    const events = await stage.site.parts.store.read.eventsAfter(before, 10)
    assert.deepEqual(
      events.map(({ kind, storyId }) => ({ kind, storyId })),
      [{ kind: 'story.repaired', storyId: stage.storyId }],
    )
    await stage.site.close()
  })
})
