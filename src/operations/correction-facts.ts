/** What an event says of a score that was corrected by what the site's moderators decided. */
import type { CivilityFacts } from '#domain/moderation/verdict.ts'
import type { NewEvent } from '#domain/events/event.ts'

/** The version that corrected it, and nothing where none did. */
export function correctionFacts(civility: CivilityFacts | null): NewEvent['facts'] {
  return civility?.correctedBy === undefined ? {} : { correctedBy: civility.correctedBy }
}
