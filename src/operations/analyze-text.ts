/** A program has a text scored; nothing of it is kept. */
import type { AnalyzeRequest, AnalyzeResponse, PerspectiveProblem } from '#domain/civility/perspective.ts'
import type { Outcome } from '#base/outcome.ts'
import type { Ports } from '#ports/ports.ts'
import { analyzeComment, requestProblem } from '#domain/civility/perspective.ts'
import { considerTexts } from '#operations/consider-texts.ts'
import { done, failed } from '#base/outcome.ts'
import { splitSentences } from '#domain/civility/split-sentences.ts'

export interface AnalyzedText {
  readonly answer: AnalyzeResponse
  /** Which versions of the weights it is from. */
  readonly model: string
  /** `two`, or `one` with the reason why stage one's answer stands alone. */
  readonly stage: string
}

export async function analyzeText(
  ports: Pick<Ports, 'civility'>,
  request: AnalyzeRequest,
): Promise<Outcome<AnalyzedText, PerspectiveProblem | 'civility-off'>> {
  if ((await ports.civility.scorer()) === null) return failed('civility-off')
  const unfit = requestProblem(request)
  if (unfit !== null) return failed(unfit)
  const { text, languages, spanAnnotations } = request
  const parts = spanAnnotations ? splitSentences(text).map(({ start, end }) => text.slice(start, end)) : []
  const considered = await considerTexts(ports, { text, languages, parts })
  if (considered === null) return failed('civility-off')
  const { scorer, whole } = considered
  const answer = analyzeComment(request, scorer)
  if (!answer.ok) return answer
  const stage = whole.stage === 'two' ? 'two' : `one; ${whole.why}`
  return done({ answer: answer.value, model: whole.model, stage })
}
