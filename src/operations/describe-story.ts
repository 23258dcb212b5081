/** The page of a story that came by itself was read: the story takes over what the page says about itself. */
import type { Ports } from '#ports/ports.ts'
import type { Story } from '#domain/story/story.ts'
import { HEADLINE_CODE_POINTS_MAX, NAME_CODE_POINTS_MAX } from '#domain/limits.ts'
import { cleanLine } from '#domain/story/clean-line.ts'

/** As found on the page, not yet cleaned. */
export interface FoundFacts {
  readonly headline: string | null
  readonly byline: string | null
  readonly publishedAt: number | null
  readonly language: string | null
  readonly imageUrl: string | null
}

/** Longest language tag taken (RFC 5646, section 4.4.1). */
const LANGUAGE_TAG = /^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}$/

/** Characters of a picture's address. */
const IMAGE_URL_MAX = 2_000

/** One transaction. A story that an import or an editor has described meanwhile stays as it is. */
export async function describeStory(
  { store, clock }: Ports,
  { storyId, facts }: { readonly storyId: string; readonly facts: FoundFacts },
): Promise<void> {
  await store.write(async (tx) => {
    const story = await tx.story(storyId)
    if (!story?.isProvisional) return
    await tx.describeStory(storyId, settledFacts(story, facts))
    await tx.appendEvents([
      { kind: 'story.described', storyId, commentId: null, personId: null, at: clock.now(), facts: {} },
    ])
  })
}

function settledFacts(story: Story, facts: FoundFacts) {
  const { language, imageUrl, publishedAt } = facts
  return {
    headline: cleanLine(facts.headline ?? '', HEADLINE_CODE_POINTS_MAX) || story.headline,
    byline: cleanLine(facts.byline ?? '', NAME_CODE_POINTS_MAX) || null,
    publishedAt,
    language: language !== null && LANGUAGE_TAG.test(language) ? language : null,
    imageUrl: imageUrl !== null && imageUrl.length <= IMAGE_URL_MAX ? imageUrl : null,
  }
}
