/** `parley score`: the command with the shipped civility models behind it. */

import type { Command } from '#cli/command.ts'
import type { Logger } from '#ports/logger.ts'
import type { OpenedScorer } from '#cli/score.ts'
import type { ModelProblem } from '#adapters/civility/model-file.ts'
import { MODELS_FOLDER } from '#adapters/civility/load-model.ts'
import { considerText } from '#adapters/civility/consider-text.ts'
import { runScore, SCORE_USAGE } from '#cli/score.ts'
import { openCivility } from './open-civility.ts'
import { openStageTwo } from './open-stage-two.ts'

export const scoreCommand: Command = {
  name: 'score',
  summary: 'civility of JSON lines {id, text}',
  usage: SCORE_USAGE,
  run: (context) =>
    runScore(context, {
      openScorer: async ({ version, stage }) => {
        const { scorer, problems } = await openCivility(version === undefined ? {} : { version })
        if (scorer === null) return { scorer: null, reason: problems.map(told).join('; ') }
        const first = { scorer, warnings: problems.map(told) }
        return stage === 'one' ? first : withStageTwo(first)
      },
    }),
}

/** Whoever asks for it by name is told where it cannot be had, instead of getting the first stage's scores. */
async function withStageTwo(
  first: OpenedScorer,
): Promise<OpenedScorer | { readonly scorer: null; readonly reason: string }> {
  const { scorer } = first
  const faults: string[] = []
  const from = { folder: MODELS_FOLDER, stageOne: scorer.version, logger: gatherFaults(faults) }
  const opened = await openStageTwo({ runtime: 'auto', threads: 1 }, from)
  if (!opened.ok) return { scorer: null, reason: told(opened.problem) }
  const stageTwo = opened.value
  if (stageTwo === null) return { scorer: null, reason: 'there is no model of stage two' }
  const ask = { urgency: 'later', deadlineMs: null } as const
  if (typeof (await stageTwo.read('', ask)) === 'string') {
    await stageTwo.stop()
    return { scorer: null, reason: `stage two cannot run: ${faults.join('; ')}` }
  }
  return {
    ...first,
    consider: (text, language) =>
      considerText({ scorer, stageTwo, count: () => {} }, text, {
        ...ask,
        ...(language === undefined ? {} : { language }),
      }),
    close: stageTwo.stop,
  }
}

function gatherFaults(faults: string[]): Logger {
  const gather: Logger['error'] = (facts, message) => faults.push(`${message} ${JSON.stringify(facts)}`)
  return { info: () => {}, warn: () => {}, error: gather }
}

function told(problem: ModelProblem): string {
  return `${problem.file}: ${problem.reason}: ${problem.detail}`
}
