/** An outside service that is asked about a comment before it is stored: a spam filter of somebody else's. */
import type { CheckerAnswer } from '#domain/moderation/verdict.ts'

/** What a checker is told. What of it leaves the machine is for its adapter to say, and for the operator to choose. */
export interface CheckedWords {
  /** Markdown in its stored form. */
  readonly text: string
  /** The name it will stand under. */
  readonly name: string
  readonly isEdit: boolean
}

export interface Checker {
  /** May take its time and may fail: whoever asks waits no longer than until `signal` is aborted. */
  readonly check: (words: CheckedWords, signal: AbortSignal) => Promise<CheckerAnswer>
}
