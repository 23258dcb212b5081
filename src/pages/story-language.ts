/** Marks the story's own words in a page whose words may be in another language. */
import { raw } from 'hono/html'
import type { Fragment } from '#pages/words.ts'
import { directionOf } from '#contract/language.ts'

/** What a language tag may hold: with this it cannot end an attribute. */
const LANGUAGE_TAG = /^[A-Za-z0-9-]+$/

/** `lang` and `dir`; where the language is not known, the browser goes by the first letter. */
export function storyLanguage(language: string | null): Fragment {
  const direction = language !== null && LANGUAGE_TAG.test(language) ? directionOf(language) : null
  return raw(direction === null ? 'dir="auto"' : `lang="${language}" dir="${direction}"`)
}
