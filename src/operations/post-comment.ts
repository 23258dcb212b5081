/** Somebody writes a comment or a reply. */
import type { Actor } from '#domain/people/actor.ts'
import type { Comment, CommentAuthor } from '#domain/comment/comment.ts'
import type { Outcome } from '#base/outcome.ts'
import type { Ports } from '#ports/ports.ts'
import type { PostCommentRequest } from '#contract/comment.ts'
import type { Story } from '#domain/story/story.ts'
import type { Foreseen, StoreWriter } from '#ports/store.ts'
import { correctionFacts } from '#operations/correction-facts.ts'
import { done, failed } from '#base/outcome.ts'
import { REPEAT_WINDOW_MS } from '#domain/limits.ts'
import { bodyProblem, nameProblem } from '#operations/problems.ts'
import { carryShown } from '#operations/change-state.ts'
import { checkBody } from '#domain/comment/body/check-body.ts'
import { checkName, type CheckedName } from '#domain/people/name.ts'
import { checkSubmission } from '#domain/moderation/check-submission.ts'
import { isOpen } from '#domain/story/story-access.ts'
import { holdFacts, keepHold } from '#operations/keep-hold.ts'
import { momentOf } from '#operations/moment-of.ts'
import { orderKey } from '#domain/thread/order-key.ts'
import { findMerged } from '#operations/follow-merges.ts'
import { problem, type Problem } from '#contract/errors.ts'
import { readWords } from '#operations/read-words.ts'
import { foreseenMarks, rememberWords, weighSpam } from '#operations/weigh-spam.ts'

export interface PostCommentInput extends Omit<PostCommentRequest, 'nudge'> {
  readonly storyId: string
  readonly actor: Actor
}

export type PostedComment = { readonly comment: Comment; readonly author: Actor } & (
  | {
      readonly repeated: false
      /** What it stands under, and what it answers. */
      readonly story: Story
      readonly parent: Comment | null
    }
  /** This very comment was here already: a submission sent twice. */
  | { readonly repeated: true }
)

/** One transaction. The comment is on disk, and the counts with it, when this resolves. */
export async function postComment(
  ports: Ports,
  input: PostCommentInput,
): Promise<Outcome<PostedComment, Problem>> {
  const body = checkBody(input.body)
  if (!body.ok) return failed(bodyProblem(body.problem))
  const name = writingName(input)
  if (!name.ok) return name
  const written = { name: name.value.name, isEdit: false }
  const found = await readWords(ports, { body: body.value, actor: input.actor, written })
  const foreseen = {
    ...foreseenReads(ports, input, { source: body.value.source, nameKey: name.value.key }),
    ...foreseenMarks(ports, found.read),
  }
  return ports.store.write(async (tx) => {
    const story = await findMerged(tx, input.storyId)
    if (!story) return failed(problem('story-not-found'))
    const known = await knownSubmission(
      tx,
      { ...input, storyId: story.id },
      { source: body.value.source, now: ports.clock.now() },
    )
    if (known) return known
    const parent = input.parentId === null ? null : await tx.comment(input.parentId)
    const verdict = checkSubmission({
      story: { id: story.id, isOpen: isOpen(story, momentOf(ports)) },
      parent,
      wantsParent: input.parentId !== null,
      author: { standing: input.actor.standing, name: name.value.name },
      nameIsMembers: (await tx.memberByNameKey(name.value.key)) !== null,
      ...found,
      spam: await weighSpam(tx, ports, { read: found.read, story }),
    })
    if (verdict.kind === 'refuse') return failed(problem(verdict.code, { name: name.value.name }))
    const author = await writingPerson(tx, ports, { actor: input.actor, name: name.value })
    const comment = composeComment(ports, {
      id: input.id ?? ports.newId(),
      story,
      parent,
      author: { personId: author.personId, name: name.value.name, standing: author.standing },
      state: verdict.kind === 'hold' ? 'held' : 'published',
      body: { source: body.value.source, html: body.value.html },
    })
    await tx.insertComment({ comment, source: null })
    if (comment.state === 'published') await countNewComment(tx, comment)
    if (verdict.kind === 'hold') await keepHold(tx, comment.id, verdict)
    await rememberWords(tx, { read: found.read, comment })
    await tx.appendEvents([
      {
        kind: 'comment.posted',
        storyId: story.id,
        commentId: comment.id,
        personId: author.personId,
        at: comment.createdAt,
        facts: {
          state: comment.state,
          parent: comment.parentId,
          ...(verdict.kind === 'hold' ? holdFacts(verdict) : {}),
          ...correctionFacts(found.civility),
        },
      },
    ])
    return done({ comment, author, repeated: false, story, parent })
  }, foreseen)
}

/** What nearly every submission reads. */
function foreseenReads(
  { clock }: Ports,
  { id, storyId, parentId, actor }: PostCommentInput,
  { source, nameKey }: { readonly source: string; readonly nameKey: string },
): Foreseen {
  const authorId = actor.personId
  const same = { storyId, parentId, body: source, since: clock.now() - REPEAT_WINDOW_MS }
  return {
    storyIds: [storyId],
    commentIds: [id, parentId].filter((each) => each !== null),
    personIds: authorId === null ? [] : [authorId],
    memberNameKeys: [nameKey],
    sameComments: authorId === null ? [] : [{ ...same, authorId }],
  }
}

/** The name this will stand under: a member's own, or what the guest typed. */
function writingName({ actor, name }: PostCommentInput): Outcome<CheckedName, Problem> {
  const checked = checkName(actor.standing === 'member' ? (actor.name ?? '') : (name ?? ''))
  return checked.ok ? checked : failed(nameProblem(checked.problem))
}

/** The answer to a submission that was taken before; null where it is new. */
async function knownSubmission(
  tx: StoreWriter,
  { id, storyId, parentId, actor }: PostCommentInput,
  { source, now }: { readonly source: string; readonly now: number },
): Promise<Outcome<PostedComment, Problem> | null> {
  const sameId = id === null ? null : await tx.comment(id)
  if (sameId) {
    const isTheirs = actor.personId !== null && sameId.author.personId === actor.personId
    // A guest whose first answer was lost has no cookie yet: told that it is here, given no right to it.
    const isRepeat = actor.personId === null && sameId.body === source
    if (sameId.storyId !== storyId || !(isTheirs || isRepeat)) return failed(problem('id-taken'))
    return done({ comment: sameId, author: actor, repeated: true })
  }
  if (actor.personId === null) return null
  const since = now - REPEAT_WINDOW_MS
  const sameText = await tx.sameComment({ storyId, authorId: actor.personId, parentId, body: source, since })
  return sameText ? done({ comment: sameText, author: actor, repeated: true }) : null
}

/** Guests become persons with their first words; the name they used last is remembered. */
export async function writingPerson(
  tx: StoreWriter,
  ports: Ports,
  { actor, name }: { readonly actor: Actor; readonly name: CheckedName },
): Promise<Actor> {
  if (actor.standing === 'member') return actor
  const existing = actor.personId === null ? null : await tx.person(actor.personId)
  if (existing) {
    if (existing.name !== name.name) await tx.renameGuest(existing.id, name.name, name.key)
    return { ...actor, personId: existing.id, name: name.name }
  }
  const id = actor.personId ?? ports.newId()
  await tx.insertPerson({
    id,
    standing: 'guest',
    role: 'reader',
    name: name.name,
    nameKey: name.key,
    createdAt: ports.clock.now(),
  })
  return { ...actor, personId: id, name: name.name }
}

function composeComment(
  { clock }: Ports,
  parts: {
    readonly id: string
    readonly story: Story
    readonly parent: Comment | null
    readonly author: CommentAuthor
    readonly state: 'published' | 'held'
    readonly body: { readonly source: string; readonly html: string }
  },
): Comment {
  const createdAt = clock.now()
  return {
    id: parts.id,
    storyId: parts.story.id,
    rootId: parts.parent?.rootId ?? parts.id,
    parentId: parts.parent?.id ?? null,
    orderKey: orderKey(parts.parent?.orderKey ?? null, createdAt, parts.id),
    depth: parts.parent ? parts.parent.depth + 1 : 0,
    author: parts.author,
    state: parts.state,
    missingParentName: null,
    bodyFormat: 'markdown',
    body: parts.body.source,
    bodyHtml: parts.body.html,
    createdAt,
    editedAt: null,
    branchCount: 0,
    shownReplies: 0,
    agree: 0,
    disagree: 0,
    // A branch stays together where a merge is taken back.
    movedFrom: parts.parent?.movedFrom ?? null,
  }
}

async function countNewComment(tx: StoreWriter, comment: Comment): Promise<void> {
  if (comment.parentId !== null) await tx.changeBranchCount(comment.rootId, 1)
  await tx.touchStory(comment.storyId, 1)
  await carryShown(tx, comment.parentId, 1)
}
