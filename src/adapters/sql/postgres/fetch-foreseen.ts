/** Reads at once what the works of a transaction have said they will read. */
import type { Selectable } from 'kysely'
import type { Ask } from '#adapters/sql/postgres/send-pending.ts'
import type {
  CommentMarkTable,
  CommentTable,
  PersonTable,
  StoryTable,
  VoteTable,
} from '#adapters/sql/tables.ts'
import type { MetMark } from '#domain/moderation/spam/find-repeats.ts'
import type { Foreseen } from '#ports/store.ts'
import { MET_PER_MARK_MAX, REPEATS_LOOKED_AT } from '#domain/limits.ts'
import { marksKey, repeatKey, voteKey, type KnownRows } from '#adapters/sql/postgres/known-rows.ts'
import { toComment, toPerson, toStory } from '#adapters/sql/queries/rows.ts'

const COMMENTS = `select * from comment where site_id = $1 and id = any ($2::text[]
  || array(select root_id from comment where site_id = $1 and id = any ($2::text[])))`

const STORIES = `select * from story where site_id = $1 and id = any ($2::text[]
  || array(select story_id from comment where site_id = $1 and id = any ($3::text[])))`

const PEOPLE = `select id, standing, role, name from person where site_id = $1 and id = any ($2::text[])`

const MEMBERS = `select id, standing, role, name, name_key from person
  where site_id = $1 and standing = 'member' and name_key = any ($2::text[])`

const VOTES = `select vote.comment_id, vote.voter_id, vote.value
  from json_to_recordset($2::json) as asked (comment_id text, voter_id text)
  join vote on vote.site_id = $1 and vote.comment_id = asked.comment_id and vote.voter_id = asked.voter_id`

/** Among the author's newest comments of the time, as the index has them. */
const REPEATS = `select asked.number, found.*
  from json_to_recordset($2::json)
    as asked (number bigint, story_id text, author_id text, parent_id text, body text, since bigint)
  cross join lateral (select * from (select * from comment where comment.site_id = $1
      and comment.story_id = asked.story_id and comment.author_id = asked.author_id
      and comment.created_at >= asked.since order by comment.created_at desc limit ${REPEATS_LOOKED_AT}) as newest
    where newest.body = asked.body and newest.parent_id is not distinct from asked.parent_id
    and newest.state in ('published', 'held') limit 1) as found`

/** The newest with each mark. As one span of the key: by mark and time, a planner may go through all marks of the time. */
const MARKS = `select asked.number, met.*
  from json_to_recordset($2::json) as asked (number bigint, marks text[], since bigint)
  cross join lateral unnest(asked.marks) as one (mark)
  cross join lateral (select mark, comment_id, story_id, writer_id, at from comment_mark
    where comment_mark.site_id = $1 and (comment_mark.mark, comment_mark.at) >= (one.mark, asked.since)
    and (comment_mark.mark, comment_mark.at) <= (one.mark, ${Number.MAX_SAFE_INTEGER})
    order by comment_mark.mark desc, comment_mark.at desc limit ${MET_PER_MARK_MAX}) as met`

const NEWEST_EVENT = 'select max(sequence) as sequence from event where site_id = $1'

/** The rows land in `known`, also those that are not there. */
export async function fetchForeseen(
  ask: Ask,
  siteId: string,
  { works, known }: { readonly works: readonly Foreseen[]; readonly known: KnownRows },
): Promise<void> {
  const all = (kind: 'storyIds' | 'commentIds' | 'personIds' | 'memberNameKeys'): string[] => {
    const found = new Set<string>()
    for (const work of works) for (const id of work[kind] ?? []) found.add(id)
    return [...found]
  }
  const commentIds = all('commentIds')
  await Promise.all([
    fetchComments(ask, siteId, { ids: commentIds, known }),
    fetchStories(ask, siteId, { ids: all('storyIds'), commentIds, known }),
    fetchPeople(ask, siteId, { ids: all('personIds'), known }),
    fetchMembers(ask, siteId, { keys: all('memberNameKeys'), known }),
    fetchVotes(ask, siteId, { works, known }),
    fetchRepeats(ask, siteId, { works, known }),
    fetchMarks(ask, siteId, { works, known }),
    fetchNewestEvent(ask, siteId, known),
  ])
}

async function fetchComments(
  ask: Ask,
  siteId: string,
  { ids, known }: { readonly ids: readonly string[]; readonly known: KnownRows },
): Promise<void> {
  if (ids.length === 0) return
  const rows = (await ask(COMMENTS, [siteId, ids])) as unknown as Selectable<CommentTable>[]
  for (const id of ids) known.comments.set(id, null)
  for (const row of rows) known.comments.set(row.id, toComment(row))
}

async function fetchStories(
  ask: Ask,
  siteId: string,
  {
    ids,
    commentIds,
    known,
  }: { readonly ids: readonly string[]; readonly commentIds: readonly string[]; readonly known: KnownRows },
): Promise<void> {
  if (ids.length + commentIds.length === 0) return
  const rows = (await ask(STORIES, [siteId, ids, commentIds])) as unknown as Selectable<StoryTable>[]
  for (const id of ids) known.stories.set(id, null)
  for (const row of rows) known.stories.set(row.id, toStory(row))
}

async function fetchPeople(
  ask: Ask,
  siteId: string,
  { ids, known }: { readonly ids: readonly string[]; readonly known: KnownRows },
): Promise<void> {
  if (ids.length === 0) return
  const rows = (await ask(PEOPLE, [siteId, ids])) as unknown as Selectable<PersonTable>[]
  for (const id of ids) known.people.set(id, null)
  for (const row of rows) known.people.set(row.id, toPerson(row))
}

async function fetchMembers(
  ask: Ask,
  siteId: string,
  { keys, known }: { readonly keys: readonly string[]; readonly known: KnownRows },
): Promise<void> {
  if (keys.length === 0) return
  const rows = (await ask(MEMBERS, [siteId, keys])) as unknown as Selectable<PersonTable>[]
  for (const key of keys) known.members.set(key, null)
  for (const row of rows) known.members.set(row.name_key, toPerson(row))
}

async function fetchVotes(
  ask: Ask,
  siteId: string,
  { works, known }: { readonly works: readonly Foreseen[]; readonly known: KnownRows },
): Promise<void> {
  const asked = works.flatMap((work) => work.votes ?? [])
  if (asked.length === 0) return
  const pairs = asked.map(({ commentId, voterId }) => ({ comment_id: commentId, voter_id: voterId }))
  const rows = (await ask(VOTES, [siteId, JSON.stringify(pairs)])) as unknown as Selectable<VoteTable>[]
  for (const vote of asked) known.votes.set(voteKey(vote), null)
  for (const row of rows) {
    const vote = {
      commentId: row.comment_id,
      voterId: row.voter_id,
      value: row.value === 1 ? 1 : -1,
    } as const
    known.votes.set(voteKey(vote), vote)
  }
}

async function fetchRepeats(
  ask: Ask,
  siteId: string,
  { works, known }: { readonly works: readonly Foreseen[]; readonly known: KnownRows },
): Promise<void> {
  const asked = works.flatMap((work) => work.sameComments ?? [])
  if (asked.length === 0) return
  const queries = asked.map(({ storyId, authorId, parentId, body, since }, number) => ({
    number,
    story_id: storyId,
    author_id: authorId,
    parent_id: parentId,
    body,
    since,
  }))
  const rows = (await ask(REPEATS, [
    siteId,
    JSON.stringify(queries),
  ])) as unknown as (Selectable<CommentTable> & {
    readonly number: number
  })[]
  for (const query of asked) known.repeats.set(repeatKey(query), null)
  for (const row of rows) {
    const query = asked[row.number]
    if (query) known.repeats.set(repeatKey(query), toComment(row))
  }
}

async function fetchMarks(
  ask: Ask,
  siteId: string,
  { works, known }: { readonly works: readonly Foreseen[]; readonly known: KnownRows },
): Promise<void> {
  // Who asks for the same since longer ago is asked for first.
  const asked = works.flatMap((work) => work.metMarks ?? []).toSorted((a, b) => a.since - b.since)
  if (asked.length === 0) return
  const queries = asked.map(({ marks, since }, number) => ({ number, marks, since }))
  const rows = (await ask(MARKS, [
    siteId,
    JSON.stringify(queries),
  ])) as unknown as (Selectable<CommentMarkTable> & {
    readonly number: number
  })[]
  const met = asked.map((): MetMark[] => [])
  for (const { number, mark, comment_id: commentId, story_id: storyId, writer_id: writerId, at } of rows) {
    met[number]?.push({ mark, commentId, storyId, writerId, at })
  }
  for (const [at, query] of asked.entries()) {
    if (!known.met.has(marksKey(query))) known.met.set(marksKey(query), met[at] ?? [])
  }
}

async function fetchNewestEvent(ask: Ask, siteId: string, known: KnownRows): Promise<void> {
  const [row] = await ask(NEWEST_EVENT, [siteId])
  known.setNewestEvent(Number(row?.['sequence'] ?? 0))
}
