/** Turns the dates of one file into moments: decides month/day order and zone once for the whole file. */
import { done, failed, type Outcome } from '#base/outcome.ts'
import type { ImportProblem, ImportWarning } from '#domain/moving/imported-story.ts'
import { isDay, type DateOrder, type WrittenDate } from './flattened-date.ts'

const MINUTE_MS = 60_000

export interface PlacedDate {
  readonly date: WrittenDate
  /** From 1; null where lines mean nothing. */
  readonly line: number | null
}

export interface DateSettings {
  readonly timeZone: string | null
  readonly dateOrder: DateOrder | null
}

export interface SettledDates {
  /** Unix milliseconds, in the order given. */
  readonly times: readonly number[]
  readonly warnings: readonly ImportWarning[]
}

interface Settling {
  readonly settings: DateSettings
  readonly warnings: ImportWarning[]
  /** Kinds of warning given once for a file. */
  readonly told: Set<string>
  /** What the other dates of the file say about open ones; null: nothing. */
  readonly evidence: DateOrder | null
}

function monthDay(date: WrittenDate, order: DateOrder): readonly [number, number] {
  const [first, second] = date.numbers
  return date.order === 'fixed' || order === 'month-first' ? [first, second] : [second, first]
}

function possible(date: WrittenDate, order: DateOrder): boolean {
  return isDay(date.year, ...monthDay(date, order))
}

function fitsWeekday(date: WrittenDate, order: DateOrder): boolean {
  if (date.weekday === null || !possible(date, order)) return false
  const [month, day] = monthDay(date, order)
  return (new Date(Date.UTC(date.year, month - 1, day)).getUTCDay() || 7) === date.weekday
}

type Test = (date: WrittenDate, order: DateOrder) => boolean

/** The one order that passes, where exactly one does. */
function onlyOrder(date: WrittenDate, test: Test): DateOrder | null {
  const month = test(date, 'month-first')
  if (month === test(date, 'day-first')) return null
  return month ? 'month-first' : 'day-first'
}

function majority(dates: readonly PlacedDate[], test: Test): DateOrder | null {
  let balance = 0
  for (const { date } of dates) {
    const order = date.order === 'open' ? onlyOrder(date, test) : null
    if (order !== null) balance += order === 'month-first' ? 1 : -1
  }
  if (balance === 0) return null
  return balance > 0 ? 'month-first' : 'day-first'
}

function warn(settling: Settling, warning: ImportWarning): void {
  settling.warnings.push(warning)
}

function warnOnce(settling: Settling, warning: ImportWarning): void {
  if (settling.told.has(warning.code)) return
  settling.told.add(warning.code)
  settling.warnings.push(warning)
}

function explicitOrder(placed: PlacedDate, order: DateOrder, settling: Settling): DateOrder {
  const { date, line } = placed
  if (possible(date, order)) return order
  warn(settling, {
    code: 'date-order-impossible',
    line,
    message: `"${date.text}" is no day when read ${order}; it was read the other way round`,
  })
  return order === 'month-first' ? 'day-first' : 'month-first'
}

function openOrder(placed: PlacedDate, settling: Settling): DateOrder {
  const { date, line } = placed
  const told = settling.settings.dateOrder
  if (told !== null) return explicitOrder(placed, told, settling)
  const own = onlyOrder(date, possible) ?? onlyOrder(date, fitsWeekday)
  if (own !== null) return own
  if (date.order === 'dotted') return 'day-first'
  if (date.numbers[0] === date.numbers[1]) return 'month-first'
  if (settling.evidence !== null) return settling.evidence
  warnOnce(settling, {
    code: 'date-order-ambiguous',
    line,
    message: `"${date.text}" can be read month first or day first and nothing in the file tells; month first was assumed. Say --date-order day-first if that is wrong`,
  })
  return 'month-first'
}

function dayOf(placed: PlacedDate, settling: Settling): readonly [number, number] {
  const { date, line } = placed
  const order = date.order === 'fixed' ? 'month-first' : openOrder(placed, settling)
  if (date.weekday !== null && !fitsWeekday(date, order)) {
    const [month, day] = monthDay(date, order)
    const iso = new Date(Date.UTC(date.year, month - 1, day)).toISOString().slice(0, 10)
    warn(settling, {
      code: 'weekday-contradicts-date',
      line,
      message: `"${date.text}" was read as ${iso}, which is another day of the week; check --date-order`,
    })
  }
  return monthDay(date, order)
}

interface LocalTime {
  /** The wall clock, counted as if it were UTC; Unix milliseconds. */
  readonly wallMs: number
  readonly zone: string
}

function inZone(placed: PlacedDate, local: LocalTime, settling: Settling): number {
  const plain = Temporal.Instant.fromEpochMilliseconds(local.wallMs)
    .toZonedDateTimeISO('UTC')
    .toPlainDateTime()
  const earlier = plain.toZonedDateTime(local.zone, { disambiguation: 'earlier' })
  const later = plain.toZonedDateTime(local.zone, { disambiguation: 'later' })
  if (earlier.epochMilliseconds === later.epochMilliseconds) return earlier.epochMilliseconds
  // "Compatible": the first of two, and the later side of a gap, as every calendar program does.
  const twice = earlier.toPlainDateTime().equals(later.toPlainDateTime())
  warn(settling, {
    code: twice ? 'time-exists-twice' : 'time-does-not-exist',
    line: placed.line,
    message: twice
      ? `"${placed.date.text}" happened twice in ${local.zone} (clocks went back); the first was taken`
      : `"${placed.date.text}" never happened in ${local.zone} (clocks went forward); it was moved past the gap`,
  })
  return (twice ? earlier : later).epochMilliseconds
}

function momentOf(placed: PlacedDate, settling: Settling): number {
  const { date, line } = placed
  const [month, day] = dayOf(placed, settling)
  const { hour, minute, second } = date.time ?? { hour: 0, minute: 0, second: 0 }
  const wallMs = Date.UTC(date.year, month - 1, day, hour, minute, second)
  if (date.zone.kind === 'offset') return wallMs - date.zone.minutes * MINUTE_MS
  if (date.zone.kind === 'unknown') {
    warnOnce(settling, {
      code: 'zone-unknown',
      line,
      message: `the zone "${date.zone.name}" is not known or means several; ${settling.settings.timeZone ?? 'UTC'} was used. Say --timezone to settle it`,
    })
  }
  const zone = settling.settings.timeZone
  if (zone !== null) return inZone(placed, { wallMs, zone }, settling)
  if (date.zone.kind === 'none') {
    warnOnce(settling, {
      code: 'timezone-assumed',
      line,
      message: `the dates name no time zone ("${date.text}"); UTC was assumed. Say --timezone, for example --timezone America/New_York, if that is wrong`,
    })
  }
  return wallMs
}

/** True for a name that Temporal knows: "Europe/Berlin", "UTC", "+02:00". */
function isZone(name: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name)
    return true
  } catch {
    // Temporal has no other way to ask.
    return false
  }
}

/** Every date as a moment; fails only where the given time zone is none. */
export function settleDates(
  dates: readonly PlacedDate[],
  settings: DateSettings,
): Outcome<SettledDates, ImportProblem> {
  if (settings.timeZone !== null && !isZone(settings.timeZone)) {
    return failed({
      code: 'timezone-unknown',
      line: null,
      message: `"${settings.timeZone}" is no time zone; give --timezone an IANA name such as Europe/Berlin or UTC`,
    })
  }
  const evidence = majority(dates, possible) ?? majority(dates, fitsWeekday)
  const settling: Settling = { settings, warnings: [], told: new Set(), evidence }
  const times = dates.map((placed) => momentOf(placed, settling))
  return done({ times, warnings: settling.warnings })
}
