/** The file of settings: TOML, its keys the names of the environment in small letters without `PARLEY_`. */
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parse, TomlError } from 'smol-toml'
import type { Outcome } from '#base/outcome.ts'
import { done, failed } from '#base/outcome.ts'

/** Looked for in the folder Parley is started in, where nobody names another. */
const USUAL_NAME = 'parley.toml'

/** Characters of a file of settings: far beyond all of them. */
const CONFIG_CHARACTERS_MAX = 1_000_000

export interface FileEntry {
  /** Null where it is a table, a list of tables and the like. */
  readonly text: string | null
  /** Counted from 1; null where it could not be found again. */
  readonly line: number | null
}

export interface ConfigFile {
  readonly path: string
  readonly entries: ReadonlyMap<string, FileEntry>
}

/** Null where nobody named a file and the usual one is not there. The problem is a sentence for the operator. */
export async function loadConfigFile(named: string | undefined): Promise<Outcome<ConfigFile | null, string>> {
  const path = resolve(named ?? USUAL_NAME)
  try {
    return parseConfigFile(path, await readFile(path, 'utf8'))
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' && named === undefined) return done(null)
    return failed(
      `the settings in ${path} cannot be read: ${code === 'ENOENT' ? 'there is no such file' : message}`,
    )
  }
}

export function parseConfigFile(path: string, text: string): Outcome<ConfigFile, string> {
  if (text.length > CONFIG_CHARACTERS_MAX) {
    return failed(`${path} is too long for a file of settings: at most ${CONFIG_CHARACTERS_MAX} characters`)
  }
  try {
    const entries = Object.entries(parse(text)).map(
      ([key, value]) => [key, { text: valueText(value), line: lineOf(key, text) }] as const,
    )
    return done({ path, entries: new Map(entries) })
  } catch (error) {
    if (!(error instanceof TomlError)) throw error
    const [reason = ''] = error.message.split('\n')
    // Not the line itself: there may be a password on it.
    return failed(`${path} is no TOML at line ${error.line}, column ${error.column}: ${reason}`)
  }
}

function valueText(value: unknown): string | null {
  if (Array.isArray(value)) {
    const all = value.map(valueText)
    return all.includes(null) ? null : all.join(',')
  }
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null
}

/** All settings stand at the top level, each on a line of its own. */
function lineOf(key: string, text: string): number | null {
  const at = text.split('\n').findIndex((line) => {
    const [, name] = /^\s*\[{0,2}\s*["']?([^\s"'.=\]]+)["']?\s*[.=\]]/.exec(line) ?? []
    return name === key
  })
  return at === -1 ? null : at + 1
}
