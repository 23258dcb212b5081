/** All words a reader sees: messages of src/locales in ICU format, as text or as parts of a page. */
import { IntlMessageFormat } from 'intl-messageformat'
import { html } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'
import english from '#locales/en.json' with { type: 'json' }

export type MessageKey = keyof typeof english

/** What may stand in a page: text is escaped, HTML is what a template made. */
export type Fragment = string | HtmlEscapedString | Promise<HtmlEscapedString> | readonly Fragment[]

export interface Words {
  readonly language: string
  readonly direction: 'ltr' | 'rtl'
  readonly say: (key: MessageKey, values?: Readonly<Record<string, string | number>>) => string
  /** Like `say`, where a value may be HTML. */
  readonly sayHtml: (key: MessageKey, values: Readonly<Record<string, Fragment | number>>) => Fragment
  readonly dateTime: (timeMs: number) => string
  readonly date: (timeMs: number) => string
}

/** Languages written from right to left; the others from left to right (CLDR). */
const RIGHT_TO_LEFT: ReadonlySet<string> = new Set(['ar', 'dv', 'fa', 'he', 'ps', 'ug', 'ur', 'yi'])

export function directionOf(language: string): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.has(language.split('-')[0] ?? '') ? 'rtl' : 'ltr'
}

/** `timeZone`: IANA. Messages are parsed at their first use and kept. */
export function createWords({
  language,
  timeZone,
}: {
  readonly language: string
  readonly timeZone: string
}): Words {
  const parsed = new Map<MessageKey, IntlMessageFormat>()
  const message = (key: MessageKey): IntlMessageFormat => {
    const known = parsed.get(key)
    if (known) return known
    const made = new IntlMessageFormat(english[key], language, undefined, { ignoreTag: true })
    parsed.set(key, made)
    return made
  }
  const dateTimes = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone })
  const dates = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone })
  return {
    language,
    direction: directionOf(language),
    say: (key, values) => String(message(key).format(values)),
    sayHtml: (key, values) =>
      message(key)
        .formatToParts<Fragment>(values)
        .map((part) => (typeof part.value === 'string' ? part.value : html`${part.value}`)),
    dateTime: (timeMs) => dateTimes.format(timeMs),
    date: (timeMs) => dates.format(timeMs),
  }
}
