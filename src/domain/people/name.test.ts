/** Names as shown, and who counts as the same. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { NAME_CODE_POINTS_MAX } from '#domain/limits.ts'
import { checkName, cleanName, nameKey } from './name.ts'

describe('as shown', () => {
  for (const [raw, name] of [
    ['  Ana \n\t María ', 'Ana María'],
    ['Zoe\u0308', 'Zoë'],
    ['a\u202Eb\u2066c\u200Fd\0', 'abcd'],
    ['a\u200B\u00AD\u2060b', 'ab'],
    ['\u200Da\u200D \u200Cb', 'a b'],
    ['علی\u200Cرضا', 'علی\u200Cرضا'],
    ['👩\u200D🚀', '👩\u200D🚀'],
    ['❤\uFE0F', '❤\uFE0F'],
    ['a\u2800b', 'a b'],
    [`e${'\u0316'.repeat(20)}`, `e${'\u0316'.repeat(4)}`],
    ['\uD800a', '\uFFFDa'],
  ] as const) {
    test(JSON.stringify(raw), () => assert.equal(cleanName(raw), name))
  }
})

describe('one key', () => {
  for (const [one, other] of [
    ['Петр', 'Петp'],
    ['Пётр', 'петр'],
    ['admin', 'АDMІN'],
    ['admin', 'ᴀᴅᴍɪɴ'],
    ['admin', '𝒶𝒹𝓂𝒾𝓃'],
    ['admin', 'ａｄｍｉｎ'],
    ['admin', 'a.d-m_i n'],
    ['admin', 'ad\u200Bmin'],
    ['admin', 'ádmìn'],
    ['Old Salt', 'oldsalt'],
    ['Old Salt', 'OId SaIt'],
    ['Bob', 'B0b'],
    ['Barnes', 'Bames'],
    ['Alice', 'A|ice'],
    ['Walt', 'VValt'],
    ['NICK', 'ΝΙCΚ'],
    ['Straße', 'STRASSE'],
    ['Νίκος', 'νικοσ'],
    ['Σωκράτης', 'ΣΩΚΡΆΤΗΣ'],
    ['Istanbul', 'İstanbul'],
    ['scope', 'ѕсоре'],
    ['شاه', 'شَاه'],
  ] as const) {
    test(`${one} and ${other}`, () => assert.equal(nameKey(one), nameKey(other)))
  }
})

describe('two keys', () => {
  for (const [one, other] of [
    ['राम', 'रमा'],
    ['काल', 'कला'],
    ['かき', 'かぎ'],
    ['김철수', '김철호'],
    ['李明', '李朋'],
    ['สมชาย', 'สมชัย'],
    ['Анна', 'Инна'],
    ['Νίκος', 'Νίνος'],
    ['😀', '😃'],
    ['Ann', 'Anna'],
    ['Tom', 'Tim'],
    ['محمد', 'محمود'],
  ] as const) {
    test(`${one} and ${other}`, () => assert.notEqual(nameKey(one), nameKey(other)))
  }
})

describe('checked', () => {
  test('a good one comes with its key', () => {
    assert.deepEqual(checkName(' Old  Salt '), {
      ok: true,
      value: { name: 'Old Salt', key: nameKey('Old Salt') },
    })
  })

  for (const name of ['م', '7', '😀', '🇫🇷', '李', 'Verified Bob', 'Mod', 'Ann (Kyiv)']) {
    test(`${name} is a name`, () => assert.ok(checkName(name).ok))
  }

  for (const [raw, problem] of [
    ['', { kind: 'empty', limit: 1, actual: 0 }],
    ['\u200B\u3164\u2800', { kind: 'empty', limit: 1, actual: 0 }],
    ['\u0301', { kind: 'empty', limit: 1, actual: 0 }],
    ['?!', { kind: 'unreadable' }],
    [
      'a'.repeat(NAME_CODE_POINTS_MAX + 1),
      { kind: 'too-long', limit: NAME_CODE_POINTS_MAX, actual: NAME_CODE_POINTS_MAX + 1 },
    ],
    ['Bob (not verified)', { kind: 'reserved', mark: 'not verified' }],
    ['Bob (NOT  verified )', { kind: 'reserved', mark: 'not verified' }],
    ['Bob（nоt verifiеd）', { kind: 'reserved', mark: 'not verified' }],
    ['Bob [Moderator]', { kind: 'reserved', mark: 'moderator' }],
    ['(verified) Bob', { kind: 'reserved', mark: 'verified' }],
  ] as const) {
    test(`${JSON.stringify(raw.slice(0, 30))} is not`, () =>
      assert.deepEqual(checkName(raw), { ok: false, problem }))
  }
})

test('plain names go a shorter way that ends where the longer one does: a letter that is not plain sends them along that', () => {
  const names = fc.string({
    unit: fc.oneof(
      fc.constantFrom('r', 'n', 'v', 'I', '0', '|', ' ', '\t', '\n', '.'),
      fc.string({ unit: 'binary-ascii', minLength: 1, maxLength: 1 }),
    ),
  })
  fc.assert(
    fc.property(names, (name) => {
      assert.equal(`${cleanName(`a${name}b`)}é`, cleanName(`a${name}bé`))
      assert.equal(`${nameKey(`a${name}`)}e`, nameKey(`a${name}é`))
    }),
  )
})
