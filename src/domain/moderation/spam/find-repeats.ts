/** What of a comment was said before: in how many others its words, its links and its writer were met. */
import type { CommentMarks } from './comment-marks.ts'

/** One mark of a comment that is here already. */
export interface MetMark {
  readonly mark: string
  readonly commentId: string
  readonly storyId: string
  readonly writerId: string | null
  /** Unix milliseconds. */
  readonly at: number
}

export interface Repeats {
  /** Other comments with the same, or nearly the same, words. */
  readonly copies: number
  /** Other stories on which one of its links stands already: the highest number over all links. */
  readonly storiesWithLink: number
  /** Comments of the same writer within `SPEED_WINDOW_MS`. */
  readonly recent: number
}

/** Milliseconds in which the pace of a writer is taken. */
export const SPEED_WINDOW_MS = 10 * 60 * 1000

/** Of the marks of the words, how many two comments must share: at half of them some two thirds of the words are the same. */
const SAME_SHARE = 0.5

export function findRepeats({
  marks,
  met,
  storyId,
  writerId,
  now,
}: {
  readonly marks: CommentMarks
  readonly met: readonly MetMark[]
  readonly storyId: string
  readonly writerId: string | null
  readonly now: number
}): Repeats {
  const words = new Set(marks.words)
  const shared = new Map<string, number>()
  const links = new Map<string, Set<string>>(marks.links.map((mark) => [mark, new Set()]))
  let recent = 0
  for (const one of met) {
    const isHere = one.storyId === storyId
    // Whoever says a thing once more in the same place mostly corrects themselves.
    const isOwnHere = isHere && writerId !== null && one.writerId === writerId
    if (words.has(one.mark) && !isOwnHere) shared.set(one.commentId, (shared.get(one.commentId) ?? 0) + 1)
    // Under one story many link to the same page, for it is what they talk about.
    if (!isHere) links.get(one.mark)?.add(one.storyId)
    if (one.mark === marks.writer && now - one.at <= SPEED_WINDOW_MS) recent += 1
  }
  const enough = Math.max(1, marks.words.length * SAME_SHARE)
  return {
    copies: [...shared.values()].filter((count) => count >= enough).length,
    storiesWithLink: Math.max(0, ...[...links.values()].map((stories) => stories.size)),
    recent,
  }
}
