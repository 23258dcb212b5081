/** Reads one date as pages print it, without yet deciding month/day order or zone where they are open. */
import { monthNumber, weekdayNumber, zoneMinutes } from './date-words.ts'

/** Code units of the longest date looked for: "Wednesday, 30 September 2009 at 11:48:00 p.m. (UTC+05:30)" with room. */
const DATE_CODE_UNITS_MAX = 72

/** Years that a comment on the web can carry; anything else is a number that merely looks like a date. */
const YEAR_MIN = 1970
const YEAR_MAX = 2199

/** Two-digit years below this are of this century, as POSIX has it. */
const SHORT_YEAR_PIVOT = 69

export type DateOrder = 'month-first' | 'day-first'

/** What the line says about the zone. */
export type WrittenZone =
  | { readonly kind: 'none' }
  | { readonly kind: 'offset'; readonly minutes: number }
  | { readonly kind: 'unknown'; readonly name: string }

export interface ClockTime {
  readonly hour: number
  readonly minute: number
  readonly second: number
}

export interface WrittenDate {
  /** As it stands in the file. */
  readonly text: string
  readonly year: number
  /** The two numbers in the order written; where `order` is fixed: month, day. */
  readonly numbers: readonly [number, number]
  /** `open`: 03/04; `dotted`: 03.04, day first by custom; `fixed`: a month name or ISO tells. */
  readonly order: 'fixed' | 'open' | 'dotted'
  /** 1 Monday to 7 Sunday; null: not written. */
  readonly weekday: number | null
  /** Null: only a day is written. */
  readonly time: ClockTime | null
  readonly zone: WrittenZone
}

interface Calendar {
  readonly year: number
  readonly numbers: readonly [number, number]
  readonly order: WrittenDate['order']
  readonly rest: string
}

const WEEKDAY_WORD = /^([A-Za-z]{3,9})\.?,?\s+/
const YEAR_FIRST = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)/
const NUMBERS_FIRST = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?!\d)/
const DAY_MONTH_NAME = /^(\d{1,2})(?:st|nd|rd|th)?\.?[\s-]+(?:of\s+)?([A-Za-z]{3,9})\.?,?[\s-]+(\d{4})(?!\d)/
const MONTH_NAME_DAY = /^([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)/
const BEFORE_TIME = /^(?:T|\s*,?\s*(?:[-–—|@·•]|at\s)?\s*)(?=\d)/
const TIME = /^(\d{1,2})(?:[:.h](\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?)?(?!\d)(?:\s*([ap])\.?m\b\.?)?/i
const AFTER_LEADING_TIME = /^\s*(?:,|[-–—|·•]|on\s)?\s*(?=\S)/
const ZONE = /^\s*\(?(?:(?:UTC|GMT)?([+-])(\d{1,2}):?(\d{2})?|([A-Za-z]{1,5}))\)?$/

function yearOf(digits: string): number | null {
  const year = Number(digits)
  const full = digits.length > 2 ? year : year + (year < SHORT_YEAR_PIVOT ? 2000 : 1900)
  return full >= YEAR_MIN && full <= YEAR_MAX ? full : null
}

/** Days of a month of the Gregorian calendar; 0 for a month that is none. */
function daysOf(year: number, month: number): number {
  return month >= 1 && month <= 12 ? new Date(Date.UTC(year, month, 0)).getUTCDate() : 0
}

/** True where that day is in the calendar. */
export function isDay(year: number, month: number, day: number): boolean {
  return day >= 1 && day <= daysOf(year, month)
}

function numericCalendar(text: string): Calendar | null {
  const iso = YEAR_FIRST.exec(text)
  if (iso !== null) {
    const year = yearOf(iso[1] ?? '')
    const numbers = [Number(iso[3]), Number(iso[4])] as const
    if (year === null || !isDay(year, ...numbers)) return null
    return { year, numbers, order: 'fixed', rest: text.slice(iso[0].length) }
  }
  const found = NUMBERS_FIRST.exec(text)
  if (found === null) return null
  const year = yearOf(found[4] ?? '')
  const numbers = [Number(found[1]), Number(found[3])] as const
  if (year === null) return null
  if (!isDay(year, numbers[0], numbers[1]) && !isDay(year, numbers[1], numbers[0])) return null
  return { year, numbers, order: found[2] === '.' ? 'dotted' : 'open', rest: text.slice(found[0].length) }
}

function namedCalendar(text: string): Calendar | null {
  const dayFirst = DAY_MONTH_NAME.exec(text)
  const found = dayFirst ?? MONTH_NAME_DAY.exec(text)
  if (found === null) return null
  const month = monthNumber((dayFirst === null ? found[1] : found[2]) ?? '')
  const day = Number(dayFirst === null ? found[2] : found[1])
  const year = yearOf(found[3] ?? '')
  if (month === null || year === null || !isDay(year, month, day)) return null
  return { year, numbers: [month, day], order: 'fixed', rest: text.slice(found[0].length) }
}

function clockTime(text: string): { readonly time: ClockTime; readonly rest: string } | null {
  const found = TIME.exec(text)
  if (found === null) return null
  const [whole, hourDigits, minuteDigits, secondDigits, meridiem] = found
  if (minuteDigits === undefined && meridiem === undefined) return null
  const written = Number(hourDigits)
  const minute = Number(minuteDigits ?? 0)
  const second = Number(secondDigits ?? 0)
  if (minute > 59 || second > 59) return null
  if (meridiem === undefined) {
    return written > 23 ? null : { time: { hour: written, minute, second }, rest: text.slice(whole.length) }
  }
  if (written < 1 || written > 12) return null
  const hour = (written % 12) + (meridiem.toLowerCase() === 'p' ? 12 : 0)
  return { time: { hour, minute, second }, rest: text.slice(whole.length) }
}

function writtenZone(text: string): WrittenZone | null {
  if (text.trim() === '') return { kind: 'none' }
  const found = ZONE.exec(text)
  if (found === null) return null
  const [, sign, hours, minutes, name] = found
  if (name === undefined) {
    const east = Number(hours) * 60 + Number(minutes ?? 0)
    return { kind: 'offset', minutes: sign === '-' ? -east : east }
  }
  const known = zoneMinutes(name)
  if (known !== null) return { kind: 'offset', minutes: known }
  // A zone is written in capitals; any other word after a time means that this is no date.
  return /^[A-Z]{2,5}$/.test(name) ? { kind: 'unknown', name } : null
}

function withoutWeekday(text: string): { readonly weekday: number | null; readonly rest: string } {
  const found = WEEKDAY_WORD.exec(text)
  const weekday = found === null ? null : weekdayNumber(found[1] ?? '')
  return weekday === null || found === null
    ? { weekday: null, rest: text }
    : { weekday, rest: text.slice(found[0].length) }
}

function timeAfter(rest: string): { readonly time: ClockTime | null; readonly zone: WrittenZone } | null {
  if (rest.trim() === '') return { time: null, zone: { kind: 'none' } }
  const gap = BEFORE_TIME.exec(rest)
  if (gap === null || gap[0] === '') return null
  const clock = clockTime(rest.slice(gap[0].length))
  const zone = clock === null ? null : writtenZone(clock.rest)
  return clock === null || zone === null ? null : { time: clock.time, zone }
}

function dateThenTime(text: string): Omit<WrittenDate, 'text'> | null {
  const { weekday, rest } = withoutWeekday(text)
  const calendar = numericCalendar(rest) ?? namedCalendar(rest)
  if (calendar === null) return null
  const after = timeAfter(calendar.rest)
  if (after === null) return null
  const { year, numbers, order } = calendar
  return { year, numbers, order, weekday, time: after.time, zone: after.zone }
}

function timeThenDate(text: string): Omit<WrittenDate, 'text'> | null {
  const clock = clockTime(text)
  if (clock === null) return null
  const gap = AFTER_LEADING_TIME.exec(clock.rest)
  if (gap === null || gap[0] === '') return null
  const date = dateThenTime(clock.rest.slice(gap[0].length))
  return date === null || date.time !== null ? null : { ...date, time: clock.time }
}

/** The whole text as a date; null where it is anything else, or a day that no calendar has. */
export function readDate(text: string): WrittenDate | null {
  const trimmed = text.trim()
  if (trimmed.length > DATE_CODE_UNITS_MAX || !/\d/.test(trimmed)) return null
  const found = /^\d{1,2}(?:[:h]|\s*[ap]\.?m)/i.test(trimmed)
    ? (timeThenDate(trimmed) ?? dateThenTime(trimmed))
    : dateThenTime(trimmed)
  return found === null ? null : { text: trimmed, ...found }
}

export interface TrailingDate {
  /** What stands before the date, trimmed. */
  readonly before: string
  readonly date: WrittenDate
}

/**
 * Splits off the date a line ends with: the longest one, so that "Mon, 03/04/2019 - 18:05" keeps its weekday.
 * A name before it may itself look like a date: two dates in a row are not one, so the last is taken.
 */
export function splitTrailingDate(text: string): TrailingDate | null {
  const line = text.trimEnd()
  const from = Math.max(0, line.length - DATE_CODE_UNITS_MAX)
  for (let start = from; start < line.length; start += 1) {
    if (start > 0 && line[start - 1] !== ' ') continue
    const date = readDate(line.slice(start))
    if (date !== null) return { before: line.slice(0, start).trim(), date }
  }
  return null
}

/** The same date read without its weekday, which then is the last word before it: "Joe Friday 03/04/2019". */
export function withWeekdayLeftOut(found: TrailingDate): TrailingDate {
  const { weekday, rest } = withoutWeekday(found.date.text)
  if (weekday === null) return found
  const word = found.date.text.slice(0, found.date.text.length - rest.length).trim()
  return { before: `${found.before} ${word}`.trim(), date: { ...found.date, text: rest, weekday: null } }
}
