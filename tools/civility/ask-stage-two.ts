/** Has stage two read many texts, on as many cores as there are, for tools that may wait. */

import { availableParallelism } from 'node:os'
import type { StageTwoOdds } from '#domain/civility/blend-stages.ts'
import { readCard } from '#adapters/civility/load-stage-two.ts'
import { createStageTwoPool, type StageTwoPool } from '#adapters/civility/stage-two-pool.ts'
import { stageTwoThreads } from '#adapters/civility/start-stage-two-thread.ts'
import { openKeptReadings } from './kept-readings.ts'

/** Texts that wait at a time: below what the queue takes, and enough for every thread. */
const AT_A_TIME = 64
/** Texts between two lines about how far it is. */
const SAID_EVERY = 2_048
/** Nobody waits for these; a text that is stuck is seen by whoever started the tool. */
const noTimer = (): (() => void) => () => {}

/** In the order of the texts; `log` hears how far it is. Throws where the model cannot be used. */
export async function askStageTwo(
  model: { readonly folder: string; readonly version: string },
  texts: readonly string[],
  log: (line: string) => void,
): Promise<StageTwoOdds[]> {
  const files = await readCard(model.folder, model.version)
  if (!files.ok) throw new Error(JSON.stringify(files.problem))
  const kept = openKeptReadings(files.value.model.sha256)
  const unread = [...new Set(texts)].filter((text) => kept.get(text) === undefined)
  const faults: string[] = []
  const gather = (facts: object, message: string) => faults.push(`${message} ${JSON.stringify(facts)}`)
  const pool = createStageTwoPool({
    threads: availableParallelism(),
    start: stageTwoThreads({ files: files.value, runtime: 'auto' }),
    logger: { info: () => {}, warn: gather, error: gather },
    after: noTimer,
    now: () => performance.now(),
  })
  for (let from = 0; from < unread.length; from += AT_A_TIME) {
    const part = unread.slice(from, from + AT_A_TIME)
    kept.add(await readPart(pool, part, faults))
    if (from % SAID_EVERY === 0) log(`stage two has read ${from + part.length} of ${unread.length} texts`)
  }
  await pool.stop()
  return texts.map((text) => kept.get(text) ?? {})
}

async function readPart(pool: StageTwoPool, texts: readonly string[], faults: readonly string[]) {
  return Promise.all(
    texts.map(async (text) => {
      const odds = await pool.read(text, { urgency: 'later', deadlineMs: null })
      if (typeof odds === 'string') throw new Error(`stage two: ${odds}: ${faults.join('; ')}`)
      return { text, odds }
    }),
  )
}
