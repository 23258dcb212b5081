/** Where a moderator says to which page a story belongs. */
import { html } from 'hono/html'
import type { Fragment } from '#pages/words.ts'
import type { StoryView } from '#contract/views.ts'
import { nothing, page, type PageTools } from '#pages/frame.ts'
import { REASON_CODE_POINTS_MAX } from '#domain/limits.ts'
import { storyLanguage } from '#pages/marked-language.ts'

export interface MovePageInput {
  readonly story: StoryView
  /** As typed before; empty at first. */
  readonly address: string
  readonly reason: string
  readonly error: Fragment | null
}

export function movePage(tools: PageTools, { story, address, reason, error }: MovePageInput): Fragment {
  const { words } = tools
  return page(tools, {
    title: words.say('move.title'),
    isIndexed: false,
    main: html`<section class="small">
      <p class="kicker">
        <a href="/s/${story.id}/yours" ${storyLanguage(story.language)}>${story.headline}</a>
      </p>
      <h1>${words.say('move.title')}</h1>
      <p>${words.say('move.about')}</p>
      <div class="composer-error" role="alert">${error ?? nothing()}</div>
      <form method="post" action="/s/${story.id}/move">
        <p class="field">
          <label for="move-address">${words.say('move.address')}</label>
          <input
            id="move-address"
            name="address"
            value="${address}"
            placeholder="${story.url ?? ''}"
            required
            dir="ltr"
            inputmode="url"
            autocomplete="off"
          />
        </p>
        <p class="field">
          <label for="move-reason">${words.say('moderation.reason')}</label>
          <input
            id="move-reason"
            name="reason"
            value="${reason}"
            maxlength="${REASON_CODE_POINTS_MAX}"
            dir="auto"
            autocomplete="off"
          />
        </p>
        <p><button class="button">${words.say('move.confirm')}</button></p>
      </form>
    </section>`,
  })
}
