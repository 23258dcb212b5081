/** Which address a story is asked by, also where a page changes without loading anew. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seeAddress, storyAddress } from '#widget/story-address.ts'
import { storyUrl } from '#contract/story-url.ts'

const FIRST = { canonical: 'https://news.example/a', location: 'https://news.example/a?utm_source=x#top' }

test('the canonical link counts, and without one the address', () => {
  assert.equal(storyAddress(FIRST, FIRST), 'https://news.example/a')
  const plain = { ...FIRST, canonical: '' }
  assert.equal(storyAddress(plain, plain), 'https://news.example/a')
})

test('a canonical link left behind by a page that moved on does not count, however often it is asked', () => {
  const moved = { canonical: FIRST.canonical, location: 'https://news.example/b?p=2' }
  const seen = seeAddress(moved, seeAddress(FIRST, null))
  assert.equal(storyAddress(moved, seen), 'https://news.example/b?p=2')
  assert.equal(storyAddress(moved, seeAddress(moved, seen)), 'https://news.example/b?p=2')
  const renewed = { ...moved, canonical: 'https://news.example/b' }
  assert.equal(storyAddress(renewed, seeAddress(renewed, seen)), 'https://news.example/b')
  const scrolled = { ...FIRST, location: `${FIRST.location}2` }
  assert.equal(storyAddress(scrolled, seeAddress(scrolled, FIRST)), 'https://news.example/a')
})

test('one story has one address, however its readers came', () => {
  for (const [given, wanted] of [
    ['https://News.example:443/a?utm_campaign=1&fbclid=2#c', 'https://news.example/a'],
    ['https://news.example/a?page=2&gclid=9', 'https://news.example/a?page=2'],
    ['https://user:secret@news.example/a', 'https://news.example/a'],
    ['https://news.example/a?', 'https://news.example/a'],
    ['https://bücher.example/ü', 'https://xn--bcher-kva.example/%C3%BC'],
  ] as const) {
    assert.equal(storyUrl(given), wanted)
  }
  for (const given of [
    '',
    'javascript:alert(1)',
    'ftp://news.example/',
    'news.example',
    `https://a.example/${'x'.repeat(3_000)}`,
  ]) {
    assert.equal(storyUrl(given), null, given.slice(0, 40))
  }
})
