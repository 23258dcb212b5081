/** Styles name sides by the flow of the text, so that every page turns around by itself for right-to-left languages. */
import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

const FOLDER = fileURLToPath(new URL('../src/pages/style/', import.meta.url))

/** Properties that name a side or a dimension of the screen; `inline-size`, `inset-inline-start` and so on follow the text. */
const PHYSICAL_PROPERTY =
  /^(?:(?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right|top|bottom)\b.*|border-(?:top|bottom)-(?:left|right)-radius|left|right|top|bottom|(?:min-|max-)?(?:width|height)|overflow-[xy])$/

/** Values that name a side. */
const PHYSICAL_VALUE = /\b(?:left|right|translateX|translate3d|scaleX|rotate)\b/

/** Shorthands of four values go around the box: top, right, bottom, left. */
const FOUR_SIDED = /^(?:margin|padding|border-(?:width|color|style)|inset)$/

/** Sideways scrolling of one element only: no side is named, and no logical name is supported widely yet. */
const ALLOWED = new Set(['overflow-x: auto'])

interface Declaration {
  readonly property: string
  readonly value: string
}

/** What stands between braces and semicolons; conditions of media queries and selectors are no declarations. */
function declarationsOf(css: string): Declaration[] {
  const bare = css.replace(/\/\*[\s\S]*?\*\//g, '')
  return [...bare.matchAll(/[{;]\s*([a-z-]+)\s*:\s*([^;{}]+)(?=[;}])/g)].map(
    ([, property = '', value = '']) => ({
      property,
      value: value.trim(),
    }),
  )
}

function isPhysical({ property, value }: Declaration): boolean {
  if (ALLOWED.has(`${property}: ${value}`) || property.startsWith('--')) return false
  if (PHYSICAL_PROPERTY.test(property) || PHYSICAL_VALUE.test(value)) return true
  if (!FOUR_SIDED.test(property)) return false
  const [, right, , left] = value.split(/\s+(?![^(]*\))/)
  return left !== undefined && left !== right
}

describe('styles', async () => {
  const files = (await readdir(FOLDER)).filter((name) => name.endsWith('.css'))

  test('are there', () => assert.ok(files.length > 0))

  for (const name of files) {
    test(`of ${name} name no side of the screen`, async () => {
      const declarations = declarationsOf(await readFile(FOLDER + name, 'utf8'))
      assert.deepEqual(declarations.filter(isPhysical), [])
      if (!['page.css'].includes(name)) assert.ok(declarations.length > 0)
    })
  }

  test('that do name one are found', () => {
    for (const css of [
      'a { margin-left: 1rem; }',
      'a { color: red; text-align: right }',
      'a { padding: 0 1rem 0 0; }',
      '@media (max-width: 40rem) { a { width: 2rem; } }',
      'a { border-top-left-radius: 2px }',
      'a { float: left }',
      'a { transform: translateX(1rem); }',
      'a { inset: 0 auto 0 calc(1rem + 2px); }',
    ]) {
      assert.equal(declarationsOf(css).filter(isPhysical).length, 1, css)
    }
    for (const css of [
      '@media (max-width: 40rem) { a { inline-size: 2rem; } }',
      'a:hover { margin: 0 1rem 2rem 1rem; }',
      'a { padding-inline-start: 1rem; }',
      'a { overflow-x: auto; }',
    ]) {
      assert.deepEqual(declarationsOf(css).filter(isPhysical), [], css)
    }
  })
})
