/** What operations need of a store: reads of committed data, and writes that are one transaction each. */
import type { CareWriter, StoreCare } from '#ports/store-care.ts'
import type { Comment, CommentState } from '#domain/comment/comment.ts'
import type { Story, StoryState } from '#domain/story/story.ts'
import type { StoryDecision } from '#domain/story/story-decision.ts'
import type { Decision } from '#domain/moderation/decision.ts'
import type { Person, Role } from '#domain/people/actor.ts'
import type { MarkQuery, SpamMemoryReader, SpamMemoryWriter } from '#ports/spam-memory.ts'
import type { ThreadOrder } from '#domain/ranking/orders.ts'
import type { ImportSource } from '#domain/moving/import-source.ts'
import type { ApiKey, NewApiKey } from '#domain/people/api-key.ts'
import type { KeptSuggestion } from '#domain/civility/kept-suggestion.ts'
import type { LoggedEvent, NewEvent } from '#domain/events/event.ts'
import type { LearningReader, LearningWriter } from '#ports/store-learning.ts'
import type { SearchTerm } from '#domain/search/search-terms.ts'

/** Where a page of roots ended: the sort value and id of its last root. */
export interface RootCursor {
  readonly value: number
  readonly id: string
}

export interface RootQuery {
  readonly storyId: string
  readonly order: ThreadOrder
  readonly after: RootCursor | null
  /** The story's version whose order is to be kept; null for the order of now. */
  readonly asOf: number | null
  readonly limit: number
}

/** A root's id with what decides how much of its branch fits on a page. */
export interface RootEntry {
  readonly id: string
  readonly value: number
  readonly branchCount: number
}

export interface BranchQuery {
  readonly rootId: string
  /** Only comments at or below this key; the whole branch when it is the root's key. */
  readonly belowKey: string
  /** Exclusive. */
  readonly afterKey: string
  readonly limit: number
}

export interface ReplyQuery {
  readonly parentId: string
  /** Exclusive; null from the beginning. */
  readonly afterKey: string | null
  readonly limit: number
}

export interface SearchQuery {
  readonly storyId: string
  /** All of them must be found, in the words of a comment or the name beside it. */
  readonly terms: readonly SearchTerm[]
  /** Exclusive; null from the newest. */
  readonly after: string | null
  readonly limit: number
  readonly countLimit: number
}

/** A published comment that was found; `place` is where a next page begins behind it. */
export interface SearchHit {
  readonly commentId: string
  readonly place: string
}

export interface SearchAnswer {
  /** Newest first. */
  readonly hits: readonly SearchHit[]
  /** All there are in the story, counted up to `countLimit`. */
  readonly count: number
  readonly isAtLeast: boolean
  /** Comments of the story that were not looked at: just brought in, still being put into the index. */
  readonly waiting: number
}

export interface Vote {
  readonly commentId: string
  readonly voterId: string
  readonly value: 1 | -1
}

export interface Revision {
  readonly number: number
  readonly body: string
  readonly bodyHtml: string
  readonly writtenAt: number
}

export interface StoreReader extends SpamMemoryReader, LearningReader {
  readonly story: (id: string) => Promise<Story | null>
  /** The story that stands at an address, or stood there before it moved. */
  readonly storyByUrl: (url: string) => Promise<Story | null>
  /** The same for many, by the address asked. */
  readonly storiesByUrl: (urls: readonly string[]) => Promise<Map<string, Story>>
  /** Stories whose page was not read yet, newest first. */
  readonly provisionalStories: (limit: number) => Promise<Story[]>
  readonly storyBySourceKey: (sourceKey: string) => Promise<Story | null>
  readonly storiesMergedInto: (storyId: string) => Promise<Story[]>
  /** Stories in the middle of a merge, or of its undoing. */
  readonly storiesOnTheMove: (limit: number) => Promise<Story[]>
  /** What the front page lists, newest first. */
  readonly stories: (page: { readonly before: RootCursor | null; readonly limit: number }) => Promise<Story[]>
  readonly roots: (query: RootQuery) => Promise<RootEntry[]>
  readonly comment: (id: string) => Promise<Comment | null>
  readonly comments: (ids: readonly string[]) => Promise<Comment[]>
  /** Shown comments of several branches, each in conversation order and up to its own limit. */
  readonly branches: (queries: readonly BranchQuery[]) => Promise<Comment[]>
  /** Shown direct replies of several comments, each list in the order of its keys and up to its own limit. */
  readonly replies: (queries: readonly ReplyQuery[]) => Promise<Comment[]>
  /** From the parent upwards, nearest first. */
  readonly ancestors: (comment: Comment, limit: number) => Promise<Comment[]>
  /** Comments that readers do not see: held, rejected, or taken down without a tombstone. Newest first. */
  readonly hiddenComments: (query: {
    readonly storyId: string
    readonly authorId: string | null
    readonly limit: number
  }) => Promise<Comment[]>
  /** Published comments of the whole site, newest first. */
  readonly latestComments: (limit: number) => Promise<Comment[]>
  readonly commentsBy: (query: {
    readonly storyId: string
    readonly authorId: string
    readonly limit: number
  }) => Promise<Comment[]>
  readonly searchComments: (query: SearchQuery) => Promise<SearchAnswer>
  readonly revisions: (commentId: string) => Promise<Revision[]>
  readonly vote: (commentId: string, voterId: string) => Promise<Vote | null>
  readonly votesBy: (query: {
    readonly storyId: string
    readonly voterId: string
    readonly limit: number
  }) => Promise<Vote[]>
  readonly decision: (id: string) => Promise<Decision | null>
  readonly lastDecisions: (commentIds: readonly string[]) => Promise<Decision[]>
  readonly decisions: (page: {
    readonly beforeId: string | null
    readonly limit: number
  }) => Promise<Decision[]>
  readonly storyDecision: (id: string) => Promise<StoryDecision | null>
  readonly lastStoryDecision: (storyId: string) => Promise<StoryDecision | null>
  /** Whether another decision moved the story to or from this address. */
  readonly stoodAt: (query: {
    readonly storyId: string
    readonly url: string
    readonly besides: string
  }) => Promise<boolean>
  readonly storyDecisions: (page: {
    readonly beforeId: string | null
    readonly limit: number
  }) => Promise<StoryDecision[]>
  readonly person: (id: string) => Promise<Person | null>
  readonly memberByNameKey: (nameKey: string) => Promise<Person | null>
  readonly hasModerator: () => Promise<boolean>
  readonly personOfSession: (tokenHash: string, now: number) => Promise<Person | null>
  readonly signInLink: (tokenHash: string) => Promise<SignInLink | null>
  readonly setting: (name: string) => Promise<string | null>
  /** Only where it is not revoked. */
  readonly apiKeyByHash: (keyHash: string) => Promise<ApiKey | null>
  /** All there are, revoked ones too, oldest first. */
  readonly apiKeys: (limit: number) => Promise<ApiKey[]>
  readonly countApiKeys: () => Promise<number>
  readonly suggestion: (id: string) => Promise<KeptSuggestion | null>
  /** Newest first. */
  readonly suggestions: (page: {
    readonly isDismissed: boolean
    readonly beforeId: string | null
    readonly limit: number
  }) => Promise<KeptSuggestion[]>
  readonly eventsAfter: (sequence: number, limit: number) => Promise<LoggedEvent[]>
  readonly storyEventsAfter: (query: {
    readonly storyId: string
    readonly sequence: number
    readonly limit: number
  }) => Promise<LoggedEvent[]>
  /** Sequence of the story's newest event; 0 before the first. */
  readonly lastStoryEvent: (storyId: string) => Promise<number>
  /** Sequence of the newest event; 0 before the first. */
  readonly lastEvent: () => Promise<number>
}

export interface SignInLink {
  readonly role: Role
  readonly expiresAt: number
  readonly usedAt: number | null
}

/** A place within a large branch. */
export interface MoveCursor {
  readonly rootId: string
  readonly orderKey: string
}

export interface MoveQuery {
  readonly from: string
  readonly to: string
  /** Only comments that were written under these stories; null for all. */
  readonly origins: readonly string[] | null
  readonly after: MoveCursor | null
  readonly limit: number
}

export interface SameCommentQuery {
  readonly storyId: string
  readonly authorId: string
  readonly parentId: string | null
  readonly body: string
  readonly since: number
}

/**
 * What a work will read, as far as that is known before it begins. Only a hint: a store may fetch it for many works at
 * once, and what was not foreseen is read all the same.
 */
export interface Foreseen {
  readonly storyIds?: readonly string[]
  /** Their stories and roots as well. */
  readonly commentIds?: readonly string[]
  readonly personIds?: readonly string[]
  readonly memberNameKeys?: readonly string[]
  readonly sameComments?: readonly SameCommentQuery[]
  readonly votes?: readonly Omit<Vote, 'value'>[]
  readonly metMarks?: readonly MarkQuery[]
}

/** A comment as it is first stored; counts start at zero. */
export interface NewComment {
  readonly comment: Comment
  readonly source: ImportSource | null
}

export interface StoreWriter extends StoreReader, SpamMemoryWriter, LearningWriter {
  readonly insertStory: (story: Story, sourceKey: string | null) => Promise<void>
  /** What the page of a story says about itself; the story is provisional no longer. */
  readonly describeStory: (
    id: string,
    facts: Pick<Story, 'headline' | 'byline' | 'publishedAt' | 'language' | 'imageUrl'>,
  ) => Promise<void>
  /** One more change that readers see. */
  readonly setStoryState: (id: string, state: StoryState) => Promise<void>
  readonly setMerged: (
    id: string,
    merged: { readonly state: StoryState; readonly into: string | null },
  ) => Promise<void>
  /** Takes some comments to another story, with votes and decisions; counts of the stories are the caller's to change. */
  readonly moveComments: (query: MoveQuery) => Promise<{
    readonly published: number
    readonly after: MoveCursor | null
    /** True where nothing is left to move. */
    readonly isDone: boolean
  }>
  readonly setStoryUrl: (id: string, url: string | null) => Promise<void>
  /** An address where the story is found besides its own. */
  readonly keepAddress: (address: { readonly storyId: string; readonly url: string }) => Promise<void>
  readonly forgetAddress: (url: string) => Promise<void>
  /**
   * Counts one more change a reader could see, and the change in published comments. Comes after the counts of
   * roots have changed: what they were is kept under the version that ends here.
   */
  readonly touchStory: (storyId: string, commentChange: number) => Promise<void>
  readonly insertComment: (entry: NewComment) => Promise<void>
  /** Many at once, in as few statements as the database takes. */
  readonly insertComments: (entries: readonly NewComment[]) => Promise<void>
  /** Ids by those of the file, of comments written under the story, or under one that was merged into it. */
  readonly importedIds: (query: {
    readonly storyId: string
    readonly format: string
    readonly movedFrom: string | null
  }) => Promise<Map<string, string>>
  /**
   * The comment with this text and parent among the author's newest in the story since `since` (REPEATS_LOOKED_AT of
   * them), for repeated submissions.
   */
  readonly sameComment: (query: SameCommentQuery) => Promise<Comment | null>
  readonly setBody: (change: {
    readonly id: string
    readonly body: string
    readonly bodyHtml: string
    readonly editedAt: number
  }) => Promise<void>
  readonly keepRevision: (commentId: string, revision: Revision) => Promise<void>
  readonly setState: (id: string, state: CommentState) => Promise<void>
  /** Takes away the words and the name; what hangs below stays. Revisions go too. */
  readonly eraseText: (id: string) => Promise<void>
  readonly changeShownReplies: (id: string, change: number) => Promise<void>
  readonly changeBranchCount: (rootId: string, change: number) => Promise<void>
  readonly setVote: (vote: Vote, at: number) => Promise<void>
  readonly removeVote: (commentId: string, voterId: string) => Promise<void>
  readonly setVoteCounts: (
    id: string,
    votes: { readonly agree: number; readonly disagree: number },
  ) => Promise<void>
  readonly insertDecision: (decision: Decision) => Promise<void>
  readonly insertStoryDecision: (decision: StoryDecision) => Promise<void>
  readonly insertPerson: (
    person: Person & { readonly nameKey: string; readonly createdAt: number },
  ) => Promise<void>
  readonly renameGuest: (id: string, name: string, nameKey: string) => Promise<void>
  readonly setRole: (id: string, role: Role) => Promise<void>
  readonly insertSession: (session: {
    readonly tokenHash: string
    readonly personId: string
    readonly createdAt: number
    readonly expiresAt: number
  }) => Promise<void>
  readonly removeSession: (tokenHash: string) => Promise<void>
  readonly insertSignInLink: (link: {
    readonly tokenHash: string
    readonly role: Role
    readonly createdAt: number
    readonly expiresAt: number
  }) => Promise<void>
  /** False when it was used before: two requests with one link cannot both win. */
  readonly useSignInLink: (tokenHash: string, at: number) => Promise<boolean>
  readonly putSetting: (name: string, value: string) => Promise<void>
  readonly insertApiKey: (key: NewApiKey) => Promise<void>
  readonly revokeApiKey: (id: string, at: number) => Promise<void>
  readonly insertSuggestion: (suggestion: KeptSuggestion) => Promise<void>
  /** Forgets what is older than `before`, and of this key all but its newest `keep`. */
  readonly forgetSuggestions: (bounds: {
    readonly before: number
    readonly apiKeyId: string
    readonly keep: number
  }) => Promise<void>
  /** Null puts it back among those that wait. */
  readonly setDismissed: (
    id: string,
    dismissed: { readonly at: number; readonly by: string } | null,
  ) => Promise<void>
  readonly appendEvents: (events: readonly NewEvent[]) => Promise<void>
  /** For `parley check --repair` alone. */
  readonly care: CareWriter
}

/**
 * Hears of a commit before whoever wrote it: the events it appended, and the sequence of the newest event by then, which
 * its works have seen. Another process may have written in between: the sequences say so.
 */
export type Hear = (appended: readonly LoggedEvent[], newest: number) => void

export interface Store {
  readonly read: StoreReader
  /** For `parley check` alone. */
  readonly care: StoreCare
  /**
   * Runs `work` in one transaction; resolves once it is on disk. A throw rolls back this work only. Works that come
   * together share a transaction: where the database refuses one of them, the others may be run a second time.
   */
  readonly write: <Result>(work: (tx: StoreWriter) => Promise<Result>, foreseen?: Foreseen) => Promise<Result>
  /**
   * Puts up to `limit` comments that wait for it into the search index and tells how many it was; 0 when all are in. A
   * search finds them before as well, but has to look at each.
   */
  readonly settleSearch: (limit: number) => Promise<number>
  /** Calls `hear` after each commit that is made here. Null where a store does not tell: the log has to be read. */
  readonly onAppended: ((hear: Hear) => void) | null
  /** Calls `wake` whenever another process may have written, until the store is closed. May miss some, never all. */
  readonly onChange: (wake: () => void) => void
  readonly close: () => Promise<void>
}
