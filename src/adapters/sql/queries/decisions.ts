/** Queries on decisions: only ever appended. */
import type { Scope } from '#adapters/sql/queries/scope.ts'
import type { StoreReader, StoreWriter } from '#ports/store.ts'
import { toDecision, toStoryDecision } from '#adapters/sql/queries/rows.ts'

type Reads = Pick<StoreReader, 'decision' | 'lastDecisions' | 'decisions'>
type Writes = Pick<StoreWriter, 'insertDecision'>
type StoryReads = Pick<StoreReader, 'storyDecision' | 'lastStoryDecision' | 'storyDecisions' | 'stoodAt'>
type StoryWrites = Pick<StoreWriter, 'insertStoryDecision'>

export function decisionReads({ db, siteId }: Scope): Reads {
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
  }
}

export function decisionWrites({ db, siteId }: Scope): Writes {
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
  }
}

export function storyDecisionReads({ db, siteId }: Scope): StoryReads {
  const decisions = () => db.selectFrom('story_decision').selectAll().where('site_id', '=', siteId)
  const one = async (query: ReturnType<typeof decisions>) => {
    const row = await query.executeTakeFirst()
    return row ? toStoryDecision(row) : null
  }
  return {
    storyDecision: (id) => one(decisions().where('id', '=', id)),
    lastStoryDecision: (storyId) =>
      one(decisions().where('story_id', '=', storyId).orderBy('id', 'desc').limit(1)),
    stoodAt: async ({ storyId, url, besides }) => {
      const others = decisions().where('story_id', '=', storyId).where('id', '<>', besides)
      const found = others.where((eb) => eb.or([eb('from_value', '=', url), eb('to_value', '=', url)]))
      return (await one(found.limit(1))) !== null
    },
    storyDecisions: async ({ beforeId, limit }) => {
      const page = decisions().orderBy('id', 'desc').limit(limit)
      const rows = await (beforeId === null ? page : page.where('id', '<', beforeId)).execute()
      return rows.map(toStoryDecision)
    },
  }
}

export function storyDecisionWrites({ db, siteId }: Scope): StoryWrites {
  return {
    insertStoryDecision: async (decision) => {
      await db
        .insertInto('story_decision')
        .values({
          site_id: siteId,
          id: decision.id,
          story_id: decision.storyId,
          action: decision.action,
          from_value: decision.from,
          to_value: decision.to,
          reason: decision.reason,
          moderator_id: decision.moderatorId,
          moderator_name: decision.moderatorName,
          undoes: decision.undoes,
          decided_at: decision.decidedAt,
        })
        .execute()
    },
  }
}
