/** `parley move` between two databases that are named on the command line. */
import type { CommandOfSettings } from '#cli/command.ts'
import { complain } from '#cli/command.ts'
import { MOVE_USAGE, readMoveFlags, runMove } from '#cli/move.ts'
import { mergeRows } from '#adapters/sql/carry/merge-rows.ts'
import { moveRows } from '#adapters/sql/carry/move-rows.ts'
import { openMoveEnd } from '#main/open-move-end.ts'
import { staySmall } from '#main/stay-small.ts'

export const moveCommand: CommandOfSettings = {
  name: 'move',
  summary: 'carries everything from one database to another, and compares both',
  usage: MOVE_USAGE,
  runWith: async (context) => {
    staySmall()
    const flags = readMoveFlags(context)
    if (!flags) return 2
    const source = await openMoveEnd(flags.from, 'source')
    if (!source.ok) {
      complain(context, source.problem)
      return 1
    }
    try {
      const target = await openMoveEnd(flags.to, 'target')
      if (!target.ok) {
        complain(context, target.problem)
        return 1
      }
      try {
        const carry = flags.isMerge ? mergeRows : moveRows
        return await runMove(context, flags, (progress) =>
          carry({ source: source.value, target: target.value, now: Date.now(), progress }),
        )
      } finally {
        await target.value.close()
      }
    } finally {
      await source.value.close()
    }
  },
}
