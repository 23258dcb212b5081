/** A reader agrees or disagrees with a comment, once, or takes it back. */
import type { Actor } from '#domain/people/actor.ts'
import type { Outcome } from '#base/outcome.ts'
import type { Ports } from '#ports/ports.ts'
import type { Foreseen, StoreWriter } from '#ports/store.ts'
import { done, failed } from '#base/outcome.ts'
import { isAuthor, mayVote } from '#domain/people/permissions.ts'
import { isOpen } from '#domain/story/story-access.ts'
import { momentOf } from '#operations/moment-of.ts'
import { problem, type Problem } from '#contract/errors.ts'

export interface CastVoteInput {
  readonly commentId: string
  /** 0 takes an earlier vote back. */
  readonly value: 1 | -1 | 0
  readonly actor: Actor
}

export interface CountedVote {
  readonly storyId: string
  readonly agree: number
  readonly disagree: number
  readonly value: 1 | -1 | 0
  readonly voter: Actor
}

/** One transaction. Voting the same again changes nothing. */
export async function castVote(ports: Ports, input: CastVoteInput): Promise<Outcome<CountedVote, Problem>> {
  return ports.store.write(async (tx) => {
    const comment = await tx.comment(input.commentId)
    if (!comment) return failed(problem('comment-not-found'))
    if (isAuthor(input.actor, comment)) return failed(problem('own-vote'))
    const story = await tx.story(comment.storyId)
    const storyIsOpen = story !== null && isOpen(story, momentOf(ports))
    if (!storyIsOpen) return failed(problem('story-closed'))
    if (!mayVote(input.actor, comment, { storyIsOpen })) return failed(problem('vote-not-possible'))
    const voter = await votingPerson(tx, ports, input.actor)
    const before = (await tx.vote(comment.id, voter.personId))?.value ?? 0
    const counts = {
      agree: comment.agree + Number(input.value === 1) - Number(before === 1),
      disagree: comment.disagree + Number(input.value === -1) - Number(before === -1),
    }
    const counted = { storyId: comment.storyId, ...counts, value: input.value, voter }
    if (before === input.value) return done(counted)
    const at = ports.clock.now()
    if (input.value === 0) await tx.removeVote(comment.id, voter.personId)
    else await tx.setVote({ commentId: comment.id, voterId: voter.personId, value: input.value }, at)
    await tx.setVoteCounts(comment.id, counts)
    await tx.touchStory(comment.storyId, 0)
    await tx.appendEvents([
      {
        kind: 'comment.voted',
        storyId: comment.storyId,
        commentId: comment.id,
        personId: voter.personId,
        at,
        facts: { ...counts, parent: comment.parentId },
      },
    ])
    return done(counted)
  }, foreseenReads(input))
}

function foreseenReads({ commentId, actor }: CastVoteInput): Foreseen {
  const voterId = actor.personId
  return {
    commentIds: [commentId],
    ...(voterId === null ? {} : { personIds: [voterId], votes: [{ commentId, voterId }] }),
  }
}

/** Somebody who votes before ever writing becomes a guest without a name. */
async function votingPerson(
  tx: StoreWriter,
  ports: Ports,
  actor: Actor,
): Promise<Actor & { readonly personId: string }> {
  const existing = actor.personId === null ? null : await tx.person(actor.personId)
  if (existing) return { ...actor, personId: existing.id }
  const id = actor.personId ?? ports.newId()
  const createdAt = ports.clock.now()
  await tx.insertPerson({ id, standing: 'guest', role: 'reader', name: '', nameKey: '', createdAt })
  return { ...actor, personId: id }
}
