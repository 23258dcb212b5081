/** A program has a text scored; nothing of it is kept. */
import type { AnalyzeRequest, AnalyzeResponse, PerspectiveProblem } from '#domain/civility/perspective.ts'
import type { Outcome } from '#base/outcome.ts'
import type { Ports } from '#ports/ports.ts'
import { analyzeComment } from '#domain/civility/perspective.ts'
import { done, failed } from '#base/outcome.ts'

export interface AnalyzedText {
  readonly answer: AnalyzeResponse
  /** Which version of the weights it is from. */
  readonly model: string
}

export async function analyzeText(
  { civility }: Pick<Ports, 'civility'>,
  request: AnalyzeRequest,
): Promise<Outcome<AnalyzedText, PerspectiveProblem | 'civility-off'>> {
  const scorer = await civility.scorer()
  if (scorer === null) return failed('civility-off')
  const answer = analyzeComment(request, scorer)
  return answer.ok ? done({ answer: answer.value, model: scorer.version }) : answer
}
