/** Learns from the decisions of a site's moderators, in slices, and puts what does better to use. */
import type { Actor } from '#domain/people/actor.ts'
import type { CivilityScorer } from '#domain/civility/score-text.ts'
import type { LearnedVersion, LearningDecision } from '#domain/civility/learning/learned-version.ts'
import type { Outcome } from '#base/outcome.ts'
import type { Ports } from '#ports/ports.ts'
import type { StoreWriter } from '#ports/store.ts'
import { DECISIONS_MAX } from '#domain/civility/learning/learning-bounds.ts'
import { comesByItself } from '#domain/civility/learning/learned-version.ts'
import { done, failed } from '#base/outcome.ts'
import {
  learnCorrection,
  type LearnedCorrection,
  type LearningProblem,
} from '#domain/civility/learning/learn-correction.ts'
import {
  weighText,
  type LearningExample,
  type StockWeighedText,
} from '#domain/civility/learning/learning-example.ts'
import { recordLearning } from '#operations/learning/record-learning.ts'
import { writeCorrection } from '#domain/civility/learning/correction.ts'

/** Decisions read at a time, with their comments: some megabytes at the longest. */
const PAGE_DECISIONS = 200

/** Texts scored between two pauses: some milliseconds, a few dozen at the longest. */
const SLICE_TEXTS = 25

/** Newest comments among which those that nobody decided about are looked for. */
const BYSTANDERS_MAX = 1_000

/** Versions whose weights are kept, so that one can be put to use again: a month of nights. */
const WEIGHTS_KEPT_MAX = 30

/** The same decisions give the same version whoever learns, and when. */
const SEED = 5

export interface LearnInput {
  /** The moderator who asked; null where none did. */
  readonly actor: Actor | null
  /** Whether somebody asked, moderator or operator: then it is learned though nothing was decided since the last time. */
  readonly isAsked: boolean
  /** Looks and tells, and keeps nothing. */
  readonly isDry: boolean
  /** Waits until others have been served; false when it is time to stop. */
  readonly pause: () => Promise<boolean>
  readonly progress?: (done: number, total: number) => void
}

export type LearnProblem =
  { readonly kind: 'no-rule' | 'no-weights' | 'nothing-new' | 'stopped' } | LearningProblem

export type Learning = Omit<LearnedCorrection, 'correction'> & {
  readonly version: Omit<LearnedVersion, 'hasWeights'>
}

/** Reads and computes outside of any transaction; what was learned is kept in one. */
export async function learnFromDecisions(
  ports: Ports,
  input: LearnInput,
): Promise<Outcome<Learning, LearnProblem>> {
  const { store, settings, civility } = ports
  if (settings.civilityHoldAt === null) return failed({ kind: 'no-rule' })
  const scorer = await civility.scorer()
  if (scorer === null) return failed({ kind: 'no-weights' })
  if (!input.isAsked && !(await hasNews(ports, scorer.version))) return failed({ kind: 'nothing-new' })
  const examples = await readExamples(ports, scorer, input)
  const bystanders = examples && (await readBystanders(ports, scorer, input))
  if (examples === null || bystanders === null) return failed({ kind: 'stopped' })
  const holdAt = settings.civilityHoldAt
  const work = learnCorrection({ examples, bystanders, holdAt, seed: SEED })
  let step = work.next()
  while (step.done !== true) {
    if (!(await input.pause())) return failed({ kind: 'stopped' })
    step = work.next()
  }
  if (!step.value.ok) return step.value
  const result = step.value.value
  const version = versionOf(ports, { ...result, model: scorer.version, actor: input.actor })
  const weights = writeCorrection(result.correction)
  if (input.isDry) return done({ version, verdict: result.verdict, figures: result.figures })
  const kept = await store.write((tx) => keepVersion(tx, ports, { version, weights, actor: input.actor }))
  return done({ version: kept, verdict: result.verdict, figures: result.figures })
}

/** Whether anything was decided, or another stock model installed, since the last time. */
async function hasNews({ store }: Ports, model: string): Promise<boolean> {
  const [version] = await store.read.learnedVersions(1)
  const [decision] = await store.read.decisions({ beforeId: null, limit: 1 })
  return version === undefined || version.model !== model || (decision?.decidedAt ?? 0) > version.madeAt
}

/** Null where it was stopped. Progress is told of the decisions there are, which most of the time goes to. */
async function readExamples(
  { store }: Ports,
  scorer: CivilityScorer,
  { pause, progress }: LearnInput,
): Promise<LearningExample[] | null> {
  const counts = await store.read.labelledCounts(DECISIONS_MAX)
  const total = counts.removed + counts.kept
  const examples: LearningExample[] = []
  let beforeId: string | null = null
  let seen = 0
  while (seen < total) {
    const page = await store.read.labelledComments({
      beforeId,
      limit: Math.min(PAGE_DECISIONS, total - seen),
    })
    for (const { body, bodyFormat: _, ...decision } of page) {
      const weighed = weighText(scorer, body)
      if (weighed !== null) examples.push({ ...decision, ...weighed })
      seen += 1
      if (seen % SLICE_TEXTS === 0 && !(await pause())) return null
    }
    progress?.(seen, total)
    beforeId = page.at(-1)?.decisionId ?? null
    if (beforeId === null) break
  }
  return examples
}

/** Published comments that nobody decided about; null where it was stopped. */
async function readBystanders(
  { store }: Ports,
  scorer: CivilityScorer,
  { pause }: LearnInput,
): Promise<StockWeighedText[] | null> {
  const latest = await store.read.latestComments(BYSTANDERS_MAX)
  const decided = new Set(
    (await store.read.lastDecisions(latest.map(({ id }) => id))).map((last) => last.commentId),
  )
  const bystanders: StockWeighedText[] = []
  for (const [at, { id, body }] of latest.entries()) {
    const weighed = decided.has(id) ? null : weighText(scorer, body)
    if (weighed !== null) bystanders.push(weighed)
    if (at % SLICE_TEXTS === 0 && !(await pause())) return null
  }
  return bystanders
}

function versionOf(
  { newId, clock }: Ports,
  {
    verdict,
    figures,
    model,
    actor,
  }: Omit<LearnedCorrection, 'correction'> & {
    readonly model: string
    readonly actor: Actor | null
  },
): Omit<LearnedVersion, 'hasWeights'> {
  const askedBy = actor?.personId ?? null
  return { id: newId(), madeAt: clock.now(), askedBy, model, state: 'refused', verdict, figures }
}

/** In use where it did better, unless a moderator took an earlier one back and nobody has asked since. One that catches less is only offered. */
async function keepVersion(
  tx: StoreWriter,
  ports: Ports,
  {
    version,
    weights,
    actor,
  }: {
    readonly version: Omit<LearnedVersion, 'hasWeights'>
    readonly weights: string
    readonly actor: Actor | null
  },
): Promise<Omit<LearnedVersion, 'hasWeights'>> {
  const isBetter = version.verdict === 'better'
  const isUsed = isBetter && (actor !== null || comesByItself(await tx.lastLearningDecision()))
  const isOffered = isBetter || version.verdict === 'catches-less'
  const state = isUsed ? 'in-use' : isOffered ? 'offered' : 'refused'
  const kept = { ...version, state } as const
  const before = isUsed ? await tx.learnedInUse() : null
  if (before !== null) await tx.setLearnedState(before.id, 'replaced')
  await tx.insertLearned(kept, weights)
  await tx.forgetLearnedWeights(WEIGHTS_KEPT_MAX)
  const { decisions, quality } = version.figures
  await tx.appendEvents([
    {
      kind: 'learning.learned',
      storyId: null,
      commentId: null,
      personId: version.askedBy,
      at: version.madeAt,
      facts: {
        version: version.id,
        model: version.model,
        state,
        removed: decisions.removed,
        kept: decisions.kept,
        areaBefore: quality.before.area,
        areaAfter: quality.after.area,
      },
    },
  ])
  const decision: Pick<LearningDecision, 'action' | 'holdAt'> = { action: 'use', holdAt: null }
  if (isUsed) await recordLearning(tx, ports, { versionId: version.id, actor, decision })
  return kept
}
