/** `parley score`: the command with the shipped civility model behind it. */

import type { Command } from '#cli/command.ts'
import { runScore, SCORE_USAGE } from '#cli/score.ts'
import { openCivility } from './open-civility.ts'

export const scoreCommand: Command = {
  name: 'score',
  summary: 'civility of JSON lines {id, text}',
  usage: SCORE_USAGE,
  run: (context) =>
    runScore(context, {
      openScorer: async (version) => {
        const { scorer, problems } = await openCivility(version === undefined ? {} : { version })
        const said = problems.map((problem) => `${problem.file}: ${problem.reason}: ${problem.detail}`)
        if (scorer === null) return { scorer: null, reason: said.join('; ') }
        return { scorer, warnings: said }
      },
    }),
}
