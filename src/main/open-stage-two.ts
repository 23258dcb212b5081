/** Puts the second stage of scoring together: its model, its blend and its threads, or the reason why there is none. */

import { failed, done, type Outcome } from '#base/outcome.ts'
import type { StageTwo } from '#adapters/civility/consider-text.ts'
import type { ModelProblem } from '#adapters/civility/model-file.ts'
import { findStageTwo } from '#adapters/civility/load-stage-two.ts'
import type { RuntimeChoice } from '#adapters/civility/open-network.ts'
import { createStageTwoPool, type StageTwoPool } from '#adapters/civility/stage-two-pool.ts'
import { stageTwoThreads } from '#adapters/civility/start-stage-two-thread.ts'
import type { Logger } from '#ports/logger.ts'

export interface StageTwoChoice {
  readonly runtime: RuntimeChoice | 'off'
  readonly threads: number
}

export interface OpenedStageTwo extends StageTwo, StageTwoPool {
  /** Of the network and of the blend, as every score says them. */
  readonly version: string
}

/** Runs something once after so many milliseconds; what it gives takes that back. */
export type After = (milliseconds: number, run: () => void) => () => void

/** Null where the folder names no model. No thread runs before the first text, or before `prepare`. */
export async function openStageTwo(
  choice: { readonly runtime: RuntimeChoice; readonly threads: number },
  from: {
    readonly folder: string
    readonly stageOne: string
    readonly logger: Logger
    /** How time passes; the clock's where left out. */
    readonly after?: After
  },
): Promise<Outcome<OpenedStageTwo | null, ModelProblem>> {
  const found = await findStageTwo(from)
  if (!found.ok) return failed(found.problem)
  if (found.value === null) return done(null)
  const { blend, files, version } = found.value
  const pool = createStageTwoPool({
    threads: choice.threads,
    start: stageTwoThreads({ files, runtime: choice.runtime }),
    logger: from.logger,
    after: from.after ?? afterTimeout,
    now: () => performance.now(),
  })
  return done({ ...pool, blend, version: `${version}+${blend.version}` })
}

/** What waits for a text is held by its thread; a deadline alone keeps no process alive. */
function afterTimeout(milliseconds: number, run: () => void): () => void {
  const timer = setTimeout(run, milliseconds)
  timer.unref()
  return () => clearTimeout(timer)
}
