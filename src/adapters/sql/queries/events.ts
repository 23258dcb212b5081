/** Queries on the log of events: only ever appended, read in order. */
import type { Selectable } from 'kysely'
import type { EventKind, LoggedEvent } from '#domain/events/event.ts'
import type { EventTable } from '#adapters/sql/tables.ts'
import type { Scope } from '#adapters/sql/queries/scope.ts'
import type { StoreReader, StoreWriter } from '#ports/store.ts'

type Reads = Pick<StoreReader, 'eventsAfter' | 'storyEventsAfter' | 'lastStoryEvent' | 'lastEvent'>
type Writes = Pick<StoreWriter, 'appendEvents'>

export function eventReads({ db, siteId }: Scope): Reads {
  const after = (sequence: number, limit: number) =>
    db
      .selectFrom('event')
      .selectAll()
      .where('site_id', '=', siteId)
      .where('sequence', '>', sequence)
      .orderBy('sequence')
      .limit(limit)
  const newest = () =>
    db
      .selectFrom('event')
      .select((eb) => eb.fn.max('sequence').as('sequence'))
      .where('site_id', '=', siteId)
  return {
    eventsAfter: async (sequence, limit) => (await after(sequence, limit).execute()).map(toEvent),
    storyEventsAfter: async ({ storyId, sequence, limit }) =>
      (await after(sequence, limit).where('story_id', '=', storyId).execute()).map(toEvent),
    lastStoryEvent: async (storyId) =>
      (await newest().where('story_id', '=', storyId).executeTakeFirst())?.sequence ?? 0,
    lastEvent: async () => (await newest().executeTakeFirst())?.sequence ?? 0,
  }
}

export function eventWrites(scope: Scope): Writes {
  const { db, siteId } = scope
  const { lastEvent } = eventReads(scope)
  return {
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

function toEvent(row: Selectable<EventTable>): LoggedEvent {
  return {
    sequence: row.sequence,
    kind: row.kind as EventKind,
    storyId: row.story_id,
    commentId: row.comment_id,
    personId: row.person_id,
    at: row.at,
    facts: JSON.parse(row.facts) as Record<string, string | number | null>,
  }
}
