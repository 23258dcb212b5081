/** "More replies", "More comments" and a search go on in place, by the parts of pages behind the same links. */
import { commentOf, type Mount } from '#widget/mount.ts'
import { clickedLink } from '#widget/clicks.ts'
import { repliesOf } from '#widget/composer.ts'
import { sayProblem } from '#widget/say-problem.ts'
import { showOwn } from '#widget/own.ts'

/** Digits and hyphens of an id at the end of a link to a comment. */
const COMMENT_LINK = /[0-9a-f-]{36}$/

export function enhanceParts(mount: Mount): void {
  mount.thread.addEventListener('click', (event) => {
    const parent = clickedLink(event, 'a.parent')
    if (parent) followParent(mount, parent, event)
    const link = clickedLink(event, 'a[data-part]')
    const path = link?.dataset['part']
    if (!link || path === undefined) return
    if (link.dataset['into'] === 'thread') {
      if (!mount.show) return
      event.preventDefault()
      mount.show(path)
      return
    }
    event.preventDefault()
    void goOn(mount, link, path)
  })
  mount.thread.addEventListener('submit', (event) => searchInPlace(mount, event))
}

/** Where links lead elsewhere, a search does too: its form has an address of its own. */
function searchInPlace({ show }: Mount, event: Event): void {
  const form = event.target as HTMLFormElement
  const path = form.dataset['part']
  if (!show || path === undefined) return
  event.preventDefault()
  const { value } = form.elements.namedItem('q') as HTMLInputElement
  show(`${path}&q=${encodeURIComponent(value)}`)
}

/** A comment that is here already is gone to; any other has a page of its own. */
function followParent(mount: Mount, link: HTMLAnchorElement, event: Event): void {
  const comment = commentOf(mount, COMMENT_LINK.exec(link.href)?.[0] ?? '')
  if (!comment) return
  event.preventDefault()
  comment.scrollIntoView({ block: 'start' })
  comment.focus({ preventScroll: true })
}

async function goOn(mount: Mount, link: HTMLAnchorElement, path: string): Promise<void> {
  const place = link.closest('.more, .pages')
  link.setAttribute('aria-busy', 'true')
  const answer = await mount.server.part(path)
  link.removeAttribute('aria-busy')
  if (!answer.ok) {
    sayProblem(mount, answer.problem)
    return
  }
  const nodes = mount.nodesOf(answer.value)
  const intoBranch = link.dataset['into'] === 'branch'
  const list = intoBranch
    ? link.closest('details')?.querySelector('.replies')
    : mount.thread.querySelector('[data-comments]')
  const came = nodes.querySelector(intoBranch ? '.replies' : '[data-comments]')
  const items = [...(came?.children ?? [])]
  const next = nodes.querySelector(intoBranch ? '.more' : '.pages')
  for (const item of items) {
    if (!isHere(mount, item)) (homeOf(mount, item) ?? list)?.append(item)
  }
  // "Back to the first comments" makes no sense where they stand above.
  next?.querySelector('.first')?.remove()
  if (next?.querySelector('a')) place?.replaceWith(next)
  else place?.remove()
  items[0]?.querySelector<HTMLElement>('.comment')?.focus({ preventScroll: true })
  void showOwn(mount)
}

/** Posted in between, or shown by a link to it. */
function isHere(mount: Mount, item: Element): boolean {
  const id = item.querySelector<HTMLElement>('.comment')?.dataset['comment']
  return id !== undefined && commentOf(mount, id) !== null
}

/** A reply whose parent came with an earlier part belongs below it. */
function homeOf(mount: Mount, item: Element): Element | null {
  const link = item.querySelector<HTMLAnchorElement>(':scope > .comment .parent')
  const parent = link && commentOf(mount, COMMENT_LINK.exec(link.href)?.[0] ?? '')?.closest('.item')
  return parent ? repliesOf(parent) : null
}
