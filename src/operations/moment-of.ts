/** The time it is, with what the site has set about the age of stories: what decides whether a story is open. */
import type { Moment } from '#domain/story/story-access.ts'
import type { Ports } from '#ports/ports.ts'

export function momentOf({ clock, settings }: Pick<Ports, 'clock' | 'settings'>): Moment {
  return { now: clock.now(), readOnlyAfterMs: settings.readOnlyAfterMs }
}
