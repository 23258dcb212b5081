/** Every string of the hostile lists beside the repository, and what to do where they are not there. */
import assert from 'node:assert/strict'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const FOLDER = join(import.meta.dirname, '../../../shared/fixtures/hostile')

/** Pairs of look-alike letters in one string: as many as fit a name. */
const PAIRS_IN_A_STRING = 12

/** True where the lists are there. Otherwise says so in one line; in CI a test fails for it. */
export function hasHostileLists(): boolean {
  if (existsSync(FOLDER)) return true
  if (process.env['CI'] === 'true') {
    test('hostile lists', () => assert.fail(`${FOLDER} is not there, and CI must have it`))
  } else {
    console.log(`left out: hostile strings through the whole site (${FOLDER} is not there)`)
  }
  return false
}

/** One list as it is. */
export function hostileList<Entry>(name: string): readonly Entry[] {
  const list = JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as readonly Entry[]
  assert.ok(list.length > 0, `${name} is empty`)
  return list
}

/** Every string of every list once; single letters come several in one string. */
export function hostileStrings(): readonly string[] {
  const names = readdirSync(FOLDER).filter((name) => name.endsWith('.json'))
  assert.ok(names.length > 0, 'no hostile list is there')
  const strings = names.flatMap((name) =>
    name === 'unicode-confusables.json' ? letters(hostileList(name)) : stringsIn(hostileList<unknown>(name)),
  )
  const files = readdirSync(join(FOLDER, 'xml')).map((name) =>
    readFileSync(join(FOLDER, 'xml', name), 'utf8'),
  )
  return [...new Set([...strings, ...files])]
}

function letters(pairs: readonly (readonly [string, string])[]): string[] {
  const groups: string[] = []
  for (let at = 0; at < pairs.length; at += PAIRS_IN_A_STRING) {
    groups.push(
      pairs
        .slice(at, at + PAIRS_IN_A_STRING)
        .map((pair) => pair.join(''))
        .join(' '),
    )
  }
  return groups
}

/** Members that hold base64 are decoded. */
function stringsIn(value: unknown, name = ''): string[] {
  if (typeof value === 'string') {
    return [name.endsWith('base64') ? Buffer.from(value, 'base64').toString('utf8') : value]
  }
  if (Array.isArray(value)) return value.flatMap((entry: unknown) => stringsIn(entry))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, entry]) => stringsIn(entry, key))
}
