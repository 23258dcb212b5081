/** The operator's log of a real process: a line for each request, and no name, word, address or token of anybody. */
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '#test/http/client.ts'
import { startParley, type RunningParley } from '#test/run-parley.ts'

/** In whatever a reader sends: letters that stand nowhere else. */
const MARK = 'Zwentibold'
const ADDRESS = '203.0.113.77'

interface Line {
  readonly level: string
  readonly msg: string
  readonly route?: string
  readonly method?: string
  readonly status?: number
  readonly ms?: number
  readonly bytes?: number
  readonly request?: string
}

let data: string
let parley: RunningParley
let url: string
let storyId: string
before(async () => {
  data = mkdtempSync(join(tmpdir(), 'parley-test-'))
  const environment = { PARLEY_LOG_LEVEL: 'info', PARLEY_TRUST_PROXY: '1', PARLEY_HOST: '127.0.0.1' }
  parley = startParley(['serve', '--port', '0', '--data', data], { environment })
  url = /Parley is at (http:\/\/\S+)/.exec(await parley.said(/Stop with Ctrl-C/))?.[1] ?? ''
  const front = await (await fetch(url)).text()
  storyId = /href="\/s\/([0-9a-f-]{36})"/.exec(front)?.[1] ?? ''
})
after(async () => {
  parley.signal('SIGKILL')
  await parley.finished
  rmSync(data, { recursive: true, force: true })
})

/** Everything a reader can send, with the mark in each part of it. */
async function readAndWrite(): Promise<readonly string[]> {
  const client = createClient(url)
  const personal = {
    'User-Agent': `${MARK}/1.0`,
    Referer: `https://${MARK}.example/`,
    'X-Forwarded-For': ADDRESS,
    'X-Request-Id': MARK,
    Authorization: `Bearer ${MARK}`,
    Cookie: `__Host-parley-session=${MARK}`,
  }
  const json = { ...personal, Origin: url, 'Content-Type': 'application/json' }
  const send = (method: string, path: string, body: string) =>
    fetch(`${url}${path}`, { method, headers: json, body })
  await client.get(`/?q=${MARK}`, personal)
  await client.get(`/s/${storyId}/search?q=${MARK}`, personal)
  await client.get(`/${MARK}`, personal)
  await client.get(`/sign-in?token=${MARK}`, personal)
  await client.form('/sign-in', { token: MARK }, personal)
  await send('POST', `/api/stories/${storyId}/comments`, `{"name": ${MARK}`)
  await send('POST', '/api/preview', JSON.stringify({ body: `${MARK} says` }))
  const posted = await client.json('POST', `/api/stories/${storyId}/comments`, {
    name: MARK,
    body: `${MARK} writes`,
  })
  assert.equal(posted.status, 201)
  const { comment } = (await posted.json()) as { readonly comment: { readonly id: string } }
  await client.json('PATCH', `/api/comments/${comment.id}`, { body: `${MARK} corrects` })
  await client.json('PUT', `/api/comments/${comment.id}/vote`, { value: 1 })
  return [...client.cookies.values()]
}

function linesOf(stdout: string): Line[] {
  return stdout
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Line)
}

describe('the log', () => {
  test('has a line for each request, and nothing of whoever asked', async () => {
    const tokens = await readAndWrite()
    assert.ok(tokens.length > 0)
    const stdout = await parley.said(/"method":"PUT"/)
    for (const secret of [MARK, ADDRESS, '127.0.0.1', ...tokens]) {
      const lines = stdout.split('\n').filter((line) => line.startsWith('{') && line.includes(secret))
      assert.deepEqual(lines, [], `${secret} stands in the log`)
    }
    const lines = linesOf(stdout)
    const routes = new Map(lines.map(({ route, status }) => [route, status]))
    for (const [route, status] of Object.entries({
      home: 200,
      search: 200,
      unknown: 404,
      signInPage: 410,
      preview: 200,
      postComment: 201,
      editComment: 200,
      castVote: 409,
    })) {
      assert.equal(routes.get(route), status, route)
    }
    for (const line of lines) {
      assert.deepEqual(
        Object.keys(line).toSorted(),
        ['bytes', 'level', 'method', 'ms', 'msg', 'request', 'route', 'status', 'time'],
        JSON.stringify(line),
      )
      assert.ok(Number(line.bytes) > 0)
    }
    assert.equal(new Set(lines.map(({ request }) => request)).size, lines.length)
  })

  test('has no line about those who watch', async () => {
    await fetch(`${url}/healthz`)
    await fetch(`${url}/readyz`)
    await (await fetch(`${url}/log`)).text()
    await fetch(`${url}/log`, { method: 'OPTIONS' })
    const stdout = await parley.said(/"method":"OPTIONS"/)
    assert.doesNotMatch(stdout, /healthz|readyz/)
    assert.equal(linesOf(stdout).filter(({ route }) => route === 'log').length, 1)
  })

  test('tells what failed and where, without the words it failed on', async () => {
    const database = new DatabaseSync(join(data, 'parley.sqlite'))
    // As databases do, it quotes what it was given.
    database.exec(
      `create trigger broken before insert on comment begin select raise(abort, 'invalid: "' || new.body || '"'); end`,
    )
    database.close()
    const failed = await createClient(url).json('POST', `/api/stories/${storyId}/comments`, {
      name: MARK,
      body: `${MARK} breaks it`,
    })
    assert.equal(failed.status, 500)
    const stdout = await parley.said(/"status":500/)
    const lines = linesOf(stdout).filter(({ route, level }) => route === 'postComment' && level !== 'info')
    assert.deepEqual(
      lines.map(({ level, msg }) => [level, msg]),
      [
        ['error', 'request failed'],
        ['warn', 'request'],
      ],
    )
    assert.equal(lines[0]?.request, lines[1]?.request)
    assert.match(JSON.stringify(lines), /invalid: .{1,6}…/)
    assert.ok(!JSON.stringify(lines).includes(MARK))
  })
})
