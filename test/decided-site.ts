/** A site on which moderators have decided about many comments, story after story, each a minute after the last. */
import type { Actor } from '#domain/people/actor.ts'
import type { Ports } from '#ports/ports.ts'
import { appendDecision } from '#operations/decide.ts'
import { importStory } from '#operations/import-story.ts'
import { seedComment } from '#test/running-site.ts'

export interface DecidedComment {
  readonly text: string
  readonly isRemoved: boolean
}

export interface DecidedStories {
  readonly comments: readonly DecidedComment[]
  /** They take turns. */
  readonly moderators: readonly Pick<Actor, 'personId' | 'name'>[]
  readonly commentsPerStory: number
  /** Unix milliseconds of the first decision. */
  readonly from: number
}

const MINUTE_MS = 60_000

/** Through the same code as a moderator's decisions; tells when the last one was made. */
export async function decideStories(ports: Ports, plan: DecidedStories): Promise<number> {
  const { comments, moderators, commentsPerStory } = plan
  let now = plan.from
  const then: Ports = { ...ports, clock: { now: () => now } }
  for (let from = 0; from < comments.length; from += commentsPerStory) {
    const part = comments.slice(from, from + commentsPerStory)
    const { storyId } = await importStory(then, {
      format: 'page-text',
      story: storyOf(part, `${plan.from} ${from}`),
    })
    await ports.store.write(async (tx) => {
      const held = await tx.hiddenComments({ storyId, authorId: null, limit: commentsPerStory })
      const byBody = new Map(held.map((comment) => [comment.body, comment]))
      for (const [at, { text, isRemoved }] of part.entries()) {
        const comment = byBody.get(text)
        const actor = moderators[(from + at) % moderators.length]
        // The same words twice in one story are decided once.
        if (!comment || !actor) continue
        byBody.delete(text)
        now += MINUTE_MS
        const entry = isRemoved
          ? ({ action: 'remove', toState: 'removed', reason: 'rules', undoes: null } as const)
          : ({ action: 'publish', toState: 'published', reason: null, undoes: null } as const)
        await appendDecision(tx, then, { comment, actor, entry })
      }
    })
  }
  return now
}

function storyOf(comments: readonly DecidedComment[], name: string) {
  return {
    url: null,
    sourceKey: `decided:${name}`,
    headline: `Story ${name}`,
    byline: null,
    publishedAt: null,
    language: 'en',
    bodyHtml: '<p>Something happened.</p>',
    sources: [],
    comments: comments.map(({ text }) => ({ ...seedComment({ text, body: text }), state: 'held' as const })),
  }
}
