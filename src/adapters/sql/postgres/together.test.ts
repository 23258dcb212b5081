/** Questions asked together: few statements, and each asker their own answer. */
import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { together } from '#adapters/sql/postgres/together.ts'

/** Answers when told to; keeps what was asked in each statement. */
function patientServer() {
  const asked: (readonly number[])[] = []
  const answers: (() => void)[] = []
  const ask = together(async (numbers: readonly number[]) => {
    asked.push(numbers)
    await new Promise<void>((resolve) => answers.push(resolve))
    if (numbers.includes(13)) throw new Error('no thirteen')
    return numbers.map((number) => number * 2)
  })
  return { asked, answers, ask }
}

/** Lets everything go on that waits for nobody. */
async function turn(): Promise<void> {
  for (let at = 0; at < 3; at += 1) await new Promise((resolve) => setImmediate(resolve))
}

describe('what is asked together', () => {
  test('in one turn is one statement, and everybody gets the answer to their own question', async () => {
    const { asked, answers, ask } = patientServer()
    const all = [1, 2, 2, 3].map(ask)
    await turn()
    for (const answer of answers) answer()
    assert.deepEqual(await Promise.all(all), [2, 4, 4, 6])
    assert.deepEqual(asked, [[1, 2, 2, 3]])
  })

  test('while two statements are on their way gathers for the next', async () => {
    const { asked, answers, ask } = patientServer()
    const all = [ask(1)]
    await turn()
    all.push(ask(2))
    await turn()
    all.push(ask(3))
    await turn()
    all.push(ask(4))
    await turn()
    assert.deepEqual(asked, [[1], [2]])
    answers.shift()?.()
    await turn()
    assert.deepEqual(asked, [[1], [2], [3, 4]])
    for (const answer of answers) answer()
    assert.deepEqual(await Promise.all(all), [2, 4, 6, 8])
  })

  test('where a statement fails, those who asked it hear so, and the next are answered', async () => {
    const { answers, ask } = patientServer()
    const failing = [ask(12), ask(13)]
    const told = Promise.all(failing.map((each) => assert.rejects(each, /no thirteen/)))
    await turn()
    answers.shift()?.()
    await told
    const next = ask(5)
    await turn()
    answers.shift()?.()
    assert.equal(await next, 10)
  })
})
