/** A moderator looks at what was learned: from what, how good it is, and whose comments it would treat otherwise. */
import type { Actor } from '#domain/people/actor.ts'
import type { CivilityScorer } from '#domain/civility/score-text.ts'
import type { KindCounts } from '#domain/civility/learning/learned-figures.ts'
import type { LabelledComment } from '#ports/store-learning.ts'
import type { Outcome } from '#base/outcome.ts'
import type { Ports } from '#ports/ports.ts'
import type { TurnEnd } from '#operations/learning/learning-turn.ts'
import { DECISIONS_MAX, DECISIONS_OF_EACH_KIND_MIN } from '#domain/civility/learning/learning-bounds.ts'
import {
  comesByItself,
  mayUseLearned,
  type LearnedVersion,
} from '#domain/civility/learning/learned-version.ts'
import { corrected, readCorrection, type Correction } from '#domain/civility/learning/correction.ts'
import { done, failed } from '#base/outcome.ts'
import { isModerator } from '#domain/people/permissions.ts'
import { LEARNED_SHOWN_MAX, VERDICT_CHANGES_MAX } from '#domain/limits.ts'
import { problem, type Problem } from '#contract/errors.ts'
import { readTurn } from '#operations/learning/learning-turn.ts'
import { shareOf, type CountedShare } from '#domain/civility/learning/share-of.ts'
import { weighText } from '#domain/civility/learning/learning-example.ts'

/** Newest decisions looked through for comments whose verdict would change: some dozen milliseconds. */
const LOOKED_THROUGH_MAX = 400

export interface HeldShares {
  readonly removed: CountedShare | null
  readonly kept: CountedShare | null
}

export interface LearnedVersionView extends LearnedVersion {
  readonly before: HeldShares
  readonly after: HeldShares
  readonly atProposal: HeldShares
  readonly bystandersBefore: CountedShare | null
  readonly bystandersAfter: CountedShare | null
  readonly bystandersAtProposal: CountedShare | null
  readonly mayUse: boolean
  /** In use, or would be, were it not for another stock model. */
  readonly isSetAside: boolean
}

/** A decided comment that would be treated otherwise; its words come from the comment itself, now. */
export interface VerdictChange {
  readonly commentId: string
  readonly body: string
  readonly isRemoved: boolean
  readonly wouldWait: boolean
}

export interface LearningPage {
  /** Null where the site has no rule, and nothing is learned. */
  readonly threshold: {
    readonly operators: number
    readonly inForce: number
    /** Whether a moderator chose it. */
    readonly isChosen: boolean
  } | null
  readonly hasWeights: boolean
  readonly counts: KindCounts
  readonly missing: KindCounts
  readonly isLearning: boolean
  readonly lastTurn: { readonly at: number; readonly how: TurnEnd } | null
  /** False once a moderator took a correction back, until one asks. */
  readonly comesByItself: boolean
  readonly inUse: LearnedVersionView | null
  /** The newest one, where that is another. */
  readonly newest: LearnedVersionView | null
  /** Whether the threshold that the shown version proposes can be used. */
  readonly mayUseThreshold: boolean
  readonly earlier: readonly LearnedVersionView[]
  readonly changes: readonly VerdictChange[]
}

export async function readLearning(
  ports: Ports,
  { actor }: { readonly actor: Actor },
): Promise<Outcome<LearningPage, Problem>> {
  if (!isModerator(actor)) return failed(problem('not-allowed'))
  const { store, clock, settings, learned } = ports
  const operators = settings.civilityHoldAt
  const scorer = operators === null ? null : await ports.civility.scorer()
  const model = scorer?.version ?? null
  const found = await store.read.learnedVersions(LEARNED_SHOWN_MAX)
  const usedId = (await store.read.learnedInUse())?.id
  const used =
    found.find(({ id }) => id === usedId) ?? (usedId ? await store.read.learnedVersion(usedId) : null)
  const newest = found[0] && found[0].id !== usedId ? found[0] : null
  const chosen = scorer && (await learned.inUse(scorer.version)).holdAt
  const inForce = chosen ?? operators
  const counts = await store.read.labelledCounts(DECISIONS_MAX)
  const turn = await readTurn(store.read)
  const judged = used?.model === model ? used : newest
  const changes =
    scorer && judged && inForce !== null ? await findChanges(ports, { scorer, judged, holdAt: inForce }) : []
  return done({
    threshold:
      operators === null || inForce === null ? null : { operators, inForce, isChosen: chosen !== null },
    hasWeights: scorer !== null,
    counts,
    missing: { removed: missing(counts.removed), kept: missing(counts.kept) },
    isLearning: turn !== null && turn.ended === null && turn.until > clock.now(),
    lastTurn: turn?.ended ?? null,
    comesByItself: comesByItself(await store.read.lastLearningDecision()),
    inUse: used && viewOf(used, model),
    newest: newest && viewOf(newest, model),
    mayUseThreshold: judged !== null && mayUseThreshold(judged, { used, model, inForce }),
    earlier: found
      .filter((version) => version !== used && version !== newest)
      .map((one) => viewOf(one, model)),
    changes,
  })
}

function missing(count: number): number {
  return Math.max(0, DECISIONS_OF_EACH_KIND_MIN - count)
}

function mayUseThreshold(
  judged: LearnedVersion,
  now: {
    readonly used: LearnedVersion | null
    readonly model: string | null
    readonly inForce: number | null
  },
): boolean {
  const { model, figures } = judged
  const fits = figures.proposal.isCorrected ? now.used?.id === judged.id : now.used?.model !== now.model
  return model === now.model && fits && figures.proposal.holdAt !== now.inForce
}

function viewOf(version: LearnedVersion, model: string | null): LearnedVersionView {
  const { unseen, held, proposal, bystanders } = version.figures
  const shares = (counts: KindCounts): HeldShares => ({
    removed: shareOf(counts.removed, unseen.removed),
    kept: shareOf(counts.kept, unseen.kept),
  })
  return {
    ...version,
    before: shares(held.before),
    after: shares(held.after),
    atProposal: shares(proposal.held),
    bystandersBefore: shareOf(bystanders.before, bystanders.count),
    bystandersAfter: shareOf(bystanders.after, bystanders.count),
    bystandersAtProposal: shareOf(proposal.bystanders, bystanders.count),
    mayUse: mayUseLearned(version, model),
    isSetAside: version.state === 'in-use' && version.model !== model,
  }
}

/** Among the newest decisions: those on which the stock model and the correction part. */
async function findChanges(
  { store }: Ports,
  {
    scorer,
    judged,
    holdAt,
  }: { readonly scorer: CivilityScorer; readonly judged: LearnedVersion; readonly holdAt: number },
): Promise<VerdictChange[]> {
  const weights = await store.read.learnedWeights(judged.id)
  const correction = weights === null ? null : readCorrection(weights)
  if (correction === null || judged.model !== scorer.version) return []
  const decided = await store.read.labelledComments({ beforeId: null, limit: LOOKED_THROUGH_MAX })
  const changes: VerdictChange[] = []
  for (const comment of decided) {
    const change = changeOf(comment, { scorer, correction, holdAt })
    if (change !== null) changes.push(change)
    if (changes.length === VERDICT_CHANGES_MAX) break
  }
  return changes
}

function changeOf(
  { commentId, body, isRemoved }: LabelledComment,
  by: { readonly scorer: CivilityScorer; readonly correction: Correction; readonly holdAt: number },
): VerdictChange | null {
  const text = weighText(by.scorer, body)
  if (text === null) return null
  const wouldWait = corrected(by.correction, text, text.toxicity) >= by.holdAt
  return wouldWait === text.toxicity >= by.holdAt ? null : { commentId, body, isRemoved, wouldWait }
}
