/** What is the reader's own, put into a page that is the same for everybody. */
import { commentOf, type Mount } from '#widget/mount.ts'
import { repliesOf } from '#widget/composer.ts'
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

export async function showOwn(mount: Mount): Promise<void> {
  const { thread, server } = mount
  // A reader's own page holds all this already.
  if (thread.dataset['own'] !== undefined || !server.knowsReader()) return
  const answer = await server.call<Own>({
    method: 'GET',
    path: `/api/stories/${thread.dataset['story'] ?? ''}/me`,
  })
  if (!answer.ok) return
  const own = answer.value
  if (own.isModerator && /^\/[sc]\/[^/]+$/.test(location.pathname)) {
    // Moderators work on the page that shows everything, with its controls.
    location.replace(`${location.pathname}/yours${location.search}${location.hash}`)
    return
  }
  for (const [id, vote] of Object.entries(own.votes)) {
    const form = commentOf(mount, id)?.querySelector<HTMLElement>('[data-vote]')
    if (form) showVote(form, vote)
  }
  for (const mine of own.comments) showMine(mount, mine)
  showName(mount, own)
}

function showMine(mount: Mount, mine: Own['comments'][number]): void {
  const shown = commentOf(mount, mine.id)
  if (shown) {
    shown.querySelector('.own')?.replaceWith(mount.nodesOf(mine.links))
    for (const button of shown.querySelectorAll<HTMLButtonElement>('[data-side]')) button.disabled = true
  } else if (mine.html !== null) {
    // Held: it waits where it would stand, seen by its author only.
    const parent = mine.parentId === null ? null : commentOf(mount, mine.parentId)?.closest('.item')
    if (parent) repliesOf(parent).append(mount.nodesOf(mine.html))
    else if (mine.parentId === null) {
      mount.thread.querySelector('[data-comments]')?.prepend(mount.nodesOf(mine.html))
    }
  }
}

function showName({ thread, nodesOf }: Mount, own: Own): void {
  for (const place of thread.querySelectorAll<HTMLElement>('[data-name-field]')) {
    const input = place.querySelector('input')
    if (own.writingAs !== null) place.replaceChildren(nodesOf(own.writingAs))
    else if (input?.value === '' && own.name !== null) input.value = own.name
  }
}
