/** `parley check`: counts everything again, says what is wrong and where, and puts right what can be. */
import { parseArgs } from 'node:util'
import type { CommandContext, ExitCode } from '#cli/command.ts'
import type { Fault } from '#domain/care/fault.ts'
import type { FaultTally, SiteCheck } from '#operations/check-site.ts'
import { complain } from '#cli/command.ts'
import { createProgress } from '#cli/progress.ts'
import { checkSite } from '#operations/check-site.ts'
import { repairSite } from '#operations/repair-site.ts'

export const CHECK_USAGE = 'parley check [--repair] [--json] [--data DIR]'

interface CheckFlags {
  readonly data: string | undefined
  readonly repair: boolean
  readonly json: boolean
}

/** What a script is given, and what people read is made from. */
interface CheckReport {
  readonly sound: boolean
  readonly stories: number
  readonly comments: number
  readonly events: number
  readonly faults: readonly {
    readonly code: FaultTally['code']
    readonly what: string
    readonly count: number
    /** What `--repair` does about it; null where nobody can know what was there. */
    readonly repair: string | null
    readonly repaired: number
    readonly left: number
    readonly examples: readonly Omit<Fault, 'code'>[]
  }[]
}

/** 0: nothing is wrong, or nothing is left to be wrong. 1: something is. */
export async function check(context: CommandContext): Promise<ExitCode> {
  const flags = readFlags(context)
  if (!flags) return 2
  const opened = await context.openData(flags.data, 'existing')
  try {
    const progress = createProgress(context.stderr, { label: 'comments', isQuiet: flags.json })
    const { found, left } = flags.repair
      ? await repairSite(opened.ports, progress.update)
      : await checkSite(opened.ports.store, progress.update).then((check) => ({ found: check, left: check }))
    progress.end()
    const report = reportOf(found, left)
    context.stdout.write(flags.json ? `${JSON.stringify(report, null, 2)}\n` : describe(report, flags.repair))
    return report.sound ? 0 : 1
  } finally {
    await opened.close()
  }
}

function readFlags(context: CommandContext): CheckFlags | null {
  try {
    const { values } = parseArgs({
      args: [...context.args],
      options: { repair: { type: 'boolean' }, json: { type: 'boolean' }, data: { type: 'string' } },
    })
    return { data: values.data, repair: values.repair ?? false, json: values.json ?? false }
  } catch (error) {
    complain(context, `${(error as Error).message}\nusage: ${CHECK_USAGE}`)
    return null
  }
}

/** A repair may bring to light what was hidden before: kinds that are only left are listed, too. */
function reportOf(found: SiteCheck, left: SiteCheck): CheckReport {
  const countLeft = new Map(left.faults.map((tally) => [tally.code, tally]))
  const known = new Set(found.faults.map(({ code }) => code))
  const tallies = [...found.faults, ...left.faults.filter(({ code }) => !known.has(code))]
  return {
    sound: left.faults.length === 0,
    stories: left.stories,
    comments: left.comments,
    events: left.events,
    faults: tallies.map(({ code, what, repair, count, examples }) => {
      const stays = countLeft.get(code)?.count ?? 0
      return {
        code,
        what,
        count,
        repair,
        repaired: Math.max(0, count - stays),
        left: stays,
        examples: examples.map(({ place, kept, counted }) => ({ place, kept, counted })),
      }
    }),
  }
}

function describe({ stories, comments, events, faults, sound }: CheckReport, isRepair: boolean): string {
  const lines = faults.flatMap(({ code, what, count, repair, repaired, left, examples }) => [
    `${count} × ${what} [${code}]`,
    ...examples.map(
      ({ place, kept, counted }) =>
        `    ${place}${kept === null ? '' : `: ${kept}`}${counted === null ? '' : `, should be ${counted}`}`,
    ),
    ...(count > examples.length ? [`    and ${count - examples.length} more`] : []),
    isRepair
      ? `    repaired ${repaired}, left ${left}`
      : `    --repair ${repair ?? 'leaves it alone: nobody can know what was there'}`,
  ])
  const seen = `${stories} stories, ${comments} comments, ${events} events`
  const end = sound
    ? faults.length === 0
      ? `Nothing is wrong: ${seen}.`
      : `All of it is repaired: ${seen}.`
    : `Something is wrong: ${seen}.`
  return `${[...lines, end].join('\n')}\n`
}
