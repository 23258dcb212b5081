/** Keys to go through a thread: j and k from comment to comment, n to the next new one, r to reply, ? for help. */

import type { Mount } from '#widget/mount.ts'

export function listenToKeys({ thread, signal }: Mount): void {
  const help = thread.querySelector<HTMLDialogElement>('dialog[data-keys]')
  const root = thread.getRootNode() as Document | ShadowRoot
  // Under somebody else's page, keys are ours only while the reader is in the thread.
  const listener = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event)) return
    switch (event.key) {
      case 'j':
        step(thread, 1, '.comment')
        break
      case 'k':
        step(thread, -1, '.comment')
        break
      case 'n':
        step(thread, 1, '.comment.is-unread')
        break
      case 'r':
        root.activeElement?.closest('.comment')?.querySelector<HTMLElement>('a[data-reply]')?.click()
        break
      case '?':
        if (help?.open) help.close()
        else help?.showModal()
        break
      default:
        return
    }
    event.preventDefault()
  }
  if (root === document) addEventListener('keydown', listener, { signal })
  else thread.addEventListener('keydown', listener)
}

/** Letters belong to whoever types. */
function isWriting({ target }: KeyboardEvent): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  )
}

function step(thread: HTMLElement, by: 1 | -1, selector: string): void {
  // What lies in a folded branch is not gone to.
  const all = [...thread.querySelectorAll<HTMLElement>(selector)].filter((comment) =>
    comment.checkVisibility(),
  )
  const { activeElement } = thread.getRootNode() as Document | ShadowRoot
  // Between comments, on a fold for example, the way goes on from there.
  const current =
    activeElement?.closest('.comment') ?? (thread.contains(activeElement) ? activeElement : null)
  const next =
    by === 1
      ? all.find((comment) => isAfter(comment, current))
      : all.findLast((comment) => isBefore(comment, current))
  next?.focus()
  next?.scrollIntoView({ block: 'nearest' })
}

function isAfter(comment: Element, current: Element | null): boolean {
  return (
    current === null || (current.compareDocumentPosition(comment) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0
  )
}

function isBefore(comment: Element, current: Element | null): boolean {
  return (
    current !== null && (current.compareDocumentPosition(comment) & Node.DOCUMENT_POSITION_PRECEDING) !== 0
  )
}
