/** Gives every comment of a flattened page its author and its parent. */
import { EarlierComments, type FoundParent } from './earlier-comments.ts'
import { fittingTargets, replyTargets, type FittingTarget, type ReplyTarget } from './reply-target.ts'
import type { CommentPart } from './comment-parts.ts'
import { readShownName } from './shown-name.ts'

/** What speaks for one reading of "In reply to … by …", strongest first; each outweighs all below it. */
const PARENT_KNOWN = 8
const SUBJECT_FITS = 4
const AUTHOR_KNOWN = 2
const SUBJECT_HABIT = 1

export interface ThreadedPart {
  readonly part: CommentPart
  readonly author: string
  readonly verified: boolean
  /** Null for a root that answers nobody. */
  readonly target: ReplyTarget | null
  /** Position of the parent; null where it is not in the file. */
  readonly parent: number | null
  readonly found: FoundParent | null
}

export interface FlattenedThread {
  readonly comments: readonly ThreadedPart[]
  readonly earlier: EarlierComments
}

function question(target: ReplyTarget): {
  readonly name: string
  readonly verified: boolean
  readonly subject: string
} {
  return { name: target.name, verified: !target.marked, subject: target.subject }
}

function candidates(part: CommentPart): readonly FittingTarget[] {
  const { heading, replyLine } = part
  if (replyLine === null) return []
  if (heading.layout === 'line') return fittingTargets(replyLine, heading.names)
  return replyTargets(replyLine).map((target) => ({ target, author: heading.names }))
}

/** True where replies of this page leave the subject out, as those lines tell that can be read in one way only. */
function leavesSubjectsOut(parts: readonly CommentPart[]): boolean {
  let balance = 0
  for (const part of parts) {
    const [only, another] = candidates(part)
    if (only !== undefined && another === undefined) balance += only.target.subject === '' ? 1 : -1
  }
  return balance > 0
}

function weight(candidate: FittingTarget, earlier: EarlierComments, noSubjects: boolean): number {
  const { target, author } = candidate
  const parent = earlier.find(question(target))
  const fits = parent !== null && parent.subjectMatches > 0
  return (
    (parent === null ? 0 : PARENT_KNOWN) +
    (fits ? SUBJECT_FITS : 0) +
    (earlier.knows(readShownName(author).name) ? AUTHOR_KNOWN : 0) +
    (noSubjects && target.subject === '' ? SUBJECT_HABIT : 0)
  )
}

function best(part: CommentPart, earlier: EarlierComments, noSubjects: boolean): FittingTarget | null {
  const all = candidates(part)
  // One reading needs no weighing; among equals the last " by " stands first and stays.
  if (all.length < 2) return all[0] ?? null
  let chosen: FittingTarget | null = null
  let most = -1
  for (const candidate of all) {
    const weighs = weight(candidate, earlier, noSubjects)
    if (weighs > most) {
      chosen = candidate
      most = weighs
    }
  }
  return chosen
}

/** Reads the parts in file order: a parent is always an earlier comment. */
export function threadParts(parts: readonly CommentPart[]): FlattenedThread {
  const earlier = new EarlierComments()
  const noSubjects = leavesSubjectsOut(parts)
  const comments = parts.map((part, index) => {
    const chosen = best(part, earlier, noSubjects)
    const { name: author, marked } = readShownName(chosen?.author ?? part.heading.names)
    const target = chosen?.target ?? null
    const found = target === null ? null : earlier.find(question(target))
    earlier.add({ index, author, verified: !marked, subject: part.subject, text: part.text })
    return { part, author, verified: !marked, target, parent: found?.comment.index ?? null, found }
  })
  return { comments, earlier }
}
