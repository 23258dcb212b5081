/** All words a reader sees: messages of src/locales in ICU format, as text or as parts of a page. */
import { IntlMessageFormat } from 'intl-messageformat'
import { html } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'
import type { Direction, Language } from '#contract/language.ts'
import { directionOf } from '#contract/language.ts'
import { isolateValues } from '#pages/isolate-values.ts'
import { messageText, type MessageKey } from '#pages/locales.ts'

/** What may stand in a page: text is escaped, HTML is what a template made. */
export type Fragment = string | HtmlEscapedString | Promise<HtmlEscapedString> | readonly Fragment[]

export interface Words {
  readonly language: Language
  readonly direction: Direction
  readonly say: (key: MessageKey, values?: Readonly<Record<string, string | number>>) => string
  /** Like `say`, where a value may be HTML. */
  readonly sayHtml: (key: MessageKey, values: Readonly<Record<string, Fragment | number>>) => Fragment
  readonly number: (value: number) => string
  readonly dateTime: (timeMs: number) => string
  readonly date: (timeMs: number) => string
}

/** `timeZone`: IANA. Messages are parsed at their first use and kept: make one of these for each language. */
export function createWords({
  language,
  timeZone,
}: {
  readonly language: Language
  readonly timeZone: string
}): Words {
  const direction = directionOf(language) ?? 'ltr'
  const parsed = new Map<MessageKey, IntlMessageFormat>()
  const message = (key: MessageKey): IntlMessageFormat => {
    const known = parsed.get(key)
    if (known) return known
    const written = parseMessage(messageText(language, key), language)
    const made =
      direction === 'rtl' ? new IntlMessageFormat(isolateValues(written.getAst()), language) : written
    parsed.set(key, made)
    return made
  }
  const numbers = new Intl.NumberFormat(language)
  const dateTimes = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone })
  const dates = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone })
  return {
    language,
    direction,
    say: (key, values) => String(message(key).format(values)),
    sayHtml: (key, values) =>
      message(key)
        .formatToParts<Fragment>(values)
        .map((part) => (typeof part.value === 'string' ? part.value : html`${part.value}`)),
    number: (value) => numbers.format(value),
    dateTime: (timeMs) => dateTimes.format(timeMs),
    date: (timeMs) => dates.format(timeMs),
  }
}

/** Tags are not part of a message: `<` is a sign like any other, and templates escape it. */
export function parseMessage(text: string, language: string): IntlMessageFormat {
  return new IntlMessageFormat(text, language, undefined, { ignoreTag: true })
}
