/** Which addresses become links, and which links must name their host. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { LINK_LENGTH_MAX, safeLink, trueHost } from './safe-link.ts'

describe('safeLink', () => {
  for (const [raw, href] of [
    ['https://a.example', 'https://a.example/'],
    ['HTTP://A.example/ä?b=ü#ö', 'http://a.example/%C3%A4?b=%C3%BC#%C3%B6'],
    [' https://a.example/b c ', 'https://a.example/b%20c'],
    ['https://münchen.example/', 'https://xn--mnchen-3ya.example/'],
    ['https://a.example/@b', 'https://a.example/@b'],
    [
      'https://fa.example/می\u200Cخواهم',
      'https://fa.example/%D9%85%DB%8C%E2%80%8C%D8%AE%D9%88%D8%A7%D9%87%D9%85',
    ],
    ['mailto:A.b+c@D.example', 'mailto:A.b+c@d.example'],
  ] as const) {
    test(`${raw} is linked`, () => assert.equal(safeLink(raw), href))
  }

  for (const raw of [
    '',
    'a',
    '/a',
    '//a.example',
    '#a',
    '?a',
    'http:',
    'https://',
    'https:a.example',
    'https:/a.example',

    'https:///a.example',
    'javascript:alert(1)',
    'data:text/html,a',
    'vbscript:a',
    'file:///a',
    'blob:https://a',
    'https://a:b@c.example',
    'https://a@c.example',
    'https://@c.example',
    'https://a.example\\@b.example',
    'https://a.example/\u202Eb',
    'https://a.example/\nb',
    'https://a.example/\0',
    'https://a b.example/',

    'https://a.example/\u200Bb',
    'https://[::1',
    'https://a.example:99999/',
    'mailto:',
    'mailto:a',
    'mailto:@b',
    'mailto:a@b.example?cc=c@d.example',
    'mailto:a@b.example,c@d.example',
    'feed:https://a.example',
    'ftp://a',
    `https://a.example/${'b'.repeat(LINK_LENGTH_MAX)}`,
  ]) {
    test(`${JSON.stringify(raw.slice(0, 40))} is refused`, () => assert.equal(safeLink(raw), null))
  }
})

describe('trueHost', () => {
  for (const [href, text] of [
    ['https://a.example/', 'here'],
    ['https://a.example/', 'https://a.example/b.html?c=d.example'],
    ['https://www.a.example/', 'a.example'],
    ['https://a.example/', 'www.a.example'],
    ['https://b.a.example/', 'A.Example'],
    ['https://a.example/', 'e.g. 3.14, U.S.'],
    ['https://xn--mnchen-3ya.example/', 'https://münchen.example'],
    ['mailto:first.last@a.example', 'first.last@a.example'],
    ['https://evil.example/', 'bank.example (evil.example)'],
  ] as const) {
    test(`${text} → ${href} is honest`, () => assert.equal(trueHost(href, text), null))
  }

  for (const [href, text, host] of [
    ['https://evil.example/', 'https://bank.example', 'evil.example'],
    ['https://evil.example/', 'see bank.example for more', 'evil.example'],
    ['https://bank.example.evil.example/', 'bank.example', 'bank.example.evil.example'],
    ['https://evil.example/', 'https://bank.example@evil.example', 'evil.example'],
    ['https://evil.example/', 'bank。example', 'evil.example'],
    ['https://evil.example/', 'ba\u200Bnk.example', 'evil.example'],
    ['https://evil.example/', 'ｂａｎｋ.example', 'evil.example'],
    ['https://evil.example/', '192.0.2.1', 'evil.example'],
    ['mailto:x@evil.example', 'billing@bank.example', 'evil.example'],
    ['https://xn--80ak6aa92e.com/', 'https://аррӏе.com', 'xn--80ak6aa92e.com'],
    ['https://xn--pple-43d.com/', 'аpple.com', 'xn--pple-43d.com'],
  ] as const) {
    test(`${text} → ${href} is told`, () => assert.equal(trueHost(href, text), host))
  }
})
