/** Queries on what moderators' decisions teach, and on what was learned. */
import { sql, type Selectable } from 'kysely'
import type { BodyFormat } from '#domain/comment/comment.ts'
import type { LabelledComment, LearningReader, LearningWriter } from '#ports/store-learning.ts'
import type { LearnedFigures, LearnedVerdict } from '#domain/civility/learning/learned-figures.ts'
import type {
  LearnedState,
  LearnedVersion,
  LearningAction,
  LearningDecision,
} from '#domain/civility/learning/learned-version.ts'
import type { LearningDecisionTable } from '#adapters/sql/tables.ts'
import type { Scope } from '#adapters/sql/queries/scope.ts'
import { writtenOnce } from '#adapters/sql/queries/written-once.ts'

type LabelReads = Pick<LearningReader, 'labelledComments' | 'labelledCounts'>
type LearnedReads = Omit<LearningReader, keyof LabelReads>

const VERSION_COLUMNS = ['id', 'made_at', 'asked_by', 'model', 'state', 'verdict', 'figures'] as const

export function learningReads(scope: Scope): LearningReader {
  return { ...labelReads(scope), ...learnedReads(scope) }
}

/** Which decisions count stands here alone. */
function labelled({ db, siteId }: Scope, limit: number) {
  return (
    db
      .selectFrom('decision as d')
      .innerJoin('comment as c', (join) =>
        join.onRef('c.site_id', '=', 'd.site_id').onRef('c.id', '=', 'd.comment_id'),
      )
      .where('d.site_id', '=', siteId)
      .where('d.action', 'in', ['publish', 'remove'])
      // A rule has no id.
      .where('d.moderator_id', '<>', '')
      .whereRef('c.state', '=', 'd.to_state')
      .where((eb) =>
        eb.or([eb('c.author_id', 'is', null), eb('c.author_id', '<>', eb.ref('d.moderator_id'))]),
      )
      .where((eb) => eb.or([eb('c.edited_at', 'is', null), eb('c.edited_at', '<=', eb.ref('d.decided_at'))]))
      .where((of) =>
        of.not(
          of.exists(
            of
              .selectFrom('decision as later')
              .select('later.id')
              .whereRef('later.site_id', '=', 'd.site_id')
              .whereRef('later.comment_id', '=', 'd.comment_id')
              .whereRef('later.id', '>', 'd.id')
              .where((eb) =>
                eb.or([
                  // It takes this one back …
                  eb('later.undoes', '=', eb.ref('d.id')),
                  // … or stands in its place, unless that was taken back itself.
                  eb.and([
                    eb('later.action', '<>', 'undo'),
                    eb.not(
                      eb.exists(
                        eb
                          .selectFrom('decision as undo')
                          .select('undo.id')
                          .whereRef('undo.site_id', '=', 'later.site_id')
                          .whereRef('undo.comment_id', '=', 'later.comment_id')
                          .whereRef('undo.undoes', '=', 'later.id'),
                      ),
                    ),
                  ]),
                ]),
              ),
          ),
        ),
      )
      .orderBy('d.id', 'desc')
      .limit(limit)
  )
}

function labelReads(scope: Scope): LabelReads {
  return {
    labelledComments: async ({ beforeId, limit }) => {
      const page = labelled(scope, limit).select([
        'd.id',
        'd.comment_id',
        'd.story_id',
        'd.moderator_id',
        'd.action',
        'd.decided_at',
        'c.author_id',
        'c.body',
        'c.body_format',
      ])
      const rows = await (beforeId === null ? page : page.where('d.id', '<', beforeId)).execute()
      return rows.map((row): LabelledComment => ({
        decisionId: row.id,
        commentId: row.comment_id,
        storyId: row.story_id,
        moderatorId: row.moderator_id,
        writerId: row.author_id,
        isRemoved: row.action === 'remove',
        decidedAt: row.decided_at,
        body: row.body,
        bodyFormat: row.body_format as BodyFormat,
      }))
    },
    labelledCounts: async (limit) => {
      const rows = await scope.db
        .selectFrom(labelled(scope, limit).select('d.action').as('labelled'))
        .select((eb) => ['action', eb.fn.countAll<number | string>().as('count')])
        .groupBy('action')
        .execute()
      const of = (action: string): number => Number(rows.find((row) => row.action === action)?.count ?? 0)
      return { removed: of('remove'), kept: of('publish') }
    },
  }
}

function learnedReads({ db, siteId }: Scope): LearnedReads {
  const versions = () =>
    db
      .selectFrom('learned_version')
      .select(VERSION_COLUMNS)
      .select((eb) => eb('weights', 'is not', null).$castTo<boolean | number>().as('has_weights'))
      .where('site_id', '=', siteId)
  const decisions = () => db.selectFrom('learning_decision').selectAll().where('site_id', '=', siteId)
  // Asked with every comment that is written. NOTE: Only a state that stands in the words themselves finds its index.
  const inUse = writtenOnce(db, () =>
    db
      .selectFrom('learned_version')
      .select(['id', 'model'])
      .where('site_id', '=', siteId)
      .where('state', '=', sql.lit('in-use')),
  )
  return {
    learnedVersion: async (id) => {
      const row = await versions().where('id', '=', id).executeTakeFirst()
      return row ? toVersion(row) : null
    },
    learnedVersions: async (limit) =>
      (await versions().orderBy('id', 'desc').limit(limit).execute()).map(toVersion),
    learnedInUse: async () => (await inUse({}))[0] ?? null,
    learnedWeights: async (id) => {
      const row = await db
        .selectFrom('learned_version')
        .select('weights')
        .where('site_id', '=', siteId)
        .where('id', '=', id)
        .executeTakeFirst()
      return row?.weights ?? null
    },
    lastLearningDecision: async () => {
      const row = await decisions()
        .where('action', 'in', ['use', 'undo'])
        .orderBy('id', 'desc')
        .limit(1)
        .executeTakeFirst()
      return row ? toDecision(row) : null
    },
    learningDecisions: async ({ beforeId, limit }) => {
      const page = decisions().orderBy('id', 'desc').limit(limit)
      const rows = await (beforeId === null ? page : page.where('id', '<', beforeId)).execute()
      return rows.map(toDecision)
    },
  }
}

export function learningWrites({ db, siteId }: Scope): LearningWriter {
  return {
    insertLearned: async (version, weights) => {
      await db
        .insertInto('learned_version')
        .values({
          site_id: siteId,
          id: version.id,
          made_at: version.madeAt,
          asked_by: version.askedBy,
          model: version.model,
          state: version.state,
          verdict: version.verdict,
          figures: JSON.stringify(version.figures),
          weights,
        })
        .execute()
    },
    setLearnedState: async (id, state) => {
      await db
        .updateTable('learned_version')
        .set({ state })
        .where('site_id', '=', siteId)
        .where('id', '=', id)
        .execute()
    },
    forgetLearnedWeights: async (keep) => {
      const kept = db
        .selectFrom('learned_version')
        .select('id')
        .where('site_id', '=', siteId)
        .orderBy('id', 'desc')
        .limit(keep)
      await db
        .updateTable('learned_version')
        .set({ weights: null })
        .where('site_id', '=', siteId)
        .where('weights', 'is not', null)
        .where('state', '<>', 'in-use')
        .where('id', 'not in', kept)
        .execute()
    },
    insertLearningDecision: async (decision) => {
      await db
        .insertInto('learning_decision')
        .values({
          site_id: siteId,
          id: decision.id,
          version_id: decision.versionId,
          action: decision.action,
          hold_at: decision.holdAt,
          moderator_id: decision.moderatorId,
          moderator_name: decision.moderatorName,
          decided_at: decision.decidedAt,
        })
        .execute()
    },
  }
}

interface VersionRow {
  readonly id: string
  readonly made_at: number
  readonly asked_by: string | null
  readonly model: string
  readonly state: string
  readonly verdict: string
  readonly figures: string
  readonly has_weights: boolean | number
}

function toVersion(row: VersionRow): LearnedVersion {
  return {
    id: row.id,
    madeAt: row.made_at,
    askedBy: row.asked_by,
    model: row.model,
    state: row.state as LearnedState,
    verdict: row.verdict as LearnedVerdict,
    figures: JSON.parse(row.figures) as LearnedFigures,
    hasWeights: Boolean(row.has_weights),
  }
}

function toDecision(row: Selectable<LearningDecisionTable>): LearningDecision {
  return {
    id: row.id,
    versionId: row.version_id,
    action: row.action as LearningAction,
    holdAt: row.hold_at,
    moderatorId: row.moderator_id,
    moderatorName: row.moderator_name,
    decidedAt: row.decided_at,
  }
}
