/** What a moderator may do with a comment, in place: forms that work without scripts. */
import { html } from 'hono/html'
import type { Fragment, Words } from '#pages/words.ts'
import type { ViewerView } from '#contract/views.ts'
import { heldNote } from '#pages/held-note.ts'
import { nothing } from '#pages/frame.ts'
import { REASON_CODE_POINTS_MAX } from '#domain/limits.ts'

export function moderationControls(commentId: string, viewer: ViewerView, words: Words): Fragment {
  if (viewer.actions.length === 0 && viewer.undo === null) return nothing()
  const { say } = words
  return html`<div class="moderation" role="group" aria-label="${say('moderation.label')}">
    ${viewer.heldFor === null ? nothing() : heldNote(viewer.heldFor, words)}
    ${
      viewer.actions.length > 0
        ? html`<form method="post" action="/c/${commentId}/decisions">
            <label class="reason"
              ><span>${say('moderation.reason')}</span>
              <input name="reason" maxlength="${REASON_CODE_POINTS_MAX}" autocomplete="off" />
            </label>
            ${viewer.actions.map(
              (action) =>
                html`<button class="action" name="action" value="${action}">
                  ${say(`moderation.${action}`)}
                </button>`,
            )}
          </form>`
        : nothing()
    }
    ${
      viewer.undo === null
        ? nothing()
        : html`<form method="post" action="/decisions/${viewer.undo}/undo">
            <button class="action">${say('moderation.undo')}</button>
          </form>`
    }
    <a class="action" href="/c/${commentId}/revisions">${say('moderation.revisions')}</a>
    <a class="action" href="/c/${commentId}/readings">${say('readings.link')}</a>
  </div>`
}
