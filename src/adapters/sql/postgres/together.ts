/** Asks once for what many ask for in the same turn of the loop. */

/** Askers of one statement: bounds what it holds. */
const TOGETHER_MAX = 500

interface Asker<Value> {
  readonly resolve: (value: Value) => void
  readonly reject: (error: unknown) => void
}

/** `askAll` answers for each key it is given, which are all different as `keyOf` spells them, in their order. */
export function together<Question, Value>(
  keyOf: (question: Question) => string,
  askAll: (questions: readonly Question[]) => Promise<readonly Value[]>,
): (question: Question) => Promise<Value> {
  let waiting = new Map<string, { readonly question: Question; readonly askers: Asker<Value>[] }>()

  async function ask(): Promise<void> {
    const asked = [...waiting.values()]
    waiting = new Map()
    try {
      const answers = await askAll(asked.map(({ question }) => question))
      for (const [at, { askers }] of asked.entries())
        for (const { resolve } of askers) resolve(answers[at] as Value)
    } catch (error) {
      for (const { askers } of asked) for (const { reject } of askers) reject(error)
    }
  }

  return (question) =>
    new Promise((resolve, reject) => {
      if (waiting.size >= TOGETHER_MAX) void ask()
      if (waiting.size === 0) setImmediate(() => void ask())
      const key = keyOf(question)
      const known = waiting.get(key)
      if (known) known.askers.push({ resolve, reject })
      else waiting.set(key, { question, askers: [{ resolve, reject }] })
    })
}
