/** Settings: what wins over what, and a clear word about each that cannot be. */
import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { allowsSecureCookies, readConfig, type ConfigSources } from '#main/config.ts'

function read(sources: Partial<ConfigSources> = {}) {
  const config = readConfig({ environment: {}, ...sources })
  if (!config.ok) assert.fail(config.problem.message)
  return config.value
}

function complaint(sources: Partial<ConfigSources>): string {
  const config = readConfig({ environment: {}, ...sources })
  return config.ok ? '' : config.problem.message
}

describe('settings', () => {
  test('without any, suit a first try on this machine only', () => {
    const { port, host, dataDirectory, publicUrl, timeZone, trustsProxy } = read()
    assert.deepEqual([port, host, dataDirectory], [8080, 'localhost', 'data'])
    assert.deepEqual([publicUrl, timeZone, trustsProxy], ['http://localhost:8080', 'UTC', false])
  })

  test('flags win over the environment', () => {
    const environment = { PORT: '1', PARLEY_DATA: '/env' }
    assert.deepEqual([read({ environment }).port, read({ environment }).dataDirectory], [1, '/env'])
    const both = read({ environment, port: '2', data: '/flag' })
    assert.deepEqual([both.port, both.dataDirectory, both.publicUrl], [2, '/flag', 'http://localhost:2'])
  })

  test('the public address has no slash at its end', () => {
    assert.equal(
      read({ environment: { PARLEY_URL: 'https://talk.example//' } }).publicUrl,
      'https://talk.example',
    )
  })

  test('a proxy is trusted only where somebody said so', () => {
    assert.equal(read({ environment: { PARLEY_TRUST_PROXY: '1' } }).trustsProxy, true)
    for (const value of ['', '0', 'no', 'true ']) {
      assert.equal(read({ environment: { PARLEY_TRUST_PROXY: value } }).trustsProxy, false)
    }
  })

  test('the language is the site’s, or each reader’s', () => {
    const languageSet = (value: string) => read({ environment: { PARLEY_LANGUAGE: value } })
    assert.deepEqual([read().language, read().followsReader], ['en', false])
    assert.deepEqual([languageSet('uk').language, languageSet('uk').followsReader], ['uk', false])
    assert.deepEqual([languageSet('auto').language, languageSet('auto').followsReader], ['en', true])
  })

  for (const language of ['nl', 'EN', 'de-AT', 'Auto', 'de,fr', '', ' ']) {
    test(`the language ${JSON.stringify(language)} is refused with what is allowed`, () => {
      assert.equal(
        complaint({ environment: { PARLEY_LANGUAGE: language } }),
        `PARLEY_LANGUAGE is "${language}": give one of ar, de, en, es, fr, he, hi, ja, pt, ru, uk, zh, or "auto" for each reader's own`,
      )
    })
  }

  for (const port of ['-1', '65536', '80.5', 'http', 'NaN', '1e9', '0x1g', '', ' ']) {
    test(`port ${JSON.stringify(port)} is refused with its name, its value and what is allowed`, () => {
      assert.match(complaint({ port }), /--port \(PORT\) is ".*": give a whole number from 0 to 65535/)
      assert.ok(complaint({ port }).includes(`"${port}"`))
    })
  }

  for (const url of ['talk.example', 'ftp://talk.example', '/talk', 'javascript:1', '']) {
    test(`the address ${JSON.stringify(url)} is refused`, () => {
      assert.match(
        complaint({ environment: { PARLEY_URL: url } }),
        /PARLEY_URL is ".*": give the address readers use/,
      )
    })
  }

  test('a time zone that nobody knows is refused', () => {
    assert.match(
      complaint({ environment: { PARLEY_TIMEZONE: 'Mars/Olympus' } }),
      /PARLEY_TIMEZONE is "Mars\/Olympus"/,
    )
    assert.equal(read({ environment: { PARLEY_TIMEZONE: 'Asia/Kathmandu' } }).timeZone, 'Asia/Kathmandu')
  })

  test('cookies are safe on https and on this machine’s own names', () => {
    const safe = ['https://talk.example', 'http://localhost:8080', 'http://127.0.0.1', 'http://[::1]:1']
    const unsafe = ['http://talk.example', 'http://localhost.example', 'http://192.168.0.2']
    assert.deepEqual(
      safe.map(allowsSecureCookies),
      safe.map(() => true),
    )
    assert.deepEqual(
      unsafe.map(allowsSecureCookies),
      unsafe.map(() => false),
    )
  })
})
