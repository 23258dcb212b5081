/** Every limit of Parley: a name, a unit and the reason for the number. Enforced on the server. */

/** Code points. Long enough for a considered letter to the editor, short enough to read on a phone. */
export const COMMENT_CODE_POINTS_MAX = 5_000

/** Code points after trimming. A single "?" is a legitimate reply. */
export const COMMENT_CODE_POINTS_MIN = 1

/** Links in one comment. More than this is a list of links, which is how spam looks. */
export const COMMENT_LINKS_MAX = 5

/** Levels of quotation and lists inside one another; deeper nesting is noise and costs layout. */
export const COMMENT_BLOCK_NESTING_MAX = 6

/** By how many things a comment is known again: six of its words, its links, its writer. */
export const COMMENT_MARKS_MAX = 6 + COMMENT_LINKS_MAX + 1

/** Milliseconds in which words and links are known again: a wave of spam comes in hours, and a day shows the slow ones. */
export const MARKS_KEPT_MS = 24 * 60 * 60 * 1000

/**
 * Newest comments that are looked at for one mark, also those that then do not count, for they stand in the same place:
 * twice as many as make a pace hasty, and many more than make copies.
 */
export const MET_PER_MARK_MAX = 24

/** Old marks taken away in one transaction: a millisecond or two of work. */
export const MARKS_FORGOTTEN_MAX = 1_000

/** Comments that wait for weights and are looked at again in one turn: a page of memory. */
export const RESCORED_AT_ONCE = 100

/** Milliseconds after which a member is trusted about spam: a month of a name that can be lost. */
export const MEMBER_OF_LONG_STANDING_MS = 30 * 24 * 60 * 60 * 1000

/** Milliseconds that an outside checker has: longer, and writers press the button again. */
export const CHECKER_WAIT_MS = 2_000

/** Reasons of an outside checker that are kept. */
export const CHECKER_REASONS_MAX = 5

/** Code points of a name shown beside a comment: fits one line at 320 px. */
export const NAME_CODE_POINTS_MAX = 60

/** Code points; one letter is a name in several languages. */
export const NAME_CODE_POINTS_MIN = 1

/** Code points of the reason a moderator gives: a paragraph. */
export const REASON_CODE_POINTS_MAX = 1_000

/** Milliseconds after posting in which authors may change their own words: time for typos, not for rewriting history. */
export const EDIT_WINDOW_MS = 10 * 60 * 1000

/** Earlier versions kept for one comment; the edit window bounds it in practice, this bounds a script. */
export const REVISIONS_MAX = 50

/** Levels an order key nests; below, replies follow by time (DESIGN section 4). */
export const ORDER_KEY_LEVELS_MAX = 32

/** Roots on one page of a thread: about three screens of conversation openings. */
export const PAGE_ROOTS_MAX = 50

/** Comments of one branch shown before "n more replies". */
export const BRANCH_COMMENTS_MAX = 50

/** Comments on one page over all branches: keeps the HTML of a page under about 300 KB. */
export const PAGE_COMMENTS_MAX = 200

/** Ancestors shown above a permalinked comment; beyond, a link leads further up. */
export const ANCESTORS_MAX = 20

/** Levels of replies on one page below the levels of order keys, each one query; then the conversation goes on. */
export const DEEP_LEVELS_MAX = 30

/** Bytes of a request body: the longest comment in four-byte characters, form-encoded, with room. */
export const REQUEST_BODY_BYTES_MAX = 128 * 1024

/** Stories on one page of the front page. */
export const PAGE_STORIES_MAX = 30

/** Entries on one page of the moderation log. */
export const PAGE_DECISIONS_MAX = 50

/** Hidden comments shown to a moderator, or to their own author, beside one page of a thread. */
export const HIDDEN_COMMENTS_MAX = 200

/** Votes and own comments of one reader told in one private answer: more than anybody casts in one story. */
export const OWN_ENTRIES_MAX = 1_000

/** Milliseconds in which the same words to the same comment count as one submission sent twice. */
export const REPEAT_WINDOW_MS = 10 * 60 * 1000

/** Newest comments of one person in a story among which a repeated submission is looked for: as many as a minute allows. */
export const REPEATS_LOOKED_AT = 10

/** The same for guests nobody knows yet, who are told apart by address only: as long as a slow answer makes one press again. */
export const FIRST_WORDS_WINDOW_MS = 60 * 1000

/** Milliseconds a one-time sign-in link is good for: a working day to find the terminal again. */
export const SIGN_IN_LINK_MS = 24 * 60 * 60 * 1000

/** Milliseconds a session lasts: a month, so that moderators need not find a link every week. */
export const SESSION_MS = 30 * 24 * 60 * 60 * 1000

/** Milliseconds a guest's cookie is good for: a year, so that votes can be taken back. */
export const GUEST_COOKIE_MS = 365 * 24 * 60 * 60 * 1000

/** What one address, and one person, may write in a span of time. */
export interface WriteAllowance {
  readonly points: number
  readonly seconds: number
}

/** Comments, edits and deletions of one person: faster than anybody composes. */
export const COMMENTS_ALLOWANCE: WriteAllowance = { points: 10, seconds: 60 }

/** Votes of one person: a reader going down a long thread. */
export const VOTES_ALLOWANCE: WriteAllowance = { points: 60, seconds: 60 }

/** Previews: one every second, as somebody types. */
export const PREVIEWS_ALLOWANCE: WriteAllowance = { points: 60, seconds: 60 }

/** Moderators work through many comments, but not faster than a hand can. */
export const DECISIONS_ALLOWANCE: WriteAllowance = { points: 120, seconds: 60 }

/** Tries of a sign-in link: the token cannot be guessed, this keeps logs short. */
export const SIGN_INS_ALLOWANCE: WriteAllowance = { points: 10, seconds: 60 }

/** Stories one address may start by opening pages that embed Parley: more pages than anybody opens in a minute. */
export const STORIES_ALLOWANCE: WriteAllowance = { points: 20, seconds: 60 }

/** How many times a person's allowance one address has: people share addresses at work and on phones. */
export const ADDRESS_ALLOWANCE_FACTOR = 5

/** Code points of a search: longer than any sentence somebody remembers word by word. */
export const SEARCH_QUERY_CODE_POINTS_MAX = 200

/** Terms of one search: each costs a look into the index. */
export const SEARCH_TERMS_MAX = 12

/** Comments on one page of hits: they are read one by one, unlike a thread. */
export const PAGE_HITS_MAX = 20

/** Hits that are counted; beyond, "more than": nobody reads further, and counting costs as much as finding. */
export const HITS_COUNTED_MAX = 1_000

/** Comments that a search looks at one by one because they are not in the index yet: some milliseconds of work. */
export const SEARCH_WAITING_MAX = 200

/** Searches of one address: people refine what they look for, programs go through dictionaries. */
export const SEARCHES_ALLOWANCE: WriteAllowance = { points: 30, seconds: 60 }

/** Comments that a merge moves in one transaction: some ten milliseconds in which nobody else is served. */
export const MOVED_COMMENTS_MAX = 200

/** Merges that a story's page offers to take back: the last ones; older ones have settled. */
export const MERGES_OFFERED_MAX = 10

/** Addresses of stories in one question for counts: a long front page; the script asks in parts beyond that. */
export const COUNTED_ADDRESSES_MAX = 100

/** Comments in the list of latest ones. */
export const LATEST_COMMENTS_MAX = 20

/** Code points of a headline that a page says it has: longer than any, short enough for a line in a list. */
export const HEADLINE_CODE_POINTS_MAX = 300

/**
 * Texts that the holder of one API key may have scored: ten a second, ten times what Perspective gave, and at some
 * ten milliseconds for the longest text that anybody writes a tenth of one core.
 */
export const ANALYSES_ALLOWANCE: WriteAllowance = { points: 600, seconds: 60 }

/** Scores that the holder of one API key may suggest: one with every decision of a room full of moderators. */
export const SUGGESTIONS_ALLOWANCE: WriteAllowance = { points: 120, seconds: 60 }

/** API keys that were made and not revoked: one for each system that asks, and a few to spare. */
export const API_KEYS_MAX = 100

/** API keys told in one list, revoked ones too: more than anybody makes. */
export const API_KEYS_LISTED_MAX = 1_000

/** Suggested scores kept for one API key; the oldest go first. At the longest text 100 MB, usually 2. */
export const SUGGESTIONS_KEPT_MAX = 5_000

/** Milliseconds a suggested score is kept: a quarter in which somebody looks at the list. */
export const SUGGESTION_MS = 90 * 24 * 60 * 60 * 1000

/** Suggestions on one page of the list: each may carry a long text. */
export const PAGE_SUGGESTIONS_MAX = 20

/** Results of learning on the page about it: a month of nights in which something was decided. */
export const LEARNED_SHOWN_MAX = 30

/** Comments shown whose verdict a correction would change: they are read one by one. */
export const VERDICT_CHANGES_MAX = 20

/**
 * Milliseconds that somebody who posts waits for the second stage of scoring at most: below what feels slow beside the
 * way to the server and back. Then the first stage's answer stands.
 */
export const POST_CIVILITY_WAIT_MS = 300

/** The same for a moderator's page, for all that waits on it together: what is not read by then is shown as stage one has it. */
export const READING_CIVILITY_WAIT_MS = 400

/** The same for programs that ask for scores: Coral lets a comment pass whose score takes 800. */
export const ANALYSIS_CIVILITY_WAIT_MS = 500

/** Parts of a text that a program asks about that are scored by both stages each; further ones by the first alone. */
export const CONSIDERED_PARTS_MAX = 8
