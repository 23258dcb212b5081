/** A scorer whose scores stand in the texts themselves, and comments to go with it: "dull dreadful 0.42". */
import type { CivilityScorer } from '#domain/civility/score-text.ts'
import type { DecidedComment } from '#test/decided-site.ts'
import type { RunningCivility } from '#main/open-civility.ts'
import { seededDraws } from '#domain/civility/learning/seeded-draws.ts'

export function plainScorer(version = 'plain-1'): CivilityScorer {
  return {
    version,
    detect: () => 'en',
    words: (text) => text.split(' ').slice(0, -1),
    score: (text) => {
      const toxicity = Number(text.split(' ').at(-1))
      const scores = Number.isFinite(toxicity) ? { toxicity, insult: toxicity } : {}
      return { language: 'en', scores, unsupported: [], spans: [], model: version }
    },
  }
}

/** Civility as it is where there is no second stage. */
export function stageOneAlone(scorer: CivilityScorer | null): RunningCivility {
  return {
    scorer: () => Promise.resolve(scorer),
    prepare: () => Promise.resolve(scorer !== null),
    lostLanguages: () => Promise.resolve(new Set<string>()),
    consider: (text, { language }) =>
      Promise.resolve(scorer && { ...scorer.score(text, language), stage: 'one', why: 'off' }),
    counts: () => ({ outcomes: new Map(), waiting: 0, texts: 0, milliseconds: 0 }),
    stop: () => Promise.resolve(),
  }
}

export function plainCivility(version?: string): RunningCivility {
  const scorer = plainScorer(version)
  return stageOneAlone(scorer)
}

/** A word that the moderators of this site mind and the scorer knows nothing of. */
export const MINDED = 'dreadful'

const WORDS = 300
const PER_COMMENT = 8

/** Half of them hold the word; nine of ten of those are removed, and one of ten of the others. */
export function mindedComments(count: number, seed = 1): DecidedComment[] {
  const random = seededDraws(seed)
  return Array.from({ length: count }, () => {
    const isMinded = random() < 0.5
    const words = Array.from({ length: PER_COMMENT }, () => `word${Math.floor(random() * WORDS)}`)
    const text = [...words, ...(isMinded ? [MINDED] : []), (0.3 + 0.6 * random()).toFixed(4)].join(' ')
    return { text, isRemoved: random() < (isMinded ? 0.9 : 0.1) }
  })
}

/** Decided by a throw of a coin. */
export function coinComments(count: number, seed = 2): DecidedComment[] {
  const random = seededDraws(seed)
  return mindedComments(count, seed).map(({ text }) => ({ text, isRemoved: random() < 0.5 }))
}
