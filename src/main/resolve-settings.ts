/** Where each setting's value comes from: a flag, the environment, a file, or what suits a first try; and what is wrong. */
import { fileKey, type Setting, type SettingValue } from '#main/setting.ts'
import { hideSecrets } from '#main/hide-secrets.ts'
import { nearestWord } from '#base/nearest-word.ts'
import { SETTINGS, SETTING_NAMES, type SettingName, type SettingValues } from '#main/settings.ts'
import type { ConfigFile } from '#main/config-file.ts'

/** Names the file itself: the only variable that is no setting. */
export const FILE_VARIABLE = 'PARLEY_CONFIG'

const PREFIX = 'PARLEY_'

/** Characters of a wrong value that are shown: enough to know it again. */
const SHOWN_CHARACTERS = 200

export interface ConfigSources {
  /** By the names of the flags, without dashes. */
  readonly flags?: Readonly<Record<string, string | undefined>>
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly file?: ConfigFile | null
}

export type Origin =
  | { readonly kind: 'flag' | 'environment' | 'default' }
  | { readonly kind: 'file'; readonly path: string; readonly line: number | null }

/** What somebody gave for one setting; text is null where a file holds something that is no single value. */
interface Given {
  readonly name: string
  readonly text: string | null
  readonly origin: Origin
}

export interface ResolvedSettings {
  readonly values: SettingValues
  readonly originOf: (name: SettingName) => Origin
  /** What must be put right before anything starts: all of it at once. */
  readonly problems: readonly string[]
  /** What was probably not meant, and harms nothing. */
  readonly warnings: readonly string[]
}

/** Flags win over the environment, the environment over the file, the file over what suits a first try. */
export function resolveSettings(sources: ConfigSources): ResolvedSettings {
  const values = new Map<string, SettingValue>()
  const origins = new Map<SettingName, Origin>()
  const problems: string[] = []
  for (const name of SETTING_NAMES) {
    const setting: Setting = SETTINGS[name]
    const given = findGiven(setting, sources)
    const read = given === null || given.text === null ? null : setting.type.read(given.text)
    if (given && !read?.ok) problems.push(complaint(setting, given, read?.problem ?? null))
    values.set(name, read?.ok ? read.value : setting.fallback)
    origins.set(name, given?.origin ?? { kind: 'default' })
  }
  return {
    // Each value was read by the type of its own row.
    values: Object.fromEntries(values) as unknown as SettingValues,
    originOf: (name) => origins.get(name) ?? { kind: 'default' },
    problems: [...problems, ...unknownInFile(sources.file ?? null)],
    warnings: unknownInEnvironment(sources.environment),
  }
}

function findGiven(setting: Setting, { flags = {}, environment, file }: ConfigSources): Given | null {
  const flag = setting.flag === undefined ? undefined : flags[setting.flag]
  if (flag !== undefined) return { name: `--${setting.flag}`, text: flag, origin: { kind: 'flag' } }
  const inEnvironment = environment[setting.variable]
  if (inEnvironment !== undefined) {
    return { name: setting.variable, text: inEnvironment, origin: { kind: 'environment' } }
  }
  const entry = file?.entries.get(fileKey(setting))
  if (!file || !entry) return null
  return {
    name: fileKey(setting),
    text: entry.text,
    origin: { kind: 'file', path: file.path, line: entry.line },
  }
}

/** In words for an operator: where a value stands. */
export function originWords(origin: Origin): string {
  switch (origin.kind) {
    case 'flag':
      return 'on the command line'
    case 'environment':
      return 'in the environment'
    case 'default':
      return 'by default'
    case 'file':
      return origin.line === null ? `in ${origin.path}` : `in ${origin.path}, line ${origin.line}`
  }
}

/** `wrong`: the part that cannot be; null where there is no single value. */
function complaint(setting: Setting, { name, text, origin }: Given, wrong: string | null): string {
  const shown = setting.isSecret ? hideSecrets(text ?? '') : (wrong ?? '').slice(0, SHOWN_CHARACTERS)
  const what =
    text === null || wrong === null
      ? 'is no single value'
      : `${wrong === text ? 'is' : 'has'} ${JSON.stringify(shown)}`
  return `${name} ${what} ${originWords(origin)}: give ${setting.type.allowed}`
}

function unknownInFile(file: ConfigFile | null): string[] {
  const known = SETTING_NAMES.map((name) => fileKey(SETTINGS[name]))
  return [...(file?.entries ?? [])]
    .filter(([key]) => !known.includes(key))
    .map(([key, { line }]) => {
      const where = originWords({ kind: 'file', path: file?.path ?? '', line })
      return `${key} is no setting ${where}${didYouMean(nearestWord(key.replace(/^parley_/, ''), known))}`
    })
}

/** A warning only: a newer Parley may have left it there, and Kubernetes names services so. */
function unknownInEnvironment(environment: ConfigSources['environment']): string[] {
  const known = new Map(
    [...SETTING_NAMES.map((name) => SETTINGS[name].variable), FILE_VARIABLE].map((variable) => [
      variable.replace(PREFIX, ''),
      variable,
    ]),
  )
  return Object.keys(environment)
    .filter(
      (variable) => variable.startsWith(PREFIX) && known.get(variable.slice(PREFIX.length)) !== variable,
    )
    .map((variable) => {
      const nearest = nearestWord(variable.slice(PREFIX.length), known.keys())
      const meant = nearest === null ? null : (known.get(nearest) ?? null)
      return `${variable} in the environment is no setting and was left alone${didYouMean(meant)}`
    })
}

function didYouMean(word: string | null): string {
  return word === null ? '; docs/operate/configuration.md lists them all' : `: did you mean ${word}?`
}
