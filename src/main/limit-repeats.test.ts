/** A failure that comes again and again is told a few times, then counted; others are told all the same. */
import { beforeEach, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import type { Logger } from '#ports/logger.ts'
import { limitRepeats } from '#main/limit-repeats.ts'

let lines: string[]
let clock: number
let logger: Logger
beforeEach(() => {
  lines = []
  clock = 0
  const say = (facts: object, message: string) => void lines.push(`${message} ${JSON.stringify(facts)}`)
  logger = limitRepeats({ info: say, warn: say, error: say }, () => clock)
})

const away = { error: 'StoreBusyError', message: 'connection refused' }

describe('repeated failures', () => {
  test('are told five times in ten seconds, then with the number that was left out', () => {
    for (let turn = 0; turn < 20; turn += 1) logger.error(away, 'the log could not be read')
    assert.equal(lines.length, 5)
    clock = 10_000
    logger.error(away, 'the log could not be read')
    assert.equal(lines.length, 6)
    assert.match(lines[5] ?? '', /"unsaid":15/)
    clock = 20_000
    logger.error(away, 'the log could not be read')
    assert.doesNotMatch(lines[6] ?? '', /unsaid/)
  })

  test('do not hide other failures, nor lines about requests', () => {
    for (let turn = 0; turn < 20; turn += 1) logger.error(away, 'the log could not be read')
    lines = []
    logger.error(away, 'request failed')
    logger.error({ ...away, message: 'disk full' }, 'the log could not be read')
    for (let turn = 0; turn < 20; turn += 1) logger.warn({ status: 503 }, 'request')
    assert.equal(lines.length, 22)
  })

  test('of ever new kinds take no memory without end', () => {
    for (let turn = 0; turn < 1_000; turn += 1) logger.error({ message: String(turn) }, 'request failed')
    assert.equal(lines.length, 1_000)
  })
})
