/** What came since the last visit is marked; the mark is this browser's own and told to nobody. */
import { recall, remember } from '#widget/remembered.ts'

export function markUnread(thread: HTMLElement): void {
  const key = `visit:${thread.dataset['story'] ?? ''}`
  const lastVisit = Number(recall(key))
  if (lastVisit > 0) {
    for (const article of thread.querySelectorAll<HTMLElement>('article[data-comment]')) {
      const time = article.querySelector('time')?.dateTime ?? ''
      if (Date.parse(time) > lastVisit && !article.classList.contains('is-own')) mark(thread, article)
    }
  }
  // Leaving is when a visit is over; `pagehide` also comes where a page is kept for the back button.
  addEventListener('pagehide', () => remember(key, String(Date.now())))
}

function mark(thread: HTMLElement, article: HTMLElement): void {
  article.classList.add('is-unread')
  const word = document.createElement('span')
  word.className = 'unread'
  word.textContent = thread.dataset['unreadWords'] ?? ''
  article.querySelector('.head')?.append(word)
}
