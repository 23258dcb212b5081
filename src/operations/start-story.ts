/** A page that embeds Parley is opened for the first time: its story is made from its address. */
import type { Outcome } from '#base/outcome.ts'
import type { Ports } from '#ports/ports.ts'
import type { Story } from '#domain/story/story.ts'
import { HEADLINE_CODE_POINTS_MAX } from '#domain/limits.ts'
import { cleanLine } from '#domain/story/clean-line.ts'
import { done, failed } from '#base/outcome.ts'
import { followMerges } from '#operations/follow-merges.ts'
import { problem, type Problem } from '#contract/errors.ts'
import { storyUrl } from '#contract/story-url.ts'

export interface StartStoryInput {
  /** As the script of the page told it. */
  readonly url: string
  /** Shown until the page itself was read; cleaned here. */
  readonly title: string
  /** Origins whose pages may have stories. */
  readonly allowedOrigins: ReadonlySet<string>
}

/** One transaction. Two first visits at once make one story. */
export async function startStory(
  { store, clock, newId }: Ports,
  input: StartStoryInput,
): Promise<Outcome<{ readonly storyId: string }, Problem>> {
  const url = storyUrl(input.url)
  if (url === null) return failed(problem('bad-request'))
  const { origin, hostname, pathname } = new URL(url)
  if (!input.allowedOrigins.has(origin)) return failed(problem('embed-origin-refused', { origin }))
  return store.write(async (tx) => {
    const existing = await tx.storyByUrl(url)
    if (existing) return done({ storyId: (await followMerges(tx, existing)).id })
    const at = clock.now()
    const story: Story = {
      id: newId(),
      url,
      headline: cleanLine(input.title, HEADLINE_CODE_POINTS_MAX) || hostname + pathname,
      byline: null,
      publishedAt: null,
      language: null,
      bodyHtml: '',
      imageUrl: null,
      isProvisional: true,
      sources: [],
      state: 'open',
      commentCount: 0,
      version: 1,
      createdAt: at,
      mergedInto: null,
    }
    await tx.insertStory(story, null)
    await tx.appendEvents([
      { kind: 'story.started', storyId: story.id, commentId: null, personId: null, at, facts: {} },
    ])
    return done({ storyId: story.id })
  })
}
