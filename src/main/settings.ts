/** Every setting of Parley, one row each: what an operator can say, in a file, the environment or a flag. */
import { LANGUAGES } from '#contract/language.ts'
import {
  numberFrom,
  oneOf,
  optional,
  origins,
  orNever,
  postgresUrl,
  setting,
  text,
  timeZone,
  webAddress,
  wholeNumber,
  yesOrNo,
  type Setting,
} from '#main/setting.ts'

const PORT_MAX = 65_535

const HOUR_MAX = 23

/** A century: what is meant to be longer is meant to be never. */
const READ_ONLY_AFTER_DAYS_MAX = 36_500

const STAGE_TWO_RUNTIMES = ['auto', 'native', 'wasm', 'off'] as const

/** What one machine has; beyond that, more machines. */
const CIVILITY_THREADS_MAX = 32

/** As the language of a site: every reader in their own. */
export const READERS_LANGUAGE = 'auto'

/** A new setting is a new row here, and its line in docs/operate/configuration.md; its value is then in `Config`. */
export const SETTINGS = {
  port: setting({
    variable: 'PORT',
    flag: 'port',
    type: wholeNumber(0, PORT_MAX),
    fallback: 8080,
    about: 'port to listen on; 0 takes one that is free',
  }),
  host: setting({
    variable: 'PARLEY_HOST',
    type: text,
    fallback: 'localhost',
    about: 'address to listen on; 0.0.0.0 for all of this machine',
  }),
  dataDirectory: setting({
    variable: 'PARLEY_DATA',
    flag: 'data',
    type: text,
    fallback: 'data',
    about: 'folder of the data',
  }),
  logLevel: setting({
    variable: 'PARLEY_LOG_LEVEL',
    type: oneOf(['info', 'warn', 'error', 'silent']),
    fallback: 'warn',
    about:
      'what is logged, and everything graver; info is a line for each request, without anything about the client',
  }),
  metricsPort: setting({
    variable: 'PARLEY_METRICS_PORT',
    type: optional(wholeNumber(0, PORT_MAX)),
    fallback: null,
    about: 'port for Prometheus to collect /metrics from, apart from that for readers',
  }),
  metricsHost: setting({
    variable: 'PARLEY_METRICS_HOST',
    type: text,
    fallback: 'localhost',
    about: 'address the metrics listen on; whoever reaches it reads them',
  }),
  databaseUrl: setting({
    variable: 'DATABASE_URL',
    flag: 'database-url',
    type: optional(postgresUrl),
    fallback: null,
    isSecret: true,
    about: 'PostgreSQL database to keep everything in, instead of a SQLite file in the data folder',
  }),
  databaseReplicaUrl: setting({
    variable: 'DATABASE_REPLICA_URL',
    type: optional(postgresUrl),
    fallback: null,
    isSecret: true,
    about: 'replica of that database, for reading',
  }),
  publicUrl: setting({
    variable: 'PARLEY_URL',
    type: optional(webAddress),
    fallback: null,
    fallbackWords: 'http://localhost:PORT',
    about: 'where readers reach the site; with https, cookies insist on it',
  }),
  siteName: setting({
    variable: 'PARLEY_SITE_NAME',
    type: text,
    fallback: 'Parley',
    about: 'name of the site',
  }),
  language: setting({
    variable: 'PARLEY_LANGUAGE',
    type: oneOf(
      [...LANGUAGES, READERS_LANGUAGE],
      `one of ${LANGUAGES.join(', ')}, or "${READERS_LANGUAGE}" for each reader's own`,
    ),
    fallback: 'en',
    about: `language of the pages; "${READERS_LANGUAGE}" answers each reader in their own`,
  }),
  timeZone: setting({
    variable: 'PARLEY_TIMEZONE',
    type: timeZone,
    fallback: 'UTC',
    about: 'time zone of the times shown',
  }),
  trustsProxy: setting({
    variable: 'PARLEY_TRUST_PROXY',
    type: yesOrNo,
    fallback: false,
    about: 'whether a proxy of yours writes `X-Forwarded-For`, so that its last entry is the client',
  }),
  embedOrigins: setting({
    variable: 'PARLEY_ORIGINS',
    type: origins,
    fallback: new Set<string>(),
    about: 'origins whose pages may show discussions of this site',
  }),
  readsPages: setting({
    variable: 'PARLEY_READ_PAGES',
    type: yesOrNo,
    fallback: true,
    about: 'whether to read the pages of stories that come by themselves',
  }),
  readOnlyAfterDays: setting({
    variable: 'PARLEY_READ_ONLY_AFTER',
    type: optional(wholeNumber(1, READ_ONLY_AFTER_DAYS_MAX)),
    fallback: null,
    fallbackWords: 'never',
    about: 'days after its publication in which a story can be written under; a moderator can reopen it',
  }),
  civilityHoldAt: setting({
    variable: 'PARLEY_CIVILITY_HOLD',
    type: optional(numberFrom(0, 1)),
    fallback: null,
    fallbackWords: 'never',
    about:
      'toxicity from which a comment waits for a moderator; without the weights to score it, every one waits',
  }),
  spamHoldAt: setting({
    variable: 'PARLEY_SPAM_HOLD',
    type: optional(numberFrom(0, 1)),
    fallback: null,
    fallbackWords: 'never',
    about:
      'weight of words, links, repetition and pace from which what looks like spam waits for a moderator; 0.9 is a good start',
  }),
  civilityNudge: setting({
    variable: 'PARLEY_CIVILITY_NUDGE',
    type: yesOrNo,
    fallback: true,
    about:
      'whether writers are asked once to look again at words that may read as an attack, before they post',
  }),
  learnHour: setting({
    variable: 'PARLEY_LEARN_HOUR',
    type: orNever(wholeNumber(0, HOUR_MAX)),
    fallback: 4,
    about: "hour of the day, in the site's time zone, in which to learn from moderators' decisions",
  }),
  civilityStageTwo: setting({
    variable: 'PARLEY_CIVILITY_STAGE_TWO',
    type: oneOf(STAGE_TWO_RUNTIMES),
    fallback: 'auto',
    about:
      "how the second stage of scoring runs: by this machine's own code (native), as WebAssembly, as whichever there is, or not at all",
  }),
  civilityThreads: setting({
    variable: 'PARLEY_CIVILITY_THREADS',
    type: wholeNumber(1, CIVILITY_THREADS_MAX),
    fallback: 1,
    about: 'threads of the second stage; each takes one core while it reads, and its own copy of the model',
  }),
} as const

export type SettingName = keyof typeof SETTINGS

export type SettingValues = {
  readonly [Name in SettingName]: (typeof SETTINGS)[Name] extends Setting<infer Value> ? Value : never
}

/** In the order of the table. */
export const SETTING_NAMES = Object.keys(SETTINGS) as readonly SettingName[]
