/** Queries on the marks of comments, and on the rules that comments wait for. */
import { sql } from 'kysely'
import type { HoldRule } from '#domain/moderation/verdict.ts'
import type { Scope } from '#adapters/sql/queries/scope.ts'
import type { SpamMemoryReader, SpamMemoryWriter } from '#ports/spam-memory.ts'
import { COMMENT_MARKS_MAX, MARKS_FORGOTTEN_MAX, MET_PER_MARK_MAX } from '#domain/limits.ts'
import { writtenOnce, type SlotOf } from '#adapters/sql/queries/written-once.ts'

/** Unix milliseconds behind all that there are. */
const LATEST = Number.MAX_SAFE_INTEGER

export function spamMemoryReads({ db, siteId }: Scope): SpamMemoryReader {
  return {
    ruleHolds: async (commentIds) => {
      if (commentIds.length === 0) return new Map()
      const rows = await db
        .selectFrom('rule_hold')
        .select(['comment_id', 'rule', 'reasons'])
        .where('site_id', '=', siteId)
        .where('comment_id', 'in', [...commentIds])
        .execute()
      return new Map(
        rows.map(({ comment_id, rule, reasons }) => [
          comment_id,
          { rule: rule as HoldRule, reasons: JSON.parse(reasons) as string[] },
        ]),
      )
    },
    waitingFor: async ({ rules, after, limit }) => {
      const rows = await db
        .selectFrom('rule_hold')
        .innerJoin('comment', (join) =>
          join
            .onRef('comment.site_id', '=', 'rule_hold.site_id')
            .onRef('comment.id', '=', 'rule_hold.comment_id'),
        )
        .select('comment_id')
        .where('rule_hold.site_id', '=', siteId)
        .where('rule_hold.rule', 'in', [...rules])
        .where('comment.state', '=', 'held')
        .where('comment_id', '>', after)
        .orderBy('comment_id')
        .limit(limit)
        .execute()
      return rows.map(({ comment_id }) => comment_id)
    },
  }
}

export function spamMemoryWrites(scope: Scope): SpamMemoryWriter {
  return { ...markWrites(scope), ...forgetting(scope), ...ruleHoldWrites(scope) }
}

function ruleHoldWrites({ db, siteId }: Scope): Pick<SpamMemoryWriter, 'keepRuleHold'> {
  return {
    keepRuleHold: async (commentId, { rule, reasons }) => {
      const changed = { rule, reasons: JSON.stringify(reasons) }
      await db
        .insertInto('rule_hold')
        .values({ site_id: siteId, comment_id: commentId, ...changed })
        .onConflict((conflict) => conflict.columns(['site_id', 'comment_id']).doUpdateSet(changed))
        .execute()
    },
  }
}

/** A statement is written for each number of marks that a comment can have. */
const places = Array.from({ length: COMMENT_MARKS_MAX }, (_, at) => `mark${at}`)

function byPlace(marks: readonly string[]): Record<string, string> {
  return Object.fromEntries(marks.map((mark, at) => [places[at] ?? '', mark]))
}

function markWrites({ db, siteId }: Scope): Pick<SpamMemoryWriter, 'metMarks' | 'keepMarks'> {
  const newest = (slot: SlotOf, place: string) =>
    db
      .selectFrom(
        db
          .selectFrom('comment_mark')
          .select(['mark', 'comment_id', 'story_id', 'writer_id', 'at'])
          .where('site_id', '=', siteId)
          // As one span: asked for a mark and a time, PostgreSQL may go through all marks of the time.
          .where(sql<boolean>`(mark, at) >= (${slot.text(place)}, ${slot.number('since')})`)
          .where(sql<boolean>`(mark, at) <= (${slot.text(place)}, ${sql.lit(LATEST)})`)
          .orderBy('mark', 'desc')
          .orderBy('at', 'desc')
          .limit(MET_PER_MARK_MAX)
          .as('newest'),
      )
      .selectAll()
  const met = places.map((first, last) =>
    writtenOnce(db, (slot) =>
      places
        .slice(1, last + 1)
        .reduce((all, place) => all.unionAll(newest(slot, place)), newest(slot, places[0] ?? first)),
    ),
  )
  const inserts = places.map((_, last) =>
    writtenOnce(db, (slot) =>
      db.insertInto('comment_mark').values(
        places.slice(0, last + 1).map((place) => ({
          site_id: siteId,
          at: slot.number('createdAt'),
          comment_id: slot.text('id'),
          mark: slot.text(place),
          story_id: slot.text('storyId'),
          writer_id: slot.text('writerId'),
        })),
      ),
    ),
  )
  return {
    metMarks: async ({ marks, since }) => {
      const rows = await met[marks.length - 1]?.({ ...byPlace(marks), since })
      return (rows ?? []).map((row) => ({
        mark: row.mark,
        commentId: row.comment_id,
        storyId: row.story_id,
        writerId: row.writer_id,
        at: row.at,
      }))
    },
    keepMarks: async ({ id, createdAt, storyId, writerId }, marks) => {
      const insert = inserts[marks.length - 1]
      await insert?.({ id, createdAt, storyId, writerId, ...byPlace(marks) })
    },
  }
}

function forgetting({ db, siteId }: Scope): Pick<SpamMemoryWriter, 'forgetMarks' | 'forgetOldMarks'> {
  return {
    forgetMarks: async ({ id, createdAt }) => {
      await db
        .deleteFrom('comment_mark')
        .where('site_id', '=', siteId)
        // As a span: asked for one moment, SQLite goes through all marks instead of the index by time.
        .where('at', '>=', createdAt)
        .where('at', '<=', createdAt)
        .where('comment_id', '=', id)
        .execute()
    },
    forgetOldMarks: async (before) => {
      const oldest = db
        .selectFrom('comment_mark')
        .select('at')
        .where('site_id', '=', siteId)
        .where('at', '<', before)
        .orderBy('at')
        .limit(MARKS_FORGOTTEN_MAX)
      await db
        .deleteFrom('comment_mark')
        .where('site_id', '=', siteId)
        .where(
          'at',
          '<=',
          db.selectFrom(oldest.as('oldest')).select(({ fn }) => fn.max('at').as('at')),
        )
        .execute()
    },
  }
}
