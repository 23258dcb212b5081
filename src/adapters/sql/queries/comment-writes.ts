/** Writes on comments; counts change in the transaction of what they count. */
import { sql } from 'kysely'
import type { Scope } from '#adapters/sql/queries/scope.ts'
import type { StoreWriter } from '#ports/store.ts'
import { REPEATS_LOOKED_AT } from '#domain/limits.ts'
import { controversyScore, topScore } from '#domain/ranking/orders.ts'
import { awaitSearch, settleFound } from '#adapters/sql/queries/search.ts'
import { createRankKeeper } from '#adapters/sql/queries/roots.ts'
import { writtenOnce, type SlotOf } from '#adapters/sql/queries/written-once.ts'
import { commentSlots, fromComment, toComment } from '#adapters/sql/queries/rows.ts'

type CommentWrites = Pick<
  StoreWriter,
  | 'insertComment'
  | 'insertComments'
  | 'importedIds'
  | 'sameComment'
  | 'setBody'
  | 'keepRevision'
  | 'eraseText'
>
type StateWrites = Pick<
  StoreWriter,
  'setState' | 'changeShownReplies' | 'changeBranchCount' | 'setVoteCounts'
>

/** Rows of one insert: 28 columns each, well below the 32,766 values SQLite takes in a statement. */
const ROWS_PER_INSERT = 200

/** `shown` follows from the other columns, so that no caller can forget it. */
const SHOWN = sql<number>`case when state = 'published' or shown_replies > 0 then 1 else 0 end`

/** The same words in the same place, among a person's newest: one statement for roots, one for replies. */
function sameComment({ db, siteId }: Scope): CommentWrites['sameComment'] {
  const sameAuthor = (slot: SlotOf) =>
    db
      .selectFrom(
        db
          .selectFrom('comment')
          .selectAll()
          .where('site_id', '=', siteId)
          .where('story_id', '=', slot.text('storyId'))
          .where('author_id', '=', slot.text('authorId'))
          .where('created_at', '>=', slot.number('since'))
          .orderBy('created_at', 'desc')
          .limit(REPEATS_LOOKED_AT)
          .as('newest'),
      )
      .selectAll()
      .where('body', '=', slot.text('body'))
      .where('state', 'in', ['published', 'held'])
  const sameRoot = writtenOnce(db, (slot) => sameAuthor(slot).where('parent_id', 'is', null))
  const sameReply = writtenOnce(db, (slot) => sameAuthor(slot).where('parent_id', '=', slot.text('parentId')))
  return async (facts) => {
    const [row] = await (facts.parentId === null ? sameRoot : sameReply)({ ...facts })
    return row ? toComment(row) : null
  }
}

export function commentWrites(scope: Scope): CommentWrites {
  const { db, siteId } = scope
  const update = (id: string) => db.updateTable('comment').where('site_id', '=', siteId).where('id', '=', id)
  const insert = writtenOnce(db, (slot) => db.insertInto('comment').values(commentSlots(slot)))
  const awaitSearchOfOne = writtenOnce(db, (slot) =>
    db
      .insertInto('search_waiting')
      .values({ site_id: siteId, story_id: slot.text('storyId'), comment_id: slot.text('id') })
      .onConflict((conflict) => conflict.doNothing()),
  )
  return {
    insertComment: async (entry) => {
      await insert({ ...fromComment(siteId, entry) })
      const { id, storyId, state } = entry.comment
      if (state === 'published') await awaitSearchOfOne({ id, storyId })
    },
    insertComments: async (entries) => {
      for (let from = 0; from < entries.length; from += ROWS_PER_INSERT) {
        const slice = entries.slice(from, from + ROWS_PER_INSERT)
        const rows = slice.map((entry) => fromComment(siteId, entry))
        await db.insertInto('comment').values(rows).execute()
        await awaitSearch(
          scope,
          slice.map((entry) => entry.comment),
        )
      }
    },
    importedIds: async ({ storyId, format, movedFrom }) => {
      const rows = await db
        .selectFrom('comment')
        .select(['source_id', 'id'])
        .where('site_id', '=', siteId)
        .where('story_id', '=', storyId)
        .where('source_format', '=', format)
        .where('from_story', '=', movedFrom ?? '')
        .where('source_id', 'is not', null)
        .execute()
      return new Map(rows.map((row) => [row.source_id ?? '', row.id]))
    },
    sameComment: sameComment(scope),
    setBody: async ({ id, body, bodyHtml, editedAt }) => {
      await update(id).set({ body, body_html: bodyHtml, edited_at: editedAt }).execute()
      await settleFound(scope, id)
    },
    keepRevision: async (commentId, { number, body, bodyHtml, writtenAt }) => {
      await db
        .insertInto('revision')
        .values({
          site_id: siteId,
          comment_id: commentId,
          number,
          body,
          body_html: bodyHtml,
          written_at: writtenAt,
        })
        .execute()
    },
    eraseText: async (id) => {
      await update(id).set({ body: '', body_html: '', author_name: '' }).execute()
      await db.deleteFrom('revision').where('site_id', '=', siteId).where('comment_id', '=', id).execute()
      await settleFound(scope, id)
    },
  }
}

/** State and the counts that follow it. */
export function stateWrites(scope: Scope): StateWrites {
  const { db, siteId } = scope
  const update = (id: string) => db.updateTable('comment').where('site_id', '=', siteId).where('id', '=', id)
  const keepRank = createRankKeeper(scope)
  const settle = writtenOnce(db, (slot) =>
    update(slot.text('id')).set({ shown: SHOWN }).where('shown', '<>', SHOWN),
  )
  const settleShown = async (id: string) => {
    await settle({ id })
  }
  const countReplies = writtenOnce(db, (slot) =>
    update(slot.text('id')).set({ shown_replies: sql<number>`shown_replies + ${slot.number('change')}` }),
  )
  const countBranch = writtenOnce(db, (slot) =>
    update(slot.text('id')).set({ branch_count: sql<number>`branch_count + ${slot.number('change')}` }),
  )
  return {
    setState: async (id, state) => {
      await update(id).set({ state }).execute()
      await settleShown(id)
      await settleFound(scope, id)
    },
    changeShownReplies: async (id, change) => {
      await countReplies({ id, change })
      await settleShown(id)
    },
    changeBranchCount: async (rootId, change) => {
      await keepRank(rootId)
      await countBranch({ id: rootId, change })
    },
    setVoteCounts: async (id, votes) => {
      await keepRank(id)
      await update(id)
        .set({ ...votes, top_score: topScore(votes), controversy: controversyScore(votes) })
        .execute()
    },
  }
}
