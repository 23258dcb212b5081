/** Finds the coarse word behind digits, stars and separators: "sh1t", "f**k", "f-u-c-k". */

/** What the search may use. `unscramble` is the lexicon's own rule for words of letters only. */
export interface UnmaskTables {
  readonly targets: readonly string[]
  readonly ordinary: ReadonlySet<string>
  readonly unscramble: (word: string) => string | null
}

/** Signs that stand for a letter they resemble (civility.md names them leetspeak). */
const LEET: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '2': 'z',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '6': 'g',
  '7': 't',
  '8': 'b',
  '9': 'g',
  '@': 'a',
  $: 's',
  '!': 'i',
  '|': 'l',
  '+': 't',
  '(': 'c',
}
const LETTERS_ONLY = /^[a-z]+$/
const NOT_LETTERS = /[^a-z]+/g
const HAS_LETTER_OR_LEET = /[a-z@$]/
const SEPARATORS_ONLY_BETWEEN = /^[a-z]+(?:[-._*'~+=/\\,:]{1,2}[a-z]+)+$/
const EACH_SIGN = /[^a-z]/g
const LAST_SIGN = /[^a-z]$/
/** Characters; longer than the longest coarse word with its signs, so the work per word stays bounded. */
const MASKED_LENGTH_MAX = 32
/** Letters; "as-s" might be a slip, four letters cut apart hardly are. */
const SEPARATED_LETTERS_MIN = 4
/** Letters that must still be readable, else "a**" fits anything. */
const READABLE_LETTERS_MIN = 2
/** Signs in a row that may stand for another number of letters than they count. */
const VAGUE_RUN = /\*{2,}/
const FIRST_READABLE_RUN = /^[a-z]\*{3,}$/

/** The returned function answers the target or null, in time bounded by the longest masked word. */
export function createUnmasker(tables: UnmaskTables): (core: string) => string | null {
  const known = new Set(tables.targets)
  const byLength = groupByLength(tables.targets)
  const accept = (word: string): string | null => {
    if (known.has(word)) return word
    return tables.unscramble(word)
  }
  return (core) => {
    if (core.length > MASKED_LENGTH_MAX || core.length < 3 || !HAS_LETTER_OR_LEET.test(core)) return null
    return (
      unleet(core, accept) ?? unseparated(core, known, tables.ordinary) ?? unstarred(core, byLength, accept)
    )
  }
}

function unleet(core: string, accept: (word: string) => string | null): string | null {
  const plain = core.replace(EACH_SIGN, (sign) => LEET[sign] ?? sign)
  if (LETTERS_ONLY.test(plain)) {
    const found = accept(plain)
    if (found !== null) return found
  }
  if (!core.includes('1') && !core.includes('!')) return null
  const withL = core.replace(/[1!]/g, 'l').replace(EACH_SIGN, (sign) => LEET[sign] ?? sign)
  return LETTERS_ONLY.test(withL) ? accept(withL) : null
}

function unseparated(core: string, known: ReadonlySet<string>, ordinary: ReadonlySet<string>): string | null {
  if (!SEPARATORS_ONLY_BETWEEN.test(core)) return null
  // Two ordinary words joined by a hyphen are no disguise, whatever they spell together.
  const parts = core.split(NOT_LETTERS)
  if (parts.every((part) => part.length > 2) || parts.some((part) => ordinary.has(part))) return null
  const letters = parts.join('')
  return letters.length >= SEPARATED_LETTERS_MIN && known.has(letters) ? letters : null
}

/** Every sign stands for one letter; a run of stars may also stand for another number of them. */
function unstarred(
  core: string,
  byLength: ReadonlyMap<number, readonly string[]>,
  accept: (word: string) => string | null,
): string | null {
  const letters = core.replace(NOT_LETTERS, '').length
  const vague = VAGUE_RUN.test(core)
  if (letters < READABLE_LETTERS_MIN && !FIRST_READABLE_RUN.test(core)) return null
  if (letters === core.length) return null
  const exact = firstFit(byLength.get(core.length) ?? [], core)
  if (exact !== null) return exact
  if (!vague) return LAST_SIGN.test(core) ? null : accept(core.replace(NOT_LETTERS, ''))
  const [head = '', tail = ''] = core.split(/\*+/, 2)
  if (!LETTERS_ONLY.test(head) || (tail !== '' && !LETTERS_ONLY.test(tail))) return null
  for (const length of [core.length + 1, core.length - 1, core.length + 2]) {
    const fit = (byLength.get(length) ?? []).find(
      (target) => target.startsWith(head) && target.endsWith(tail) && head.length + tail.length < length,
    )
    if (fit !== undefined && head.length + tail.length >= READABLE_LETTERS_MIN) return fit
  }
  return null
}

function firstFit(candidates: readonly string[], pattern: string): string | null {
  return candidates.find((candidate) => fits(candidate, pattern)) ?? null
}

function fits(candidate: string, pattern: string): boolean {
  for (let at = 0; at < pattern.length; at += 1) {
    const sign = pattern.charCodeAt(at)
    const isLetter = sign >= 0x61 && sign <= 0x7a
    if (isLetter && sign !== candidate.charCodeAt(at)) return false
  }
  return true
}

function groupByLength(targets: readonly string[]): Map<number, string[]> {
  const groups = new Map<number, string[]>()
  for (const target of targets) {
    const group = groups.get(target.length)
    if (group === undefined) groups.set(target.length, [target])
    else group.push(target)
  }
  return groups
}
