/** Shows a writer in the form itself which of their words the server asks about, and leads back to them. */
import type { Mount } from '#widget/mount.ts'
import { clickedLink } from '#widget/clicks.ts'
import { field } from '#widget/field.ts'
import { NOT_ASKED } from '#contract/nudge.ts'

/** Instead of what was posted: the box that asks the writer to look again. */
export interface Nudged {
  readonly nudge: unknown
  readonly html: string
}

export function isNudge<Answer extends object>(answer: Answer | Nudged): answer is Nudged {
  return 'nudge' in answer
}

function boxOf(form: HTMLFormElement): HTMLElement | null {
  return form.querySelector<HTMLElement>('[data-nudge]')
}

/** `html`: the box as the server made it; it holds the field that says what was asked. */
export function showNudge({ nodesOf }: Mount, form: HTMLFormElement, html: string): void {
  boxOf(form)?.replaceWith(nodesOf(html))
  const box = boxOf(form)
  box?.addEventListener('click', (event) => {
    if (!clickedLink(event, '[data-change]')) return
    event.preventDefault()
    goToWords(form, box)
  })
  box?.focus()
}

/** To the first marked word, selected: typing replaces it. */
function goToWords(form: HTMLFormElement, box: HTMLElement): void {
  const body = field(form, 'body') as HTMLTextAreaElement
  const word = box.querySelector('mark')?.textContent ?? ''
  const at = body.value.indexOf(word)
  box.hidden = true
  body.focus()
  if (at >= 0) body.setSelectionRange(at, at + word.length)
}

/** For other words, nothing was asked yet. */
export function endNudge(form: HTMLFormElement): void {
  const box = boxOf(form)
  if (!box) return
  box.hidden = true
  field(form, 'nudge').value = NOT_ASKED
}
