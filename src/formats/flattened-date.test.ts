/** Dates as flattened pages write them: which are read, which are left, in every order and clock. */
import { describe, it } from 'node:test'
import assert from 'node:assert/strict'
import { readDate, splitTrailingDate, type DateOrder } from './flattened-date.ts'
import { settleDates } from './settled-dates.ts'

interface Settings {
  readonly timeZone?: string
  readonly dateOrder?: DateOrder
}

function settle(texts: readonly string[], settings: Settings = {}): { iso: string[]; codes: string[] } {
  const dates = texts.map((text, index) => {
    const date = readDate(text)
    assert.ok(date, text)
    return { date, line: index + 1 }
  })
  const outcome = settleDates(dates, {
    timeZone: settings.timeZone ?? null,
    dateOrder: settings.dateOrder ?? null,
  })
  assert.ok(outcome.ok)
  return {
    iso: outcome.value.times.map((time) => new Date(time).toISOString()),
    codes: outcome.value.warnings.map(({ code }) => code),
  }
}

describe('dates as pages print them', () => {
  const march = '2019-03-04T18:05:00.000Z'
  const same = [
    'Mon, 03/04/2019 - 18:05',
    'Monday, 03/04/2019 - 18:05',
    '2019-03-04 18:05',
    '2019-03-04T18:05:00Z',
    '2019-03-04T20:05:00+02:00',
    '4 March 2019 18:05',
    '4 Mar 2019, 6:05 pm',
    'March 4, 2019 - 6:05pm',
    'Mon, 4 Mar 2019 at 18:05',
    'Monday, March 4th, 2019 at 6:05 p.m.',
    '04.03.2019 18:05',
    '18:05, 4 March 2019',
    'March 4, 2019 - 1:05pm EST',
    'Mon, 04/03/2019 - 18:05',
  ]
  for (const text of same) {
    it(text, () => {
      assert.deepEqual(settle([text], { timeZone: 'UTC' }).iso, [march])
    })
  }

  for (const text of [
    '31/02/2019 18:05',
    '2019-13-01',
    '03/04/2019 - 25:05',
    'Mon, 4 Foo 2019 10:00',
    '1 2 3',
    '4 March 2019 at noon',
  ]) {
    it(`no date: ${text}`, () => {
      assert.equal(readDate(text), null)
    })
  }

  it('the longest date at the end of a line is its date', () => {
    assert.equal(splitTrailingDate('x 03/04/2019 Mon, 03/04/2019 - 18:05')?.before, 'x 03/04/2019')
    assert.equal(splitTrailingDate('agent 4 March 4, 2019 - 5:37am')?.before, 'agent 4')
    assert.equal(splitTrailingDate('no date here'), null)
  })
})

describe('month or day first', () => {
  const zone = { timeZone: 'UTC' }

  it('an explicit order wins and a contradicted weekday is reported', () => {
    const { iso, codes } = settle(['Mon, 03/04/2019 - 18:05'], { ...zone, dateOrder: 'day-first' })
    assert.deepEqual(iso, ['2019-04-03T18:05:00.000Z'])
    assert.deepEqual(codes, ['weekday-contradicts-date'])
  })

  it('a value over 12 elsewhere in the file decides', () => {
    assert.deepEqual(settle(['03/04/2019 10:00', '25/04/2019 10:00'], zone), {
      iso: ['2019-04-03T10:00:00.000Z', '2019-04-25T10:00:00.000Z'],
      codes: [],
    })
  })

  it('a weekday elsewhere in the file decides', () => {
    assert.equal(
      settle(['03/04/2019 10:00', 'Wed, 03/04/2019 10:00'], zone).iso[0],
      '2019-04-03T10:00:00.000Z',
    )
  })

  it('nothing decides: month first, said once', () => {
    const { iso, codes } = settle(['03/04/2019 10:00', '05/06/2019 10:00'], zone)
    assert.deepEqual(iso, ['2019-03-04T10:00:00.000Z', '2019-05-06T10:00:00.000Z'])
    assert.deepEqual(codes, ['date-order-ambiguous'])
  })
})

describe('zones', () => {
  it('UTC is assumed and said once', () => {
    assert.deepEqual(settle(['2019-03-04 18:05', '2019-03-04 18:06']).codes, ['timezone-assumed'])
  })

  it('a given zone holds, with its summer time', () => {
    const { iso, codes } = settle(['2019-07-04 18:05', '2019-12-04 18:05'], { timeZone: 'Europe/Berlin' })
    assert.deepEqual(iso, ['2019-07-04T16:05:00.000Z', '2019-12-04T17:05:00.000Z'])
    assert.deepEqual(codes, [])
  })

  it('times that do not exist or exist twice are reported', () => {
    const { iso, codes } = settle(['2019-03-31 02:30', '2019-10-27 02:30'], { timeZone: 'Europe/Berlin' })
    assert.deepEqual(iso, ['2019-03-31T01:30:00.000Z', '2019-10-27T00:30:00.000Z'])
    assert.deepEqual(codes, ['time-does-not-exist', 'time-exists-twice'])
  })

  it('an unknown abbreviation is reported', () => {
    assert.deepEqual(settle(['2019-03-04 18:05 XYZT'], { timeZone: 'UTC' }).codes, ['zone-unknown'])
  })
})
