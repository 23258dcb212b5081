/** Turns "so many more" into "so many of all", as a progress bar wants to hear it. */
import type { RowProgress } from '#ports/data-keeper.ts'

export function runningTotal(total: number, progress: RowProgress): (rows: number) => void {
  let done = 0
  return (rows) => {
    done += rows
    progress(done, total)
  }
}
