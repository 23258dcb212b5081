/** A program has a text scored; nothing of it is kept. */
import type { AnalyzeRequest, AnalyzeResponse, PerspectiveProblem } from '#domain/civility/perspective.ts'
import type { ConsideredScore } from '#ports/civility.ts'
import type { CivilityScorer } from '#domain/civility/score-text.ts'
import type { Outcome } from '#base/outcome.ts'
import type { Ports } from '#ports/ports.ts'
import { ANALYSIS_CIVILITY_WAIT_MS, CONSIDERED_SENTENCES_MAX } from '#domain/limits.ts'
import { analyzeComment, requestProblem, statedLanguage } from '#domain/civility/perspective.ts'
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
  { civility }: Pick<Ports, 'civility'>,
  request: AnalyzeRequest,
): Promise<Outcome<AnalyzedText, PerspectiveProblem | 'civility-off'>> {
  const scorer = await civility.scorer()
  if (scorer === null) return failed('civility-off')
  const unfit = requestProblem(request)
  if (unfit !== null) return failed(unfit)
  const stated = statedLanguage(request.languages)
  const ask = (text: string, language: string | undefined) =>
    civility.consider(text, {
      ...(language === undefined ? {} : { language }),
      urgency: 'now',
      deadlineMs: ANALYSIS_CIVILITY_WAIT_MS,
    })
  const whole = await ask(request.text, stated)
  if (whole === null) return failed('civility-off')
  const known = new Map([[keyOf(request.text, stated), whole]])
  // Sentences are scored in the language of the whole, as the answer's shape wants it.
  known.set(keyOf(request.text, whole.language), whole)
  const sentences = request.spanAnnotations ? firstSentences(request.text) : []
  await Promise.all(
    sentences.map(async (text) => {
      const key = keyOf(text, whole.language)
      const considered = known.get(key) ?? (await ask(text, whole.language))
      if (considered !== null) known.set(key, considered)
    }),
  )
  const answer = analyzeComment(request, knowing(scorer, known))
  if (!answer.ok) return answer
  const stage = whole.stage === 'two' ? 'two' : `one; ${whole.why}`
  return done({ answer: answer.value, model: whole.model, stage })
}

function firstSentences(text: string): readonly string[] {
  return splitSentences(text)
    .slice(0, CONSIDERED_SENTENCES_MAX)
    .map(({ start, end }) => text.slice(start, end))
}

/** The scorer, with what both stages said of some texts instead of what the first says. */
function knowing(scorer: CivilityScorer, known: ReadonlyMap<string, ConsideredScore>): CivilityScorer {
  return {
    ...scorer,
    score: (text, language) => known.get(keyOf(text, language)) ?? scorer.score(text, language),
  }
}

function keyOf(text: string, language: string | undefined): string {
  return `${language ?? ''}\n${text}`
}
