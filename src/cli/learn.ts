/** `parley admin learn`: learns from moderators' decisions now, or only tells what would be learned. */
import type { Civility } from '#ports/civility.ts'
import type { CommandContext, ExitCode } from '#cli/command.ts'
import type { LearnProblem, Learning } from '#operations/learning/learn-from-decisions.ts'
import type { Ports } from '#ports/ports.ts'
import { complain } from '#cli/command.ts'
import { createProgress } from '#cli/progress.ts'
import { endTurn, takeTurn, type TurnEnd } from '#operations/learning/learning-turn.ts'
import { learnFromDecisions } from '#operations/learning/learn-from-decisions.ts'
import { setImmediate as breathe } from 'node:timers/promises'

export const LEARN_USAGE = 'parley admin learn [--dry-run] [--json] [--data DIR]'

export interface LearnFlags {
  readonly isDry: boolean
  readonly isJson: boolean
}

type Streams = Pick<CommandContext, 'stdout' | 'stderr'>

/** 0: learned, whether or not it is better. 1: there is nothing to learn from, or somebody else is learning. */
export async function learn(
  context: Streams,
  { ports: opened, civility }: { readonly ports: Ports; readonly civility: Civility },
  { isDry, isJson }: LearnFlags,
): Promise<ExitCode> {
  const ports: Ports = { ...opened, civility }
  const turn = `command ${ports.newId()}`
  if (!isDry && !(await takeTurn(ports, turn))) {
    complain(context, 'a server of this site is learning at the moment: try again in a few minutes')
    return 1
  }
  const progress = createProgress(context.stderr, { label: 'decisions', isQuiet: isJson })
  let how: TurnEnd = 'stopped'
  try {
    const pause = () => breathe(true)
    const task = { actor: null, isDry, isAsked: true, pause, progress: progress.update }
    const learned = await learnFromDecisions(ports, task)
    progress.end()
    how = learned.ok ? 'learned' : learned.problem.kind
    if (!learned.ok) {
      complain(context, problemWords(learned.problem))
      return 1
    }
    const { version, verdict, figures } = learned.value
    const state = isDry ? 'not-kept' : version.state
    const report = { version: version.id, model: version.model, state, verdict, figures }
    context.stdout.write(isJson ? `${JSON.stringify(report, null, 2)}\n` : describe(learned.value, isDry))
    return 0
  } finally {
    if (!isDry) await endTurn(ports, turn, how)
  }
}

function problemWords(problem: LearnProblem): string {
  switch (problem.kind) {
    case 'no-rule':
      return 'nothing would use what is learned: set PARLEY_CIVILITY_HOLD first'
    case 'no-weights':
      return 'civility is off: nothing can be learned without the weights of the scorer'
    case 'too-few':
      return `too few decisions: removed ${problem.counts.removed}, published ${problem.counts.kept}; it takes 200 of each`
    case 'too-few-stories':
      return 'the newest decisions stand in too few stories that began after the rest: moderate on, and try again'
    case 'nothing-new':
    case 'stopped':
      return 'nothing was learned'
  }
}

function describe({ version, verdict, figures }: Learning, isDry: boolean): string {
  const { decisions, unseen, quality, held, holdAt, proposal, bystanders } = figures
  const { before, after, gain } = quality
  const three = (value: number): string => value.toFixed(3)
  const interval = ({ low, high }: { low: number; high: number }): string => `${three(low)} to ${three(high)}`
  const state = isDry ? 'not kept (--dry-run)' : version.state
  const lines = [
    `${version.id}  ${verdict}, ${state}`,
    `learned from   removed ${decisions.removed}, published ${decisions.kept}, moderators ${decisions.moderators}`,
    `left out       repeated texts ${decisions.repeats}, beyond a share ${decisions.beyondShare}`,
    `judged on      removed ${unseen.removed}, published ${unseen.kept}, stories ${unseen.stories}, none of them seen`,
    `area           ${three(before.area)} → ${three(after.area)} (gain ${interval(gain.area)}, 99 %)`,
    `log-loss       ${three(before.logLoss)} → ${three(after.logLoss)} (gain ${interval(gain.logLoss)}, 99 %)`,
    `held at ${holdAt}`,
    `  of removed   ${held.before.removed} → ${held.after.removed} of ${unseen.removed}`,
    `  of published ${held.before.kept} → ${held.after.kept} of ${unseen.kept}`,
    `  of others    ${bystanders.before} → ${bystanders.after} of ${bystanders.count}`,
    `proposed       hold at ${proposal.holdAt}: ${proposal.held.removed} of removed, ${proposal.held.kept} of published`,
  ]
  return `${lines.join('\n')}\n`
}
