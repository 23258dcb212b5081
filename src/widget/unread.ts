/** What came since the last visit is marked; the mark is this browser's own and told to nobody. */
import type { Mount } from '#widget/mount.ts'

export function markUnread({ thread, memory, signal }: Mount): void {
  const key = `visit:${thread.dataset['story'] ?? ''}`
  const lastVisit = Number(memory.recall(key))
  if (lastVisit > 0) {
    for (const article of thread.querySelectorAll<HTMLElement>('article[data-comment]')) {
      const time = article.querySelector('time')?.dateTime ?? ''
      if (Date.parse(time) > lastVisit && !article.classList.contains('is-own')) mark(thread, article)
    }
  }
  // Leaving is when a visit is over; `pagehide` also comes where a page is kept for the back button.
  const leave = (): void => memory.remember(key, String(Date.now()))
  addEventListener('pagehide', leave, { signal })
  signal.addEventListener('abort', leave)
}

function mark(thread: HTMLElement, article: HTMLElement): void {
  article.classList.add('is-unread')
  const word = document.createElement('span')
  word.className = 'unread'
  word.textContent = thread.dataset['unreadWords'] ?? ''
  article.querySelector('.head')?.append(word)
}
