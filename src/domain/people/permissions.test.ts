/** Who may do what: every right for every kind of person and every state. */
import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import type { Actor } from '#domain/people/actor.ts'
import type { Comment, CommentState } from '#domain/comment/comment.ts'
import { COMMENT_STATES } from '#domain/comment/comment.ts'
import { EDIT_WINDOW_MS } from '#domain/limits.ts'
import { NOBODY } from '#domain/people/actor.ts'
import * as may from '#domain/people/permissions.ts'

const WRITTEN_AT = 1_000_000
const IN_TIME = { now: WRITTEN_AT + EDIT_WINDOW_MS - 1, storyIsOpen: true }
const CLOSED = { ...IN_TIME, storyIsOpen: false }

const author: Actor = { personId: 'p1', standing: 'guest', role: 'reader', name: 'Ann' }
const stranger: Actor = { personId: 'p2', standing: 'member', role: 'reader', name: 'Bob' }
const moderator: Actor = { personId: 'p3', standing: 'member', role: 'moderator', name: 'Mo' }

type Judged = Pick<Comment, 'author' | 'state' | 'createdAt' | 'bodyFormat'>

function comment(state: CommentState, facts: Partial<Judged> = {}): Judged {
  const by = { personId: 'p1', name: 'Ann', standing: 'guest' } as const
  return { author: by, state, createdAt: WRITTEN_AT, bodyFormat: 'markdown', ...facts }
}

/** State by state: [edit, delete, read] of the author, then [vote, read] of strangers, then the moderator's reading. */
const RIGHTS: Readonly<Record<CommentState, string>> = {
  published: 'edit delete read / vote read / read',
  held: 'edit delete read / / read',
  rejected: '/ / read',
  removed: '/ / read',
  deleted: '/ /',
}

describe('rights', () => {
  for (const state of COMMENT_STATES) {
    test(`over a ${state} comment: ${RIGHTS[state]}`, () => {
      const what = comment(state)
      const said = [author, stranger, moderator].map((actor) =>
        [
          may.mayEdit(actor, what, IN_TIME) ? 'edit' : '',
          may.mayDelete(actor, what) ? 'delete' : '',
          actor !== moderator && may.mayVote(actor, what, IN_TIME) ? 'vote' : '',
          may.mayReadText(actor, what) ? 'read' : '',
        ]
          .filter(Boolean)
          .join(' '),
      )
      assert.equal(said.join(' / ').replace(/ +/g, ' ').trim(), RIGHTS[state])
    })

    test(`nobody in particular has no more rights over a ${state} comment than a stranger`, () => {
      assert.equal(may.mayReadText(NOBODY, comment(state)), may.mayReadText(stranger, comment(state)))
      assert.equal(
        may.mayVote(NOBODY, comment(state), IN_TIME),
        may.mayVote(stranger, comment(state), IN_TIME),
      )
      assert.equal(may.mayEdit(NOBODY, comment(state), IN_TIME), false)
      assert.equal(may.mayDelete(NOBODY, comment(state)), false)
    })
  }

  test('the edit window ends at its last millisecond', () => {
    const end = { ...IN_TIME, now: IN_TIME.now + 1 }
    assert.equal(may.mayEdit(author, comment('published'), IN_TIME), true)
    assert.equal(may.mayEdit(author, comment('published'), end), false)
  })

  test('a closed story takes neither changes nor votes, and gives words back to their author', () => {
    assert.equal(may.mayEdit(author, comment('published'), CLOSED), false)
    assert.equal(may.mayVote(stranger, comment('published'), CLOSED), false)
    assert.equal(may.mayDelete(author, comment('published')), true)
  })

  test('what an import brought is not edited here', () => {
    assert.equal(may.mayEdit(author, comment('published', { bodyFormat: 'text' }), IN_TIME), false)
    assert.equal(may.mayEdit(author, comment('published', { bodyFormat: 'html' }), IN_TIME), false)
  })

  test('a comment without a known author is nobody’s, not the comment of those without an id', () => {
    const imported = comment('published', { author: { personId: null, name: 'Ann', standing: 'guest' } })
    for (const actor of [NOBODY, author, moderator]) assert.equal(may.isAuthor(actor, imported), false)
    assert.equal(may.mayDelete(NOBODY, imported), false)
    assert.equal(may.mayVote(NOBODY, imported, IN_TIME), true)
  })

  test('a moderator is who has the role, whatever the name', () => {
    assert.equal(may.isModerator(moderator), true)
    assert.equal(may.isModerator({ ...stranger, name: 'moderator' }), false)
  })
})
