/** Gives texts to the threads of stage two, first come first served, and lets nobody wait longer than they said. */

import type { CivilityAsk } from '#ports/civility.ts'
import type { Logger } from '#ports/logger.ts'
import type { StageTwoOdds } from '#domain/civility/blend-stages.ts'
import type { StageOneReason } from '#domain/civility/stage.ts'
import type { StageTwo } from './consider-text.ts'
import type { StageTwoThread, StartThread, ThreadMessage } from './stage-two-messages.ts'

/** What a text comes to: what the network says, or why it says nothing. */
type Reading = Awaited<ReturnType<StageTwo['read']>>

export interface PoolCounts {
  /** Texts that wait for a thread. */
  readonly waiting: number
  /** Texts that were read, and the milliseconds of threads that this took. */
  readonly texts: number
  readonly milliseconds: number
}

export interface StageTwoPool extends Pick<StageTwo, 'read'> {
  /** Starts the threads now instead of with the first text. */
  readonly prepare: () => void
  readonly counts: () => PoolCounts
  readonly stop: () => Promise<void>
}

export interface PoolSurroundings {
  readonly threads: number
  readonly start: StartThread
  readonly logger: Logger
  /** Runs something once after so many milliseconds; what it gives takes that back. */
  readonly after: (milliseconds: number, run: () => void) => () => void
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number
}

/** Texts that wait, for each urgency: a second's work of four threads; who comes then would wait too long anyway. */
const WAITING_MAX = 256
/** Milliseconds for one text: a thousand times what it takes; a thread that needs longer is stuck. */
const JOB_MS_MAX = 30_000
/** Threads that may end one after the other without a text read in between, before they are left alone for a while. */
const ENDS_MAX = 5
/** Milliseconds until threads that kept ending are tried again. */
const REST_MS = 10 * 60_000

interface Job {
  readonly text: string
  /** Hears the outcome; later ones are not heard. */
  readonly settle: (reading: Reading) => void
  isSettled: boolean
}

interface Slot {
  thread: StageTwoThread | null
  isReady: boolean
  job: Job | null
  since: number
  forgetLimit: () => void
}

export function createStageTwoPool(surroundings: PoolSurroundings): StageTwoPool {
  const pool = new Pool(surroundings)
  return {
    read: (text, ask) => pool.read(text, ask),
    prepare: () => pool.startThreads(),
    counts: () => pool.counts(),
    stop: () => pool.stop(),
  }
}

class Pool {
  readonly #around: PoolSurroundings
  readonly #slots: Slot[]
  readonly #waiting: Readonly<Record<CivilityAsk['urgency'], Set<Job>>> = { now: new Set(), later: new Set() }
  /** `resting`: threads kept ending. `off`: stopped, or the model cannot be used. */
  #state: 'working' | 'resting' | 'off' = 'working'
  #endsInRow = 0
  #texts = 0
  #milliseconds = 0
  #forgetRest: () => void = () => {}

  constructor(around: PoolSurroundings) {
    this.#around = around
    this.#slots = Array.from({ length: around.threads }, () => emptySlot())
  }

  read(text: string, ask: Pick<CivilityAsk, 'urgency' | 'deadlineMs'>): Promise<Reading> {
    if (this.#state !== 'working') return Promise.resolve('off')
    const queue = this.#waiting[ask.urgency]
    if (queue.size >= WAITING_MAX) return Promise.resolve('queue-full')
    return new Promise((resolve) => {
      let forgetDeadline = (): void => {}
      const job: Job = {
        text,
        isSettled: false,
        settle: (reading) => {
          job.isSettled = true
          forgetDeadline()
          resolve(reading)
        },
      }
      queue.add(job)
      if (ask.deadlineMs !== null) {
        // A text that a thread has begun is read to its end, and nobody hears of it.
        forgetDeadline = this.#around.after(ask.deadlineMs, () => {
          queue.delete(job)
          job.settle('late')
        })
      }
      this.startThreads()
      this.#handOut()
    })
  }

  startThreads(): void {
    if (this.#state !== 'working') return
    for (const slot of this.#slots) if (slot.thread === null) this.#start(slot)
  }

  counts(): PoolCounts {
    const { now, later } = this.#waiting
    return { waiting: now.size + later.size, texts: this.#texts, milliseconds: this.#milliseconds }
  }

  async stop(): Promise<void> {
    await this.#end('off')
  }

  #start(slot: Slot): void {
    let hasEnded = false
    const thread = this.#around.start({
      onMessage: (message) => {
        if (slot.thread === thread) this.#hear(slot, message)
      },
      onEnd: (facts) => {
        if (slot.thread !== thread || hasEnded) return
        hasEnded = true
        this.#mourn(slot, facts)
      },
    })
    slot.thread = thread
    slot.isReady = false
  }

  #hear(slot: Slot, message: ThreadMessage): void {
    const { logger } = this.#around
    switch (message.kind) {
      case 'ready':
        slot.isReady = true
        slot.thread?.hold(false)
        if (message.notNative !== null) {
          logger.warn({ ...message.notNative }, 'stage two of civility runs as WebAssembly, which is slower')
        }
        this.#handOut()
        return
      case 'unusable':
        logger.error({ problem: message.problem }, 'stage two of civility is off: its model cannot be used')
        void this.#end('off')
        return
      case 'failed':
        logger.error(message.facts, 'stage two of civility failed at a text')
        this.#finish(slot, 'failed')
        return
      case 'read':
        this.#endsInRow = 0
        this.#finish(slot, message.odds)
    }
  }

  #finish(slot: Slot, reading: StageTwoOdds | Extract<StageOneReason, 'failed'>): void {
    slot.forgetLimit()
    this.#texts += 1
    this.#milliseconds += this.#around.now() - slot.since
    const { job } = slot
    slot.job = null
    slot.thread?.hold(false)
    if (job?.isSettled === false) job.settle(reading)
    this.#handOut()
  }

  #handOut(): void {
    for (const slot of this.#slots) {
      if (!slot.isReady || slot.job !== null || slot.thread === null) continue
      const job = this.#next()
      if (job === null) return
      const { thread } = slot
      slot.job = job
      slot.since = this.#around.now()
      slot.forgetLimit = this.#around.after(JOB_MS_MAX, () => this.#giveUp(slot, thread))
      thread.hold(true)
      thread.post({ text: job.text })
    }
  }

  #next(): Job | null {
    for (const queue of [this.#waiting.now, this.#waiting.later]) {
      for (const job of queue) {
        queue.delete(job)
        return job
      }
    }
    return null
  }

  /** A thread that is stuck is left to itself, as if it had ended. */
  #giveUp(slot: Slot, thread: StageTwoThread): void {
    if (slot.thread !== thread) return
    void thread.stop()
    this.#mourn(slot, { stuckMs: JOB_MS_MAX })
  }

  #mourn(slot: Slot, facts: Readonly<Record<string, unknown>>): void {
    const { job } = slot
    slot.forgetLimit()
    Object.assign(slot, emptySlot())
    if (job?.isSettled === false) job.settle('failed')
    if (this.#state !== 'working') return
    this.#endsInRow += 1
    this.#around.logger.error(facts, 'a thread of stage two of civility ended, and another is started')
    if (this.#endsInRow < ENDS_MAX) this.#start(slot)
    else this.#rest()
  }

  #rest(): void {
    this.#around.logger.error(
      { restMs: REST_MS },
      'stage two of civility is off for a while: its threads keep ending',
    )
    void this.#end('resting')
    this.#forgetRest = this.#around.after(REST_MS, () => {
      this.#state = 'working'
      this.#endsInRow = 0
    })
  }

  /** Whoever waits hears that there is no stage two. */
  async #end(state: 'resting' | 'off'): Promise<void> {
    this.#state = state
    this.#forgetRest()
    const threads = this.#slots.flatMap(({ thread }) => (thread === null ? [] : [thread]))
    for (const slot of this.#slots) {
      slot.forgetLimit()
      if (slot.job?.isSettled === false) slot.job.settle('off')
      Object.assign(slot, emptySlot())
    }
    for (const queue of Object.values(this.#waiting)) {
      for (const job of queue) job.settle('off')
      queue.clear()
    }
    await Promise.all(threads.map((thread) => thread.stop()))
  }
}

function emptySlot(): Slot {
  return { thread: null, isReady: false, job: null, since: 0, forgetLimit: () => {} }
}
