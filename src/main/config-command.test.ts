/** `parley config` as an operator runs it: what is in force, where it was said, and nothing secret. */
import { afterEach, beforeEach, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runParley } from '#test/run-parley.ts'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-test-'))
  file = join(folder, 'parley.toml')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

interface Told {
  readonly settings: readonly { readonly key: string; readonly value: unknown; readonly origin: string }[]
}

describe('parley config', () => {
  test('tells the value of each setting and where it was said', async () => {
    writeFileSync(file, 'site_name = "Gazette"\nport = 9000\n')
    const environment = { PARLEY_CONFIG: file, PARLEY_TIMEZONE: 'Asia/Tokyo' }
    const run = await runParley(['config', '--json', '--port', '9001'], { environment })
    assert.deepEqual([run.code, run.stderr], [0, ''])
    const told = new Map(
      (JSON.parse(run.stdout) as Told).settings.map(({ key, value, origin }) => [key, { value, origin }]),
    )
    assert.deepEqual(told.get('port'), { value: 9001, origin: 'on the command line' })
    assert.deepEqual(told.get('timezone'), { value: 'Asia/Tokyo', origin: 'in the environment' })
    assert.deepEqual(told.get('site_name'), { value: 'Gazette', origin: `in ${file}, line 1` })
    assert.deepEqual(told.get('origins'), { value: [], origin: 'by default' })
    assert.deepEqual(told.get('database_url'), { value: null, origin: 'by default' })
  })

  test('shows no password, wherever it stands', async () => {
    writeFileSync(file, 'database_url = "postgres://parley:hush1@db/parley"\n')
    const environment = {
      DATABASE_REPLICA_URL: 'postgres://parley:hush2@db/parley?password=hush3',
      PARLEY_URL: 'https://me:hush4@talk.example',
    }
    for (const args of [['config'], ['config', '--json']]) {
      const { code, stdout, stderr } = await runParley([...args, '--config', file], { environment })
      assert.deepEqual([code, stderr], [0, ''])
      assert.match(stdout, /postgres:\/\/parley:\(hidden\)@db\/parley/)
      assert.doesNotMatch(stdout, /hush/)
    }
  })

  test('prints what can be used as a file of settings', async () => {
    const first = await runParley(['config'], { environment: { PARLEY_SITE_NAME: 'The "Gazette" \\ Ö' } })
    writeFileSync(file, first.stdout)
    const second = await runParley(['config', `--config=${file}`])
    const plain = (text: string) => text.replaceAll(/\((?:in|by) [^\n]*\)$/gm, '')
    assert.equal(second.stderr, '')
    assert.equal(plain(second.stdout), plain(first.stdout))
    assert.match(second.stdout, /^site_name = "The \\"Gazette\\" \\\\ Ö"$/m)
  })

  test('names everything that is wrong, with the setting that was meant', async () => {
    writeFileSync(file, 'prot = 1\nlanguage = "nl"\n')
    const environment = { PARLEY_SITENAME: 'x', PORT: '-1' }
    const run = await runParley(['config', '--config', file], { environment })
    assert.equal(run.code, 2)
    assert.deepEqual(run.stderr.trimEnd().split('\n'), [
      'parley: PORT is "-1" in the environment: give a whole number from 0 to 65535',
      `parley: language is "nl" in ${file}, line 2: give one of ar, de, en, es, fr, he, hi, ja, pt, ru, uk, zh, or "auto" for each reader's own`,
      `parley: prot is no setting in ${file}, line 1: did you mean port?`,
      'parley: PARLEY_SITENAME in the environment is no setting and was left alone: did you mean PARLEY_SITE_NAME?',
    ])
  })

  test('says that the file that was named is not there', async () => {
    for (const args of [['config'], ['serve'], ['admin', 'sign-in-link']]) {
      const run = await runParley([...args, '--config', file])
      assert.deepEqual([run.code, run.stdout], [2, ''])
      assert.equal(run.stderr, `parley: the settings in ${file} cannot be read: there is no such file\n`)
    }
  })

  test('refuses flags that are no setting', async () => {
    const run = await runParley(['config', '--colour', 'blue'])
    assert.equal(run.code, 2)
    assert.match(run.stderr, /--colour[^]*usage: parley config/)
  })
})
