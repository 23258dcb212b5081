/** Writes on comments; counts change in the transaction of what they count. */
import { sql } from 'kysely'
import type { Scope } from '#adapters/sql/queries/scope.ts'
import type { StoreWriter } from '#ports/store.ts'
import { controversyScore, topScore } from '#domain/ranking/orders.ts'
import { awaitSearch, settleFound } from '#adapters/sql/queries/search.ts'
import { createRankKeeper } from '#adapters/sql/queries/roots.ts'
import { writtenOnce } from '#adapters/sql/queries/written-once.ts'
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

export function commentWrites(scope: Scope): CommentWrites {
  const { db, siteId } = scope
  const update = (id: string) => db.updateTable('comment').where('site_id', '=', siteId).where('id', '=', id)
  const insert = writtenOnce(db, (slot) => db.insertInto('comment').values(commentSlots(slot)))
  return {
    insertComment: async (entry) => {
      await insert({ ...fromComment(siteId, entry) })
      await awaitSearch(scope, [entry.comment])
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
    sameComment: async ({ storyId, authorId, parentId, body, since }) => {
      const row = await db
        .selectFrom('comment')
        .selectAll()
        .where('site_id', '=', siteId)
        .where('story_id', '=', storyId)
        .where('author_id', '=', authorId)
        .where('created_at', '>=', since)
        .where('parent_id', parentId === null ? 'is' : '=', parentId)
        .where('body', '=', body)
        .where('state', 'in', ['published', 'held'])
        .executeTakeFirst()
      return row ? toComment(row) : null
    },
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
