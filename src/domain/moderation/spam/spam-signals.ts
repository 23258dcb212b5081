/** Weighs everything that speaks for spam to one number, and names what weighed. */
import type { LinkFacts } from './read-links.ts'
import type { Repeats } from './find-repeats.ts'

export const SPAM_REASONS = [
  'spam-words',
  'spam-links',
  'spam-only-links',
  'spam-hidden-link',
  'spam-opaque-link',
  'spam-copies',
  'spam-same-link',
  'spam-speed',
  'spam-newcomer',
] as const
export type SpamReason = (typeof SPAM_REASONS)[number]

export interface SpamSignals {
  /** Probability of spam that the words alone show, at a base rate of one half; null where it cannot be told. */
  readonly words: number | null
  /** Links that lead to other sites. */
  readonly links: readonly LinkFacts[]
  /** UTF-16 units of the comment's own words, those of links included. */
  readonly length: number
  readonly repeats: Repeats
  /** Milliseconds since the writer was first here; 0 for first words. */
  readonly writerAgeMs: number
}

export interface SpamWeight {
  /** From 0 to 1. */
  readonly spam: number
  /** What weighed, heaviest first. */
  readonly reasons: readonly SpamReason[]
}

/**
 * How far each finding alone moves the answer from 0 towards 1. Chosen so that no single habit of honest writers (one
 * link, first words, a quick pen) comes near a threshold, and that two or three findings that belong together do; the
 * false alarms they cause are in docs/civility.md.
 */
const LINK_BY_COUNT = [0, 0.25, 0.4, 0.6] as const
const ONLY_LINKS = 0.4
const HIDDEN_HOST = 0.7
const OPAQUE_LINK = 0.4
const COPIES_BY_COUNT = [0, 0.6, 0.85, 0.95] as const
const SAME_LINK_BY_STORIES = [0, 0.4, 0.7, 0.9] as const
const QUICK = 0.2
const HASTY = 0.5
const NEWCOMER = 0.1

/** One in ten: what moderators of open comment sections delete as spam, in order of magnitude. A choice, not a measure. */
const SPAM_ODDS = 1 / 9

/** Comments in ten minutes: an eager debater writes four; nobody reads and answers twelve. */
const QUICK_COMMENTS = 6
const HASTY_COMMENTS = 12

/** Milliseconds in which somebody is new here: accounts for spam are made for the day. */
const NEWCOMER_MS = 24 * 60 * 60 * 1000

/** Share of the text that is links from which there is nothing said about them. */
const ONLY_LINKS_SHARE = 0.6

/** Findings below this are not worth a moderator's reading. */
const TOLD_FROM = 0.1

/** The findings are taken as independent: what remains of doubt after each is multiplied. */
export function weighSpamSignals(signals: SpamSignals): SpamWeight {
  const found = Object.entries(findings(signals)) as [SpamReason, number][]
  const doubt = found.reduce((rest, [, weight]) => rest * (1 - weight), 1)
  return {
    spam: 1 - doubt,
    reasons: found
      .filter(([, weight]) => weight >= TOLD_FROM)
      .sort(([, one], [, other]) => other - one)
      .map(([reason]) => reason),
  }
}

function findings({ words, links, length, repeats, writerAgeMs }: SpamSignals): Record<SpamReason, number> {
  const shown = links.reduce((sum, link) => sum + link.shownLength, 0)
  return {
    'spam-words': words === null ? 0 : atRealRate(words),
    'spam-links': stepOf(LINK_BY_COUNT, links.length),
    'spam-only-links': links.length > 0 && shown >= ONLY_LINKS_SHARE * length ? ONLY_LINKS : 0,
    'spam-hidden-link': links.some((link) => link.hidesHost) ? HIDDEN_HOST : 0,
    'spam-opaque-link': links.some((link) => link.isOpaque) ? OPAQUE_LINK : 0,
    'spam-copies': stepOf(COPIES_BY_COUNT, repeats.copies),
    'spam-same-link': stepOf(SAME_LINK_BY_STORIES, repeats.storiesWithLink),
    'spam-speed': repeats.recent >= HASTY_COMMENTS ? HASTY : repeats.recent >= QUICK_COMMENTS ? QUICK : 0,
    'spam-newcomer': writerAgeMs < NEWCOMER_MS ? NEWCOMER : 0,
  }
}

/** From a probability where every other comment is spam to one where few are. */
function atRealRate(probability: number): number {
  const odds = (probability / (1 - probability)) * SPAM_ODDS
  return odds === Infinity ? 1 : odds / (1 + odds)
}

/** The last step holds for everything beyond. */
function stepOf(steps: readonly number[], count: number): number {
  return steps[Math.min(count, steps.length - 1)] ?? 0
}
