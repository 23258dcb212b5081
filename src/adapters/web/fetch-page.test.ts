/** Reading pages of others without being led to what is not public: hostile addresses, redirects, names that change. */
import assert from 'node:assert/strict'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { createPageReader, type WebDoor } from '#adapters/web/fetch-page.ts'

const PUBLIC = '93.184.216.34'
const PAGE = '<!doctype html><title>A page</title>'

/** What security researchers send: every string of shared/fixtures/hostile/url-ssrf.json. */
const HOSTILE = [
  'http://169.254.169.254/latest/meta-data/',
  'http://localhost:22',
  'http://127.0.0.1:80',
  'https://127.0.0.1:443',
  'http://0.0.0.0:22',
  'http://[::]:80/',
  'http://[0:0:0:0:0:ffff:127.0.0.1]',
  'http://127.127.127.127',
  'http://127.0.0.0',
  'http://127.1',
  'http://127.0.0.1/%61dmin',
  'http://127.1.1.1:80\\@127.2.2.2:80/',
  'http://127.1.1.1:80:\\@@127.2.2.2:80/',
  'http:127.0.0.1/',
  'jar:http://127.0.0.1!/',
  'jar:ftp://127.0.0.1!/',
  'file://\\/\\/etc/passwd',
  'gopher://[host]:[port]/[type][selector]',
  'http://2130706433/',
  'http://0x7f000001/',
  'http://0177.0.0.1/',
  'http://[::ffff:169.254.169.254]/',
  'http://[64:ff9b::a9fe:a9fe]/',
  'http://user:pass@news.example/',
  'http://news.example:8080/',
  'http://news.example:22/',
  'https://news.example:80/',
  '//news.example/',
  '',
]

let server: Server
let answer: RequestListener
before(async () => {
  server = createServer((request, response) => answer(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
after(() => {
  server.closeAllConnections()
  server.close()
})

/** Names lead where the test says; connections go to our own server, and are written down. */
function world(names: Readonly<Record<string, readonly (readonly string[])[]>> = {}) {
  const dialled: string[] = []
  const asked = new Map<string, number>()
  const door: WebDoor = {
    resolve: (name) => {
      const turn = asked.get(name) ?? 0
      asked.set(name, turn + 1)
      const answers = names[name] ?? [[name === 'localhost' ? '127.0.0.1' : PUBLIC]]
      return Promise.resolve(answers[Math.min(turn, answers.length - 1)] ?? [])
    },
    dial: (address) => {
      dialled.push(address)
      return { host: '127.0.0.1', port: (server.address() as AddressInfo).port }
    },
  }
  return { dialled, reader: createPageReader({ agent: 'Parley test', door, patienceMs: 500 }) }
}

const html: RequestListener = (_request, response) => {
  response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(PAGE)
}
const redirect =
  (location: string, status = 302): RequestListener =>
  (_request, response) =>
    response.writeHead(status, { Location: location }).end()

describe('addresses', () => {
  for (const url of HOSTILE) {
    test(`nothing is connected to for ${JSON.stringify(url)}`, async () => {
      answer = html
      const { dialled, reader } = world()
      const page = await reader.read(url)
      assert.equal(page.ok, false)
      assert.deepEqual(dialled, [])
    })
  }

  test('a public page is read, without cookies, and from the address that was checked', async () => {
    let headers: NodeJS.Dict<string | string[]> = {}
    answer = (request, response) => {
      headers = request.headers
      html(request, response)
    }
    const { dialled, reader } = world()
    const page = await reader.read('http://news.example/story?a=1#x')
    assert.deepEqual(page, { ok: true, value: { url: 'http://news.example/story?a=1#x', html: PAGE } })
    assert.deepEqual(dialled, [PUBLIC])
    assert.equal(headers['host'], 'news.example')
    assert.equal(headers['cookie'], undefined)
  })

  test('a name with one private address among public ones is refused', async () => {
    for (const addresses of [[PUBLIC, '10.0.0.1'], ['::1', PUBLIC], ['::ffff:10.0.0.1'], []]) {
      const { dialled, reader } = world({ 'news.example': [addresses] })
      assert.deepEqual(await reader.read('http://news.example/'), { ok: false, problem: 'address-refused' })
      assert.deepEqual(dialled, [])
    }
  })

  test('a name that answers otherwise the second time is not asked a second time', async () => {
    answer = html
    const { dialled, reader } = world({ 'rebind.example': [[PUBLIC], ['127.0.0.1']] })
    assert.equal((await reader.read('http://rebind.example/')).ok, true)
    assert.deepEqual(dialled, [PUBLIC])
  })
})

describe('redirects', () => {
  for (const target of [
    'http://127.0.0.1/',
    'http://localhost/',
    'http://169.254.169.254/latest/meta-data/',
    'http://[::1]/',
    'file:///etc/passwd',
    'http://inside.example/',
    'http://news.example:8080/',
  ]) {
    test(`to ${target} are not followed`, async () => {
      answer = redirect(target)
      const { dialled, reader } = world({ 'inside.example': [['10.1.2.3']] })
      // As https://307.r3dir.me/--to/?url=http://localhost does.
      assert.equal((await reader.read('http://r3dir.example/--to/?url=x')).ok, false)
      assert.deepEqual(dialled, [PUBLIC])
    })
  }

  test('to the same name are checked anew: it may have changed its address', async () => {
    answer = redirect('/again')
    const { dialled, reader } = world({ 'rebind.example': [[PUBLIC], ['127.0.0.1']] })
    assert.deepEqual(await reader.read('http://rebind.example/'), { ok: false, problem: 'address-refused' })
    assert.deepEqual(dialled, [PUBLIC])
  })

  test('are followed five times, and the page says where it was found', async () => {
    answer = (request, response) => {
      const turn = Number(request.url?.slice(1))
      if (turn === 5) html(request, response)
      else redirect(`/${turn + 1}`, [301, 302, 303, 307, 308][turn])(request, response)
    }
    const { reader } = world()
    const page = await reader.read('http://news.example/0')
    assert.equal(page.ok && page.value.url, 'http://news.example/5')
    answer = redirect('/round')
    assert.deepEqual(await reader.read('http://news.example/0'), { ok: false, problem: 'too-many-redirects' })
  })
})

describe('what is read', () => {
  const problemOf = async (listener: RequestListener) => {
    answer = listener
    const page = await world().reader.read('http://news.example/')
    return page.ok ? null : page.problem
  }

  test('is pages, and nothing else', async () => {
    for (const headers of [
      { 'Content-Type': 'application/json' },
      { 'Content-Type': 'text/htmlx' },
      {},
      { 'Content-Type': 'text/html', 'Content-Encoding': 'gzip' },
    ]) {
      assert.equal(await problemOf((_, response) => response.writeHead(200, headers).end('{}')), 'not-a-page')
    }
    const missing: RequestListener = (_, response) =>
      response.writeHead(404, { 'Content-Type': 'text/html' }).end(PAGE)
    assert.equal(await problemOf(missing), 'not-a-page')
  })

  test('ends at 2 MB, also where no length was announced', async () => {
    const chunk = 'x'.repeat(64 * 1024)
    const endless: RequestListener = (_, response) => {
      response.writeHead(200, { 'Content-Type': 'text/html' })
      const more = (): void => {
        while (!response.destroyed && response.write(chunk));
        if (!response.destroyed) response.once('drain', more)
      }
      more()
    }
    assert.equal(await problemOf(endless), 'too-large')
  })

  test('is given up on when it takes too long, also where the name does not resolve', async () => {
    assert.equal(await problemOf(() => {}), 'too-slow')
    const drip: RequestListener = (_, response) => {
      response.writeHead(200, { 'Content-Type': 'text/html' })
      response.write('<')
    }
    assert.equal(await problemOf(drip), 'too-slow')
    const never: WebDoor = { resolve: () => new Promise(() => {}), dial: () => ({ host: '', port: 0 }) }
    const reader = createPageReader({ agent: 'x', door: never, patienceMs: 50 })
    assert.deepEqual(await reader.read('http://news.example/'), { ok: false, problem: 'too-slow' })
  })

  test('is text in the encoding the page names', async () => {
    const bytes = Buffer.from('<meta charset="windows-1252"><title>Caf\xe9</title>', 'latin1')
    answer = (_, response) => response.writeHead(200, { 'Content-Type': 'text/html' }).end(bytes)
    const page = await world().reader.read('http://news.example/')
    assert.match(page.ok ? page.value.html : '', /Café/)
  })
})
