/** What an operator has set, checked at start and worked out for the parts that need it. */
import type { Outcome } from '#base/outcome.ts'
import { done, failed } from '#base/outcome.ts'
import { DEFAULT_LANGUAGE, isLanguage, type Language } from '#contract/language.ts'
import { READERS_LANGUAGE, type SettingValues } from '#main/settings.ts'
import { resolveSettings, type ConfigSources } from '#main/resolve-settings.ts'

/** Every setting by its name in the table, and what follows from some of them. */
export interface Config extends Omit<SettingValues, 'language' | 'publicUrl' | 'readOnlyAfterDays'> {
  readonly siteId: string
  readonly publicUrl: string
  /** The site's own; where readers choose, for those whose language is not here. */
  readonly language: Language
  /** Whether readers are answered in the language their browser asks for. */
  readonly followsReader: boolean
  /** Milliseconds after its publication in which a story may be written under; null for ever. */
  readonly readOnlyAfterMs: number | null
}

const MS_PER_DAY = 24 * 60 * 60 * 1000

/** Which settings are wrong, what they are, where that stands, and what is allowed: a line for each. */
export interface ConfigProblem {
  readonly message: string
}

/** Everything that is wrong is said at once. */
export function readConfig(sources: ConfigSources): Outcome<Config, ConfigProblem> {
  const { values, problems } = resolveSettings(sources)
  return problems.length > 0 ? failed({ message: problems.join('\n') }) : done(configOf(values))
}

export function configOf(values: SettingValues): Config {
  const { language, readOnlyAfterDays, ...others } = values
  return {
    ...others,
    siteId: 'main',
    publicUrl: values.publicUrl ?? `http://localhost:${values.port}`,
    language: isLanguage(language) ? language : DEFAULT_LANGUAGE,
    followsReader: language === READERS_LANGUAGE,
    readOnlyAfterMs: readOnlyAfterDays === null ? null : readOnlyAfterDays * MS_PER_DAY,
  }
}

/** Browsers keep `__Host-` cookies on https, and on this machine's own name. */
export function allowsSecureCookies(publicUrl: string): boolean {
  const { protocol, hostname } = new URL(publicUrl)
  return protocol === 'https:' || hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]'
}
