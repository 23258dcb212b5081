/** New comments wait behind a button until the reader asks for them; changed ones change in place. */
import type { CommentMessage } from '#contract/live.ts'
import type { ApiAnswer } from '#widget/server.ts'
import { commentOf, type Mount } from '#widget/mount.ts'
import { isMadeHere } from '#widget/new-id.ts'
import { repliesOf } from '#widget/composer.ts'

export interface Arrivals {
  readonly announce: (message: Pick<CommentMessage, 'commentId' | 'parentId'>) => void
  readonly offerReload: () => void
}

/** Both null where the comment is no longer shown. */
interface OneComment {
  readonly comment: { readonly state: string } | null
  readonly html: string | null
}

export function showArrivals(mount: Mount): Arrivals {
  const { thread } = mount
  /** Ids that wait, by the comment they answer; the empty key holds new conversations. */
  const waiting = new Map<string, Set<string>>()
  return {
    announce: ({ commentId, parentId }) => {
      if (isMadeHere(commentId) || commentOf(mount, commentId)) return
      const place = placeOfButton(mount, parentId)
      if (!place) return
      const key = parentId ?? ''
      const ids = waiting.get(key) ?? new Set()
      waiting.set(key, ids.add(commentId))
      const words = thread.dataset[parentId === null ? 'arrivalsWords' : 'repliesWords'] ?? '#'
      const button = buttonIn(place)
      button.textContent = words.replace('#', String(ids.size))
      presses.set(button, () => {
        waiting.delete(key)
        button.remove()
        void bringIn(mount, parentId, [...ids])
      })
      say(thread, button.textContent)
    },
    offerReload: () => {
      const place = placeOfButton(mount, null)
      if (!place) return
      const button = buttonIn(place)
      button.textContent = thread.dataset['reloadWords'] ?? ''
      presses.set(button, mount.reload)
    },
  }
}

/** Room is kept for the button above the thread; a reply's stands in the row of actions: nothing moves. */
function placeOfButton(mount: Mount, parentId: string | null): Element | null {
  if (parentId === null) return mount.thread.querySelector('[data-arrivals]')
  return commentOf(mount, parentId)?.querySelector('.actions') ?? null
}

/** What pressing a button does now: a later arrival replaces it. */
const presses = new WeakMap<HTMLButtonElement, () => void>()

function buttonIn(place: Element): HTMLButtonElement {
  const existing = place.querySelector<HTMLButtonElement>('button[data-arrived]')
  if (existing) return existing
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'action arrived'
  button.dataset['arrived'] = ''
  button.addEventListener('click', () => presses.get(button)?.())
  place.append(button)
  return button
}

function say(thread: HTMLElement, text: string): void {
  const place = thread.querySelector('[data-announce]')
  if (place) place.textContent = text
}

async function bringIn(mount: Mount, parentId: string | null, ids: readonly string[]): Promise<void> {
  const { thread } = mount
  const answers = await Promise.all(ids.map((id) => readComment(mount, id)))
  const parent = parentId === null ? null : commentOf(mount, parentId)?.closest('.item')
  if (parentId !== null && !parent) return
  const list = parent ? repliesOf(parent) : thread.querySelector('[data-comments]')
  const atEnd = parent !== null || thread.dataset['order'] === 'oldest'
  for (const answer of answers) {
    if (!answer.ok || answer.value.html === null) continue
    const nodes = mount.nodesOf(answer.value.html)
    nodes.querySelector('.comment')?.classList.add('is-new')
    if (atEnd) list?.append(nodes)
    else list?.prepend(nodes)
  }
  thread.querySelector('[data-empty]')?.remove()
  commentOf(mount, ids.at(-1) ?? '')?.focus({ preventScroll: parent !== null })
}

function readComment({ server }: Mount, id: string): Promise<ApiAnswer<OneComment>> {
  return server.call({ method: 'GET', path: `/api/comments/${id}`, isPublic: true })
}

/** Reads a changed comment again and shows what became of it; one that is gone leaves. */
export async function applyChange(
  mount: Mount,
  message: Pick<CommentMessage, 'commentId' | 'parentId'>,
  arrivals: Arrivals,
): Promise<void> {
  const shown = commentOf(mount, message.commentId)
  const answer = await readComment(mount, message.commentId)
  if (!answer.ok) return
  const { comment, html } = answer.value
  if (comment === null || html === null) {
    shown?.closest('.item')?.remove()
    return
  }
  if (!shown) {
    if (comment.state === 'published') arrivals.announce(message)
    return
  }
  const fresh = mount.nodesOf(html).querySelector<HTMLElement>('.comment')
  if (!fresh) return
  if (fresh.dataset['state'] !== shown.dataset['state']) {
    shown.replaceWith(fresh)
    return
  }
  // Only words and mark: votes pressed and links to edit are this reader's own, and stay.
  for (const part of ['.head', '.words']) {
    const now = fresh.querySelector(part)
    if (now) shown.querySelector(part)?.replaceWith(now)
  }
}
