/** Agreeing and disagreeing without leaving the page; the server's count is what is shown. */
import { commentOf, type Mount } from '#widget/mount.ts'
import { sayProblem } from '#widget/say-problem.ts'

interface Counted {
  readonly agree: number
  readonly disagree: number
  readonly vote: 1 | -1 | 0
}

export function enhanceVotes(mount: Mount): void {
  mount.thread.addEventListener('submit', (event) => {
    const form = event.target instanceof HTMLFormElement ? event.target : null
    if (!form?.matches('[data-vote]')) return
    event.preventDefault()
    const button = event.submitter as HTMLButtonElement | null
    if (button) void vote(mount, form, button)
  })
}

async function vote(mount: Mount, form: HTMLFormElement, button: HTMLButtonElement): Promise<void> {
  const id = form.closest<HTMLElement>('[data-comment]')?.dataset['comment'] ?? ''
  const answer = await mount.server.call<Counted>({
    method: 'PUT',
    path: `/api/comments/${id}/vote`,
    body: { value: Number(button.value) },
  })
  if (!answer.ok) {
    sayProblem(mount, answer.problem)
    return
  }
  showVote(form, answer.value.vote)
  showCount(form, '1', answer.value.agree)
  showCount(form, '-1', answer.value.disagree)
  mount.tell({ kind: 'vote', detail: { id, ...answer.value } })
}

/** Pressing a pressed button takes the vote back, with and without scripts. */
export function showVote(form: HTMLElement, vote: 1 | -1 | 0): void {
  for (const button of form.querySelectorAll<HTMLButtonElement>('[data-side]')) {
    const pressed = button.dataset['side'] === String(vote)
    button.setAttribute('aria-pressed', String(pressed))
    button.value = pressed ? '0' : (button.dataset['side'] ?? '')
  }
}

/** Counts that changed elsewhere; whose button is pressed stays as it is. */
export function showCounts(
  mount: Mount,
  commentId: string,
  counts: { readonly agree?: number; readonly disagree?: number },
): void {
  const form = commentOf(mount, commentId)?.querySelector<HTMLElement>('[data-vote]')
  if (!form) return
  showCount(form, '1', counts.agree ?? 0)
  showCount(form, '-1', counts.disagree ?? 0)
}

function showCount(form: HTMLElement, side: string, count: number): void {
  const place = form.querySelector(`[data-side="${side}"] [data-count]`)
  const language = form.closest<HTMLElement>('[lang]')?.lang || undefined
  if (place) place.textContent = count > 0 ? count.toLocaleString(language) : ''
}
