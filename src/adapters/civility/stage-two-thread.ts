/** What runs in a thread of stage two: reads the texts it is sent, one after the other. */

import { parentPort, workerData } from 'node:worker_threads'
import { errorFacts } from '#base/error-facts.ts'
import { openOddsReader } from './read-odds.ts'
import type { ThreadJob, ThreadMessage, ThreadTask } from './stage-two-messages.ts'

const { files, runtime } = workerData as ThreadTask
const say = (message: ThreadMessage): void => parentPort?.postMessage(message, [])
const opened = await openOddsReader(files, runtime)
if (opened.ok) {
  const { read, notNative } = opened.value
  parentPort?.on('message', ({ text }: ThreadJob) => {
    if (text === null) parentPort?.close()
    else
      read(text).then(
        (odds) => say({ kind: 'read', odds }),
        (error: unknown) => say({ kind: 'failed', facts: errorFacts(error) }),
      )
  })
  say({ kind: 'ready', runtime: opened.value.runtime, notNative })
} else {
  say({ kind: 'unusable', problem: opened.problem })
}
