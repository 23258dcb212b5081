/** The kinds of faults that `parley check` looks for, and what can be done about each. */

export const FAULT_CODES = [
  'file-damaged',
  'shown-replies',
  'shown',
  'branch-count',
  'votes',
  'ranks',
  'parent-missing',
  'parent-elsewhere',
  'root',
  'depth',
  'order-key',
  'state-unknown',
  'state',
  'story-count',
  'event-gap',
  'reference',
  'story-elsewhere',
  'past-rank-left',
  'search-waiting-left',
  'search-missing',
  'search-left',
] as const
export type FaultCode = (typeof FAULT_CODES)[number]

/** One fault: of what kind, where, and what is kept where something else was counted or follows. */
export interface Fault {
  readonly code: FaultCode
  /** The id of the comment or story, or the place in words. */
  readonly place: string
  readonly kept: string | number | null
  readonly counted: string | number | null
}

/** What a fault means, in one line, and what `--repair` does; null where it leaves it alone, because the truth is lost. */
export interface FaultWords {
  readonly what: string
  readonly repair: string | null
}

export const FAULT_WORDS: Readonly<Record<FaultCode, FaultWords>> = {
  'file-damaged': { what: 'the database itself is damaged: restore a backup', repair: null },
  'shown-replies': {
    what: 'the number of shown replies is not what is there',
    repair: 'counts the replies again',
  },
  shown: {
    what: 'a comment is shown or hidden against its state and its replies',
    repair: 'shows or hides it',
  },
  'branch-count': {
    what: 'the number of comments below a root is not what is there',
    repair: 'counts the branch again',
  },
  votes: { what: 'agree and disagree are not the votes that are there', repair: 'counts the votes again' },
  ranks: {
    what: 'what a comment is sorted by does not follow from its votes',
    repair: 'works it out from the votes',
  },
  'parent-missing': { what: 'a reply answers a comment that is not here', repair: null },
  'parent-elsewhere': { what: 'a reply answers a comment of another story', repair: null },
  root: { what: 'a comment hangs in another branch than its parent', repair: 'puts it below its parent' },
  depth: { what: 'the depth is not one more than the parent’s', repair: 'puts it below its parent' },
  'order-key': {
    what: 'the place in the branch does not follow from parent, time and id',
    repair: 'works the place out again',
  },
  'state-unknown': { what: 'the state is none that there is', repair: null },
  state: {
    what: 'the state is not the one that the last decision made',
    repair: 'does what the last decision says',
  },
  'story-count': {
    what: 'the number of comments of a story is not what is there',
    repair: 'counts the comments again',
  },
  'event-gap': { what: 'events are missing in the log', repair: null },
  reference: { what: 'a row names another row that is not here', repair: null },
  'story-elsewhere': { what: 'a row names another story than its comment does', repair: null },
  'past-rank-left': {
    what: 'a past rank belongs to no comment, or to a version still to come',
    repair: 'takes it away',
  },
  'search-waiting-left': {
    what: 'a comment that readers cannot find waits for the search index',
    repair: 'takes it from the list',
  },
  'search-missing': {
    what: 'a published comment is not in the search index',
    repair: 'puts it on the list for the index',
  },
  'search-left': {
    what: 'the search index holds what is not published, or holds it twice',
    repair: 'takes it out of the index',
  },
}
