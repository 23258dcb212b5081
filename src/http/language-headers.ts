/** Says which language an answer is in, and to caches in between that others may get another. */
import type { MiddlewareHandler } from 'hono'
import type { Language } from '#contract/language.ts'

/** What holds words; scripts, styles and fonts are the same in every language. */
const WORDED = /^(?:text\/html|application\/json)\b/

export function languageHeaders({
  language,
  followsReader,
}: {
  readonly language: Language
  readonly followsReader: boolean
}): MiddlewareHandler {
  return async (context, next) => {
    await next()
    const { headers } = context.res
    if (!WORDED.test(headers.get('Content-Type') ?? '')) return
    headers.set('Content-Language', language)
    if (followsReader) headers.append('Vary', 'Accept-Language')
  }
}
