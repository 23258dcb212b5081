/** What a thread of stage two and whoever started it say to each other. */

import type { StageTwoOdds } from '#domain/civility/blend-stages.ts'
import type { ModelProblem } from './model-file.ts'
import type { NetworkFiles } from './load-stage-two.ts'
import type { NetworkRuntime, RuntimeChoice } from './open-network.ts'

/** Given to a thread at its start. */
export interface ThreadTask {
  readonly files: NetworkFiles
  readonly runtime: RuntimeChoice
}

/** One text at a time: the next one follows its answer. Null: nothing more comes, and the thread ends. */
export interface ThreadJob {
  readonly text: string | null
}

export type ThreadMessage =
  | { readonly kind: 'ready'; readonly runtime: NetworkRuntime; readonly notNative: object | null }
  | { readonly kind: 'unusable'; readonly problem: ModelProblem }
  | { readonly kind: 'read'; readonly odds: StageTwoOdds }
  | { readonly kind: 'failed'; readonly facts: Readonly<Record<string, unknown>> }

/** A thread as seen from outside. */
export interface StageTwoThread {
  readonly post: (job: ThreadJob) => void
  /** Whether the process stays for its sake. */
  readonly hold: (isWanted: boolean) => void
  /** Lets it finish what it does, and end; resolves when it has, or when it takes too long to wait for. */
  readonly stop: () => Promise<void>
}

/** Who hears a thread: its messages, and once that it has ended, whyever. */
export interface ThreadHearer {
  readonly onMessage: (message: ThreadMessage) => void
  readonly onEnd: (facts: Readonly<Record<string, unknown>>) => void
}

export type StartThread = (hearer: ThreadHearer) => StageTwoThread
