/** Settings: what wins over what, and a clear word about each that cannot be. */
import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { allowsSecureCookies, readConfig } from '#main/config.ts'
import { hideSecrets } from '#main/hide-secrets.ts'
import { parseConfigFile } from '#main/config-file.ts'
import { resolveSettings, type ConfigSources } from '#main/resolve-settings.ts'

function read(sources: Partial<ConfigSources> = {}) {
  const config = readConfig({ environment: {}, ...sources })
  if (!config.ok) assert.fail(config.problem.message)
  return config.value
}

function complaint(sources: Partial<ConfigSources>): string {
  const config = readConfig({ environment: {}, ...sources })
  return config.ok ? '' : config.problem.message
}

/** As if it stood in /etc/parley.toml. */
function fileOf(text: string) {
  const file = parseConfigFile('/etc/parley.toml', text)
  if (!file.ok) assert.fail(file.problem)
  return file.value
}

const MANY = `# A paper's own
site_name = "Gazette"
port = 9000
origins = ["https://news.example", "https://www.news.example"]
trust_proxy = true
timezone = "Europe/Paris"
`

describe('settings', () => {
  test('without any, suit a first try on this machine only', () => {
    const { port, host, dataDirectory, publicUrl, timeZone, trustsProxy } = read()
    assert.deepEqual([port, host, dataDirectory], [8080, 'localhost', 'data'])
    assert.deepEqual([publicUrl, timeZone, trustsProxy], ['http://localhost:8080', 'UTC', false])
  })

  test('flags win over the environment', () => {
    const environment = { PORT: '1', PARLEY_DATA: '/env' }
    assert.deepEqual([read({ environment }).port, read({ environment }).dataDirectory], [1, '/env'])
    const both = read({ environment, flags: { port: '2', data: '/flag' } })
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
    for (const value of ['', '0', 'no', 'false', 'off']) {
      assert.equal(read({ environment: { PARLEY_TRUST_PROXY: value } }).trustsProxy, false)
    }
    assert.equal(
      complaint({ environment: { PARLEY_TRUST_PROXY: 'true ' } }),
      'PARLEY_TRUST_PROXY is "true " in the environment: give 1 or 0 (true or false, yes or no, on or off)',
    )
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
        `PARLEY_LANGUAGE is "${language}" in the environment: give one of ar, de, en, es, fr, he, hi, ja, pt, ru, uk, zh, or "auto" for each reader's own`,
      )
    })
  }

  for (const port of ['-1', '65536', '80.5', 'http', 'NaN', '1e9', '0x1g', '', ' ']) {
    test(`port ${JSON.stringify(port)} is refused with its name, its value and what is allowed`, () => {
      assert.equal(
        complaint({ flags: { port } }),
        `--port is "${port}" on the command line: give a whole number from 0 to 65535`,
      )
    })
  }

  for (const url of ['talk.example', 'ftp://talk.example', '/talk', 'javascript:1', '']) {
    test(`the address ${JSON.stringify(url)} is refused`, () => {
      assert.match(
        complaint({ environment: { PARLEY_URL: url } }),
        /PARLEY_URL is ".*" in the environment: give the address readers use/,
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

  test('stories become read-only after whole days, and never where nothing is said', () => {
    const days = (text: string) => ({ environment: { PARLEY_READ_ONLY_AFTER: text } })
    assert.equal(read().readOnlyAfterMs, null)
    assert.equal(read(days('14')).readOnlyAfterMs, 14 * 24 * 60 * 60 * 1000)
    for (const wrong of ['', '0', '-1', '1.5', 'soon', '1e3', '36501', ' 14']) {
      assert.match(complaint(days(wrong)), /PARLEY_READ_ONLY_AFTER is ".*give a whole number from 1 to 36500/)
    }
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

  test('stand in a file as well, below the environment and flags', () => {
    const file = fileOf(MANY)
    const { siteName, port, embedOrigins, trustsProxy, timeZone } = read({ file })
    assert.deepEqual([siteName, port, trustsProxy, timeZone], ['Gazette', 9000, true, 'Europe/Paris'])
    assert.deepEqual([...embedOrigins], ['https://news.example', 'https://www.news.example'])
    const environment = { PORT: '9001', PARLEY_SITE_NAME: 'Herald' }
    assert.deepEqual(
      [read({ file, environment }).port, read({ file, environment }).siteName],
      [9001, 'Herald'],
    )
    assert.equal(read({ file, environment, flags: { port: '9002' } }).port, 9002)
  })

  test('that are wrong are all named at once, each with its place and what is allowed', () => {
    const file = fileOf('port = "http"\n\n[server]\nname = "x"\n')
    const environment = { PARLEY_TIMEZONE: 'Mars/Olympus', PARLEY_ORIGINS: 'https://a.example,b.example' }
    assert.deepEqual(complaint({ file, environment, flags: { data: ' ' } }).split('\n'), [
      'port is "http" in /etc/parley.toml, line 1: give a whole number from 0 to 65535',
      '--data is " " on the command line: give some text',
      'PARLEY_TIMEZONE is "Mars/Olympus" in the environment: give a name of the IANA database, like Europe/Paris',
      'PARLEY_ORIGINS has "b.example" in the environment: give origins parted by commas, without paths, like https://news.example,https://www.news.example',
      'server is no setting in /etc/parley.toml, line 3; docs/operate/configuration.md lists them all',
    ])
  })

  for (const value of ['[1, [2]]', '{ a = 1 }', '2026-11-23', '[{ a = 1 }]']) {
    test(`a port that is ${value} in a file is refused`, () => {
      assert.match(complaint({ file: fileOf(`port = ${value}`) }), /^port is .* line 1: give a whole number/)
    })
  }

  test('with a misspelt name are told from the one that was meant', () => {
    assert.equal(
      complaint({ file: fileOf('\nsitename = "Gazette"') }),
      'sitename is no setting in /etc/parley.toml, line 2: did you mean site_name?',
    )
    assert.match(complaint({ file: fileOf('parley_url = "x"') }), /did you mean url\?$/)
    const environment = {
      PARLEY_SITENAME: 'x',
      PARLEY_PORT: '1',
      PARLEY_CONFIG: 'x',
      OTHER: 'x',
      PARLEY_COLOUR: 'x',
    }
    const { problems, warnings } = resolveSettings({ environment })
    assert.deepEqual(problems, [])
    assert.deepEqual(warnings, [
      'PARLEY_SITENAME in the environment is no setting and was left alone: did you mean PARLEY_SITE_NAME?',
      'PARLEY_PORT in the environment is no setting and was left alone: did you mean PORT?',
      'PARLEY_COLOUR in the environment is no setting and was left alone; docs/operate/configuration.md lists them all',
    ])
  })

  test('of a file that is no TOML are refused by line, without showing it', () => {
    const file = parseConfigFile('/etc/parley.toml', 'port = 1\ndatabase_url = postgres://a:hush@b/c\n')
    assert.match(file.ok ? '' : file.problem, /^\/etc\/parley.toml is no TOML at line 2, column \d+: [^\n]+$/)
    assert.doesNotMatch(file.ok ? 'hush' : file.problem, /hush/)
  })

  test('name a PostgreSQL database, or none', () => {
    const url = 'postgres://parley:hush@db.example:5432/parley?sslmode=require'
    assert.deepEqual([read().databaseUrl, read().databaseReplicaUrl], [null, null])
    const { databaseUrl, databaseReplicaUrl } = read({
      environment: { DATABASE_URL: url, DATABASE_REPLICA_URL: url },
    })
    assert.deepEqual([databaseUrl, databaseReplicaUrl], [url, url])
    assert.equal(
      complaint({ environment: { DATABASE_URL: 'mysql://parley:hush@db.example/parley' } }),
      'DATABASE_URL is "mysql://parley:(hidden)@db.example/parley" in the environment: give the address of a PostgreSQL database, like postgres://parley:PASSWORD@db.example:5432/parley',
    )
  })
})

describe('secrets', () => {
  for (const [text, shown] of [
    ['postgres://parley:hush@db:5432/parley', 'postgres://parley:(hidden)@db:5432/parley'],
    ['postgres://db/parley', 'postgres://db/parley'],
    ['postgres://parley@db/parley?sslmode=require', 'postgres://parley@db/parley?sslmode=require'],
    ['postgres://db/parley?user=a&password=hush', 'postgres://db/parley?user=a&password=(hidden)'],
    ['postgres://parley:12/hush@db/parley', '(hidden)'],
    ['postgres://parley:hu#sh@db/parley', '(hidden)'],
    ['hush', '(hidden)'],
    ['', ''],
  ] as const) {
    test(`of ${JSON.stringify(text)} are hidden`, () => assert.equal(hideSecrets(text), shown))
  }
})
