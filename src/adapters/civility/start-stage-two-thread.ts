/** Starts threads of stage two. */

import { Worker } from 'node:worker_threads'
import { errorFacts } from '#base/error-facts.ts'
import type { StartThread, ThreadMessage, ThreadTask } from './stage-two-messages.ts'

const THREAD_FILE = new URL('./stage-two-thread.ts', import.meta.url)

/** `file`: what runs in the thread. */
export function stageTwoThreads(task: ThreadTask, file: URL = THREAD_FILE): StartThread {
  return ({ onMessage, onEnd }) => {
    const worker = new Worker(file, { workerData: task, name: 'civility' })
    let facts: Readonly<Record<string, unknown>> = {}
    worker.on('message', (message: ThreadMessage) => onMessage(message))
    // Its end follows, and is what counts.
    worker.on('error', (error) => {
      facts = errorFacts(error)
    })
    worker.on('exit', (code) => onEnd({ ...facts, code }))
    return {
      post: (job) => worker.postMessage(job, []),
      hold: (isWanted) => {
        if (isWanted) worker.ref()
        else worker.unref()
      },
      stop: async () => {
        await worker.terminate()
      },
    }
  }
}
