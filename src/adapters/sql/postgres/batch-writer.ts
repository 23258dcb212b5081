/** Writing for many works in one transaction: what is known is not asked for, and what is written is sent together. */
import type { Comment } from '#domain/comment/comment.ts'
import type { LoggedEvent } from '#domain/events/event.ts'
import type { StoreReader, StoreWriter } from '#ports/store.ts'
import type { PendingWrites } from '#adapters/sql/postgres/pending-writes.ts'
import { CHANGES_KEPT, CHANGES_PER_SWEEP } from '#adapters/sql/queries/roots.ts'
import { controversyScore, topScore } from '#domain/ranking/orders.ts'
import { MET_PER_MARK_MAX } from '#domain/limits.ts'
import { marksKey, repeatKey, voteKey, type KnownRows } from '#adapters/sql/postgres/known-rows.ts'

/** The transaction that is open, as the works in it share it. */
export interface Batch {
  readonly known: KnownRows
  /** What the work at hand has written and nobody has sent. */
  readonly pending: () => PendingWrites
  /** Writes an event of the work at hand. */
  readonly append: (event: LoggedEvent) => void
  /** Sends all that is pending: for who reads or writes past it. */
  readonly settle: () => Promise<void>
}

type FastReads = Pick<
  StoreReader,
  'story' | 'comment' | 'person' | 'memberByNameKey' | 'vote' | 'lastEvent'
> &
  Pick<StoreWriter, 'sameComment' | 'metMarks'>
type FastWrites = Pick<
  StoreWriter,
  | 'insertPerson'
  | 'renameGuest'
  | 'insertComment'
  | 'changeBranchCount'
  | 'changeShownReplies'
  | 'setVote'
  | 'removeVote'
  | 'setVoteCounts'
  | 'touchStory'
  | 'appendEvents'
>
type SpamWrites = Pick<StoreWriter, 'keepMarks' | 'forgetOldMarks' | 'keepRuleHold'>

/**
 * `direct` reads and writes by statements of its own, as everything here does that most works do not need; after such a
 * write nothing counts as known any more.
 */
export function batchWriter(direct: StoreWriter, reads: StoreReader, batch: Batch): StoreWriter {
  const settled = settledWriter(direct, reads, batch)
  return {
    ...settled,
    ...fastReads(settled, batch.known),
    ...fastWrites(settled, batch),
    ...spamWrites(batch),
  }
}

type Method = (...values: readonly unknown[]) => Promise<unknown>

function settledWriter(direct: StoreWriter, reads: StoreReader, { known, settle }: Batch): StoreWriter {
  const wrap = (methods: object, isRead: (name: string) => boolean): [string, Method][] =>
    Object.entries(methods)
      .filter((entry): entry is [string, Method] => typeof entry[1] === 'function')
      .map(([name, method]) => [
        name,
        async (...values) => {
          await settle()
          if (!isRead(name)) known.forget()
          return method(...values)
        },
      ])
  const care = Object.fromEntries(wrap(direct.care, () => false))
  // The same names, each with what it had before and one step in front of it.
  return { ...Object.fromEntries(wrap(direct, (name) => name in reads)), care } as unknown as StoreWriter
}

function fastReads(direct: StoreWriter, known: KnownRows): FastReads {
  const knownOr =
    <Row>(rows: ReadonlyMap<string, Row>, read: (id: string) => Promise<Row>) =>
    async (id: string): Promise<Row> => {
      const row = rows.get(id)
      return row === undefined ? read(id) : row
    }
  return {
    story: knownOr(known.stories, direct.story),
    comment: knownOr(known.comments, direct.comment),
    person: knownOr(known.people, direct.person),
    memberByNameKey: knownOr(known.members, direct.memberByNameKey),
    vote: async (commentId, voterId) => {
      const vote = known.votes.get(voteKey({ commentId, voterId }))
      return vote === undefined ? direct.vote(commentId, voterId) : vote
    },
    lastEvent: async () => known.newestEvent ?? direct.lastEvent(),
    sameComment: async (query) => {
      const stored = known.repeats.get(repeatKey(query))
      if (stored === undefined) return direct.sameComment(query)
      const found = known.added.get(repeatKey(query)) ?? stored
      return found && found.createdAt >= query.since ? found : null
    },
    metMarks: async (query) => {
      const stored = known.met.get(marksKey(query))
      if (stored === undefined) return direct.metMarks(query)
      const added = query.marks.flatMap((mark) => (known.addedMarks.get(mark) ?? []).slice(-MET_PER_MARK_MAX))
      return [...added, ...stored].filter(({ at }) => at >= query.since)
    },
  }
}

function fastWrites(direct: StoreWriter, batch: Batch): FastWrites {
  const { known, pending, append } = batch
  const keepRank = createRankKeeper(batch)
  const change = (id: string, changed: (comment: Comment) => Comment): void => {
    const comment = known.comments.get(id)
    if (comment) known.set(known.comments, id, changed(comment))
  }
  return {
    insertPerson: async (person) => {
      const { id, standing, role, name, nameKey } = person
      pending().people.push(person)
      known.set(known.people, id, { id, standing, role, name })
      if (standing === 'member') known.set(known.members, nameKey, { id, standing, role, name })
    },
    renameGuest: async (id, name, nameKey) => {
      pending().renamed.set(id, { name, nameKey })
      const person = known.people.get(id)
      if (person?.standing === 'guest') known.set(known.people, id, { ...person, name })
    },
    insertComment: async (entry) => {
      const { comment } = entry
      pending().addComment(entry)
      known.set(known.comments, comment.id, comment)
      const { storyId, parentId, body, author } = comment
      if (author.personId === null) return
      known.set(known.added, repeatKey({ storyId, parentId, body, authorId: author.personId }), comment)
    },
    changeBranchCount: async (rootId, gained) => {
      if (!keepRank(rootId)) return direct.changeBranchCount(rootId, gained)
      pending().gain(rootId, { branch: gained, replies: 0 })
      change(rootId, (root) => ({ ...root, branchCount: root.branchCount + gained }))
    },
    changeShownReplies: async (id, gained) => {
      pending().gain(id, { branch: 0, replies: gained })
      change(id, (comment) => ({ ...comment, shownReplies: comment.shownReplies + gained }))
    },
    setVote: async (vote, at) => {
      const comment = known.comments.get(vote.commentId)
      if (!comment) return direct.setVote(vote, at)
      pending().setVote({ ...vote, storyId: comment.storyId, at })
      known.set(known.votes, voteKey(vote), vote)
    },
    removeVote: async (commentId, voterId) => {
      pending().setVote({ commentId, voterId, value: 0, storyId: '', at: 0 })
      known.set(known.votes, voteKey({ commentId, voterId }), null)
    },
    setVoteCounts: async (id, counts) => {
      if (!keepRank(id)) return direct.setVoteCounts(id, counts)
      pending().countVotes(id, counts)
      change(id, (comment) => ({ ...comment, ...counts }))
    },
    touchStory: async (storyId, comments) => {
      pending().touch(storyId, { versions: 1, comments })
      const story = known.stories.get(storyId)
      if (!story) return
      const touched = { version: story.version + 1, commentCount: story.commentCount + comments }
      known.set(known.stories, storyId, { ...story, ...touched })
    },
    appendEvents: async (events) => {
      let sequence = known.newestEvent ?? (await direct.lastEvent())
      for (const event of events) append({ ...event, sequence: (sequence += 1) })
      known.setNewestEvent(sequence)
    },
  }
}

function spamWrites({ known, pending }: Batch): SpamWrites {
  return {
    keepMarks: async ({ id: commentId, createdAt: at, storyId, writerId }, marks) => {
      for (const mark of marks) {
        const kept = { mark, commentId, storyId, writerId, at }
        pending().marks.push(kept)
        known.set(known.addedMarks, mark, [...(known.addedMarks.get(mark) ?? []), kept])
      }
    },
    // Older than any that are asked for: nothing that is known changes.
    forgetOldMarks: async (before) => pending().forgetOldMarks(before),
    keepRuleHold: async (commentId, hold) => void pending().holds.set(commentId, hold),
  }
}

/** Keeps what a root was sorted by until the version that comes next; false where that is not known here. */
function createRankKeeper({ known, pending }: Batch): (commentId: string) => boolean {
  let kept = 0
  return (commentId) => {
    const comment = known.comments.get(commentId)
    const story = comment && known.stories.get(comment.storyId)
    if (!comment || !story) return false
    if (comment.depth > 0) return true
    const { branchCount } = comment
    pending().pastRanks.push({
      storyId: story.id,
      until: story.version + 1,
      commentId,
      branchCount,
      topScore: topScore(comment),
      controversy: controversyScore(comment),
    })
    kept += 1
    if (kept % CHANGES_PER_SWEEP === 0) pending().sweeps.set(story.id, story.version - CHANGES_KEPT)
    return true
  }
}
