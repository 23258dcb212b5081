/** Starts threads of stage two, and lets them end. */

import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { errorFacts } from '#base/error-facts.ts'
import type { StartThread, ThreadJob, ThreadMessage, ThreadTask } from './stage-two-messages.ts'

const THREAD_FILE = new URL('./stage-two-thread.ts', import.meta.url)
/** Milliseconds for the text it reads, or for the model it loads; what takes longer is stuck. */
const STOP_MS_MAX = 10_000

/** `file`: what runs in the thread. */
export function stageTwoThreads(task: ThreadTask, file: URL = THREAD_FILE): StartThread {
  return ({ onMessage, onEnd }) => {
    const worker = new Worker(file, { workerData: task, name: 'civility' })
    const post = (job: ThreadJob): void => worker.postMessage(job, [])
    let facts: Readonly<Record<string, unknown>> = {}
    let hasEnded = false
    worker.on('message', (message: ThreadMessage) => onMessage(message))
    // Its end follows, and is what counts.
    worker.on('error', (error) => {
      facts = errorFacts(error)
    })
    worker.on('exit', (code) => {
      hasEnded = true
      onEnd({ ...facts, code })
    })
    return {
      post,
      hold: (isWanted) => {
        if (isWanted) worker.ref()
        else worker.unref()
      },
      stop: async () => {
        if (hasEnded) return
        // NOTE: never `terminate`. ONNX Runtime's own code, cut off while it reads or loads, ends the whole process.
        worker.ref()
        post({ text: null })
        const patience = new AbortController()
        const tooLong = wait(STOP_MS_MAX, undefined, { signal: patience.signal }).catch(() => {})
        await Promise.race([once(worker, 'exit'), tooLong])
        patience.abort()
        worker.unref()
      },
    }
  }
}
