/** The stored form of a comment and its limits. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { COMMENT_CODE_POINTS_MAX, COMMENT_LINKS_MAX } from '#domain/limits.ts'
import { checkBody } from './check-body.ts'
import { plainText } from './plain-text.ts'
import { renderBody } from './render-body.ts'
import { hasVisibleText } from './settle-characters.ts'

describe('stored form', () => {
  for (const [what, source, stored] of [
    ['one kind of newline', 'a\r\nb\rc', 'a\nb\nc'],
    ['trimmed', ' \n a \n', 'a'],
    ['at most two empty lines', 'a\n\n \n\t\n\n\nb', 'a\n\n\nb'],
    ['NFC', 'e\u0301', 'é'],
    ['no bidirectional overrides', 'a\u202Eb', 'ab'],
    ['emoji families whole', '👨\u200D👩\u200D👧', '👨\u200D👩\u200D👧'],
  ] as const) {
    test(what, () => {
      const outcome = checkBody(source)
      assert.ok(outcome.ok)
      assert.equal(outcome.value.source, stored)
    })
  }

  test('comes with its HTML and number of links', () => {
    assert.deepEqual(checkBody('[a](https://b.example) [c](d:e)'), {
      ok: true,
      value: {
        source: '[a](https://b.example) [c](d:e)',
        html: '<p><a href="https://b.example/" rel="nofollow ugc noopener">a</a> [c](d:e)</p>\n',
        links: 1,
      },
    })
  })
})

describe('limits', () => {
  for (const source of [
    '',
    ' \n ',
    '\u200B\u2060',
    '\u3164',
    '\u2800',
    '&nbsp;',
    '> ',
    '- ',
    '```\n```',
    '\u0301',
    '&#x202E;',
  ]) {
    test(`${JSON.stringify(source)} is empty`, () => {
      assert.deepEqual(checkBody(source), { ok: false, problem: { kind: 'empty', limit: 1, actual: 0 } })
    })
  }

  test('one sign is a comment', () => assert.ok(checkBody('?').ok))

  test('length counts code points, not units', () => {
    assert.ok(checkBody('😀'.repeat(COMMENT_CODE_POINTS_MAX)).ok)
    assert.deepEqual(checkBody('😀'.repeat(COMMENT_CODE_POINTS_MAX + 1)), {
      ok: false,
      problem: { kind: 'too-long', limit: COMMENT_CODE_POINTS_MAX, actual: COMMENT_CODE_POINTS_MAX + 1 },
    })
  })

  test('links', () => {
    assert.ok(checkBody('https://a.example '.repeat(COMMENT_LINKS_MAX)).ok)
    assert.deepEqual(checkBody('https://a.example '.repeat(COMMENT_LINKS_MAX + 1)), {
      ok: false,
      problem: { kind: 'too-many-links', limit: COMMENT_LINKS_MAX, actual: COMMENT_LINKS_MAX + 1 },
    })
  })
})

test('a text shows something exactly where its plain text does', () => {
  const pieces = fc.constantFrom(
    'a',
    '7',
    '!',
    '&nbsp;',
    '\u200b',
    ' ',
    '\n',
    '> ',
    '- ',
    '```\n',
    '`',
    '*',
    '[',
    '](https://b.example)',
  )
  fc.assert(
    fc.property(fc.array(pieces), (parts) => {
      const source = parts.join('')
      const shows = hasVisibleText(plainText(renderBody({ format: 'markdown', source: source.trim() })))
      assert.equal(checkBody(source).ok, shows && source.trim() !== '')
    }),
  )
})
