/** Errors are told with their place and without what somebody sent. */
import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { errorFacts } from '#base/error-facts.ts'

function thrownBy(work: () => unknown): unknown {
  try {
    work()
  } catch (error) {
    return error
  }
  return assert.fail('nothing was thrown')
}

describe('facts of an error', () => {
  test('say what broke and where', () => {
    const facts = errorFacts(new RangeError('the lane is full'))
    assert.deepEqual([facts['error'], facts['message']], ['RangeError', 'the lane is full'])
    assert.match(String((facts['at'] as string[])[0]), /error-facts\.test\.ts:\d+/)
  })

  test('name what a database says of its own tables', () => {
    const error = Object.assign(new Error('duplicate key value violates unique constraint "person_name"'), {
      code: '23505',
      constraint: 'person_name',
      detail: 'Key (name)=(Zwentibold) already exists.',
    })
    const { code, constraint, message } = errorFacts(error)
    assert.deepEqual([code, constraint], ['23505', 'person_name'])
    assert.equal(message, 'duplicate key value violates unique constraint "…"')
  })

  for (const [what, work] of [
    ['a parser', () => JSON.parse('Zwentibold said so') as unknown],
    ['a parser of short text', () => JSON.parse('{"name": Zwentibold}') as unknown],
    ['a database', () => assert.fail('invalid input syntax for type uuid: "Zwentibold\nand more"')],
    ['a message that looks like a stack', () => assert.fail('"x\n    at Zwentibold (y)"')],
  ] as const) {
    test(`of ${what} hold nothing that was sent`, () => {
      assert.doesNotMatch(JSON.stringify(errorFacts(thrownBy(work))), /Zwentibold/)
    })
  }

  test('of something that is no error tell only its type', () => {
    assert.deepEqual(errorFacts('Zwentibold'), { error: 'string' })
  })
})
