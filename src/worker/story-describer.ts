/** Reads the pages of stories that came by themselves, after the fact: no reader waits for another site. */
import type { LoggedEvent } from '#domain/events/event.ts'
import type { Logger } from '#ports/logger.ts'
import type { PageReader } from '#ports/page-reader.ts'
import type { Ports } from '#ports/ports.ts'
import { describeStory } from '#operations/describe-story.ts'
import { readPageFacts } from '#formats/page-facts.ts'
import { errorFacts } from '#base/error-facts.ts'

/** Stories that wait to be read; more come at the next start. */
const WAITING_MAX = 1_000

export interface StoryDescriber {
  readonly consume: (events: readonly LoggedEvent[]) => void
  /** Takes up what earlier runs left: pages that did not answer then. */
  readonly catchUp: () => Promise<void>
  /** Resolves when nothing is under way any more. */
  readonly stop: () => Promise<void>
}

/** One page at a time: there is no hurry, and nobody is to be asked by us more often than by a slow reader. */
export function createStoryDescriber(
  ports: Ports,
  { pages, logger }: { readonly pages: PageReader; readonly logger: Logger },
): StoryDescriber {
  const waiting = new Set<string>()
  let working: Promise<void> | null = null
  let stopped = false

  const describe = async (storyId: string): Promise<void> => {
    const story = await ports.store.read.story(storyId)
    if (!story?.isProvisional || story.url === null) return
    const page = await pages.read(story.url)
    const facts = page.ok ? await readPageFacts(page.value.html, page.value.url) : null
    if (facts) await describeStory(ports, { storyId, facts })
    else logger.info({ story: storyId, problem: page.ok ? 'hostile' : page.problem }, 'a page was not read')
  }
  const work = async (): Promise<void> => {
    for (const storyId of waiting) {
      waiting.delete(storyId)
      await describe(storyId).catch((error: unknown) =>
        logger.error({ story: storyId, ...errorFacts(error) }, 'a story could not be described'),
      )
      if (stopped) return
    }
  }
  const take = (storyIds: readonly string[]): void => {
    if (stopped) return
    for (const id of storyIds) if (waiting.size < WAITING_MAX) waiting.add(id)
    working ??= work().finally(() => (working = null))
  }

  return {
    consume: (events) => {
      const started = events.filter((event) => event.kind === 'story.started')
      if (started.length > 0) take(started.flatMap(({ storyId }) => storyId ?? []))
    },
    catchUp: async () => take((await ports.store.read.provisionalStories(WAITING_MAX)).map(({ id }) => id)),
    stop: async () => {
      stopped = true
      await working
    },
  }
}
