/** The orders of a thread's roots, and the numbers that decide them. */

export const THREAD_ORDERS = ['newest', 'oldest', 'replies', 'top', 'controversial'] as const
export type ThreadOrder = (typeof THREAD_ORDERS)[number]

/** Whether a root keeps its place for good: times never change, votes and replies do. */
export function isSettledOrder(order: ThreadOrder): boolean {
  return order === 'newest' || order === 'oldest'
}

/**
 * Strength of the prior, in votes. With C = 5 the Bayesian mean ordered real votes as well as or better than
 * Wilson's bound at eight votes a voter or fewer (shared/reference/frontier.md, table A).
 */
const PRIOR_VOTES = 5
/** Expected share of agreement before anybody voted: no opinion either way. */
const PRIOR_SHARE = 0.5

/** Bayesian mean (agree + C·b) / (n + C), between 0 and 1; 0.5 without votes. */
export function topScore(votes: { readonly agree: number; readonly disagree: number }): number {
  return (votes.agree + PRIOR_VOTES * PRIOR_SHARE) / (votes.agree + votes.disagree + PRIOR_VOTES)
}

/**
 * How much a comment divides: the number of votes, weighed by how evenly they split. 0 when all agree;
 * many even votes count more than few. (n · min/max, with min and max of the two sides.)
 */
export function controversyScore(votes: { readonly agree: number; readonly disagree: number }): number {
  const more = Math.max(votes.agree, votes.disagree)
  const fewer = Math.min(votes.agree, votes.disagree)
  return more === 0 ? 0 : ((more + fewer) * fewer) / more
}
