/** The English words that dates on a page are written with: weekdays, months, zones. */

/** Letters a shortened weekday or month has at least: "Mon", "Sep". */
const SHORT_WORD_LETTERS_MIN = 3

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']

const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
]

/** Minutes east of UTC. Only names that mean one thing on an English news site; "IST" or "BST" of Dhaka do not. */
const ZONE_MINUTES: Readonly<Record<string, number>> = {
  z: 0,
  ut: 0,
  utc: 0,
  gmt: 0,
  wet: 0,
  west: 60,
  bst: 60,
  cet: 60,
  cest: 120,
  eet: 120,
  eest: 180,
  msk: 180,
  est: -300,
  edt: -240,
  cst: -360,
  cdt: -300,
  mst: -420,
  mdt: -360,
  pst: -480,
  pdt: -420,
  akst: -540,
  akdt: -480,
  hst: -600,
  jst: 540,
  kst: 540,
  awst: 480,
  acst: 570,
  acdt: 630,
  aest: 600,
  aedt: 660,
  nzst: 720,
  nzdt: 780,
}

function positionOf(words: readonly string[], word: string): number | null {
  const lower = word.toLowerCase()
  if (lower.length < SHORT_WORD_LETTERS_MIN) return null
  const index = words.findIndex((full) => full.startsWith(lower))
  return index === -1 ? null : index + 1
}

/** 1 for Monday to 7 for Sunday, full or shortened; null for any other word. */
export function weekdayNumber(word: string): number | null {
  return positionOf(WEEKDAYS, word)
}

/** 1 for January to 12 for December, full or shortened; null for any other word. */
export function monthNumber(word: string): number | null {
  return positionOf(MONTHS, word)
}

/** Minutes east of UTC; null for a zone that is not known or means several. */
export function zoneMinutes(word: string): number | null {
  return ZONE_MINUTES[word.toLowerCase()] ?? null
}

/** True where the word could be the beginning of a weekday or month that was cut off. */
export function beginsDateWord(word: string): boolean {
  const lower = word.toLowerCase()
  return lower !== '' && [...WEEKDAYS, ...MONTHS].some((full) => full.startsWith(lower))
}
