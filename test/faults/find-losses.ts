/** What is missing, doubled or wrong in a site to which writers wrote while something happened to it. */
import type { Parts } from '#main/compose.ts'
import { checkSite } from '#operations/check-site.ts'

/** Events read in one go. */
const PAGE = 500

/** Those of `ids` that are not there, or with other words. */
export async function findMissing(
  { ports }: Parts,
  acknowledged: Iterable<readonly [string, string]>,
): Promise<string[]> {
  const missing: string[] = []
  for (const [id, words] of acknowledged) {
    const comment = await ports.store.read.comment(id)
    if (comment?.body !== words) missing.push(id)
  }
  return missing
}

/**
 * In words, all that is wrong once every writer has got its answers: then exactly what was acknowledged is there, and was
 * told of once.
 */
export async function findLosses(
  parts: Parts,
  { storyId, acknowledged }: { readonly storyId: string; readonly acknowledged: ReadonlyMap<string, string> },
): Promise<string[]> {
  const missing = await findMissing(parts, acknowledged)
  const count = (await parts.ports.store.read.story(storyId))?.commentCount
  const told = await toldOf(parts)
  const unknown = told.filter((id) => !acknowledged.has(id))
  const { faults } = await checkSite(parts.ports.store)
  return [
    ...missing.map((id) => `${id} was acknowledged and is not there`),
    ...(count === acknowledged.size ? [] : [`${acknowledged.size} were acknowledged, ${count} are there`]),
    ...(new Set(told).size === told.length ? [] : ['a comment was announced twice']),
    ...(told.length === acknowledged.size ? [] : [`${told.length} were announced`]),
    ...unknown.map((id) => `${id} was announced and never acknowledged`),
    ...faults.map(({ code, count: found }) => `parley check: ${code}, ${found} times`),
  ]
}

/** The ids of all comments of which the log tells, in its order. */
async function toldOf({ ports }: Parts): Promise<string[]> {
  const told: string[] = []
  let after = 0
  for (;;) {
    const events = await ports.store.read.eventsAfter(after, PAGE)
    for (const { kind, commentId } of events) if (kind === 'comment.posted' && commentId) told.push(commentId)
    const last = events.at(-1)
    if (!last) return told
    after = last.sequence
  }
}
