/** Queries on what is only ever appended: decisions and events. */
import type { Scope } from '#adapters/sql/queries/scope.ts'
import type { StoreReader, StoreWriter } from '#ports/store.ts'
import type { EventKind } from '#domain/events/event.ts'
import { toDecision } from '#adapters/sql/queries/rows.ts'

type Reads = Pick<StoreReader, 'decision' | 'lastDecisions' | 'decisions' | 'eventsAfter' | 'lastEvent'>
type Writes = Pick<StoreWriter, 'insertDecision' | 'appendEvents'>

export function recordReads({ db, siteId }: Scope): Reads {
  const decisions = () => db.selectFrom('decision').selectAll().where('site_id', '=', siteId)
  return {
    decision: async (id) => {
      const row = await decisions().where('id', '=', id).executeTakeFirst()
      return row ? toDecision(row) : null
    },
    lastDecisions: async (commentIds) => {
      if (commentIds.length === 0) return []
      const newest = db
        .selectFrom('decision')
        .select((eb) => eb.fn.max('id').as('id'))
        .where('site_id', '=', siteId)
        .where('comment_id', 'in', commentIds)
        .groupBy('comment_id')
      return (await decisions().where('id', 'in', newest).execute()).map(toDecision)
    },
    decisions: async ({ beforeId, limit }) => {
      const page = decisions().orderBy('id', 'desc').limit(limit)
      const rows = await (beforeId === null ? page : page.where('id', '<', beforeId)).execute()
      return rows.map(toDecision)
    },
    lastEvent: async () => {
      const last = await db
        .selectFrom('event')
        .select((eb) => eb.fn.max('sequence').as('sequence'))
        .where('site_id', '=', siteId)
        .executeTakeFirst()
      return last?.sequence ?? 0
    },
    eventsAfter: async (sequence, limit) => {
      const rows = await db
        .selectFrom('event')
        .selectAll()
        .where('site_id', '=', siteId)
        .where('sequence', '>', sequence)
        .orderBy('sequence')
        .limit(limit)
        .execute()
      return rows.map((row) => ({
        sequence: row.sequence,
        kind: row.kind as EventKind,
        storyId: row.story_id,
        commentId: row.comment_id,
        personId: row.person_id,
        at: row.at,
        facts: JSON.parse(row.facts) as Record<string, string | number | null>,
      }))
    },
  }
}

export function recordWrites(scope: Scope): Writes {
  const { db, siteId } = scope
  const { lastEvent } = recordReads(scope)
  return {
    insertDecision: async (decision) => {
      await db
        .insertInto('decision')
        .values({
          site_id: siteId,
          id: decision.id,
          story_id: decision.storyId,
          comment_id: decision.commentId,
          action: decision.action,
          from_state: decision.fromState,
          to_state: decision.toState,
          reason: decision.reason,
          moderator_id: decision.moderatorId,
          moderator_name: decision.moderatorName,
          undoes: decision.undoes,
          decided_at: decision.decidedAt,
        })
        .execute()
    },
    appendEvents: async (events) => {
      let sequence = await lastEvent()
      for (const event of events) {
        sequence += 1
        await db
          .insertInto('event')
          .values({
            site_id: siteId,
            sequence,
            kind: event.kind,
            story_id: event.storyId,
            comment_id: event.commentId,
            person_id: event.personId,
            at: event.at,
            facts: JSON.stringify(event.facts),
          })
          .execute()
      }
    },
  }
}
