/** "Reply" opens the form below the comment instead of on a page of its own. */
import { enhanceComposer } from '#widget/composer.ts'

export function enhanceReplies(thread: HTMLElement): void {
  thread.addEventListener('click', (event) => {
    const link =
      event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[data-reply]') : null
    // A new tab, a new window: the page behind the link does the same.
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return
    const template = document.querySelector<HTMLFormElement>('form[data-composer=""]')
    if (!template) return
    event.preventDefault()
    openReply(thread, link, template)
  })
}

function openReply(thread: HTMLElement, link: HTMLAnchorElement, template: HTMLFormElement): void {
  const parentId = link.dataset['reply'] ?? ''
  const article = link.closest('.comment')
  const open = thread.querySelector<HTMLFormElement>(`form[data-composer="${CSS.escape(parentId)}"]`)
  if (open) {
    open.querySelector('textarea')?.focus()
    return
  }
  const form = template.cloneNode(true) as HTMLFormElement
  makeReplyForm(form, parentId)
  form.setAttribute('aria-label', template.dataset['replyLabel'] ?? '')
  article?.after(form)
  form.querySelector<HTMLElement>('[data-cancel]')?.addEventListener('click', () => {
    form.remove()
    link.focus()
  })
  enhanceComposer(thread, form)
  form.querySelector('textarea')?.focus()
}

/** Every id of the copied form gets the parent's, so that labels still name their fields. */
function makeReplyForm(form: HTMLFormElement, parentId: string): void {
  form.dataset['composer'] = parentId
  form.id = `write-${parentId}`
  for (const attribute of ['id', 'for', 'aria-describedby']) {
    for (const element of form.querySelectorAll(`[${attribute}$="-new"]`)) {
      element.setAttribute(
        attribute,
        (element.getAttribute(attribute) ?? '').replace(/-new$/, `-${parentId}`),
      )
    }
  }
  ;(form.elements.namedItem('parentId') as HTMLInputElement).value = parentId
  const body = form.elements.namedItem('body') as HTMLTextAreaElement
  body.value = ''
  form.querySelector('[data-error]')?.replaceChildren()
  form.querySelector('[data-preview-box]')?.replaceChildren()
  form.querySelector<HTMLElement>('[data-cancel]')?.removeAttribute('hidden')
}
