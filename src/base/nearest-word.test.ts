/** Words that were mistyped find the one that was meant, and others find none. */
import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { nearestWord } from '#base/nearest-word.ts'

const KNOWN = ['port', 'host', 'site_name', 'time_zone', 'database_url']

describe('the nearest word', () => {
  for (const [typed, meant] of [
    ['prot', 'port'],
    ['sitename', 'site_name'],
    ['site-nmae', 'site_name'],
    ['databse_url', 'database_url'],
    ['port', 'port'],
  ] as const) {
    test(`of ${typed} is ${meant}`, () => assert.equal(nearestWord(typed, KNOWN), meant))
  }

  for (const typed of ['', 'x', 'colour', 'password', 'xy']) {
    test(`of ${JSON.stringify(typed)} is none`, () => assert.equal(nearestWord(typed, KNOWN), null))
  }
})
