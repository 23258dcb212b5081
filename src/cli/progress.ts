/** How far a long command has come: a bar on a terminal, a line now and then elsewhere. */
import type { CommandContext } from '#cli/command.ts'

/** Characters of the bar: leaves room for the words on a terminal of 80. */
const BAR_CELLS = 30

/** Milliseconds between two drawings of the bar: faster than that nobody reads. */
const BAR_MS = 100

/** Milliseconds between two lines where there is no terminal: a log of an hour stays readable. */
const LINE_MS = 10_000

const MS_PER_SECOND = 1_000

export interface Progress {
  readonly update: (done: number, total: number) => void
  /** Leaves the terminal on a fresh line. */
  readonly end: () => void
}

/** `now`: milliseconds, for the pace; drawing seldom is its only use. */
export function createProgress(
  stderr: CommandContext['stderr'],
  {
    label,
    isQuiet,
    now = Date.now,
  }: { readonly label: string; readonly isQuiet: boolean; readonly now?: () => number },
): Progress {
  const isTerminal = stderr.isTTY === true
  const start = now()
  let last = isTerminal ? -Infinity : start
  let drawn = false
  const line = (done: number, total: number): string => {
    const share = total === 0 ? 1 : Math.min(1, done / total)
    const perSecond = Math.round((done * MS_PER_SECOND) / Math.max(1, now() - start))
    const text = `${done} of ${total} ${label}, ${perSecond} a second`
    if (!isTerminal) return `${text}\n`
    const full = Math.round(share * BAR_CELLS)
    return `\r${'█'.repeat(full)}${'░'.repeat(BAR_CELLS - full)} ${text}\u001B[K`
  }
  return {
    update: (done, total) => {
      if (isQuiet || now() - last < (isTerminal ? BAR_MS : LINE_MS)) return
      last = now()
      drawn = true
      stderr.write(line(done, total))
    },
    end: () => {
      if (drawn && isTerminal) stderr.write('\r\u001B[K')
      drawn = false
    },
  }
}
