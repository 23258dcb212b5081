/** The form in which comments are written: for a new conversation, a reply, or a change. */
import { html, raw } from 'hono/html'
import type { Fragment, Words } from '#pages/words.ts'
import type { NudgeView } from '#contract/views.ts'
import type { Preview } from '#operations/preview-comment.ts'
import { COMMENT_CODE_POINTS_MAX, NAME_CODE_POINTS_MAX } from '#domain/limits.ts'
import { NOT_ASKED } from '#contract/nudge.ts'
import { kindSentences, nudgeBox } from '#pages/nudge.ts'
import { nothing } from '#pages/frame.ts'

/** What stands in the form already, and what was wrong with it. */
export interface ComposerState {
  readonly storyId: string
  readonly parentId: string | null
  /** Made by the server where it shows the form a second time, so that a double click posts once. */
  readonly id: string | null
  readonly name: string
  readonly body: string
  /** Members write under their own name; null asks for one. */
  readonly memberName: string | null
  readonly error: Fragment | null
  readonly preview: Preview | null
  /** What the writer is asked about these words. */
  readonly nudge: NudgeView | null
  /** What was asked before. */
  readonly told: string
}

export const EMPTY_COMPOSER = {
  parentId: null,
  id: null,
  name: '',
  body: '',
  memberName: null,
  error: null,
  preview: null,
  nudge: null,
  told: NOT_ASKED,
} as const

export function composer(state: ComposerState, words: Words): Fragment {
  const { say } = words
  const field = state.parentId ?? 'new'
  return html`<form
    class="composer"
    id="write-${field}"
    method="post"
    action="/s/${state.storyId}/comments"
    data-composer="${state.parentId ?? ''}"
    data-reply-label="${say('composer.labelReply')}"
    data-unreachable="${say('composer.unreachable')}"
    aria-label="${say(state.parentId === null ? 'composer.labelNew' : 'composer.labelReply')}"
  >
    <div class="composer-error" role="alert" data-error>${state.error ?? nothing()}</div>
    ${nudgeBox(state.nudge, { field, isEdit: false, told: state.told }, words)}
    ${state.preview === null ? nothing() : previewBox(state.preview, words)}
    <input type="hidden" name="parentId" value="${state.parentId ?? ''}" />
    <input type="hidden" name="id" value="${state.id ?? ''}" />
    <p class="field words-field">
      <label for="body-${field}">${say('composer.body')}</label>
      <textarea
        id="body-${field}"
        name="body"
        rows="4"
        required
        dir="auto"
        aria-describedby="hint-${field}"
        data-limit="${COMMENT_CODE_POINTS_MAX}"
      >
${state.body}</textarea>
    </p>
    <p class="hint" id="hint-${field}">${say('composer.hint')}</p>
    <div class="composer-row">
      ${nameField(state, { field, words })}
      <p class="composer-buttons">
        <button class="button" name="intent" value="post">${say('composer.post')}</button>
        <button class="button quiet" name="intent" value="preview" formnovalidate data-preview>
          ${say('composer.preview')}
        </button>
        <button class="button quiet" type="button" data-cancel hidden>${say('composer.cancel')}</button>
      </p>
    </div>
    <div class="composer-preview" data-preview-box hidden></div>
  </form>`
}

function nameField(
  { name, memberName }: ComposerState,
  { field, words }: { readonly field: string; readonly words: Words },
): Fragment {
  if (memberName !== null) {
    return html`<p class="field name-field">${writingAs(memberName, words)}</p>`
  }
  return html`<p class="field name-field" data-name-field>
    <label for="name-${field}">${words.say('composer.name')}</label>
    <input
      id="name-${field}"
      name="name"
      value="${name}"
      maxlength="${NAME_CODE_POINTS_MAX * 2}"
      autocomplete="nickname"
      required
      dir="auto"
    />
  </p>`
}

/** Says under which name a member writes. */
export function writingAs(memberName: string, words: Words): Fragment {
  return words.sayHtml('composer.writingAs', { name: html`<bdi class="name">${memberName}</bdi>` })
}

export function previewBox(preview: Preview, words: Words): Fragment {
  return html`<section class="preview" aria-label="${words.say('composer.previewLabel')}">
    <p class="preview-label">${words.say('composer.previewLabel')}</p>
    <div class="words" dir="auto">${raw(preview.html)}</div>
    ${
      preview.kinds.length === 0
        ? nothing()
        : html`<div class="preview-note">${kindSentences(preview.kinds, words)}</div>`
    }
  </section>`
}

export interface EditorState {
  readonly commentId: string
  readonly body: string
  readonly error: Fragment | null
  /** What the writer is asked about these words. */
  readonly nudge: NudgeView | null
  /** What was asked before. */
  readonly told: string
}

/** The form for changing one's own words. */
export function editor(state: EditorState, words: Words): Fragment {
  const { say } = words
  const field = `edit-${state.commentId}`
  return html`<form
    class="composer"
    method="post"
    action="/c/${state.commentId}/edit"
    aria-label="${say('edit.title')}"
    data-unreachable="${say('composer.unreachable')}"
  >
    <div class="composer-error" role="alert" data-error>${state.error ?? nothing()}</div>
    ${nudgeBox(state.nudge, { field, isEdit: true, told: state.told }, words)}
    <p class="field words-field">
      <label for="body-${field}">${say('composer.body')}</label>
      <textarea id="body-${field}" name="body" rows="8" required dir="auto" aria-describedby="hint-${field}">
${state.body}</textarea>
    </p>
    <p class="hint" id="hint-${field}">${say('composer.hint')}</p>
    <p class="composer-buttons">
      <button class="button">${say('composer.save')}</button>
      <a class="button quiet" href="/c/${state.commentId}" data-close>${say('composer.cancel')}</a>
    </p>
  </form>`
}

/** Asks once more before words go for good. */
export function deleteForm(commentId: string, { say }: Words): Fragment {
  return html`<form
    class="composer"
    method="post"
    action="/c/${commentId}/delete"
    aria-label="${say('delete.title')}"
    data-unreachable="${say('composer.unreachable')}"
  >
    <div class="composer-error" role="alert" data-error></div>
    <p>${say('delete.about')}</p>
    <p class="composer-buttons">
      <button class="button">${say('delete.confirm')}</button>
      <a class="button quiet" href="/c/${commentId}" data-close>${say('delete.keep')}</a>
    </p>
  </form>`
}
