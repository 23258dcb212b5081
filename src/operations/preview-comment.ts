/** How a comment would look, and whether it would be taken; nothing is stored. */
import type { Outcome } from '#base/outcome.ts'
import type { Problem } from '#contract/errors.ts'
import { bodyProblem } from '#operations/problems.ts'
import { checkBody } from '#domain/comment/body/check-body.ts'
import { done, failed } from '#base/outcome.ts'

/** Safe HTML. */
export function previewComment(body: string): Outcome<string, Problem> {
  const checked = checkBody(body)
  return checked.ok ? done(checked.value.html) : failed(bodyProblem(checked.problem))
}
