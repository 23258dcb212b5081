/** Stories of any size for benchmarks, written through the store with the counts and order keys they would have. */
import type { Comment } from '#domain/comment/comment.ts'
import type { Parts } from '#main/compose.ts'
import type { Story } from '#domain/story/story.ts'
import { UUID_RANDOM_BYTES, orderedUuidV7 } from '#base/uuid.ts'
import { orderKey } from '#domain/thread/order-key.ts'
import { renderBody } from '#domain/comment/body/render-body.ts'
import { seededNumbers, writeSentences } from '#bench/sentences.ts'

/** Comments of one transaction: keeps the write-ahead log and what waits in memory small. */
const COMMENTS_PER_WRITE = 5_000

/** Milliseconds between two comments: a busy morning. */
const PACE_MS = 250

/** Sentences of a story and, at most, of a comment: about what newspapers and their readers write. */
const STORY_SENTENCES = 12
const COMMENT_SENTENCES_MAX = 6

/** Different texts: enough that pages do not repeat, few enough that making them takes no time. */
const TEXTS = 2_000

/** Votes a comment got at most. */
const VOTES_MAX = 30

const NAMES = ['Bea Ortmann', 'Tomás Ruiz', 'Ilse Brandt', 'J. Okafor', 'Priya Nair', 'Léa Fontaine', '魏安']

export interface SeedPlan {
  readonly headline: string
  readonly comments: number
  /** Replies below each root, half of them answers to replies. */
  readonly repliesPerRoot: number
  /** Replies of one more root, which comes first. */
  readonly longBranch?: number
  readonly createdAt: number
}

export interface SeededStory {
  readonly storyId: string
  /** The reply to a root at a share of the story's time, from 0 (oldest) to 1, after the long branch. */
  readonly replyAt: (share: number) => SeededPlace
  /** The same inside the long branch; its root where there is none. */
  readonly longBranchAt: (share: number) => SeededPlace
}

export interface SeededPlace {
  readonly id: string
  readonly createdAt: number
  readonly orderKey: string
  readonly rootId: string
}

/** Where a comment stands, before it has words. */
interface Place {
  readonly id: string
  readonly createdAt: number
  readonly parent: Place | null
  readonly root: Place | null
  readonly orderKey: string
  readonly depth: number
  branchCount: number
  shownReplies: number
}

export async function seedThread(parts: Parts, plan: SeedPlan): Promise<SeededStory> {
  const storyId = parts.ports.newId()
  const places = placeComments(parts, plan)
  const words = createComments(storyId)
  await parts.store.write((tx) => tx.insertStory(composeStory(storyId, plan), null))
  for (let from = 0; from < places.length; from += COMMENTS_PER_WRITE) {
    const batch = places.slice(from, from + COMMENTS_PER_WRITE).map(words)
    await parts.store.write(async (tx) => {
      for (const comment of batch) await tx.insertComment({ comment, source: null })
      await tx.appendEvents(
        batch.map((comment) => ({
          kind: 'comment.posted' as const,
          storyId,
          commentId: comment.id,
          personId: null,
          at: comment.createdAt,
          facts: { state: comment.state, parent: comment.parentId },
        })),
      )
    })
  }
  await parts.store.write((tx) => tx.touchStory(storyId, places.length))
  const long = places.slice(0, (plan.longBranch ?? 0) + 1)
  const short = places.slice(long.length).filter((place) => place.depth === 1)
  return {
    storyId,
    replyAt: (share) => placeAt(short, share),
    longBranchAt: (share) => placeAt(long, share),
  }
}

function placeAt(places: readonly Place[], share: number): SeededPlace {
  const place = places[Math.floor((places.length - 1) * share)]
  if (!place) throw new Error('the story has no such place')
  const { id, createdAt, root } = place
  return { id, createdAt, orderKey: place.orderKey, rootId: root?.id ?? id }
}

/** The shape of the thread: who answers whom, in the order of time. */
function placeComments(parts: Parts, plan: SeedPlan): Place[] {
  const places: Place[] = []
  const add = (parent: Place | null): Place => {
    const position = places.length
    const createdAt = plan.createdAt + position * PACE_MS
    const id = orderedUuidV7(createdAt, position, parts.ports.randomBytes(UUID_RANDOM_BYTES))
    const root = parent ? (parent.root ?? parent) : null
    const place: Place = {
      id,
      createdAt,
      parent,
      root,
      orderKey: orderKey(parent?.orderKey ?? null, createdAt, id),
      depth: parent ? parent.depth + 1 : 0,
      branchCount: 0,
      shownReplies: 0,
    }
    if (parent) parent.shownReplies += 1
    if (root) root.branchCount += 1
    places.push(place)
    return place
  }
  const addBranch = (replies: number, isFull: () => boolean): void => {
    const root = add(null)
    let last = root
    for (let reply = 0; reply < replies && !isFull(); reply += 1) last = add(reply % 2 === 0 ? root : last)
  }
  const isFull = () => places.length >= plan.comments
  if (plan.longBranch) addBranch(plan.longBranch, isFull)
  while (!isFull()) addBranch(plan.repliesPerRoot, isFull)
  return places
}

function createComments(storyId: string): (place: Place) => Comment {
  const next = seededNumbers(1)
  const bodies = Array.from({ length: TEXTS }, () =>
    writeSentences(next, 1 + Math.floor(next() * COMMENT_SENTENCES_MAX)),
  )
  const texts = bodies.map((body) => ({ body, html: renderBody({ format: 'markdown', source: body }) }))
  const pick = <Item>(items: readonly Item[]): Item | undefined => items[Math.floor(next() * items.length)]
  return (place) => {
    const text = pick(texts) ?? { body: '', html: '' }
    return {
      id: place.id,
      storyId,
      rootId: place.root?.id ?? place.id,
      parentId: place.parent?.id ?? null,
      orderKey: place.orderKey,
      depth: place.depth,
      author: { personId: null, name: pick(NAMES) ?? '', standing: 'guest' },
      state: 'published',
      missingParentName: null,
      bodyFormat: 'markdown',
      body: text.body,
      bodyHtml: text.html,
      createdAt: place.createdAt,
      editedAt: null,
      branchCount: place.branchCount,
      shownReplies: place.shownReplies,
      agree: Math.floor(next() * VOTES_MAX),
      disagree: Math.floor(next() * VOTES_MAX),
      movedFrom: null,
    }
  }
}

function composeStory(id: string, plan: SeedPlan): Story {
  const next = seededNumbers(2)
  return {
    id,
    url: null,
    headline: plan.headline,
    byline: 'Ines Kowal',
    publishedAt: plan.createdAt,
    language: 'en',
    bodyHtml: `<p>${writeSentences(next, STORY_SENTENCES)}</p>`,
    sources: [],
    state: 'open',
    commentCount: 0,
    version: 1,
    imageUrl: null,
    isProvisional: false,
    createdAt: plan.createdAt,
    mergedInto: null,
  }
}
