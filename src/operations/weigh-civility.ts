/** What the checks are told about the civility of somebody's words, where the site has a rule about it. */
import type { Actor } from '#domain/people/actor.ts'
import type { CivilityFacts } from '#domain/moderation/verdict.ts'
import type { Ports } from '#ports/ports.ts'
import { correctToxicity } from '#domain/civility/learning/correct-toxicity.ts'
import { isModerator } from '#domain/people/permissions.ts'
import { POST_CIVILITY_WAIT_MS } from '#domain/limits.ts'

/** Null where the site has no rule. Moderators would only be asked about their own words. Outside any transaction. */
export async function weighCivility(
  { settings, civility, learned }: Pick<Ports, 'settings' | 'civility' | 'learned'>,
  { text, actor }: { readonly text: string; readonly actor: Actor },
): Promise<CivilityFacts | null> {
  const holdAt = settings.civilityHoldAt
  if (holdAt === null || isModerator(actor)) return null
  const scorer = await civility.scorer()
  if (scorer === null) return { holdAt, toxicity: 'off' }
  const inUse = await learned.inUse(scorer.version)
  const decidesAt = inUse.holdAt ?? holdAt
  const considered = await civility.consider(text, {
    urgency: 'now',
    deadlineMs: POST_CIVILITY_WAIT_MS,
    decidesAt,
  })
  if (considered === null) return { holdAt, toxicity: 'off' }
  const { language, scores } = considered
  if (scores.toxicity === undefined)
    return { holdAt, toxicity: (await civility.lostLanguages()).has(language) ? 'off' : 'unsupported' }
  const words = () => scorer.words(text, language)
  return { holdAt: decidesAt, ...correctToxicity(scores.toxicity, inUse, { score: considered, words }) }
}
