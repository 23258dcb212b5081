/** Tells the reader, and the page, what did not work; what is shown stays. */
import type { Mount } from '#widget/mount.ts'
import { problemText, type ApiProblem } from '#widget/server.ts'

export function sayProblem(
  { thread, tell }: Pick<Mount, 'thread' | 'tell'>,
  problem: ApiProblem | null,
): void {
  const notice = thread.querySelector('[data-notice]')
  if (notice) notice.textContent = problemText(problem, thread.dataset['unreachableWords'] ?? '')
  tell({ kind: 'error', detail: { code: problem?.code ?? 'unreachable' } })
}
