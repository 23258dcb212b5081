/** What the works of one transaction know of the database without asking: read before, and kept true by their writes. */
import type { Comment } from '#domain/comment/comment.ts'
import type { MarkQuery } from '#ports/spam-memory.ts'
import type { MetMark } from '#domain/moderation/spam/find-repeats.ts'
import type { Person } from '#domain/people/actor.ts'
import type { SameCommentQuery, Vote } from '#ports/store.ts'
import type { Story } from '#domain/story/story.ts'

/** Null: there is no such row. A key that is missing: not known. */
export class KnownRows {
  readonly stories = new Map<string, Story | null>()
  readonly comments = new Map<string, Comment | null>()
  readonly people = new Map<string, Person | null>()
  readonly members = new Map<string, Person | null>()
  readonly votes = new Map<string, Vote | null>()
  /** What the table held of an author's repeated words, and what this transaction adds to it. */
  readonly repeats = new Map<string, Comment | null>()
  readonly added = new Map<string, Comment>()
  /** Marks that were met, by what was asked; and by mark, what this transaction adds. */
  readonly met = new Map<string, readonly MetMark[]>()
  readonly addedMarks = new Map<string, readonly MetMark[]>()
  /** Sequence of the log's newest event. */
  #newestEvent: number | null = null
  #undoing: (() => void)[] = []

  /** A transaction begins, of which nothing is known. */
  begin(): void {
    this.forget()
    this.#newestEvent = null
    this.#undoing = []
  }

  /** From here on changes can be taken back. */
  mark(): void {
    this.#undoing = []
  }

  set<Key, Value>(rows: Map<Key, Value>, key: Key, value: Value): void {
    const before = rows.get(key)
    this.#undoing.push(() => {
      if (before === undefined) rows.delete(key)
      else rows.set(key, before)
    })
    rows.set(key, value)
  }

  get newestEvent(): number | null {
    return this.#newestEvent
  }

  setNewestEvent(sequence: number): void {
    const before = this.#newestEvent
    this.#undoing.push(() => {
      this.#newestEvent = before
    })
    this.#newestEvent = sequence
  }

  /** Takes back what was changed since the mark. */
  undo(): void {
    for (const takeBack of this.#undoing.toReversed()) takeBack()
    this.#undoing = []
  }

  /** Where something was written that is not followed here. The log only ever grows through this transaction. */
  forget(): void {
    for (const rows of [
      this.stories,
      this.comments,
      this.people,
      this.members,
      this.votes,
      this.repeats,
      this.added,
      this.met,
      this.addedMarks,
    ])
      rows.clear()
  }
}

export function voteKey({ commentId, voterId }: Omit<Vote, 'value'>): string {
  return `${commentId} ${voterId}`
}

/** Without `since`: a later look finds the newer ones of the same. */
export function marksKey({ marks }: Pick<MarkQuery, 'marks'>): string {
  return marks.join(' ')
}

/** No id holds a space. Without `since`: a later look finds the same comment or nothing. */
export function repeatKey({ storyId, authorId, parentId, body }: Omit<SameCommentQuery, 'since'>): string {
  return `${storyId} ${authorId} ${parentId ?? ''} ${body}`
}
