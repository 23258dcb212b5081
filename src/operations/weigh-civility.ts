/** What the checks are told about the civility of somebody's words, where the site has a rule about it. */
import type { Actor } from '#domain/people/actor.ts'
import type { CivilityFacts } from '#domain/moderation/verdict.ts'
import type { Ports } from '#ports/ports.ts'
import { correctToxicity } from '#domain/civility/learning/correct-toxicity.ts'
import { isModerator } from '#domain/people/permissions.ts'

/** Null where the site has no rule. Moderators would only be asked about their own words. */
export async function weighCivility(
  { settings, civility, learned }: Pick<Ports, 'settings' | 'civility' | 'learned'>,
  { text, actor }: { readonly text: string; readonly actor: Actor },
): Promise<CivilityFacts | null> {
  const holdAt = settings.civilityHoldAt
  if (holdAt === null || isModerator(actor)) return null
  const scorer = await civility.scorer()
  if (scorer === null) return { holdAt, toxicity: 'off' }
  const score = scorer.score(text)
  const { language } = score
  const { toxicity } = score.scores
  if (toxicity === undefined)
    return { holdAt, toxicity: (await civility.lostLanguages()).has(language) ? 'off' : 'unsupported' }
  const inUse = await learned.inUse(scorer.version)
  const words = () => scorer.words(text, language)
  return { holdAt: inUse.holdAt ?? holdAt, ...correctToxicity(toxicity, inUse, { score, words }) }
}
