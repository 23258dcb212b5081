/** Comments that what was learned would treat otherwise, each with its permalink and its beginning. */
import { html } from 'hono/html'
import type { Fragment, Words } from '#pages/words.ts'
import type { VerdictChange } from '#operations/learning/review-learning.ts'
import { nothing } from '#pages/frame.ts'

/** Characters of a comment that are shown; its page has the rest. */
const SHOWN_MAX = 280

export function verdictChanges(changes: readonly VerdictChange[], words: Words): Fragment {
  const { say } = words
  if (changes.length === 0) return nothing()
  return html`<h2>${say('learning.changes')}</h2>
    <p class="log-about">${say('learning.changesAbout')}</p>
    <ol class="decisions">
      ${changes.map((change) => changeItem(change, words))}
    </ol>`
}

function changeItem({ commentId, body, isRemoved, wouldWait }: VerdictChange, { say }: Words): Fragment {
  return html`<li class="decision">
    <blockquote class="suggested-text" dir="auto">${beginning(body)}</blockquote>
    <p class="decision-where">
      ${isRemoved ? say('learning.wasRemoved') : say('learning.wasKept')}
      ${wouldWait ? say('learning.nowWaits') : say('learning.nowPasses')}
      <a href="/c/${commentId}">${say('learning.toComment')}</a>
    </p>
  </li>`
}

/** At the last blank before the limit; where there is none, at least not within a character. */
function beginning(text: string): string {
  if (text.length <= SHOWN_MAX) return text
  const blank = text.lastIndexOf(' ', SHOWN_MAX)
  if (blank > 0) return `${text.slice(0, blank)}…`
  const isCut = (text.codePointAt(SHOWN_MAX - 1) ?? 0) > 0xffff
  return `${text.slice(0, isCut ? SHOWN_MAX + 1 : SHOWN_MAX)}…`
}
