/** What the domain found wrong with words or names, as entries of the table of errors. */
import type { BodyProblem } from '#domain/comment/body/check-body.ts'
import type { NameProblem } from '#domain/people/name.ts'
import { problem, type Problem } from '#contract/errors.ts'

export function bodyProblem(found: BodyProblem): Problem {
  const values = { limit: found.limit, actual: found.actual }
  switch (found.kind) {
    case 'empty':
      return problem('text-empty')
    case 'too-long':
      return problem('text-too-long', values)
    case 'too-many-links':
      return problem('too-many-links', values)
  }
}

export function nameProblem(found: NameProblem): Problem {
  switch (found.kind) {
    case 'empty':
    case 'unreadable':
      return problem('name-missing')
    case 'too-long':
      return problem('name-too-long', { limit: found.limit, actual: found.actual })
    case 'reserved':
      return problem('name-reserved')
  }
}
