/** Queries on the log of events: only ever appended, read in order. */
import type { Selectable } from 'kysely'
import type { EventKind, LoggedEvent } from '#domain/events/event.ts'
import type { EventTable } from '#adapters/sql/tables.ts'
import { writtenOnce } from '#adapters/sql/queries/written-once.ts'
import type { Scope } from '#adapters/sql/queries/scope.ts'
import type { StoreReader, StoreWriter } from '#ports/store.ts'

type Reads = Pick<StoreReader, 'eventsAfter' | 'storyEventsAfter' | 'lastStoryEvent' | 'lastEvent'>
type Writes = Pick<StoreWriter, 'appendEvents'>

export function eventReads({ db, siteId }: Scope): Reads {
  const after = writtenOnce(db, (slot) =>
    db
      .selectFrom('event')
      .selectAll()
      .where('site_id', '=', siteId)
      .where('sequence', '>', slot.number('sequence'))
      .orderBy('sequence')
      .limit(slot.number('limit')),
  )
  const newest = () =>
    db
      .selectFrom('event')
      .select((eb) => eb.fn.max('sequence').as('sequence'))
      .where('site_id', '=', siteId)
  const newestOfStory = writtenOnce(db, (slot) => newest().where('story_id', '=', slot.text('storyId')))
  const newestOfAll = writtenOnce(db, newest)
  // NOTE: Asked in one step, SQLite goes through the log of the whole site: the key has the order that is wanted.
  const ofStoryAfter = writtenOnce(db, (slot) => {
    const sequences = db
      .selectFrom('event')
      .select('sequence')
      .where('site_id', '=', siteId)
      .where('story_id', '=', slot.text('storyId'))
      .where('sequence', '>', slot.number('sequence'))
      .orderBy('sequence')
      .limit(slot.number('limit'))
    return db
      .selectFrom('event')
      .selectAll()
      .where('site_id', '=', siteId)
      .where('sequence', 'in', sequences)
      .orderBy('sequence')
  })
  return {
    eventsAfter: async (sequence, limit) => (await after({ sequence, limit })).map(toEvent),
    storyEventsAfter: async (query) => (await ofStoryAfter({ ...query })).map(toEvent),
    lastStoryEvent: async (storyId) => (await newestOfStory({ storyId }))[0]?.sequence ?? 0,
    lastEvent: async () => (await newestOfAll({}))[0]?.sequence ?? 0,
  }
}

export function eventWrites(scope: Scope): Writes {
  const { db, siteId } = scope
  const { lastEvent } = eventReads(scope)
  const insert = writtenOnce(db, (slot) =>
    db.insertInto('event').values({
      site_id: siteId,
      sequence: slot.number('sequence'),
      kind: slot.text('kind'),
      story_id: slot.text('story_id'),
      comment_id: slot.text('comment_id'),
      person_id: slot.text('person_id'),
      at: slot.number('at'),
      facts: slot.text('facts'),
    }),
  )
  return {
    appendEvents: async (events) => {
      let sequence = await lastEvent()
      for (const event of events) {
        sequence += 1
        await insert({
          sequence,
          kind: event.kind,
          story_id: event.storyId,
          comment_id: event.commentId,
          person_id: event.personId,
          at: event.at,
          facts: JSON.stringify(event.facts),
        })
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
