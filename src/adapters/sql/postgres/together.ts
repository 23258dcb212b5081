/** Asks once for what many ask for at the same time: those who come while others are answered are asked for together. */

/** Questions of one statement: bounds what it holds. */
const TOGETHER_MAX = 500

/** Statements on their way at the same time: a second goes while the first is answered, and the rest gather. */
const UNDER_WAY_MAX = 2

interface Asker<Question, Value> {
  readonly question: Question
  readonly resolve: (value: Value) => void
  readonly reject: (error: unknown) => void
}

/** `askAll` answers each of the questions it is given, in their order. */
export function together<Question, Value>(
  askAll: (questions: readonly Question[]) => Promise<readonly Value[]>,
): (question: Question) => Promise<Value> {
  const waiting: Asker<Question, Value>[] = []
  let underWay = 0
  let isGathering = false

  async function ask(): Promise<void> {
    const askers = waiting.splice(0, TOGETHER_MAX)
    try {
      const answers = await askAll(askers.map(({ question }) => question))
      for (const [at, { resolve }] of askers.entries()) resolve(answers[at] as Value)
    } catch (error) {
      for (const { reject } of askers) reject(error)
    }
  }

  async function keepAsking(): Promise<void> {
    underWay += 1
    while (waiting.length > 0 && !isGathering) {
      // One turn of the loop lets every request that is already here join.
      isGathering = true
      await new Promise((resolve) => setImmediate(resolve))
      isGathering = false
      await ask()
    }
    underWay -= 1
  }

  return (question) =>
    new Promise((resolve, reject) => {
      waiting.push({ question, resolve, reject })
      if (underWay < UNDER_WAY_MAX && !isGathering) void keepAsking()
    })
}
