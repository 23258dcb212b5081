/** The links of a comment: where they lead, what they hide, and that quotations are left out. */
import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { checkBody } from '#domain/comment/body/check-body.ts'
import { readLinks, withoutLinks, withoutQuotes } from './read-links.ts'
import { plainText } from '#domain/comment/body/plain-text.ts'

function html(source: string): string {
  const body = checkBody(source)
  assert.ok(body.ok)
  return body.value.html
}

const linksOf = (source: string) => readLinks(html(source))

describe('a link', () => {
  test('is known by its page, whatever part of it is meant and however its host is written', () => {
    const addresses = linksOf('https://Shop.example/a#one and [here](https://shop.example/a#two)').map(
      ({ address }) => address,
    )
    assert.deepEqual(addresses, ['https://shop.example/a', 'https://shop.example/a'])
  })

  test('tells its host without www, and how much of the text it is', () => {
    const [link] = linksOf('[the report](https://www.office.example/report?a=1&b=2)')
    assert.equal(link?.address, 'https://www.office.example/report?a=1&b=2')
    assert.deepEqual([link?.host, link?.shownLength], ['office.example', 'the report'.length])
  })

  const cases = [
    ['[bank.example](https://evil.example/login)', true, false],
    ['[bank.example](https://bank.example/login)', false, false],
    ['[my page](https://evil.example/login)', false, false],
    ['https://bit.ly/3abc', false, true],
    ['https://www.tinyurl.com/3abc', false, true],
    ['https://bitter.ly/3abc', false, false],
    ['https://xn--80ak6aa92e.com/', false, true],
    ['https://192.0.2.7/a', false, true],
    ['https://[2001:db8::1]/a', false, true],
  ] as const
  for (const [source, hidesHost, isOpaque] of cases) {
    test(`${source}: ${hidesHost ? 'hides its host' : isOpaque ? 'cannot be read' : 'says where it leads'}`, () => {
      const [link] = linksOf(source)
      assert.deepEqual([link?.hidesHost, link?.isOpaque], [hidesHost, isOpaque])
    })
  }

  test('to a mailbox is none', () => {
    assert.deepEqual(linksOf('Write to <mailto:ada@office.example>'), [])
  })
})

test('what a comment quotes is not its own, at any depth', () => {
  const page = html('Before\n\n> Quoted https://a.example\n>> Deeper\n\nAfter')
  const own = withoutQuotes(page)
  assert.deepEqual(readLinks(own), [])
  assert.equal(plainText(own), 'Before\n\nAfter')
})

test('what is left without its links are the words around them', () => {
  assert.equal(
    plainText(withoutLinks(html('See https://a.example and [this](https://b.example) now'))),
    'See and now',
  )
})
