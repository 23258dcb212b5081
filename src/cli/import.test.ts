/** `parley import` as a script calls it: exit codes, what stands on which stream, and a database left alone. */
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import { createWriteStream, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { finished } from 'node:stream/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ImportReport } from '#cli/import-report.ts'
import { runParley } from '#test/run-parley.ts'

const LINE_BYTES = 100_000_000
const CHUNK_BYTES = 1_000_000

/** Far from what holding a line of 100 MB would take, and generous to a Node that starts. */
const MEMORY_BYTES_MAX = 300_000_000

const CAPTURE = `The ferry sails again

The ferry sails on Monday, the harbour office said.

river_otter Mon, 03/04/2019 - 18:05 Permalink

Good news, at last.

Old Salt (not verified) river_otter Mon, 03/04/2019 - 18:10 Permalink

I will believe it when I hear the horn.

In reply to by river_otter
`

let folder: string
let capture: string
let data: string
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-test-'))
  data = join(folder, 'data')
  capture = write('ferry.txt', CAPTURE)
})
after(() => rmSync(folder, { recursive: true, force: true }))

function write(name: string, content: string | Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

/** A beginning like any capture, then one line that never ends. */
async function writeEndlessLine(): Promise<string> {
  const path = join(folder, 'endless.txt')
  const stream = createWriteStream(path)
  stream.write('The ferry sails again\n\nIt sails.\n')
  const chunk = Buffer.alloc(CHUNK_BYTES, 'a')
  for (let bytes = 0; bytes < LINE_BYTES; bytes += CHUNK_BYTES) stream.write(chunk)
  stream.end()
  await finished(stream)
  return path
}

/** Every row of every table of the site. */
function dump(): unknown[] {
  const database = new DatabaseSync(join(data, 'parley.sqlite'), { readOnly: true })
  const tables = database.prepare(`select name from sqlite_schema where type = 'table' order by name`).all()
  const rows = tables.map(({ name }) =>
    database.prepare(`select * from "${String(name)}" order by 1, 2`).all(),
  )
  database.close()
  return rows
}

describe('parley import --dry-run --json --full', () => {
  test('ends with 0, says the report and nothing else on stdout, and makes no database', async () => {
    const nowhere = join(folder, 'nowhere')
    const run = await runParley(['import', capture, '--dry-run', '--json', '--full', '--data', nowhere])
    assert.deepEqual([run.code, run.stderr], [0, ''])
    const report = JSON.parse(run.stdout) as ImportReport
    assert.deepEqual([report.format, report.comments, report.skipped], ['page-text', 2, 0])
    const [story] = report.stories
    assert.equal(story?.headline, 'The ferry sails again')
    assert.deepEqual(
      story?.items?.map(({ author, verified, replyTo, text }) => [
        author,
        verified,
        replyTo?.found ?? null,
        text,
      ]),
      [
        ['river_otter', true, null, 'Good news, at last.'],
        ['Old Salt', false, true, 'I will believe it when I hear the horn.'],
      ],
    )
    assert.equal(story?.items?.[1]?.parentSourceId, story?.items?.[0]?.sourceId)
    assert.equal(existsSync(nowhere), false)
  })

  test('speaks to people without --json', async () => {
    const run = await runParley(['import', capture, '--dry-run'])
    assert.deepEqual([run.code, run.stderr], [0, ''])
    assert.match(run.stdout, /^would import “The ferry sails again”: 2 comments, 1 replies/)
  })
})

describe('parley import', () => {
  test('brings a file in; a second time it changes nothing and says so', async () => {
    const first = await runParley(['import', capture, '--data', data])
    assert.equal(first.code, 0)
    assert.match(first.stdout, /imported “The ferry sails again”.*2 new, 0 here already/)
    const before = dump()
    const second = await runParley(['import', capture, '--data', data])
    assert.match(second.stdout, /unchanged “The ferry sails again”: all 2 comments were here already/)
    const third = await runParley(['import', capture, '--json', '--data', data])
    assert.equal((JSON.parse(third.stdout) as ImportReport).skipped, 2)
    assert.deepEqual(dump(), before)
  })

  const broken: readonly (readonly [what: string, content: () => string | Uint8Array, says: RegExp])[] = [
    ['an empty file', () => '', /is empty; save the page again/],
    ['a file of nothing but spaces', () => ' \n\n \n', /./],
    [
      'a binary file',
      () => Uint8Array.from({ length: 5_000 }, (_, at) => at % 256),
      /line 2, byte 118: 0x80 is not UTF-8/,
    ],
    ['a picture', () => Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), /line 1, byte 1: 0x89/],
    ['a text that is no capture', () => 'just a few words\n', /is in no format that can be read.*--format/],
    [
      'a file cut off in the middle of a comment',
      () => CAPTURE.slice(0, CAPTURE.indexOf('hear the')),
      /line 9: .*cut off/,
    ],
    ['a file cut off inside a character', () => Buffer.from(`${CAPTURE}é`).subarray(0, -1), /UTF-8/],
  ]
  for (const [at, [what, content, says]] of broken.entries()) {
    test(`refuses ${what} in one line that names it, and leaves the database as it was`, async () => {
      const path = write(`broken-${at}.txt`, content())
      assert.equal((await runParley(['import', capture, '--data', data])).code, 0)
      const before = dump()
      const run = await runParley(['import', capture, path, '--json', '--data', data])
      assert.deepEqual([run.code, run.stdout], [1, ''])
      assert.match(run.stderr, says)
      assert.match(run.stderr, /^parley: [^\n]+\n$/)
      assert.ok(run.stderr.includes(`broken-${at}.txt`), run.stderr)
      assert.deepEqual(dump(), before)
    })
  }

  test('refuses 100 MB of one line with the line’s number, without ever holding it', async () => {
    const path = await writeEndlessLine()
    const run = await runParley(['import', path, '--json', '--data', join(folder, 'never')])
    assert.deepEqual([run.code, run.stdout], [1, ''])
    assert.match(run.stderr, /^parley: [^\n]*endless\.txt: line 4 is longer than [^\n]+\n$/)
    assert.ok(run.memoryBytes > 0 && run.memoryBytes < MEMORY_BYTES_MAX, `${run.memoryBytes} bytes of memory`)
    assert.equal(existsSync(join(folder, 'never')), false)
  })

  test('refuses what is not there, or is a folder', async () => {
    const missing = await runParley(['import', join(folder, 'missing.txt')])
    assert.deepEqual([missing.code, missing.stdout], [1, ''])
    assert.match(missing.stderr, /^parley: .*missing\.txt: there is no such file\n$/)
    const directory = await runParley(['import', folder])
    assert.equal(directory.code, 1)
    assert.match(directory.stderr, /it is a folder; name the files in it\n$/)
  })

  test('leaves the files it reads as they are', () => assert.equal(readFileSync(capture, 'utf8'), CAPTURE))
})

describe('wrong usage', () => {
  const wrong: readonly (readonly [args: readonly string[], says: RegExp])[] = [
    [[], /^usage: parley COMMAND/],
    [['frobnicate'], /there is no command "frobnicate"/],
    [['import'], /name at least one file\nusage: parley import/],
    [['import', '--nope'], /Unknown option '--nope'/],
    [
      ['import', 'a', '--date-order', 'year-first'],
      /--date-order is "year-first": give month-first or day-first/,
    ],
    [['import', 'a', '--site', 'news.example'], /--site is "news.example": give an address/],
    [['import', 'a', '--format', 'nonsense'], /--format: there is no format "nonsense"/],
    [['import', 'a', '--timezone', 'Mars/Olympus'], /--timezone is "Mars\/Olympus"/],
    [['serve', '--port', '99999'], /--port is "99999" on the command line/],
    [['admin', 'dance'], /there is no task "dance"/],
  ]
  for (const [args, says] of wrong) {
    test(`parley ${args.join(' ')} ends with 2 and says what is right`, async () => {
      const run = await runParley(args)
      assert.equal(run.code, 2)
      assert.match(args.length === 0 ? run.stdout : run.stderr, says)
      if (args.length > 0) assert.equal(run.stdout, '')
    })
  }

  test('asking for help is none', async () => {
    for (const args of [['help'], ['--help'], ['import', '--help']]) {
      const run = await runParley(args)
      assert.deepEqual([run.code, run.stderr], [0, ''])
      assert.match(run.stdout, /usage: parley/)
    }
  })

  test('a setting of the environment that cannot be stops every command', async () => {
    const run = await runParley(['import', capture], { environment: { PARLEY_URL: 'nonsense' } })
    assert.equal(run.code, 2)
    assert.match(run.stderr, /^parley: PARLEY_URL is "nonsense" in the environment: [^\n]+\n$/)
  })
})
