/** The house rules (STYLE.md, section 2 of the design), checked on every file; the second half shows that each can fail. */
import { globSync } from 'node:fs'
import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import * as tidy from '#test/tidy/contract-findings.ts'
import { ERRORS } from '#contract/errors.ts'
import { ROOT, isTest, readSourceFiles, readText, sourceFile } from '#test/tidy/source-file.ts'
import { ROUTES } from '#contract/routes.ts'
import { doubleKeyFindings, keyFindings } from '#test/tidy/locale-findings.ts'
import { expectNone, some, type Finding } from '#test/tidy/finding.ts'
import { htmlTemplates, templateFindings } from '#test/tidy/template-words.ts'
import { importFindings, relativeFindings } from '#test/tidy/import-findings.ts'
import { lengthFindings, lintLimitFindings, nameFindings, openingFindings } from '#test/tidy/file-findings.ts'
import { lockFindings, placeFindings, usageFindings, versionFindings } from '#test/tidy/package-findings.ts'
import { purityFindings, silencerFindings } from '#test/tidy/code-findings.ts'
import { readImports } from '#test/tidy/read-imports.ts'
import { scanSource } from '#test/tidy/scan-source.ts'
import english from '#locales/en.json' with { type: 'json' }
import lock from '../package-lock.json' with { type: 'json' }
import manifest from '../package.json' with { type: 'json' }

const everything = readSourceFiles(['src', 'test', 'bench', 'tools'])
const files = () => some(everything, 'files')
const sources = () =>
  some(
    everything.filter((file) => file.path.startsWith('src/')),
    'files in src',
  )

test('rooms import only what the table allows, and nothing in src leans on tests', () => {
  some(
    sources().flatMap((file) => readImports(file.scanned)),
    'imports',
  )
  expectNone(importFindings(sources()))
})

test('no import climbs out of its folder', () => expectNone(relativeFindings(sources())))

test('no file is too long', () => expectNone(lengthFindings(files())))

test('the linter still limits files and functions', () =>
  expectNone(lintLimitFindings(JSON.parse(readText('.oxlintrc.json')))))

test('files are named in kebab-case after an export, and none is a drawer', () =>
  expectNone(nameFindings(files())))

test('each file opens with a sentence that says what it is', () => expectNone(openingFindings(files())))

test('the domain has no clock, no chance and nothing to wait for', () => {
  some(
    sources().filter((file) => file.path.startsWith('src/domain/') && !isTest(file)),
    'domain files',
  )
  expectNone(purityFindings(sources()))
})

test('no check is silenced without a reason', () => {
  some(
    files().flatMap((file) => file.scanned.comments),
    'comments',
  )
  expectNone(silencerFindings(files()))
})

test('every route has a permission, and every route that writes an allowance', () => {
  some(Object.keys(ROUTES), 'routes')
  expectNone(tidy.routeFindings(ROUTES))
})

test('every error says what happened and what to do', () => {
  some(Object.keys(ERRORS), 'errors')
  expectNone(tidy.errorWordFindings(ERRORS, english))
})

test('every error has its row in docs/errors.md', () =>
  expectNone(tidy.errorDocFindings(readText('docs/errors.md'), ERRORS, english)))

test('every key of en.json is used, and every key that is said is there', () => {
  expectNone(keyFindings(sources(), some(Object.keys(english), 'messages')))
  expectNone(doubleKeyFindings(readText('src/locales/en.json')))
})

test('no words stand in templates', () => {
  some(htmlTemplates(sources()), 'templates')
  expectNone(templateFindings(sources()))
})

test('dependencies have exact versions', () => {
  some(Object.keys(manifest.dependencies), 'dependencies')
  expectNone(versionFindings(manifest))
})

test('the lock file names the packages of every platform', () => {
  some(Object.keys(lock.packages), 'locked packages')
  expectNone(lockFindings(lock))
  assert.equal(lockFindings({ packages: { a: { optionalDependencies: { b: '1.0.0' } } } }).length, 1)
})

test('every dependency is used, and what src imports is installed to run it', () => {
  const styles = some(globSync('src/**/*.css', { cwd: ROOT }), 'style sheets')
    .map(readText)
    .join('\n')
  expectNone(usageFindings(manifest, { files: files(), styles }))
  expectNone(placeFindings(manifest, files()))
})

/** What a rule says about one file with this path and text. */
function say(
  rule: (files: readonly ReturnType<typeof sourceFile>[]) => Finding[],
  path: string,
  text: string,
) {
  return rule([sourceFile(path, text)]).map(({ line, message }) => `${line}: ${message}`)
}

describe('each rule can fail', () => {
  test('an empty list of anything fails', () => {
    assert.throws(() => some([], 'routes'), /no routes found/)
    assert.throws(() => expectNone([{ file: 'a.ts', line: 3, message: 'do this' }]), /a\.ts:3 {2}do this/)
  })

  const badImports: readonly (readonly [path: string, text: string, says: RegExp])[] = [
    ['src/base/a.ts', `import { b } from '#domain/b.ts'`, /src\/base\/ may not import #domain/],
    ['src/domain/a.ts', `import type { Store } from '#ports/store.ts'`, /may not import #ports/],
    ['src/domain/a.ts', `import { readFile } from 'node:fs'`, /may not import 'node:fs'/],
    ['src/contract/a.ts', `import { problem } from '#domain/b.ts'`, /#domain only as types/],
    [
      'src/http/a.ts',
      `import type { A } from '#x/a.ts'\nimport { s } from '#ports/s.ts'`,
      /2: .*only as types/,
    ],
    ['src/http/a.ts', `import { type A, b } from '#ports/s.ts'`, /only as types/],
    ['src/http/a.ts', `export * from '#adapters/sql/b.ts'`, /may not import #adapters/],
    ['src/operations/a.ts', `const b = await import('#formats/b.ts')`, /may not import #formats/],
    ['src/widget/a.ts', `import '#domain/b.ts'`, /may not import #domain/],
    ['src/main/a.ts', `import { seed } from '#test/seed.ts'`, /src never imports test\//],
    ['src/attic/a.ts', `import { a } from '#base/a.ts'`, /no room of the table/],
  ]
  for (const [path, text, says] of badImports) {
    test(`import: ${path}: ${text.split('\n').at(-1)}`, () => {
      const said = say(importFindings, path, text)
      assert.ok(
        said.some((line) => says.test(line)),
        said.join('\n'),
      )
    })
  }

  test('imports that the table allows pass', () => {
    const fine = [
      ['src/http/a.ts', `import type { P } from '#ports/p.ts'\nimport { L } from '#domain/limits.ts'`],
      ['src/http/a.ts', `import { type P, type Q } from '#ports/p.ts'`],
      ['src/contract/a.ts', `// import { x } from '#http/x.ts'\nconst s = "import { x } from '#http/x.ts'"`],
      ['src/domain/a.test.ts', `import { openParts } from '#main/compose.ts'`],
      ['src/main/a.ts', `import { a } from '#adapters/a.ts'\nimport pino from 'pino'`],
    ] as const
    for (const [path, text] of fine) assert.deepEqual(say(importFindings, path, text), [], text)
  })

  test('a relative import out of the folder', () => {
    assert.match(say(relativeFindings, 'src/base/a.ts', `import { b } from '../b.ts'`).join(), /climbs out/)
    assert.deepEqual(say(relativeFindings, 'src/base/a.ts', `import { b } from './b.ts'`), [])
  })

  test('a long file, and a linter that lets long ones through', () => {
    assert.match(say(lengthFindings, 'src/base/a.ts', 'a\n'.repeat(401)).join(), /401 lines/)
    assert.deepEqual(say(lengthFindings, 'src/base/a.ts', 'a\n'.repeat(400)), [])
    assert.equal(lintLimitFindings({ rules: { 'eslint/max-lines': ['error', { max: 401 }] } }).length, 2)
  })

  test('names that are drawers, crooked, or of something else', () => {
    const named = (path: string, text = '') => say(nameFindings, path, text).join()
    assert.match(named('src/http/http-utils.ts'), /drawer/)
    assert.match(named('src/services/mail.ts'), /drawer/)
    assert.match(named('src/base/escapeHtml.ts'), /kebab-case/)
    assert.match(named('src/base/bytes.ts', 'export function escapeHtml() {}'), /escape-html/)
    assert.equal(named('src/base/escape-html.ts', 'export function escapeHtml() {}'), '')
  })

  test('a file without its sentence', () => {
    const opens = (text: string) => say(openingFindings, 'src/base/a.ts', text).length === 0
    assert.ok(opens('/** What it is. */\n') && opens('#!/usr/bin/env node\n/** What it is. */'))
    assert.ok(opens('/**\n * What it is,\n * in two lines.\n */'))
    assert.ok(!opens('import a from "a"\n/** What it is. */'))
    assert.ok(!opens('/* What it is. */') && !opens('/** todo */') && !opens('/** */'))
  })

  const impure = ['Date.now()', 'new Date()', 'new Date', 'Date()', 'Math.random()', 'performance.now()']
  impure.push('crypto.randomUUID()', 'async () => 1', 'setTimeout(f, 1)', 'process.env', 'fetch("/")')
  for (const code of impure) {
    test(`in the domain: ${code}`, () => {
      assert.equal(say(purityFindings, 'src/domain/a.ts', `\nconst a = ${code}`).length > 0, true)
      assert.deepEqual(say(purityFindings, 'src/operations/a.ts', `const a = ${code}`), [])
      assert.deepEqual(say(purityFindings, 'src/domain/a.ts', `// ${code}\nconst a = '${code}'`), [])
    })
  }

  test('a pure use of a date', () => {
    assert.deepEqual(say(purityFindings, 'src/domain/a.ts', 'new Date(at).getTime() + a.fetch(1)'), [])
  })

  test('a silenced check without a reason', () => {
    const silent = (text: string) => say(silencerFindings, 'test/a.ts', text).length > 0
    const off = 'oxlint-disable-next-line no-console'
    const ignore = '@ts-expect-error'
    assert.ok(silent(`// ${off}`) && silent(`// ${ignore}`) && silent(`/* ${off} -- x */`))
    assert.ok(!silent(`// ${off} -- the command line speaks here`))
    assert.ok(!silent(`// ${ignore} the types lack this`))
  })

  test('routes without permission, allowance, privacy, or an address of their own', () => {
    const good = {
      method: 'POST',
      path: '/a/:b',
      permission: 'write',
      isPrivate: true,
      allowance: 'votes',
    } as const
    const said = (route: object) =>
      tidy
        .routeFindings({ good, other: { ...good, path: '/c', ...route } })
        .map(({ message }) => message)
        .join()
    assert.equal(said({}), '')
    assert.match(said({ permission: undefined }), /needs a permission/)
    assert.match(said({ permission: 'admin' }), /needs a permission/)
    assert.match(said({ allowance: null }), /without an allowance/)
    assert.match(said({ permission: 'read' }), /permission to read/)
    assert.match(said({ isPrivate: false }), /must be private/)
    assert.match(said({ path: '/a/:c' }), /address of "good"/)
  })

  test('errors without words, words without an error, and rows that differ', () => {
    const words = { 'error.gone.what': 'It went.', 'error.gone.do': 'Wait {n, number} s.' }
    const errors = { gone: 410 }
    assert.deepEqual(tidy.errorWordFindings(errors, words), [])
    assert.equal(tidy.errorWordFindings({ ...errors, late: 409 }, words).length, 2)
    assert.equal(tidy.errorWordFindings({}, words).length, 2)
    assert.equal(tidy.errorWordFindings(errors, { ...words, 'error.gone.why': 'x' }).length, 1)
    const document = '| `gone` | 410 | It went. | Wait {n} s. |'
    assert.deepEqual(tidy.errorDocFindings(document, errors, words), [])
    assert.equal(tidy.errorDocFindings('', errors, words).length, 1)
    assert.equal(tidy.errorDocFindings(document, { gone: 404 }, words).length, 1)
    assert.equal(tidy.errorDocFindings(document, {}, words).length, 1)
  })

  test('keys that nobody uses, that are missing, or that stand twice', () => {
    const text = 'say("a.b"); words.sayHtml(`a.kind.${kind}`, {}); say(x ? "a.c" : "a.d")'
    const rule = (keys: readonly string[]) => keyFindings([sourceFile('src/pages/a.ts', text)], keys)
    assert.deepEqual(rule(['a.b', 'a.c', 'a.d', 'a.kind.x']), [])
    assert.match(
      rule(['a.b', 'a.unused'])
        .map(({ message }) => message)
        .join(),
      /"a.unused" is used nowhere/,
    )
    assert.match(
      rule([])
        .map(({ message }) => message)
        .join(),
      /"a.b" is said/,
    )
    assert.equal(doubleKeyFindings('{\n "a": "1",\n "a": "2"\n}').length, 1)
  })

  test('words in templates, in text and in what is read out', () => {
    const words = (template: string) => say(templateFindings, 'src/pages/a.ts', `\nhtml\`${template}\``)
    const bad = ['<p>Hello</p>', '<p>${a} more</p>', '<a title="Go">${a}</a>', '<img alt="A cat" />']
    bad.push('<input type="submit" value="Send" />', '<ul>${l.map((x) => html`<li>Item ${x}</li>`)}</ul>')
    bad.push('<b class="x>y">Hi</b>', 'aria-label="Close"', '<p>${a ? html`yes` : ""}</p>', 'Über')
    for (const template of bad) assert.equal(words(template).length, 1, template)
    const good = [
      '<p class="x">${a}</p>',
      '<a title="${a}">&nbsp;·&nbsp;${b}</a>',
      '<button value="post">${a}</button>',
    ]
    good.push(
      '<!doctype html><html lang="en"><!-- words --></html>',
      'data-words="${a}" data-x="${b}"',
      '<li ${a}>1</li>',
    )
    for (const template of good) assert.deepEqual(words(template), [], template)
    assert.match(words('<p>\n  Hello</p>').join(), /^[23]: "Hello"/)
  })

  test('dependencies that are loose, unused, or not there at run time', () => {
    const files = [sourceFile('src/http/a.ts', `import { b } from 'used/deep'\nimport c from '@at/used'`)]
    const usage = (manifest: object) => usageFindings(manifest, { files, styles: '@import "styled/x.css"' })
    const used = { used: '1.0.0', '@at/used': '1.0.0', '@types/used': '1.0.0', styled: '1.0.0' }
    assert.equal(
      versionFindings({ dependencies: { a: '^1.0.0' }, devDependencies: { b: '~2.0.0', c: '*' } }).length,
      3,
    )
    assert.deepEqual(versionFindings({ dependencies: used }), [])
    assert.deepEqual(usage({ dependencies: used }), [])
    assert.equal(usage({ devDependencies: { unused: '1.0.0' } }).length, 1)
    assert.deepEqual(placeFindings({ dependencies: used }, files), [])
    assert.equal(placeFindings({ devDependencies: used }, files).length, 2)
    assert.deepEqual(placeFindings({ optionalDependencies: used }, files), [])
    assert.equal(usage({ optionalDependencies: { unused: '1.0.0' } }).length, 1)
  })
})

test('source is told apart into code, comments, strings, patterns and templates', () => {
  const scanned = scanSource("a = /['\"]/g.test('b//c') // d `e`\nf = `g${h + `i${'j'}`}k` / 2 / 'l'.length")
  assert.deepEqual(
    scanned.strings.map(({ text }) => text),
    ['b//c', 'j', 'l'],
  )
  assert.deepEqual(
    scanned.comments.map(({ text }) => text),
    ['// d `e`'],
  )
  assert.deepEqual(
    scanned.templates.map(({ chunks }) => chunks.map(({ text }) => text)),
    [
      ['i', ''],
      ['g', 'k'],
    ],
  )
  assert.equal(scanned.code.replaceAll(' ', ''), "a=//g.test('')\nf=`${h+`${''}`}`/2/''.length")
})
