/** "Reply" opens the form below the comment instead of on a page of its own. */
import type { Mount } from '#widget/mount.ts'
import { clickedLink } from '#widget/clicks.ts'
import { endNudge } from '#widget/nudge.ts'
import { enhanceComposer } from '#widget/composer.ts'

export function enhanceReplies(mount: Mount): void {
  const { thread } = mount
  thread.addEventListener('click', (event) => {
    const link = clickedLink(event, 'a[data-reply]')
    const template = thread.querySelector<HTMLFormElement>('form[data-composer=""]')
    if (!link || !template) return
    event.preventDefault()
    openReply(mount, link, template)
  })
}

function openReply(mount: Mount, link: HTMLAnchorElement, template: HTMLFormElement): void {
  const parentId = link.dataset['reply'] ?? ''
  const article = link.closest('.comment')
  const open = mount.thread.querySelector<HTMLFormElement>(`form[data-composer="${CSS.escape(parentId)}"]`)
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
  enhanceComposer(mount, form)
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
  endNudge(form)
  form.querySelector('[data-error]')?.replaceChildren()
  form.querySelector('[data-preview-box]')?.replaceChildren()
  form.querySelector<HTMLElement>('[data-cancel]')?.removeAttribute('hidden')
}
