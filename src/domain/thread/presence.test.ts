/** Who is shown: a tombstone only while something hangs below it, and counts that follow the states. */
import { test } from 'node:test'
import assert from 'node:assert/strict'
import { COMMENT_STATES } from '#domain/comment/comment.ts'
import { isShown, publishedChange } from '#domain/thread/presence.ts'

for (const state of COMMENT_STATES) {
  test(`a ${state} comment is shown alone only if published, and always above something shown`, () => {
    assert.equal(isShown({ state, shownReplies: 0 }), state === 'published')
    assert.equal(isShown({ state, shownReplies: 1 }), true)
  })

  test(`coming to ${state} and going from it cancel out in the count of published comments`, () => {
    assert.equal(publishedChange(null, state), state === 'published' ? 1 : 0)
    for (const other of COMMENT_STATES) {
      assert.equal(publishedChange(state, other) + publishedChange(other, state), 0)
    }
    assert.equal(publishedChange(state, state), 0)
  })
}
