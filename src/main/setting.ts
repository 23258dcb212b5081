/** What a setting is: its names, which values it takes, and how each kind of value is read from text. */
import { hostUrls } from '#adapters/sql/postgres/host-urls.ts'
import type { Outcome } from '#base/outcome.ts'
import { done, failed } from '#base/outcome.ts'

export type SettingValue = string | number | boolean | ReadonlySet<string> | null

/** How a kind of value is read. The problem of a failed reading is the part of the text that cannot be. */
export interface SettingType<Value extends SettingValue> {
  /** What may be given, as it goes on after "give". */
  readonly allowed: string
  readonly read: (text: string) => Outcome<Value, string>
}

export interface Setting<Value extends SettingValue = SettingValue> {
  /** In the environment; in a file it is the same in small letters, without `PARLEY_`. */
  readonly variable: string
  /** On the command line, without the two dashes. */
  readonly flag?: string
  readonly type: SettingType<Value>
  readonly fallback: Value
  /** In words, where the fallback is worked out. */
  readonly fallbackWords?: string
  /** Nobody is shown the whole of it. */
  readonly isSecret?: true
  /** What it is for: one sentence without its full stop. */
  readonly about: string
}

/** Its name in a file. */
export function fileKey({ variable }: Setting): string {
  return variable.replace(/^PARLEY_/, '').toLowerCase()
}

/** Keeps the type of the value; the rest of a row is plain data. */
export function setting<Value extends SettingValue>(row: Setting<Value>): Setting<Value> {
  return row
}

export const text: SettingType<string> = {
  allowed: 'some text',
  read: (given) => (given.trim() === '' ? failed(given) : done(given)),
}

export function wholeNumber(min: number, max: number): SettingType<number> {
  return {
    allowed: `a whole number from ${min} to ${max}`,
    read: (given) =>
      /^\d{1,15}$/.test(given) && Number(given) >= min && Number(given) <= max
        ? done(Number(given))
        : failed(given),
  }
}

export function numberFrom(min: number, max: number): SettingType<number> {
  return {
    allowed: `a number from ${min} to ${max}`,
    read: (given) =>
      /^\d{1,9}(?:\.\d{1,9})?$/.test(given) && Number(given) >= min && Number(given) <= max
        ? done(Number(given))
        : failed(given),
  }
}

export function oneOf<Word extends string>(
  words: readonly Word[],
  allowed = `one of ${words.join(', ')}`,
): SettingType<Word> {
  return {
    allowed,
    read: (given) => {
      const word = words.find((candidate) => candidate === given)
      return word === undefined ? failed(given) : done(word)
    },
  }
}

const YES: ReadonlySet<string> = new Set(['1', 'true', 'yes', 'on'])
const NO: ReadonlySet<string> = new Set(['0', 'false', 'no', 'off', ''])

export const yesOrNo: SettingType<boolean> = {
  allowed: '1 or 0 (true or false, yes or no, on or off)',
  read: (given) => (YES.has(given) ? done(true) : NO.has(given) ? done(false) : failed(given)),
}

/** Where readers go: without a slash at its end. */
export const webAddress: SettingType<string> = {
  allowed: 'the address readers use, like https://talk.example',
  read: (given) => {
    const url = URL.parse(given)
    const isWeb = url !== null && ['http:', 'https:'].includes(url.protocol)
    return isWeb ? done(given.replace(/\/+$/, '')) : failed(given)
  },
}

export const postgresUrl: SettingType<string> = {
  allowed: 'the address of a PostgreSQL database, like postgres://parley:PASSWORD@db.example:5432/parley',
  // Several hosts may stand in it, parted by commas: a primary and the standbys that may take its place.
  read: (given) => {
    const protocols = hostUrls(given).map((url) => URL.parse(url)?.protocol ?? '')
    const isAddress = protocols.every((protocol) => ['postgres:', 'postgresql:'].includes(protocol))
    return isAddress ? done(given) : failed(given)
  },
}

/** Exact origins, parted by commas: no paths, no patterns. */
export const origins: SettingType<ReadonlySet<string>> = {
  allowed: 'origins parted by commas, without paths, like https://news.example,https://www.news.example',
  read: (given) => {
    const all = given
      .split(',')
      .map((origin) => origin.trim())
      .filter(Boolean)
    const wrong = all.find((origin) => !/^https?:[^*]+$/.test(origin) || URL.parse(origin)?.origin !== origin)
    return wrong === undefined ? done(new Set(all)) : failed(wrong)
  },
}

export const timeZone: SettingType<string> = {
  allowed: 'a name of the IANA database, like Europe/Paris',
  read: (given) => {
    try {
      new Intl.DateTimeFormat('en', { timeZone: given }).format(0)
      return done(given)
    } catch {
      return failed(given)
    }
  },
}

/** For what can be switched off. */
export function orNever<Value extends SettingValue>(type: SettingType<Value>): SettingType<Value | null> {
  return {
    allowed: `${type.allowed}, or never`,
    read: (given) => (given === 'never' ? done(null) : type.read(given)),
  }
}

/** For what may be left out: the type's own values, and null where nothing was said. */
export function optional<Value extends SettingValue>(type: SettingType<Value>): SettingType<Value | null> {
  return type
}
