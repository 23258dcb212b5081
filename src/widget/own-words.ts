/** Changing and deleting one's own comment where it stands. */
import type { Mount } from '#widget/mount.ts'
import { clickedLink } from '#widget/clicks.ts'
import { field } from '#widget/field.ts'
import { isNudge, showNudge, type Nudged } from '#widget/nudge.ts'
import { showProblem } from '#widget/composer.ts'

export function enhanceOwnWords(mount: Mount): void {
  mount.thread.addEventListener('click', (event) => {
    const link = clickedLink(event, 'a[data-own]')
    const article = link?.closest<HTMLElement>('article.comment')
    if (!link || !article) return
    event.preventDefault()
    void open(mount, article, link)
  })
}

async function open(mount: Mount, article: HTMLElement, link: HTMLAnchorElement): Promise<void> {
  const act = link.dataset['own'] === 'edit' ? 'edit' : 'delete'
  const id = article.dataset['comment'] ?? ''
  const shown = article.querySelector<HTMLElement>('[data-own-form]')
  const again = shown?.dataset['ownForm'] === act
  shown?.remove()
  if (again) return
  const answer = await mount.server.call<{ html: string }>({
    method: 'GET',
    path: `/api/comments/${id}/${act}`,
  })
  if (!answer.ok) {
    // The page behind the link says why in whole sentences.
    location.assign(link.href)
    return
  }
  const form = mount.nodesOf(answer.value.html).querySelector('form')
  if (!form) return
  form.dataset['ownForm'] = act
  article.append(form)
  const first = form.querySelector<HTMLElement>('textarea, button')
  first?.focus()
  form.addEventListener('click', (event) => {
    if (!clickedLink(event, '[data-close]')) return
    event.preventDefault()
    form.remove()
    link.focus()
  })
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void send(mount, article, { form, act })
  })
}

async function send(
  mount: Mount,
  article: HTMLElement,
  { form, act }: { readonly form: HTMLFormElement; readonly act: 'edit' | 'delete' },
): Promise<void> {
  const path = `/api/comments/${article.dataset['comment'] ?? ''}`
  const answer = await mount.server.call<{ readonly html: string | null } | Nudged>(
    act === 'edit'
      ? {
          method: 'PATCH',
          path,
          body: { body: field(form, 'body').value, nudge: field(form, 'nudge').value },
        }
      : { method: 'DELETE', path },
  )
  showProblem(mount, form, answer.ok ? undefined : answer.problem)
  if (!answer.ok) return
  if (isNudge(answer.value)) {
    showNudge(mount, form, answer.value.html)
    return
  }
  const { html } = answer.value
  const fresh = html === null ? null : mount.nodesOf(html).querySelector<HTMLElement>('.comment')
  if (fresh) {
    article.replaceWith(fresh)
    fresh.focus({ preventScroll: true })
    return
  }
  const item = article.closest('.item')
  const near = item?.parentElement?.closest('.item')?.querySelector<HTMLElement>('.comment')
  item?.remove()
  ;(near ?? mount.thread.querySelector<HTMLElement>('form [name="body"]'))?.focus({ preventScroll: true })
}
