/** Tests of handing texts to threads: order, deadlines, limits and threads that end, with time and threads by hand. */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createStageTwoPool, type StageTwoPool } from './stage-two-pool.ts'
import type { ThreadHearer, ThreadJob } from './stage-two-messages.ts'

/** A thread that does what the test says, when it says so. */
class HandThread {
  readonly hearer: ThreadHearer
  readonly jobs: (string | null)[] = []
  isHeld = true
  isStopped = false

  constructor(hearer: ThreadHearer) {
    this.hearer = hearer
  }

  readonly post = ({ text }: ThreadJob): void => {
    this.jobs.push(text)
  }
  readonly hold = (isWanted: boolean): void => {
    this.isHeld = isWanted
  }
  readonly stop = (): Promise<void> => {
    this.isStopped = true
    return Promise.resolve()
  }

  ready(): void {
    this.hearer.onMessage({ kind: 'ready', runtime: 'native', notNative: null })
  }
  answer(toxicity: number): void {
    this.hearer.onMessage({ kind: 'read', odds: { toxicity } })
  }
}

interface Timer {
  readonly at: number
  readonly run: () => void
}

/** Time that passes when it is told to. */
class HandClock {
  now = 0
  readonly #timers = new Set<Timer>()

  readonly after = (milliseconds: number, run: () => void): (() => void) => {
    const timer = { at: this.now + milliseconds, run }
    this.#timers.add(timer)
    return () => this.#timers.delete(timer)
  }

  get pending(): number {
    return this.#timers.size
  }

  pass(milliseconds: number): void {
    this.now += milliseconds
    for (const timer of this.#timers) {
      if (timer.at > this.now) continue
      this.#timers.delete(timer)
      timer.run()
    }
  }
}

interface Bench {
  readonly pool: StageTwoPool
  readonly threads: HandThread[]
  readonly clock: HandClock
  readonly said: string[]
}

function bench(count = 1): Bench {
  const threads: HandThread[] = []
  const clock = new HandClock()
  const said: string[] = []
  const say = (_: object, message: string) => said.push(message)
  const pool = createStageTwoPool({
    threads: count,
    start: (hearer) => {
      const thread = new HandThread(hearer)
      threads.push(thread)
      return thread
    },
    logger: { info: say, warn: say, error: say },
    after: clock.after,
    now: () => clock.now,
  })
  return { pool, threads, clock, said }
}

const SOON = { urgency: 'now', deadlineMs: 300 } as const
const LATER = { urgency: 'later', deadlineMs: null } as const

/** The newest of its threads. */
function last(threads: readonly HandThread[]): HandThread {
  const thread = threads.at(-1)
  assert.ok(thread)
  return thread
}

describe('texts and threads', () => {
  test('no thread runs before the first text, and it is read when the thread is ready', async () => {
    const { pool, threads } = bench()
    assert.equal(threads.length, 0)
    const reading = pool.read('a', SOON)
    assert.deepEqual(last(threads).jobs, [])
    last(threads).ready()
    assert.deepEqual(last(threads).jobs, ['a'])
    last(threads).answer(3)
    assert.deepEqual(await reading, { toxicity: 3 })
  })

  test('prepare starts every thread, and a second call none', () => {
    const { pool, threads } = bench(3)
    pool.prepare()
    pool.prepare()
    assert.equal(threads.length, 3)
  })

  test('each thread has one text at a time, first come first served', async () => {
    const { pool, threads } = bench(2)
    const readings = ['a', 'b', 'c', 'd'].map((text) => pool.read(text, SOON))
    for (const thread of threads) thread.ready()
    const [first, second] = threads
    assert.deepEqual([first?.jobs, second?.jobs], [['a'], ['b']])
    second?.answer(2)
    assert.deepEqual(second?.jobs, ['b', 'c'])
    first?.answer(1)
    first?.answer(4)
    second.answer(3)
    assert.deepEqual(
      (await Promise.all(readings)).map((reading) => (reading as { toxicity: number }).toxicity),
      [1, 2, 3, 4],
    )
  })

  test('whoever waits goes before lists, however long those wait', () => {
    const { pool, threads } = bench()
    for (const text of ['list 1', 'list 2']) void pool.read(text, LATER)
    void pool.read('post', SOON)
    last(threads).ready()
    for (let turn = 0; turn < 2; turn += 1) last(threads).answer(0)
    assert.deepEqual(last(threads).jobs, ['post', 'list 1', 'list 2'])
  })

  test('a thread keeps the process only while it starts or reads', () => {
    const { pool, threads } = bench()
    pool.prepare()
    assert.equal(last(threads).isHeld, true)
    last(threads).ready()
    assert.equal(last(threads).isHeld, false)
    void pool.read('a', LATER)
    assert.equal(last(threads).isHeld, true)
    last(threads).answer(0)
    assert.equal(last(threads).isHeld, false)
  })

  test('what was read, and how long it took, is counted', () => {
    const { pool, threads, clock } = bench()
    for (const text of ['a', 'b', 'c']) void pool.read(text, SOON)
    last(threads).ready()
    assert.deepEqual(pool.counts(), { waiting: 2, texts: 0, milliseconds: 0 })
    clock.pass(7)
    last(threads).answer(0)
    clock.pass(5)
    last(threads).answer(0)
    assert.deepEqual(pool.counts(), { waiting: 0, texts: 2, milliseconds: 12 })
  })
})

describe('limits', () => {
  test('nobody waits longer than they said; what waited is not read, what was begun is read for nobody', async () => {
    const { pool, threads, clock } = bench()
    const begun = pool.read('begun', SOON)
    const waiting = pool.read('waiting', SOON)
    last(threads).ready()
    clock.pass(299)
    const third = pool.read('third', SOON)
    clock.pass(1)
    assert.deepEqual([await begun, await waiting], ['late', 'late'])
    last(threads).answer(1)
    last(threads).answer(2)
    assert.deepEqual(await third, { toxicity: 2 })
    assert.deepEqual(last(threads).jobs, ['begun', 'third'])
  })

  test('a thread that is not ready in time makes nobody wait', async () => {
    const { pool, clock } = bench()
    const reading = pool.read('a', SOON)
    clock.pass(300)
    assert.equal(await reading, 'late')
    assert.equal(pool.counts().waiting, 0)
  })

  test('a text that was read leaves no timer behind', async () => {
    const { pool, threads, clock } = bench()
    const reading = pool.read('a', SOON)
    last(threads).ready()
    last(threads).answer(0)
    await reading
    assert.equal(clock.pending, 0)
  })

  test('a full queue says so at once, and each urgency has its own', async () => {
    const { pool } = bench()
    const waiting = Array.from({ length: 256 }, () => pool.read('list', LATER))
    assert.equal(await pool.read('one more', LATER), 'queue-full')
    void pool.read('post', SOON)
    assert.equal(pool.counts().waiting, 257)
    await pool.stop()
    assert.deepEqual(new Set(await Promise.all(waiting)), new Set(['off']))
  })
})

describe('threads that end', () => {
  test('the text it read failed, the next is read by another thread', async () => {
    const { pool, threads, said } = bench()
    const lost = pool.read('lost', SOON)
    const kept = pool.read('kept', SOON)
    last(threads).ready()
    last(threads).hearer.onEnd({ code: 1 })
    assert.equal(await lost, 'failed')
    assert.equal(threads.length, 2)
    last(threads).ready()
    last(threads).answer(5)
    assert.deepEqual(await kept, { toxicity: 5 })
    assert.deepEqual(said, ['a thread of stage two of civility ended, and another is started'])
  })

  test('threads that keep ending are left alone for a while, then tried again', async () => {
    const { pool, threads, clock, said } = bench()
    pool.prepare()
    const waiting = pool.read('waiting', LATER)
    for (let turn = 0; turn < 5; turn += 1) last(threads).hearer.onEnd({ code: 1 })
    assert.equal(threads.length, 5)
    assert.equal(await waiting, 'off')
    assert.equal(await pool.read('a', SOON), 'off')
    assert.match(said.at(-1) ?? '', /off for a while/)
    clock.pass(10 * 60_000)
    const reading = pool.read('b', SOON)
    last(threads).ready()
    last(threads).answer(1)
    assert.deepEqual(await reading, { toxicity: 1 })
  })

  test('texts that are read in between show that ends have nothing to do with each other', async () => {
    const { pool, threads } = bench()
    for (let turn = 0; turn < 20; turn += 1) {
      const reading = pool.read('a', SOON)
      last(threads).ready()
      last(threads).answer(turn)
      assert.deepEqual(await reading, { toxicity: turn })
      last(threads).hearer.onEnd({ code: 1 })
    }
    assert.equal(threads.length, 21)
  })

  test('a thread that is stuck is stopped, and another goes on', async () => {
    const { pool, threads, clock } = bench()
    const stuck = pool.read('stuck', LATER)
    const next = pool.read('next', LATER)
    const first = last(threads)
    first.ready()
    clock.pass(30_000)
    assert.equal(await stuck, 'failed')
    assert.equal(first.isStopped, true)
    // Its end, when it comes, is nobody's loss.
    first.hearer.onEnd({ code: 1 })
    assert.equal(threads.length, 2)
    last(threads).ready()
    last(threads).answer(1)
    assert.deepEqual(await next, { toxicity: 1 })
  })

  test('a text at which the network fails costs that text', async () => {
    const { pool, threads, said } = bench()
    const reading = pool.read('a', SOON)
    last(threads).ready()
    last(threads).hearer.onMessage({ kind: 'failed', facts: {} })
    assert.equal(await reading, 'failed')
    assert.equal(threads.length, 1)
    assert.deepEqual(said, ['stage two of civility failed at a text'])
  })

  test('a model that cannot be used turns stage two off, and every thread', async () => {
    const { pool, threads, said } = bench(2)
    const reading = pool.read('a', SOON)
    const problem = { reason: 'damaged', file: 'model.onnx', detail: '' } as const
    threads[0]?.hearer.onMessage({ kind: 'unusable', problem })
    assert.equal(await reading, 'off')
    assert.equal(await pool.read('b', SOON), 'off')
    assert.ok(threads.every((thread) => thread.isStopped))
    assert.equal(threads.length, 2)
    assert.deepEqual(said, ['stage two of civility is off: its model cannot be used'])
  })
})

test('stopped, it reads nothing more, starts nothing and stops its threads', async () => {
  const { pool, threads, clock } = bench()
  const reading = pool.read('a', SOON)
  const begun = last(threads)
  begun.ready()
  await pool.stop()
  assert.equal(await reading, 'off')
  assert.equal(begun.isStopped, true)
  begun.hearer.onEnd({ code: 1 })
  pool.prepare()
  assert.equal(await pool.read('b', SOON), 'off')
  assert.equal(threads.length, 1)
  assert.equal(clock.pending, 0)
})
