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

const MS_PER_MINUTE = 60_000
const WHOLE_MINUTES_SINCE_MS = Date.UTC(1973, 0)

/** Minutes whose text is remembered: a few pages of a story. */
const KNOWN_MINUTES_MAX = 500

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
  /** What stands in a message without values is the same each time. */
  const constant = new Map<MessageKey, string>()
  const sayConstant = (key: MessageKey): string => {
    const known = constant.get(key)
    if (known !== undefined) return known
    const said = String(message(key).format())
    constant.set(key, said)
    return said
  }
  const numbers = new Intl.NumberFormat(language)
  const dateTimes = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone })
  const dates = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone })
  return {
    language,
    direction,
    say: (key, values) => (values === undefined ? sayConstant(key) : String(message(key).format(values))),
    sayHtml: (key, values) =>
      message(key)
        .formatToParts<Fragment>(values)
        .map((part) => (typeof part.value === 'string' ? part.value : html`${part.value}`)),
    number: (value) => numbers.format(value),
    dateTime: sameWithinAMinute((timeMs) => dateTimes.format(timeMs)),
    date: (timeMs) => dates.format(timeMs),
  }
}

/**
 * Formatting a time costs as much as the rest of a comment's head. Within a minute the text is the same where a zone's
 * offset is in whole minutes, which all are from 1973 on.
 */
function sameWithinAMinute(format: (timeMs: number) => string): (timeMs: number) => string {
  const known = new Map<number, string>()
  return (timeMs) => {
    if (!(timeMs >= WHOLE_MINUTES_SINCE_MS)) return format(timeMs)
    const minute = Math.floor(timeMs / MS_PER_MINUTE)
    const before = known.get(minute)
    if (before !== undefined) return before
    const text = format(timeMs)
    if (known.size >= KNOWN_MINUTES_MAX) known.clear()
    known.set(minute, text)
    return text
  }
}

/** Tags are not part of a message: `<` is a sign like any other, and templates escape it. */
export function parseMessage(text: string, language: string): IntlMessageFormat {
  return new IntlMessageFormat(text, language, undefined, { ignoreTag: true })
}
