/** The bounds of learning from moderators: how much is looked at, how much is needed, how far it may go. */

/** Newest decisions that are looked at: more teach little that is new, and what was decided years ago may no longer hold. */
export const DECISIONS_MAX = 20_000

/** Decisions of each kind (removed, kept) below which nothing is learned: a fifth of them is what judges. */
export const DECISIONS_OF_EACH_KIND_MIN = 200

/** Unseen decisions of each kind below which no interval means anything. */
export const UNSEEN_OF_EACH_KIND_MIN = 40

/** Stories in the unseen part: whole stories are drawn again and again, and of a few there is little to draw. */
export const UNSEEN_STORIES_MIN = 10

/** Shares of the newest decisions to be held out, tried in turn: larger where long-running stories straddle the cut. */
export const UNSEEN_SHARES = [0.2, 0.3, 0.4] as const

/** The same for the part that chooses strength and threshold, out of what is left. */
export const TUNING_SHARES = [0.25, 0.35] as const

/** Decisions of each kind in that part. */
export const TUNING_OF_EACH_KIND_MIN = 20

/** Largest share of one moderator in what is learned from, where others have decided too: one hand is not the site. */
export const MODERATOR_SHARE_MAX = 0.6

/** Decisions by all others from which on that share is kept to: fewer cannot stand beside anybody. */
export const OTHERS_DECISIONS_MIN = 100

/** Decisions on the comments of one writer: a feud with one person must not become the language of the site. */
export const WRITER_DECISIONS_MAX = 50

/** Decisions in a language below which its comments are scored as before. */
export const LANGUAGE_DECISIONS_MIN = 100

/** Log-odds that a correction can move a score at most: from .5 to .88, never from harmless to certain. */
export const CORRECTION_MAX = 2

/** Rows that words are hashed to; one byte each, 16 KB in all. */
export const WORD_BUCKETS = 2 ** 14

/** Different words of one comment that are looked at: some 1,500 characters, and bounds the work. */
export const COMMENT_BUCKETS_MAX = 200

/** Decided comments that a word must stand in to get a weight: what one or two people wrote is not kept in any form. */
export const BUCKET_COMMENTS_MIN = 3

/** Characters of a stored correction. */
export const CORRECTION_CHARACTERS_MAX = 64 * 1024

/** Share of kept comments that a proposed threshold would hold wrongly: one in twenty, as moderators' time bears. */
export const FALSE_ALARMS_MAX = 0.05

/** A threshold is proposed between these: below a coin's throw everything would wait, above nothing ever would. */
export const PROPOSED_HOLD_MIN = 0.5
export const PROPOSED_HOLD_MAX = 0.98

/** Draws of the bootstrap: the ends of a 99 % interval then rest on five draws each. */
export const BOOTSTRAP_DRAWS = 1_000

/** Of the interval that must lie above zero. Not 95 %: the same question is asked every night. */
export const INTERVAL = 0.99

/** Comments nobody decided about that may wait beside those that wait today: as many again, or one in a hundred. */
export const BYSTANDERS_FACTOR_MAX = 2
export const BYSTANDERS_SHARE_FREE = 0.01

/** Of the removed comments that the stock model caught, the share that a correction must catch to be used by itself. */
export const CATCH_KEPT_MIN = 0.9
