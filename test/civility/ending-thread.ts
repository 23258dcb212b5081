/** A thread that answers with the length of each text, and ends in the ways that threads do: for tests. */
import { parentPort } from 'node:worker_threads'
import type { ThreadJob, ThreadMessage } from '#adapters/civility/stage-two-messages.ts'

const say = (message: ThreadMessage): void => parentPort?.postMessage(message, [])

parentPort?.on('message', ({ text }: ThreadJob) => {
  if (text === null) parentPort?.close()
  if (text === 'exit') process.exit(3)
  if (text === 'throw') throw new Error('the words "of somebody" are not for the log')
  if (text === 'out of memory') throw new RangeError('Array buffer allocation failed')
  say({ kind: 'read', odds: { toxicity: text?.length ?? 0 } })
})
say({ kind: 'ready', runtime: 'native', notNative: null })
