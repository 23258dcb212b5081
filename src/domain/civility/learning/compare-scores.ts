/** Whether one way of scoring beats another on the same comments, by drawing their stories again and again. */
import { BOOTSTRAP_DRAWS, INTERVAL } from '#domain/civility/learning/learning-bounds.ts'
import { createJudge, type JudgedScore, type ScoreQuality } from '#domain/civility/learning/judge-scores.ts'

export interface Interval {
  readonly low: number
  readonly high: number
}

export interface Comparison {
  readonly before: ScoreQuality
  readonly after: ScoreQuality
  /** By how much the second is better; above zero where it is. */
  readonly gain: { readonly logLoss: Interval; readonly area: Interval }
}

/** Draws between two pauses: a few milliseconds of a large site. */
const PAUSE_DRAWS = 10

/** Paired: both are judged on the very same draws. `random` gives numbers in [0, 1), the same for the same seed. */
export function* compareScores(
  before: readonly JudgedScore[],
  after: readonly JudgedScore[],
  random: () => number,
): Generator<undefined, Comparison> {
  const judges = { before: createJudge(before), after: createJudge(after) }
  const stories = [...Map.groupBy(before.keys(), (at) => before[at]?.storyId ?? '').values()]
  const gains = { logLoss: [] as number[], area: [] as number[] }
  for (let draw = 1; draw <= BOOTSTRAP_DRAWS; draw += 1) {
    const importance = new Uint32Array(before.length)
    for (let story = 0; story < stories.length; story += 1) {
      for (const at of stories[Math.floor(random() * stories.length)] ?? []) {
        importance[at] = (importance[at] ?? 0) + 1
      }
    }
    const one = judges.before(importance)
    const other = judges.after(importance)
    // A draw may hold one kind only and says nothing then.
    if (Number.isFinite(one.area) && Number.isFinite(other.area)) {
      gains.logLoss.push(one.logLoss - other.logLoss)
      gains.area.push(other.area - one.area)
    }
    if (draw % PAUSE_DRAWS === 0) yield
  }
  const once = new Uint32Array(before.length).fill(1)
  return {
    before: judges.before(once),
    after: judges.after(once),
    gain: { logLoss: intervalOf(gains.logLoss), area: intervalOf(gains.area) },
  }
}

function intervalOf(values: readonly number[]): Interval {
  const sorted = values.toSorted((a, b) => a - b)
  const outside = Math.floor(((1 - INTERVAL) / 2) * sorted.length)
  return { low: sorted[outside] ?? 0, high: sorted[sorted.length - 1 - outside] ?? 0 }
}
