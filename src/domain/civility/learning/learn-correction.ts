/** Learning from decisions as a whole: choose, part, fit, choose the strength, judge on what was not seen. */
import { done, failed, type Outcome } from '#base/outcome.ts'
import { compareScores } from '#domain/civility/learning/compare-scores.ts'
import {
  corrected,
  readCorrection,
  writeCorrection,
  type Correction,
} from '#domain/civility/learning/correction.ts'
import { countHeld, createJudge, type JudgedScore } from '#domain/civility/learning/judge-scores.ts'
import { chooseExamples } from '#domain/civility/learning/choose-examples.ts'
import { fitCorrection, type FitStrength } from '#domain/civility/learning/fit-correction.ts'
import {
  judgeLearned,
  type Bystanders,
  type KindCounts,
  type LearnedFigures,
  type LearnedVerdict,
} from '#domain/civility/learning/learned-figures.ts'
import type { LearningExample, StockWeighedText } from '#domain/civility/learning/learning-example.ts'
import { shiftCorrection, shiftToKeepCatch } from '#domain/civility/learning/keep-catch.ts'
import { proposeThreshold } from '#domain/civility/learning/propose-threshold.ts'
import { seededDraws } from '#domain/civility/learning/seeded-draws.ts'
import { splitExamples } from '#domain/civility/learning/split-examples.ts'
import {
  DECISIONS_OF_EACH_KIND_MIN,
  TUNING_OF_EACH_KIND_MIN,
  TUNING_SHARES,
  UNSEEN_OF_EACH_KIND_MIN,
  UNSEEN_SHARES,
  UNSEEN_STORIES_MIN,
} from '#domain/civility/learning/learning-bounds.ts'

export interface LearningInput {
  readonly examples: readonly LearningExample[]
  /** Comments nobody decided about. */
  readonly bystanders: readonly StockWeighedText[]
  /** The operator's threshold. */
  readonly holdAt: number
  readonly seed: number
}

export interface LearnedCorrection {
  readonly correction: Correction
  readonly verdict: LearnedVerdict
  readonly figures: LearnedFigures
}

/** `too-few`: of one kind or both. `too-few-stories`: what is new stands in too few stories that began after the rest. */
export interface LearningProblem {
  readonly kind: 'too-few' | 'too-few-stories'
  readonly counts: KindCounts
}

/** Strengths that are tried, the strongest first: of equals, the one that changes least is taken. */
const STRENGTHS: readonly FitStrength[] = [{ words: Infinity }, { words: 30 }, { words: 10 }, { words: 3 }]

/** Yields after each slice of work. The same input gives the same result. */
export function* learnCorrection({
  examples: given,
  bystanders,
  holdAt,
  seed,
}: LearningInput): Generator<undefined, Outcome<LearnedCorrection, LearningProblem>> {
  const { examples, ...chosen } = chooseExamples(given)
  yield
  const counts = countKinds(examples)
  if (Math.min(counts.removed, counts.kept) < DECISIONS_OF_EACH_KIND_MIN)
    return failed({ kind: 'too-few', counts })
  const parts = partsOf(examples)
  if (parts === null) return failed({ kind: 'too-few-stories', counts })
  const { first, tuning, seen, unseen } = parts
  const { strength, draft } = yield* chooseStrength(first, tuning)
  const shift = shiftToKeepCatch(
    draft,
    tuning.filter(({ isRemoved }) => isRemoved),
    holdAt,
  )
  const shiftedDraft = shiftCorrection(draft, shift)
  const fitted = shiftCorrection(yield* fitCorrection(seen, strength), shift)
  // What is judged is what will be used, byte for byte.
  const correction = readCorrection(writeCorrection(fitted))
  if (correction === null) throw new Error('a correction cannot be read back')
  yield
  const before = unseen.map(stockScore)
  const after = unseen.map((example) => correctedScore(correction, example))
  const quality = yield* compareScores(before, after, seededDraws(seed))
  const judged = {
    quality,
    bystanders: countBystanders(bystanders, { correction, holdAt }),
    held: { before: countHeld(before, holdAt), after: countHeld(after, holdAt) },
  }
  const verdict = judgeLearned(judged)
  const isCorrected = verdict === 'better' || verdict === 'catches-less'
  const proposed = proposeThreshold(
    tuning.map((example) => (isCorrected ? correctedScore(shiftedDraft, example) : stockScore(example))),
  )
  const proposedOnes = countBystanders(bystanders, { correction, holdAt: proposed })
  return done({
    correction,
    verdict,
    figures: {
      decisions: { ...counts, ...chosen, ...spanOf(examples) },
      unseen: { ...countKinds(unseen), stories: new Set(unseen.map(({ storyId }) => storyId)).size },
      holdAt,
      proposal: {
        holdAt: proposed,
        held: countHeld(isCorrected ? after : before, proposed),
        isCorrected,
        bystanders: proposedOnes[isCorrected ? 'after' : 'before'],
      },
      ...judged,
    },
  })
}

function partsOf(examples: readonly LearningExample[]) {
  const outer = splitExamples(examples, {
    shares: UNSEEN_SHARES,
    ofEachKindMin: UNSEEN_OF_EACH_KIND_MIN,
    storiesMin: UNSEEN_STORIES_MIN,
  })
  const inner =
    outer &&
    splitExamples(outer.earlier, {
      shares: TUNING_SHARES,
      ofEachKindMin: TUNING_OF_EACH_KIND_MIN,
      storiesMin: 1,
    })
  return inner && { first: inner.earlier, tuning: inner.later, seen: outer.earlier, unseen: outer.later }
}

function* chooseStrength(
  first: readonly LearningExample[],
  tuning: readonly LearningExample[],
): Generator<undefined, { readonly strength: FitStrength; readonly draft: Correction }> {
  const once = new Uint8Array(tuning.length).fill(1)
  let best: { readonly strength: FitStrength; readonly draft: Correction; readonly loss: number } | null =
    null
  for (const strength of STRENGTHS) {
    const draft = yield* fitCorrection(first, strength)
    const loss = createJudge(tuning.map((example) => correctedScore(draft, example)))(once).logLoss
    if (best === null || loss < best.loss) best = { strength, draft, loss }
    yield
  }
  if (best === null) throw new Error('no strength was tried')
  return best
}

function stockScore({ toxicity, isRemoved, storyId }: LearningExample): JudgedScore {
  return { score: toxicity, isRemoved, storyId }
}

function correctedScore(correction: Correction, example: LearningExample): JudgedScore {
  return { ...stockScore(example), score: corrected(correction, example, example.toxicity) }
}

function countKinds(examples: readonly LearningExample[]): KindCounts {
  const removed = examples.filter(({ isRemoved }) => isRemoved).length
  return { removed, kept: examples.length - removed }
}

function spanOf(oldestFirst: readonly LearningExample[]) {
  const newest = oldestFirst.at(-1)
  return {
    since: oldestFirst[0]?.decidedAt ?? 0,
    until: newest?.decidedAt ?? 0,
    newestId: newest?.decisionId ?? '',
  }
}

function countBystanders(
  bystanders: readonly StockWeighedText[],
  { correction, holdAt }: { readonly correction: Correction; readonly holdAt: number },
): Bystanders {
  return {
    count: bystanders.length,
    before: bystanders.filter(({ toxicity }) => toxicity >= holdAt).length,
    after: bystanders.filter((text) => corrected(correction, text, text.toxicity) >= holdAt).length,
  }
}
