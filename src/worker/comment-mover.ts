/** Moves the comments of stories that are being merged, a batch at a time, until all are where they belong. */
import { errorFacts } from '#base/error-facts.ts'
import type { LoggedEvent } from '#domain/events/event.ts'
import type { Logger } from '#ports/logger.ts'
import type { MoveCursor } from '#ports/store.ts'
import type { Ports } from '#ports/ports.ts'
import { moveComments } from '#operations/move-comments.ts'

/** Stories looked at in one go; more come when these are done. */
const STORIES_MAX = 100

/** Milliseconds after which what failed is tried again: a full lane or a locked file passes by itself. */
const RETRY_MS = 2_000

export interface CommentMover {
  readonly consume: (events: readonly LoggedEvent[]) => void
  /** Takes up what a stop or a crash left in the middle. */
  readonly catchUp: () => void
  /** Resolves when the batch under way is on disk. */
  readonly stop: () => Promise<void>
}

export function createCommentMover(
  ports: Ports,
  {
    logger,
    every,
  }: {
    readonly logger: Logger
    /** Calls `look` again and again until the returned function is called: the timer is the caller's. */
    readonly every: (look: () => void, intervalMs: number) => () => void
  },
): CommentMover {
  let working: Promise<void> | null = null
  let isAsked = false
  let hasFailed = false
  let stopped = false
  const isStopped = (): boolean => stopped

  const moveStory = async (storyId: string): Promise<void> => {
    let after: MoveCursor | null = null
    for (let isDone = false; !isDone && !isStopped();) {
      // Each batch waits in the lane behind those who write, so a large story delays nobody for long.
      const batch = await moveComments(ports, { storyId, after })
      ;({ isDone, after } = batch)
    }
  }
  const work = async (): Promise<void> => {
    while (isAsked && !isStopped()) {
      isAsked = false
      hasFailed = false
      for (const { id } of await ports.store.read.storiesOnTheMove(STORIES_MAX)) await moveStory(id)
    }
  }
  const wake = (): void => {
    isAsked = true
    if (stopped) return
    working ??= work()
      .catch((error: unknown) => {
        hasFailed = true
        logger.error(errorFacts(error), 'a story could not be moved')
      })
      .finally(() => {
        working = null
        // Something came in between the last look and this.
        if (isAsked && !stopped) wake()
      })
  }
  const forgetTimer = every(() => {
    if (hasFailed) wake()
  }, RETRY_MS)
  return {
    consume: (events) => {
      if (events.some((event) => event.kind === 'story.decided')) wake()
    },
    catchUp: wake,
    stop: async () => {
      stopped = true
      forgetTimer()
      await working
    },
  }
}
