/** Every string of the hostile lists beside the repository, and what to do where they are not there. */
import assert from 'node:assert/strict'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const FOLDER = join(import.meta.dirname, '../../../shared/fixtures/hostile')

/** Pairs of look-alike letters in one string: as many as fit a name. */
const SHORT_IN_A_STRING = 12

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

/** One list as it is. Its shape is the caller's to know: README.md beside the lists tells it. */
export function hostileList<Entry>(name: string): readonly Entry[] {
  const list = JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as readonly Entry[]
  assert.ok(list.length > 0, `${name} is empty`)
  return list
}

/** Members that say something about an entry and are nothing hostile themselves. */
const REMARKS = new Set([
  'file',
  'title',
  'name',
  'category',
  'description',
  'expect',
  'case',
  'type',
  'reason',
])

/** Every string of every list once; single letters, and remarks about entries, come several in one string. */
export function hostileStrings(): readonly string[] {
  const names = readdirSync(FOLDER).filter((name) => name.endsWith('.json'))
  assert.ok(names.length > 0, 'no hostile list is there')
  const strings = new Set<string>()
  const remarks = new Set<string>()
  for (const name of names) {
    if (name === 'unicode-confusables.json') {
      hostileList<readonly [string, string]>(name).forEach((pair) => remarks.add(pair.join('')))
    } else {
      collect(hostileList<unknown>(name), { strings, remarks })
    }
  }
  for (const name of readdirSync(join(FOLDER, 'xml'))) {
    strings.add(readFileSync(join(FOLDER, 'xml', name), 'utf8'))
  }
  return [...strings, ...groups([...remarks])]
}

function groups(short: readonly string[]): string[] {
  const found: string[] = []
  for (let at = 0; at < short.length; at += SHORT_IN_A_STRING) {
    found.push(short.slice(at, at + SHORT_IN_A_STRING).join(' '))
  }
  return found
}

interface Found {
  readonly strings: Set<string>
  readonly remarks: Set<string>
}

/** Members that hold base64 are decoded. */
function collect(value: unknown, found: Found, key = ''): void {
  if (typeof value === 'string') {
    const text = key.endsWith('base64') ? Buffer.from(value, 'base64').toString('utf8') : value
    if (REMARKS.has(key)) found.remarks.add(text)
    else found.strings.add(text)
  } else if (Array.isArray(value)) {
    value.forEach((entry: unknown) => collect(entry, found))
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, member] of Object.entries(value)) collect(member, found, name)
  }
}
