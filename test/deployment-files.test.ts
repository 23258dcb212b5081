/** The files for operators fit the program: versions, files and settings that they name are there. */
import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseConfigFile } from '#main/config-file.ts'
import { resolveSettings } from '#main/resolve-settings.ts'
import manifest from '../package.json' with { type: 'json' }

const ROOT = new URL('..', import.meta.url)
const read = (path: string) => readFileSync(new URL(path, ROOT), 'utf8')

/** Settings as variables, checked as at a start. */
function assertSettings(environment: Record<string, string>): void {
  assert.ok(Object.keys(environment).length > 0)
  const { problems, warnings } = resolveSettings({ environment })
  assert.deepEqual([...problems, ...warnings], [])
}

/** `NAME=value` wherever it stands. */
function variablesOf(text: string): Record<string, string> {
  const found = text.matchAll(/\b(PORT|PARLEY_[A-Z_]+|DATABASE_[A-Z_]+)=([^\s`]+)/g)
  return Object.fromEntries(Array.from(found, ([, name = '', value = '']) => [name, value]))
}

describe('the Dockerfile', () => {
  const dockerfile = read('Dockerfile')

  test('has the Node that package.json names', () => {
    assert.match(dockerfile, new RegExp(`node:${manifest.devDependencies.node}-`))
  })

  test('copies what is there and what .dockerignore lets through', () => {
    const ignored = read('.dockerignore').split('\n')
    const copied = Array.from(dockerfile.matchAll(/^COPY (?!--)(.+)$/gm), ([, words = '']) =>
      words.split(' ').slice(0, -1),
    ).flat()
    assert.ok(copied.includes('src'))
    for (const path of copied) {
      assert.ok(existsSync(new URL(path, ROOT)), `${path} is not there`)
      assert.ok(ignored.includes(`!${path}`), `${path} is not sent to the builder`)
    }
  })

  test('sets what can be set', () => assertSettings(variablesOf(dockerfile)))

  test('starts the program and does not run as root', () => {
    assert.ok(dockerfile.includes(`ENTRYPOINT ["node", "${manifest.bin.parley}"]`))
    assert.match(dockerfile, /^USER [1-9]\d*$/m)
  })
})

describe('the unit for systemd', () => {
  const unit = read('docs/operate/parley.service')

  test('starts the program and sets what can be set', () => {
    assert.ok(unit.includes(` ${manifest.bin.parley} serve --config`))
    assertSettings(variablesOf(unit))
  })
})

describe('the guide for operators', () => {
  const folder = fileURLToPath(new URL('docs/operate', ROOT))
  const pages = readdirSync(folder).filter((name) => name.endsWith('.md'))

  for (const page of pages) {
    const text = read(`docs/operate/${page}`)

    test(`${page}: settings in it are settings`, () => {
      const { problems, warnings } = resolveSettings({ environment: variablesOf(text) })
      assert.deepEqual([...problems, ...warnings], [])
      for (const [, toml = ''] of text.matchAll(/```toml\n([^]*?)```/g)) {
        const file = parseConfigFile(page, toml)
        assert.ok(file.ok)
        assert.deepEqual(resolveSettings({ environment: {}, file: file.value }).problems, [])
      }
    })

    test(`${page}: files it points to are there`, () => {
      for (const [, path = ''] of text.matchAll(/\]\((?!https?:)([^)#]+)/g)) {
        assert.ok(existsSync(new URL(path, new URL(`docs/operate/${page}`, ROOT))), path)
      }
    })
  }

  test('names every series of the metrics', () => {
    const monitoring = read('docs/operate/monitoring.md')
    const series = [...read('src/http/metrics/metrics.ts').matchAll(/'(parley_\w+)'/g)].map(
      ([, name]) => name ?? '',
    )
    assert.ok(series.length > 10)
    for (const name of series) {
      const ending = `…_${name
        .split('_')
        .slice(name.startsWith('parley_front_cache') ? 3 : 2)
        .join('_')}`
      assert.ok(monitoring.includes(`\`${name}`) || monitoring.includes(`\`${ending}`), name)
    }
  })
})
