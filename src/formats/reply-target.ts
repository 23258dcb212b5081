/** Takes "In reply to SUBJECT by NAME" apart, whose subject and name may both hold the word "by". */
import { nameBefore, plainSpaces, readShownName } from './shown-name.ts'

const IN_REPLY_TO = 'In reply to '
const BY = ' by '

/** Code units of a parent's name looked for: 60 characters, the guest mark, and room. */
const PARENT_NAME_CODE_UNITS_MAX = 200

/** Places where a name could begin in one line; more than this is no line a page wrote. */
const SPLITS_MAX = 40

export interface ReplyTarget {
  /** Empty where the line gives none. */
  readonly subject: string
  readonly name: string
  /** True where the name carries the mark of a guest here. */
  readonly marked: boolean
}

/** Every way to read the line, the last " by " first; empty where it is no such line. */
export function replyTargets(line: string): readonly ReplyTarget[] {
  const found = line.trim()
  if (!found.startsWith(IN_REPLY_TO)) return []
  // Keeps one space before "by" where the subject is left out.
  const text = ` ${plainSpaces(found.slice(IN_REPLY_TO.length))}`
  const targets: ReplyTarget[] = []
  let at = text.lastIndexOf(BY)
  while (at >= 0 && targets.length < SPLITS_MAX) {
    const shown = text.slice(at + BY.length)
    if (shown.length > PARENT_NAME_CODE_UNITS_MAX) break
    const { name, marked } = readShownName(shown)
    if (name !== '') targets.push({ subject: text.slice(0, at).trim(), name, marked })
    at = at === 0 ? -1 : text.lastIndexOf(BY, at - 1)
  }
  return targets
}

export interface FittingTarget {
  readonly target: ReplyTarget
  /** What the heading's names leave for the author. */
  readonly author: string
}

/** The readings whose name ends the heading's names, with an author left before it. */
export function fittingTargets(line: string, names: string): readonly FittingTarget[] {
  const guestAtEnd = readShownName(names).marked
  return replyTargets(line).flatMap((target) => {
    const author = nameBefore(names, target.name)
    return author === null ? [] : [{ target: { ...target, marked: target.marked || guestAtEnd }, author }]
  })
}

/** True where the line was cut off: a name in the heading goes on where the line's name stops. */
export function isCutReplyLine(line: string, names: string): boolean {
  const words = ` ${names}`
  return replyTargets(line).some(({ name }) => words.indexOf(` ${name}`) > 0)
}
