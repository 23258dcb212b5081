/** `parley config`: what is in force and where it was said, with secrets hidden; in the form of a file of settings. */
import type { CommandOfSettings } from '#cli/command.ts'
import { complain } from '#cli/command.ts'
import { fileKey, type Setting, type SettingValue } from '#main/setting.ts'
import { findSources, readFlags } from '#main/read-settings.ts'
import { hidePasswords, hideSecrets } from '#main/hide-secrets.ts'
import { originWords, resolveSettings, type ResolvedSettings } from '#main/resolve-settings.ts'
import { SETTINGS, SETTING_NAMES } from '#main/settings.ts'

const JSON_FLAG = '--json'

const USAGE = 'parley config [--json], with the flags of serve'

/** Also tells what is wrong, and then ends as every command with wrong settings does. */
export const configCommand: CommandOfSettings = {
  name: 'config',
  summary: 'prints the settings in force, where each was set, and what is wrong with them',
  usage: USAGE,
  runWith: async (context) => {
    const flags = readFlags({ ...context, args: context.args.filter((arg) => arg !== JSON_FLAG) }, USAGE)
    if (!flags) return 2
    const sources = await findSources(context, flags)
    if (!sources.ok) {
      complain(context, sources.problem)
      return 2
    }
    const resolved = resolveSettings(sources.value)
    const rows = describeSettings(resolved)
    const isJson = context.args.includes(JSON_FLAG)
    context.stdout.write(isJson ? `${JSON.stringify({ settings: rows })}\n` : rows.map(rowText).join('\n'))
    for (const line of [...resolved.problems, ...resolved.warnings]) complain(context, line)
    return resolved.problems.length > 0 ? 2 : 0
  },
}

interface Row {
  readonly key: string
  readonly variable: string
  readonly value: string | number | boolean | readonly string[] | null
  readonly origin: string
  readonly about: string
}

function describeSettings({ values, originOf }: ResolvedSettings): Row[] {
  return SETTING_NAMES.map((name) => {
    const setting: Setting = SETTINGS[name]
    return {
      key: fileKey(setting),
      variable: setting.variable,
      value: shownValue(setting, values[name]),
      origin: originWords(originOf(name)),
      about: setting.about,
    }
  })
}

function shownValue({ isSecret }: Setting, value: SettingValue): Row['value'] {
  if (typeof value === 'string') return isSecret ? hideSecrets(value) : hidePasswords(value)
  return value instanceof Set ? [...(value as ReadonlySet<string>)] : (value as Row['value'])
}

/** TOML writes text, numbers and lists as JSON does, and has no null. */
function rowText({ key, value, origin, about }: Row): string {
  const line = value === null ? `# ${key} is not set` : `${key} = ${JSON.stringify(value)}`
  return `# ${about} (${origin})\n${line}\n`
}
