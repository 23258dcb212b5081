/** How a comment would look, whether it would be taken, and which of its words weigh; nothing is stored. */
import type { Outcome } from '#base/outcome.ts'
import type { Problem } from '#contract/errors.ts'
import type { WeighedWordsView } from '#contract/views.ts'
import { bodyProblem } from '#operations/problems.ts'
import { byKind } from '#operations/words-of-comment.ts'
import { checkBody } from '#domain/comment/body/check-body.ts'
import { done, failed } from '#base/outcome.ts'
import { joinRanges, markRanges } from '#domain/comment/body/mark-ranges.ts'
import { wordsThatWeigh, type NudgeInput } from '#operations/nudge-writer.ts'

export interface Preview {
  /** Safe HTML, with marks where words weigh. */
  readonly html: string
  readonly kinds: readonly WeighedWordsView[]
}

export async function previewComment(
  ports: Parameters<typeof wordsThatWeigh>[0],
  input: Omit<NudgeInput, 'told'>,
): Promise<Outcome<Preview, Problem>> {
  const checked = checkBody(input.body)
  if (!checked.ok) return failed(bodyProblem(checked.problem))
  const { html } = checked.value
  const found = await wordsThatWeigh(ports, { ...input, html })
  if (!found) return done({ html, kinds: [] })
  const { flat, words } = found
  return done({ html: markRanges(html, flat, joinRanges(words)), kinds: byKind(flat.text, words) })
}
