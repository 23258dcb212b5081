/** Reads by id, of which many are asked at the same time: after a commit everybody who is answered asks for their own. */
import { sql } from 'kysely'
import type { Scope } from '#adapters/sql/queries/scope.ts'
import type { StoreReader, Vote } from '#ports/store.ts'
import { together } from '#adapters/sql/postgres/together.ts'
import { toComment, toPerson, toStory } from '#adapters/sql/queries/rows.ts'
import { writtenOnce } from '#adapters/sql/queries/written-once.ts'

type Reads = Pick<StoreReader, 'story' | 'comment' | 'comments' | 'person' | 'votesBy'>

export function togetherReads({ db, siteId }: Scope): Reads {
  const anyOf = (ids: string) => sql<string>`any (${ids}::text[])`
  const stories = writtenOnce(db, (slot) =>
    db
      .selectFrom('story')
      .selectAll()
      .where('site_id', '=', siteId)
      .where('id', '=', anyOf(slot.text('ids'))),
  )
  const rows = writtenOnce(db, (slot) =>
    db
      .selectFrom('comment')
      .selectAll()
      .where('site_id', '=', siteId)
      .where('id', '=', anyOf(slot.text('ids'))),
  )
  const people = writtenOnce(db, (slot) =>
    db
      .selectFrom('person')
      .select(['id', 'standing', 'role', 'name'])
      .where('site_id', '=', siteId)
      .where('id', '=', anyOf(slot.text('ids'))),
  )
  const comment = byId(async (ids) => (await rows({ ids })).map(toComment))
  return {
    story: byId(async (ids) => (await stories({ ids })).map(toStory)),
    comment,
    comments: async (ids) => {
      const found = await Promise.all(ids.map((id) => comment(id)))
      return found.filter((each) => each !== null)
    },
    person: byId(async (ids) => (await people({ ids })).map(toPerson)),
    votesBy: votesTogether({ db, siteId }),
  }
}

function byId<Row extends { readonly id: string }>(
  read: (ids: readonly string[]) => Promise<Row[]>,
): (id: string) => Promise<Row | null> {
  return together(async (ids) => {
    const found = new Map((await read([...new Set(ids)])).map((row) => [row.id, row]))
    return ids.map((id) => found.get(id) ?? null)
  })
}

/** Each voter's by the index, up to the limit they were asked with. */
function votesTogether({ db, siteId }: Pick<Scope, 'db' | 'siteId'>): StoreReader['votesBy'] {
  return together(async (queries) => {
    const asked = queries.map(({ storyId, voterId, limit }, number) => ({
      number,
      story_id: storyId,
      voter_id: voterId,
      most: limit,
    }))
    const { rows } = await sql<{ number: number; comment_id: string; value: number }>`
      select asked.number, given.comment_id, given.value
      from json_to_recordset(${JSON.stringify(asked)}::json)
        as asked (number bigint, story_id text, voter_id text, most bigint)
      cross join lateral (select comment_id, value from vote
        where vote.site_id = ${siteId} and vote.story_id = asked.story_id and vote.voter_id = asked.voter_id
        limit asked.most) as given`.execute(db)
    const votes: Vote[][] = queries.map(() => [])
    for (const { number, comment_id: commentId, value } of rows) {
      const voterId = queries[number]?.voterId ?? ''
      votes[number]?.push({ commentId, voterId, value: value === 1 ? 1 : -1 })
    }
    return votes
  })
}
