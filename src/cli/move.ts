/** `parley move`: carries everything from one database to another, of the same engine or the other. */
import { parseArgs } from 'node:util'
import type { ExitCode, Surroundings } from '#cli/command.ts'
import type { MoveSummary, RowProgress } from '#ports/data-keeper.ts'
import type { Outcome } from '#base/outcome.ts'
import { complain } from '#cli/command.ts'
import { createProgress } from '#cli/progress.ts'

export const MOVE_USAGE =
  'parley move --from sqlite:FOLDER|postgres://… --to postgres://…|sqlite:FOLDER [--merge] [--json]'

const MS_PER_SECOND = 1_000

export interface MoveFlags {
  readonly from: string
  readonly to: string
  /** Into a database that holds rows already. */
  readonly isMerge: boolean
  readonly json: boolean
}

export function readMoveFlags(context: Pick<Surroundings, 'args' | 'stderr'>): MoveFlags | null {
  try {
    const { values } = parseArgs({
      args: [...context.args],
      options: {
        from: { type: 'string' },
        to: { type: 'string' },
        merge: { type: 'boolean' },
        json: { type: 'boolean' },
      },
    })
    const { from, to } = values
    if (from === undefined || to === undefined) throw new Error('name both: --from and --to')
    // What was given is not said again: it may hold a password.
    if (![from, to].every((place) => /^(?:sqlite:.|postgres(?:ql)?:\/\/.)/.test(place))) {
      throw new Error('--from and --to begin with sqlite: or postgres://')
    }
    return { from, to, isMerge: values.merge ?? false, json: values.json ?? false }
  } catch (error) {
    complain(context, `${(error as Error).message}\nusage: ${MOVE_USAGE}`)
    return null
  }
}

export async function runMove(
  context: Pick<Surroundings, 'stdout' | 'stderr'>,
  { json }: MoveFlags,
  move: (progress: RowProgress) => Promise<Outcome<MoveSummary, string>>,
): Promise<ExitCode> {
  const progress = createProgress(context.stderr, { label: 'rows', isQuiet: json })
  const started = performance.now()
  const moved = await move(progress.update)
  progress.end()
  if (!moved.ok) {
    complain(context, moved.problem)
    return 1
  }
  const seconds = (performance.now() - started) / MS_PER_SECOND
  if (json) context.stdout.write(`${JSON.stringify({ ...moved.value, seconds })}\n`)
  else context.stdout.write(describe(moved.value, seconds))
  return 0
}

function describe({ from, to, tables }: MoveSummary, seconds: number): string {
  const filled = tables.filter(({ rows }) => rows > 0)
  const lines = filled.map(({ name, rows, hash }) => `  ${name}: ${rows} rows, ${hash}`)
  const comments = filled.find(({ name }) => name === 'comment')?.rows ?? 0
  const pace = Math.round(comments / Math.max(seconds, 1 / MS_PER_SECOND))
  return [
    `moved ${from} to ${to}, compared with what was sent:`,
    ...lines,
    `${seconds.toFixed(1)} s, ${pace} comments a second. ${from} is as it was. The server fills the search index after its start.`,
    '',
  ].join('\n')
}
