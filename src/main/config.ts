/** What an operator can set: by flag or environment, checked at start, each with a message that says what is allowed. */
import type { Outcome } from '#base/outcome.ts'
import { done, failed } from '#base/outcome.ts'
import { DEFAULT_LANGUAGE, isLanguage, LANGUAGES, type Language } from '#contract/language.ts'

export interface Config {
  readonly port: number
  readonly host: string
  readonly dataDirectory: string
  readonly siteId: string
  readonly siteName: string
  readonly publicUrl: string
  /** The site's own; where readers choose, for those whose language is not here. */
  readonly language: Language
  /** Whether readers are answered in the language their browser asks for. */
  readonly followsReader: boolean
  readonly timeZone: string
  readonly trustsProxy: boolean
  /** Origins whose pages may show discussions of this site. */
  readonly embedOrigins: ReadonlySet<string>
  /** Whether the server reads the pages of stories that come by themselves. */
  readonly readsPages: boolean
  /** Milliseconds after its publication in which a story may be written under; null for ever. */
  readonly readOnlyAfterMs: number | null
}

const PORT_MAX = 65_535

const MS_PER_DAY = 24 * 60 * 60 * 1000

/** A century: what is meant to be longer is meant to be never. */
const READ_ONLY_AFTER_DAYS_MAX = 36_500

/** As `PARLEY_LANGUAGE`: every reader in their own language. */
const READERS_LANGUAGE = 'auto'

/** Which setting is wrong, what it is, and what is allowed. */
export interface ConfigProblem {
  readonly message: string
}

export interface ConfigSources {
  readonly port?: string | undefined
  readonly data?: string | undefined
  readonly environment: Readonly<Record<string, string | undefined>>
}

/** Flags win over the environment, the environment over what suits a first try. */
export function readConfig({ port, data, environment }: ConfigSources): Outcome<Config, ConfigProblem> {
  const portText = port ?? environment['PORT'] ?? '8080'
  const portNumber = Number(portText)
  if (!/^\d+$/.test(portText) || portNumber > PORT_MAX) {
    return failed({ message: `--port (PORT) is "${portText}": give a whole number from 0 to ${PORT_MAX}` })
  }
  const publicUrl = environment['PARLEY_URL'] ?? `http://localhost:${portNumber}`
  const url = URL.parse(publicUrl)
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    return failed({
      message: `PARLEY_URL is "${publicUrl}": give the address readers use, like https://talk.example`,
    })
  }
  const timeZone = environment['PARLEY_TIMEZONE'] ?? 'UTC'
  if (!isTimeZone(timeZone)) {
    return failed({
      message: `PARLEY_TIMEZONE is "${timeZone}": give a name of the IANA database, like Europe/Paris`,
    })
  }
  const language = environment['PARLEY_LANGUAGE'] ?? DEFAULT_LANGUAGE
  if (!isLanguage(language) && language !== READERS_LANGUAGE) {
    return failed({
      message: `PARLEY_LANGUAGE is "${language}": give one of ${LANGUAGES.join(', ')}, or "${READERS_LANGUAGE}" for each reader's own`,
    })
  }
  const readOnlyAfterMs = readDays(environment['PARLEY_READ_ONLY_AFTER'] ?? '')
  if (!readOnlyAfterMs.ok) return readOnlyAfterMs
  const embedOrigins = readOrigins(environment['PARLEY_ORIGINS'] ?? '')
  if (!embedOrigins.ok) return embedOrigins
  return done({
    port: portNumber,
    host: environment['PARLEY_HOST'] ?? 'localhost',
    dataDirectory: data ?? environment['PARLEY_DATA'] ?? 'data',
    siteId: 'main',
    siteName: environment['PARLEY_SITE_NAME'] ?? 'Parley',
    publicUrl: publicUrl.replace(/\/+$/, ''),
    language: isLanguage(language) ? language : DEFAULT_LANGUAGE,
    followsReader: language === READERS_LANGUAGE,
    timeZone,
    trustsProxy: environment['PARLEY_TRUST_PROXY'] === '1',
    embedOrigins: embedOrigins.value,
    readsPages: environment['PARLEY_READ_PAGES'] !== '0',
    readOnlyAfterMs: readOnlyAfterMs.value,
  })
}

/** Browsers keep `__Host-` cookies on https, and on this machine's own name. */
export function allowsSecureCookies(publicUrl: string): boolean {
  const { protocol, hostname } = new URL(publicUrl)
  return protocol === 'https:' || hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]'
}

/** Exact origins, parted by commas: no paths, no patterns. */
function readOrigins(text: string): Outcome<ReadonlySet<string>, ConfigProblem> {
  const origins = text
    .split(',')
    .map((origin) => origin.trim())
    .filter(Boolean)
  const wrong = origins.find(
    (origin) => !/^https?:[^*]+$/.test(origin) || URL.parse(origin)?.origin !== origin,
  )
  if (wrong === undefined) return done(new Set(origins))
  return failed({
    message: `PARLEY_ORIGINS has "${wrong}": give origins parted by commas, without paths, like https://news.example,https://www.news.example`,
  })
}

/** Whole days as milliseconds; null where nothing is said. */
function readDays(text: string): Outcome<number | null, ConfigProblem> {
  if (text === '') return done(null)
  const days = Number(text)
  if (/^\d+$/.test(text) && days >= 1 && days <= READ_ONLY_AFTER_DAYS_MAX) return done(days * MS_PER_DAY)
  return failed({
    message: `PARLEY_READ_ONLY_AFTER is "${text}": give a whole number of days from 1 to ${READ_ONLY_AFTER_DAYS_MAX}, or leave it out`,
  })
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name }).format(0)
    return true
  } catch {
    return false
  }
}
