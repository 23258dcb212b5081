/** What a moderator may do about a story as a whole, above its thread: forms that work without scripts. */
import { html } from 'hono/html'
import type { Fragment, Words } from '#pages/words.ts'
import type { StoryControlsView } from '#contract/views.ts'
import { nothing } from '#pages/frame.ts'
import { REASON_CODE_POINTS_MAX } from '#domain/limits.ts'

export function storyControls(storyId: string, controls: StoryControlsView, words: Words): Fragment {
  const { say } = words
  return html`<div class="story-moderation" role="group" aria-label="${say('moderation.story')}">
    ${switchForm(storyId, controls, words)}
    ${controls.undo === null ? nothing() : undoForm(controls.undo, say('moderation.undo'))}
    ${
      controls.mayMove
        ? html`<a class="action" href="/s/${storyId}/move">${say('moderation.move')}</a>`
        : nothing()
    }
    ${controls.merges.map(({ decisionId, headline }) =>
      undoForm(decisionId, say('moderation.unmerge', { headline })),
    )}
  </div>`
}

function switchForm(storyId: string, { switches }: StoryControlsView, { say }: Words): Fragment {
  if (switches.length === 0) return nothing()
  return html`<form method="post" action="/s/${storyId}/decisions">
    <label class="reason"
      ><span>${say('moderation.reason')}</span>
      <input name="reason" maxlength="${REASON_CODE_POINTS_MAX}" autocomplete="off" />
    </label>
    ${switches.map(
      (action) =>
        html`<button class="action" name="action" value="${action}">${say(`moderation.${action}`)}</button>`,
    )}
  </form>`
}

function undoForm(decisionId: string, label: string): Fragment {
  return html`<form method="post" action="/story-decisions/${decisionId}/undo">
    <button class="action">${label}</button>
  </form>`
}
