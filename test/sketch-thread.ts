/** Threads of any shape from a sketch: the same sketch written twice gives two threads that look the same. */
import assert from 'node:assert/strict'
import type { Actor } from '#domain/people/actor.ts'
import type { OpenedSite } from '#test/opened-site.ts'
import { castVote } from '#operations/cast-vote.ts'
import { decide } from '#operations/decide.ts'
import { deleteComment } from '#operations/delete-comment.ts'
import { guest } from '#test/opened-site.ts'
import { postComment } from '#operations/post-comment.ts'

/** A comment: whom it answers among those before it, what becomes of it, how many agree. */
export interface Sketch {
  readonly parent: number | null
  readonly fate: 'stays' | 'removed' | 'held' | 'deleted'
  readonly votes: number
}

export interface SketchedThread {
  readonly storyId: string
  readonly sketches: readonly Sketch[]
  /** The words of each comment are this and its number. */
  readonly name: string
  readonly voters: readonly Actor[]
  readonly moderator: Actor
}

export async function sketchThread(
  site: OpenedSite,
  { storyId, sketches, name, voters, moderator }: SketchedThread,
): Promise<void> {
  const { ports } = site.parts
  const author = guest(site)
  const ids: string[] = []
  for (const [at, { parent, votes }] of sketches.entries()) {
    const id = ports.newId()
    const parentId = parent === null ? null : (ids[parent % Math.max(1, ids.length)] ?? null)
    const comment = { id, parentId, name: 'Bob', body: `${name} ${at}` }
    assert.ok((await postComment(ports, { ...comment, storyId, actor: author })).ok)
    for (const actor of voters.slice(0, votes)) await castVote(ports, { commentId: id, value: 1, actor })
    ids.push(id)
  }
  for (const [at, { fate }] of sketches.entries()) {
    const commentId = ids[at] ?? ''
    if (fate === 'deleted') await deleteComment(ports, { commentId, actor: author })
    else if (fate !== 'stays') {
      const action = fate === 'held' ? 'hold' : 'remove'
      await decide(ports, { commentId, action, reason: 'x', actor: moderator })
    }
  }
}
