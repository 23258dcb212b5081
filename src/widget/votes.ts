/** Agreeing and disagreeing without leaving the page; the server's count is what is shown. */
import { call } from '#widget/api.ts'

interface Counted {
  readonly agree: number
  readonly disagree: number
  readonly vote: 1 | -1 | 0
}

export function enhanceVotes(thread: HTMLElement): void {
  thread.addEventListener('submit', (event) => {
    const form = event.target instanceof HTMLFormElement ? event.target : null
    if (!form?.matches('[data-vote]')) return
    event.preventDefault()
    const button = event.submitter as HTMLButtonElement | null
    if (button) void vote(thread, form, button)
  })
}

async function vote(thread: HTMLElement, form: HTMLFormElement, button: HTMLButtonElement): Promise<void> {
  const id = form.closest<HTMLElement>('[data-comment]')?.dataset['comment'] ?? ''
  const answer = await call<Counted>('PUT', `/api/comments/${id}/vote`, { value: Number(button.value) })
  const notice = thread.querySelector('[data-notice]')
  if (!answer.ok) {
    if (notice) notice.textContent = answer.problem ? `${answer.problem.what} ${answer.problem.do}` : ''
    return
  }
  showVote(form, answer.value.vote)
  showCount(form, '1', answer.value.agree)
  showCount(form, '-1', answer.value.disagree)
}

/** Pressing a pressed button takes the vote back, with and without scripts. */
export function showVote(form: HTMLElement, vote: 1 | -1 | 0): void {
  for (const button of form.querySelectorAll<HTMLButtonElement>('[data-side]')) {
    const pressed = button.dataset['side'] === String(vote)
    button.setAttribute('aria-pressed', String(pressed))
    button.value = pressed ? '0' : (button.dataset['side'] ?? '')
  }
}

function showCount(form: HTMLElement, side: string, count: number): void {
  const place = form.querySelector(`[data-side="${side}"] [data-count]`)
  const language = form.closest<HTMLElement>('[lang]')?.lang || undefined
  if (place) place.textContent = count > 0 ? count.toLocaleString(language) : ''
}
