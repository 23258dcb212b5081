/** Says in which language words are and which way they run, where it may be another than around them. */
import { raw } from 'hono/html'
import type { Fragment, Words } from '#pages/words.ts'
import { directionOf } from '#contract/language.ts'

/** What a language tag may hold: with this it cannot end an attribute. */
const LANGUAGE_TAG = /^[A-Za-z0-9-]+$/

/** Our own words, where they may stand in a page of another site. */
export function languageOf({ language, direction }: Pick<Words, 'language' | 'direction'>): Fragment {
  return raw(`lang="${language}" dir="${direction}"`)
}

/** The story's own words; where their language is not known, the browser goes by the first letter. */
export function storyLanguage(language: string | null): Fragment {
  const direction = language !== null && LANGUAGE_TAG.test(language) ? directionOf(language) : null
  return raw(direction === null ? 'dir="auto"' : `lang="${language}" dir="${direction}"`)
}
