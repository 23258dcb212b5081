/** Brings a discussion in from a neutral record: what is here already stays, what is new is added. */
import type { Comment } from '#domain/comment/comment.ts'
import type { ImportedComment, ImportedStory } from '#domain/moving/imported-story.ts'
import type { Ports } from '#ports/ports.ts'
import type { Story } from '#domain/story/story.ts'
import type { NewComment, StoreWriter } from '#ports/store.ts'
import { UUID_RANDOM_BYTES, orderedUuidV7 } from '#base/uuid.ts'
import { carryShown } from '#operations/change-state.ts'
import { cleanName, nameKey } from '#domain/people/name.ts'
import { NAME_CODE_POINTS_MAX } from '#domain/limits.ts'
import { findMerged, followMerges } from '#operations/follow-merges.ts'
import { orderKey } from '#domain/thread/order-key.ts'
import { parentsFirst } from '#domain/moving/parents-first.ts'
import { renderBody } from '#domain/comment/body/render-body.ts'
import { settleCounts } from '#domain/thread/settle-counts.ts'
import { safeStoryHtml } from '#domain/comment/body/story-html.ts'

export interface ImportStoryInput {
  readonly format: string
  readonly story: ImportedStory
}

export interface ImportedCounts {
  readonly storyId: string
  readonly storyIsNew: boolean
  readonly added: number
  /** Comments that were here already. */
  readonly skipped: number
}

/** One transaction: all of the story or nothing. Bringing the same in again changes nothing. */
export async function importStory(ports: Ports, input: ImportStoryInput): Promise<ImportedCounts> {
  return ports.store.write(async (tx) => {
    const existing = await findStory(tx, input.story)
    const { story, movedFrom } = existing
      ? await whereItIsNow(tx, existing)
      : { story: composeStory(ports, input.story), movedFrom: null }
    if (!existing) await tx.insertStory(story, input.story.sourceKey)
    const known = existing ? await knownIds(tx, existing, input.format) : new Map<string, string>()
    const additions = input.story.comments.filter((comment) => !known.has(comment.sourceId))
    if (existing && additions.length === 0) {
      return { storyId: story.id, storyIsNew: false, added: 0, skipped: known.size }
    }
    await addComments(tx, ports, { story, movedFrom, additions, known, format: input.format })
    await tx.appendEvents([
      {
        kind: 'story.imported',
        storyId: story.id,
        commentId: null,
        personId: null,
        at: ports.clock.now(),
        facts: { format: input.format, added: additions.length },
      },
    ])
    const skipped = input.story.comments.length - additions.length
    return { storyId: story.id, storyIsNew: !existing, added: additions.length, skipped }
  })
}

async function findStory(tx: StoreWriter, story: ImportedStory): Promise<Story | null> {
  const byKey = await tx.storyBySourceKey(story.sourceKey)
  return byKey ?? (story.url === null ? null : tx.storyByUrl(story.url))
}

/** What comes again for a story that was merged goes where its comments are, and says where it belongs. */
async function whereItIsNow(
  tx: StoreWriter,
  story: Story,
): Promise<{ readonly story: Story; readonly movedFrom: string | null }> {
  const isLeaving = story.state === 'merging' && story.mergedInto !== null
  const now = isLeaving ? await findMerged(tx, story.mergedInto) : await followMerges(tx, story)
  return now && now.id !== story.id ? { story: now, movedFrom: story.id } : { story, movedFrom: null }
}

/** Also in the middle of a merge, when some are here and some are there. */
async function knownIds(tx: StoreWriter, story: Story, format: string): Promise<Map<string, string>> {
  const here = await tx.importedIds({ storyId: story.id, format, movedFrom: null })
  const other = story.mergedInto === null ? null : await findMerged(tx, story.mergedInto)
  if (!other) return here
  return new Map([...here, ...(await tx.importedIds({ storyId: other.id, format, movedFrom: story.id }))])
}

function composeStory(ports: Ports, story: ImportedStory): Story {
  return {
    id: ports.newId(),
    url: story.url,
    headline: story.headline,
    byline: story.byline,
    publishedAt: story.publishedAt,
    language: story.language,
    bodyHtml: safeStoryHtml(story.bodyHtml),
    imageUrl: null,
    isProvisional: false,
    sources: story.sources,
    state: 'open',
    commentCount: 0,
    version: 1,
    createdAt: ports.clock.now(),
    mergedInto: null,
  }
}

interface Additions {
  readonly story: Story
  readonly movedFrom: string | null
  readonly additions: readonly ImportedComment[]
  readonly known: ReadonlyMap<string, string>
  readonly format: string
}

async function addComments(
  tx: StoreWriter,
  ports: Ports,
  { story, movedFrom, additions, known, format }: Additions,
): Promise<void> {
  const ids = new Map(known)
  const placed = new Map<string, Comment>()
  const authors = new Map<string, string | null>()
  const entries: NewComment[] = []
  for (const [position, imported] of parentsFirst(additions).entries()) {
    const parentId = imported.parentSourceId === null ? null : (ids.get(imported.parentSourceId) ?? null)
    const parent = parentId === null ? null : (placed.get(parentId) ?? (await tx.comment(parentId)))
    const name = shownName(imported.author)
    const authorId = await memberId(tx, ports, { imported, name, authors })
    const id = orderedUuidV7(imported.createdAt, position, ports.randomBytes(UUID_RANDOM_BYTES))
    const comment = composeComment(imported, { id, story, movedFrom, parent, authorId, name })
    entries.push({ comment, source: { format, sourceId: imported.sourceId } })
    ids.set(imported.sourceId, id)
    placed.set(id, comment)
  }
  await insertCounted(tx, story.id, entries)
}

/** Inserts with settled counts, then tells the comments that were here before what they gained. */
async function insertCounted(
  tx: StoreWriter,
  storyId: string,
  entries: readonly NewComment[],
): Promise<void> {
  const settled = settleCounts(entries.map((entry) => entry.comment))
  await tx.insertComments(
    settled.comments.map((comment, at) => ({ comment, source: entries[at]?.source ?? null })),
  )
  for (const [rootId, gained] of settled.branchOutside) await tx.changeBranchCount(rootId, gained)
  await tx.touchStory(storyId, settled.published)
  for (const [parentId, gained] of settled.shownOutside) await carryShown(tx, parentId, gained)
}

/** Names come as they are, without what no reader should meet in a name; nobody's words are dropped for it. */
function shownName(author: string): string {
  const cleaned = cleanName(author)
  return Array.from(cleaned).slice(0, NAME_CODE_POINTS_MAX).join('')
}

/** Members of the other system become members here, so that no guest can write under their names. */
async function memberId(
  tx: StoreWriter,
  ports: Ports,
  {
    imported,
    name,
    authors,
  }: {
    readonly imported: ImportedComment
    readonly name: string
    readonly authors: Map<string, string | null>
  },
): Promise<string | null> {
  if (!imported.verified) return null
  const seen = authors.get(imported.author)
  if (seen !== undefined) return seen
  const key = nameKey(name)
  if (key === '') return null
  const existing = await tx.memberByNameKey(key)
  const id = existing?.id ?? ports.newId()
  if (!existing) {
    await tx.insertPerson({
      id,
      standing: 'member',
      role: 'reader',
      name,
      nameKey: key,
      createdAt: ports.clock.now(),
    })
  }
  authors.set(imported.author, id)
  return id
}

function composeComment(
  imported: ImportedComment,
  place: {
    readonly id: string
    readonly story: Story
    readonly movedFrom: string | null
    readonly parent: Comment | null
    readonly authorId: string | null
    readonly name: string
  },
): Comment {
  const { id, parent } = place
  return {
    id,
    storyId: place.story.id,
    rootId: parent?.rootId ?? id,
    parentId: parent?.id ?? null,
    orderKey: orderKey(parent?.orderKey ?? null, imported.createdAt, id),
    depth: parent ? parent.depth + 1 : 0,
    author: { personId: place.authorId, name: place.name, standing: imported.verified ? 'member' : 'guest' },
    state: imported.state,
    missingParentName: parent === null ? (imported.replyTo?.name ?? null) : null,
    bodyFormat: imported.bodyFormat,
    body: imported.body,
    bodyHtml: renderBody({ format: imported.bodyFormat, source: imported.body }),
    createdAt: imported.createdAt,
    editedAt: null,
    branchCount: 0,
    shownReplies: 0,
    agree: 0,
    disagree: 0,
    movedFrom: place.movedFrom,
  }
}
