/** What a moderator may do about a story as a whole, above its thread: forms that work without scripts. */
import { html } from 'hono/html'
import type { Fragment, Words } from '#pages/words.ts'
import type { StoryControlsView } from '#contract/views.ts'
import { nothing } from '#pages/frame.ts'
import { REASON_CODE_POINTS_MAX } from '#domain/limits.ts'

export function storyControls(
  storyId: string,
  { switches, undo }: StoryControlsView,
  { say }: Words,
): Fragment {
  return html`<div class="story-moderation" role="group" aria-label="${say('moderation.story')}">
    <form method="post" action="/s/${storyId}/decisions">
      <label class="reason"
        ><span>${say('moderation.reason')}</span>
        <input name="reason" maxlength="${REASON_CODE_POINTS_MAX}" autocomplete="off" />
      </label>
      ${switches.map(
        (action) =>
          html`<button class="action" name="action" value="${action}">
            ${say(`moderation.${action}`)}
          </button>`,
      )}
    </form>
    ${
      undo === null
        ? nothing()
        : html`<form method="post" action="/story-decisions/${undo}/undo">
            <button class="action">${say('moderation.undo')}</button>
          </form>`
    }
    <a class="action" href="/s/${storyId}/move">${say('moderation.move')}</a>
  </div>`
}
