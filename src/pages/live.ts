/** What a page carries for its script to show what changes: places, and the words to put there. */
import { html } from 'hono/html'
import type { Fragment, Words } from '#pages/words.ts'

/** Stands for the number in words that the script fills in. */
const COUNT = '#'

/** Attributes of the thread: the script has no words of its own. */
export function liveWords({ say }: Words): Fragment {
  return html`data-arrivals-words="${say('live.arrivals', { count: COUNT })}"
  data-replies-words="${say('live.replies', { count: COUNT })}" data-reload-words="${say('live.reload')}"
  data-unread-words="${say('live.unread')}" data-unreachable-words="${say('live.unreachable')}"`
}

/** A place that screen readers are told of politely, and the list of keys. */
export function liveParts({ say }: Words): Fragment {
  const keys = [
    ['j', say('keys.next')],
    ['k', say('keys.previous')],
    ['n', say('keys.unread')],
    ['r', say('keys.reply')],
    ['?', say('keys.help')],
  ] as const
  return html`<p class="unseen" role="status" data-announce></p>
    <dialog class="keys" data-keys aria-labelledby="keys-title">
      <h2 id="keys-title">${say('keys.title')}</h2>
      <dl>
        ${keys.map(
          ([key, what]) =>
            html`<div>
              <dt><kbd>${key}</kbd></dt>
              <dd>${what}</dd>
            </div>`,
        )}
      </dl>
      <form method="dialog"><button class="button quiet">${say('keys.close')}</button></form>
    </dialog>`
}
