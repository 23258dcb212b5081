/** Queries on votes and revisions: what hangs on a comment by its id. */
import type { Scope } from '#adapters/sql/queries/scope.ts'
import type { StoreReader, StoreWriter } from '#ports/store.ts'
import { writtenOnce } from '#adapters/sql/queries/written-once.ts'

type RevisionAndVoteReads = Pick<StoreReader, 'revisions' | 'vote' | 'votesBy'>
type VoteWrites = Pick<StoreWriter, 'setVote' | 'removeVote'>

export function voteReads({ db, siteId }: Scope): RevisionAndVoteReads {
  // NOTE: Asked in one step, SQLite takes the key for cheaper than the index and reads every vote on the site.
  const ofVoter = writtenOnce(db, (slot) => {
    const voted = db
      .selectFrom('vote')
      .select('comment_id')
      .where('site_id', '=', siteId)
      .where('story_id', '=', slot.text('storyId'))
      .where('voter_id', '=', slot.text('voterId'))
      .limit(slot.number('limit'))
    return db
      .selectFrom('vote')
      .select(['comment_id', 'value'])
      .where('site_id', '=', siteId)
      .where('comment_id', 'in', voted)
      .where('voter_id', '=', slot.text('voterId'))
  })
  return {
    revisions: async (commentId) => {
      const rows = await db
        .selectFrom('revision')
        .selectAll()
        .where('site_id', '=', siteId)
        .where('comment_id', '=', commentId)
        .orderBy('number')
        .execute()
      return rows.map((row) => ({
        number: row.number,
        body: row.body,
        bodyHtml: row.body_html,
        writtenAt: row.written_at,
      }))
    },
    vote: async (commentId, voterId) => {
      const row = await db
        .selectFrom('vote')
        .select('value')
        .where('site_id', '=', siteId)
        .where('comment_id', '=', commentId)
        .where('voter_id', '=', voterId)
        .executeTakeFirst()
      return row ? { commentId, voterId, value: row.value === 1 ? 1 : -1 } : null
    },
    votesBy: async ({ storyId, voterId, limit }) => {
      const rows = await ofVoter({ storyId, voterId, limit })
      return rows.map((row) => ({ commentId: row.comment_id, voterId, value: row.value === 1 ? 1 : -1 }))
    },
  }
}

export function voteWrites({ db, siteId }: Scope): VoteWrites {
  const story = (commentId: string) =>
    db
      .selectFrom('comment')
      .select('story_id')
      .where('site_id', '=', siteId)
      .where('id', '=', commentId)
      .executeTakeFirstOrThrow()
  return {
    setVote: async ({ commentId, voterId, value }, at) => {
      const { story_id } = await story(commentId)
      await db
        .insertInto('vote')
        .values({ site_id: siteId, comment_id: commentId, voter_id: voterId, story_id, value, voted_at: at })
        .onConflict((conflict) =>
          conflict.columns(['site_id', 'comment_id', 'voter_id']).doUpdateSet({ value, voted_at: at }),
        )
        .execute()
    },
    removeVote: async (commentId, voterId) => {
      await db
        .deleteFrom('vote')
        .where('site_id', '=', siteId)
        .where('comment_id', '=', commentId)
        .where('voter_id', '=', voterId)
        .execute()
    },
  }
}
