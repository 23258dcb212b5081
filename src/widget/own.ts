/** What is the reader's own, put into a page that is the same for everybody. */
import { call } from '#widget/api.ts'
import { repliesOf } from '#widget/composer.ts'
import { nodesOf } from '#widget/server-html.ts'
import { showVote } from '#widget/votes.ts'

interface Own {
  readonly name: string | null
  readonly standing: 'member' | 'guest'
  readonly isModerator: boolean
  readonly writingAs: string | null
  readonly votes: Readonly<Record<string, 1 | -1>>
  readonly comments: readonly {
    readonly id: string
    readonly parentId: string | null
    readonly links: string
    readonly html: string | null
  }[]
}

export async function showOwn(thread: HTMLElement): Promise<void> {
  // A reader's own page holds all this already.
  if (thread.dataset['own'] !== undefined) return
  const answer = await call<Own>('GET', `/api/stories/${thread.dataset['story'] ?? ''}/me`)
  if (!answer.ok) return
  const own = answer.value
  if (own.isModerator && /^\/[sc]\/[^/]+$/.test(location.pathname)) {
    // Moderators work on the page that shows everything, with its controls.
    location.replace(`${location.pathname}/yours${location.search}${location.hash}`)
    return
  }
  for (const [id, vote] of Object.entries(own.votes)) {
    const form = comment(thread, id)?.querySelector<HTMLElement>('[data-vote]')
    if (form) showVote(form, vote)
  }
  for (const mine of own.comments) showMine(thread, mine)
  showName(thread, own)
}

function comment(thread: HTMLElement, id: string): HTMLElement | null {
  return thread.querySelector<HTMLElement>(`[id="c-${CSS.escape(id)}"]`)
}

function showMine(thread: HTMLElement, mine: Own['comments'][number]): void {
  const shown = comment(thread, mine.id)
  if (shown) {
    shown.querySelector('.own')?.replaceWith(nodesOf(mine.links))
    for (const button of shown.querySelectorAll<HTMLButtonElement>('[data-side]')) button.disabled = true
  } else if (mine.html !== null) {
    // Held: it waits where it would stand, seen by its author only.
    const parent = mine.parentId === null ? null : comment(thread, mine.parentId)?.closest('.item')
    if (parent) repliesOf(parent).append(nodesOf(mine.html))
    else if (mine.parentId === null) thread.querySelector('[data-comments]')?.prepend(nodesOf(mine.html))
  }
}

function showName(thread: HTMLElement, own: Own): void {
  for (const place of thread.querySelectorAll<HTMLElement>('[data-name-field]')) {
    const input = place.querySelector('input')
    if (own.writingAs !== null) place.replaceChildren(nodesOf(own.writingAs))
    else if (input?.value === '' && own.name !== null) input.value = own.name
  }
}
