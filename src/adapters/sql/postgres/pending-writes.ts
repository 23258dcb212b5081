/** Writes of a transaction that nobody has sent yet, put together so that each table is written once. */
import type { LoggedEvent } from '#domain/events/event.ts'
import type { MetMark } from '#domain/moderation/spam/find-repeats.ts'
import type { RuleHold } from '#ports/spam-memory.ts'
import type { NewComment, StoreWriter, Vote } from '#ports/store.ts'
import { voteKey } from '#adapters/sql/postgres/known-rows.ts'

type NewPerson = Parameters<StoreWriter['insertPerson']>[0]

/** What a root was sorted by until the story's version `until`. */
export interface PastRank {
  readonly storyId: string
  readonly until: number
  readonly commentId: string
  readonly branchCount: number
  readonly topScore: number
  readonly controversy: number
}

export interface CommentGain {
  readonly branch: number
  readonly replies: number
}

export interface StoryGain {
  readonly versions: number
  readonly comments: number
}

export interface VoteCounts {
  readonly agree: number
  readonly disagree: number
}

/** A vote as its row: 0 where it is taken back. */
export interface PendingVote extends Omit<Vote, 'value'> {
  readonly storyId: string
  readonly value: 1 | -1 | 0
  readonly at: number
}

/** Comments that go into the search index; all of `commentIds` that are in it then wait no longer. */
export interface PendingWords {
  readonly commentIds: readonly string[]
  readonly storyIds: readonly string[]
  readonly entries: readonly {
    readonly commentId: string
    readonly storyId: string
    readonly place: string
    readonly words: string
    /** Hash of the name and words that these were taken from. */
    readonly seen: string
  }[]
}

export class PendingWrites {
  readonly people: NewPerson[] = []
  readonly renamed = new Map<string, { readonly name: string; readonly nameKey: string }>()
  readonly comments: NewComment[] = []
  readonly gains = new Map<string, CommentGain>()
  readonly voteCounts = new Map<string, VoteCounts>()
  readonly votes = new Map<string, PendingVote>()
  readonly pastRanks: PastRank[] = []
  /** By story: what roots were sorted by until then is thrown away. */
  readonly sweeps = new Map<string, number>()
  readonly stories = new Map<string, StoryGain>()
  readonly events: LoggedEvent[] = []
  readonly words: PendingWords[] = []
  readonly marks: MetMark[] = []
  readonly holds = new Map<string, RuleHold>()
  #marksBefore: number | null = null
  /** Where each of the new comments stands in the list. */
  readonly #places = new Map<string, number>()

  get isEmpty(): boolean {
    const { people, comments, pastRanks, events, words, marks } = this
    const { renamed, gains, voteCounts, votes, sweeps, stories, holds } = this
    return (
      [people, comments, pastRanks, events, words, marks].every((list) => list.length === 0) &&
      [renamed, gains, voteCounts, votes, sweeps, stories, holds].every((rows) => rows.size === 0) &&
      this.#marksBefore === null
    )
  }

  /** Marks of comments that are older are thrown away; null where none are. */
  get marksBefore(): number | null {
    return this.#marksBefore
  }

  forgetOldMarks(before: number): void {
    this.#marksBefore = Math.max(this.#marksBefore ?? before, before)
  }

  addComment(entry: NewComment): void {
    this.#places.set(entry.comment.id, this.comments.length)
    this.comments.push(entry)
  }

  /** A comment that is written here is written with what it gained. */
  gain(id: string, { branch, replies }: CommentGain): void {
    const isNew = this.#change(id, (comment) => ({
      ...comment,
      branchCount: comment.branchCount + branch,
      shownReplies: comment.shownReplies + replies,
    }))
    if (isNew) return
    const before = this.gains.get(id)
    this.gains.set(id, {
      branch: (before?.branch ?? 0) + branch,
      replies: (before?.replies ?? 0) + replies,
    })
  }

  countVotes(id: string, counts: VoteCounts): void {
    if (!this.#change(id, (comment) => ({ ...comment, ...counts }))) this.voteCounts.set(id, counts)
  }

  setVote(vote: PendingVote): void {
    this.votes.set(voteKey(vote), vote)
  }

  touch(id: string, { versions, comments }: StoryGain): void {
    const before = this.stories.get(id)
    this.stories.set(id, {
      versions: (before?.versions ?? 0) + versions,
      comments: (before?.comments ?? 0) + comments,
    })
  }

  /** Takes over what came after all that is here. */
  absorb(later: PendingWrites): void {
    this.people.push(...later.people)
    for (const [id, name] of later.renamed) this.renamed.set(id, name)
    for (const entry of later.comments) this.addComment(entry)
    for (const [id, gain] of later.gains) this.gain(id, gain)
    for (const [id, counts] of later.voteCounts) this.countVotes(id, counts)
    for (const vote of later.votes.values()) this.setVote(vote)
    this.pastRanks.push(...later.pastRanks)
    for (const [storyId, until] of later.sweeps) this.sweeps.set(storyId, until)
    for (const [id, gain] of later.stories) this.touch(id, gain)
    this.events.push(...later.events)
    this.words.push(...later.words)
    this.marks.push(...later.marks)
    for (const [id, hold] of later.holds) this.holds.set(id, hold)
    if (later.marksBefore !== null) this.forgetOldMarks(later.marksBefore)
  }

  #change(id: string, change: (comment: NewComment['comment']) => NewComment['comment']): boolean {
    const place = this.#places.get(id)
    const entry = place === undefined ? undefined : this.comments[place]
    if (place === undefined || !entry) return false
    this.comments[place] = { ...entry, comment: change(entry.comment) }
    return true
  }
}
