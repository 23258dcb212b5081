/** The list of scores that programs suggested, for moderators: what was said, what Parley says, and a way to put it away. */
import { html } from 'hono/html'
import type { Fragment, Words } from '#pages/words.ts'
import type { SuggestedScore } from '#domain/civility/suggestion.ts'
import type { SuggestionView } from '#operations/review-suggestions.ts'
import { nothing, page, type PageTools } from '#pages/frame.ts'

/** Characters of a comment that stand open; the rest unfolds. */
const OPEN_TEXT_MAX = 600

export interface SuggestionsView {
  readonly suggestions: readonly SuggestionView[]
  readonly nextCursor: string | null
  readonly isDismissed: boolean
  /** What was dismissed a moment ago, so that it can be taken back. */
  readonly justDismissed: string | null
}

export function suggestionsPage(tools: PageTools, view: SuggestionsView): Fragment {
  const { words } = tools
  const { say } = words
  const { isDismissed, nextCursor } = view
  return page(tools, {
    title: say('suggestions.title'),
    isIndexed: false,
    main: html`<section class="log suggestions" aria-labelledby="suggestions-title">
      <h1 id="suggestions-title">${say('suggestions.title')}</h1>
      <p class="log-about">${say('suggestions.about')}</p>
      ${view.justDismissed === null ? nothing() : dismissedNotice(view.justDismissed, words)}
      ${view.suggestions.length === 0 ? html`<p class="empty">${say('suggestions.empty')}</p>` : nothing()}
      <ol class="decisions">
        ${view.suggestions.map((suggestion) => suggestionItem(suggestion, words))}
      </ol>
      <nav class="pages" aria-label="${say('suggestions.pages')}">
        ${
          isDismissed
            ? html`<a href="/suggestions">${say('suggestions.showWaiting')}</a>`
            : html`<a href="/suggestions?show=dismissed">${say('suggestions.showDismissed')}</a>`
        }
        ${
          nextCursor === null
            ? nothing()
            : html`<a
                rel="next"
                href="/suggestions?${isDismissed ? 'show=dismissed&' : ''}before=${nextCursor}"
                >${say('suggestions.older')}</a
              >`
        }
      </nav>
    </section>`,
  })
}

function dismissedNotice(id: string, { say }: Words): Fragment {
  return html`<div class="notice">
    <p role="status">${say('suggestions.dismissed')}</p>
    <form method="post" action="/suggestions/${id}/restore">
      <button class="action">${say('moderation.undo')}</button>
    </form>
  </div>`
}

function suggestionItem(suggestion: SuggestionView, words: Words): Fragment {
  const { say } = words
  const { id, text, language, dismissed, sourceUrl } = suggestion
  return html`<li class="decision" data-suggestion="${id}">
    ${suggestedText(text, language)}
    <ul class="suggested-scores">
      ${suggestion.scores.map((score) => html`<li>${scoreWords(score, text, words)}</li>`)}
    </ul>
    <p class="decision-where">
      <time datetime="${new Date(suggestion.createdAt).toISOString()}"
        >${words.dateTime(suggestion.createdAt)}</time
      >
      ${originWords(suggestion, words)}
      ${
        sourceUrl === null
          ? nothing()
          : html`<a href="${sourceUrl}" rel="noreferrer nofollow">${say('suggestions.place')}</a>`
      }
    </p>
    <form
      method="post"
      action="/suggestions/${id}/${dismissed === null ? 'dismiss' : 'restore'}"
      class="actions"
    >
      <button class="action">
        ${dismissed === null ? say('suggestions.dismiss') : say('suggestions.restore')}
      </button>
    </form>
  </li>`
}

/** A long comment does not push the others off the page. */
function suggestedText(text: string, language: string): Fragment {
  const lang = language === 'und' ? nothing() : html`lang="${language}"`
  if (text.length <= OPEN_TEXT_MAX) {
    return html`<blockquote class="suggested-text" ${lang} dir="auto">${text}</blockquote>`
  }
  const cut = openLength(text)
  return html`<details class="suggested-text" ${lang} dir="auto">
    <summary>${text.slice(0, cut)}…</summary>
    <blockquote>…${text.slice(cut)}</blockquote>
  </details>`
}

/** At the last blank before the limit; where there is none, at least not within a character. */
function openLength(text: string): number {
  const blank = text.lastIndexOf(' ', OPEN_TEXT_MAX)
  if (blank > 0) return blank
  const before = text.codePointAt(OPEN_TEXT_MAX - 1) ?? 0
  return before > 0xffff ? OPEN_TEXT_MAX + 1 : OPEN_TEXT_MAX
}

function scoreWords(score: SuggestedScore, text: string, words: Words): Fragment {
  const { attribute, suggested, scored, part } = score
  const values = {
    attribute: html`<code>${attribute}</code>`,
    suggested: words.number(suggested),
    scored: scored === null ? '' : words.number(scored),
    part: part === null ? '' : html`<q dir="auto">${text.slice(part.begin, part.end)}</q>`,
  }
  if (part === null) {
    return scored === null
      ? words.sayHtml('suggestions.unscored', values)
      : words.sayHtml('suggestions.scored', values)
  }
  return scored === null
    ? words.sayHtml('suggestions.partUnscored', values)
    : words.sayHtml('suggestions.partScored', values)
}

function originWords({ keyName, community }: SuggestionView, words: Words): Fragment {
  const values = {
    key: html`<bdi>${keyName}</bdi>`,
    community: html`<bdi>${community ?? ''}</bdi>`,
  }
  return community === null
    ? words.sayHtml('suggestions.byKey', values)
    : words.sayHtml('suggestions.byKeyFor', values)
}
