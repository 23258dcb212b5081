/** An outside checker has a say where there is one, and never the power to keep anybody waiting. */
import { describe, mock, test } from 'node:test'
import assert from 'node:assert/strict'
import type { Actor } from '#domain/people/actor.ts'
import type { Checker, CheckedWords } from '#ports/checker.ts'
import { CHECKER_REASONS_MAX, CHECKER_WAIT_MS } from '#domain/limits.ts'
import { NOBODY } from '#domain/people/actor.ts'
import { askChecker } from '#operations/ask-checker.ts'
import { openSite } from '#test/opened-site.ts'
import { postComment } from '#operations/post-comment.ts'
import { editComment } from '#operations/edit-comment.ts'
import { seedStory } from '#test/running-site.ts'

const WORDS: CheckedWords = { text: 'Well said.', name: 'Bob', isEdit: false }

const ask = (check: Checker['check'] | null, actor: Actor = NOBODY) =>
  askChecker({ checker: check === null ? null : { check } }, { words: WORDS, actor })

describe('an outside checker', () => {
  test('is not asked where there is none, nor about a moderator’s words', async () => {
    assert.equal(await ask(null), null)
    const asked = mock.fn(() => Promise.resolve({ kind: 'publish' } as const))
    assert.equal(await ask(asked, { ...NOBODY, role: 'moderator' }), null)
    assert.equal(asked.mock.callCount(), 0)
  })

  test('is told the words and the name, and is believed', async () => {
    const told: CheckedWords[] = []
    const answer = await ask((words) => {
      told.push(words)
      return Promise.resolve({ kind: 'hold', reasons: ['known sender'] })
    })
    assert.deepEqual(answer, { kind: 'hold', reasons: ['known sender'] })
    assert.deepEqual(told, [WORDS])
  })

  test('is heard for a few reasons only', async () => {
    const reasons = Array.from({ length: 100 }, (_, at) => `reason ${at}`)
    const answer = await ask(() => Promise.resolve({ kind: 'hold', reasons }))
    assert.equal(answer?.kind === 'hold' && answer.reasons.length, CHECKER_REASONS_MAX)
  })

  test('that fails has no say', async () => {
    assert.deepEqual(await ask(() => Promise.reject(new Error('away'))), { kind: 'unknown' })
    const throwing = () => {
      throw new Error('broken')
    }
    assert.deepEqual(await ask(throwing), { kind: 'unknown' })
  })

  test('that does not answer has no say when its time is over, and is told so', async (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] })
    let wasTold = false
    const answer = ask((_, signal) => {
      signal.addEventListener('abort', () => (wasTold = true))
      return new Promise(() => {})
    })
    let isAnswered = false
    const waiting = answer.then(() => (isAnswered = true))
    t.mock.timers.tick(CHECKER_WAIT_MS - 1)
    await Promise.resolve()
    assert.equal(isAnswered, false)
    t.mock.timers.tick(1)
    await waiting
    assert.deepEqual(await answer, { kind: 'unknown' })
    assert.equal(wasTold, true)
  })
})

test('what a checker would hold waits, new or changed, and its words are not in the log', async (t) => {
  const site = await openSite()
  t.after(() => site.close())
  const storyId = await seedStory(site)
  const asked: boolean[] = []
  const checker: Checker = {
    check: ({ text, isEdit }) => {
      asked.push(isEdit)
      return Promise.resolve(
        text.includes('bait') ? { kind: 'hold', reasons: ['known bait'] } : { kind: 'publish' },
      )
    },
  }
  const ports = { ...site.parts.ports, checker }
  const input = { id: null, parentId: null, name: 'Bob', storyId, actor: NOBODY }
  const held = await postComment(ports, { ...input, body: 'Take the bait.' })
  assert.equal(held.ok && held.value.comment.state, 'held')
  const fine = await postComment(ports, { ...input, body: 'Well said.' })
  assert.ok(fine.ok)
  assert.equal(fine.value.comment.state, 'published')
  const { comment, author } = fine.value
  const changed = await editComment(ports, { commentId: comment.id, body: 'A bait.', actor: author })
  assert.equal(changed.ok && changed.value.state, 'held')
  assert.deepEqual(asked, [false, false, true])
  const holds = await site.rows('select rule, reasons from rule_hold')
  assert.deepEqual(
    holds.map((row) => ({ ...row })),
    Array.from({ length: 2 }, () => ({ rule: 'checker', reasons: '["known bait"]' })),
  )
  const log = JSON.stringify(await site.rows('select facts from event'))
  assert.ok(log.includes('"rule\\":\\"checker') && !log.includes('known bait'))
})
