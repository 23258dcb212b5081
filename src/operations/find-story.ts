/** Finds stories by the address they stand at: what an embedded page knows of them. */
import type { Outcome } from '#base/outcome.ts'
import type { Ports } from '#ports/ports.ts'
import { done, failed } from '#base/outcome.ts'
import { followMerges } from '#operations/follow-merges.ts'
import { problem, type Problem } from '#contract/errors.ts'
import { storyUrl } from '#contract/story-url.ts'

/** The id of the story at this address. */
export async function findStory({ store }: Ports, address: string): Promise<Outcome<string, Problem>> {
  const url = storyUrl(address)
  if (url === null) return failed(problem('bad-request'))
  const story = await store.read.storyByUrl(url)
  return story ? done((await followMerges(store.read, story)).id) : failed(problem('story-not-found'))
}

/** How many comments each address has, in the order asked; 0 where no story is known. */
export async function countComments({ store }: Ports, addresses: readonly string[]): Promise<number[]> {
  const urls = addresses.map(storyUrl)
  const asked = new Set(urls.filter((url) => url !== null))
  const stories = await store.read.storiesByUrl([...asked])
  return Promise.all(
    urls.map(async (url) => {
      const story = url === null ? undefined : stories.get(url)
      return story ? (await followMerges(store.read, story)).commentCount : 0
    }),
  )
}
