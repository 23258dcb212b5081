/** The settings of this process: gathered from its flags, its environment and its file, and complained about in words. */
import { parseArgs } from 'node:util'
import type { Config } from '#main/config.ts'
import type { Outcome } from '#base/outcome.ts'
import type { Surroundings } from '#cli/command.ts'
import { complain } from '#cli/command.ts'
import { done } from '#base/outcome.ts'
import { FILE_VARIABLE, resolveSettings, type ConfigSources } from '#main/resolve-settings.ts'
import { configOf } from '#main/config.ts'
import { loadConfigFile } from '#main/config-file.ts'
import { SETTINGS, SETTING_NAMES } from '#main/settings.ts'
import type { Setting } from '#main/setting.ts'

export type Flags = Readonly<Record<string, string | undefined>>

/** Null after a complaint: a flag is no setting's, or lacks its value. */
export function readFlags(context: Surroundings, usage: string): Flags | null {
  const flags = SETTING_NAMES.map((name) => (SETTINGS[name] as Setting).flag).filter(
    (flag) => flag !== undefined,
  )
  try {
    const options = Object.fromEntries(flags.map((flag) => [flag, { type: 'string' }] as const))
    return parseArgs({ args: [...context.args], options }).values
  } catch (error) {
    complain(context, `${(error as Error).message}\nusage: ${usage}`)
    return null
  }
}

/** The problem is that of the file: it is not there, or is no TOML. */
export async function findSources(
  { environment, configPath }: Surroundings,
  flags: Flags,
): Promise<Outcome<ConfigSources, string>> {
  const file = await loadConfigFile(configPath ?? environment[FILE_VARIABLE])
  return file.ok ? done({ flags, environment, file: file.value }) : file
}

/** Null after complaints: all that is wrong, a line each. */
export async function readSettings(context: Surroundings, flags: Flags): Promise<Config | null> {
  const sources = await findSources(context, flags)
  if (!sources.ok) {
    complain(context, sources.problem)
    return null
  }
  const resolved = resolveSettings(sources.value)
  for (const line of [...resolved.problems, ...resolved.warnings]) complain(context, line)
  return resolved.problems.length > 0 ? null : configOf(resolved.values)
}
