/** Asks a moderator once more before two stories become one, and says what will go where. */
import { html } from 'hono/html'
import type { Fragment } from '#pages/words.ts'
import type { StoryView } from '#contract/views.ts'
import { page, type PageTools } from '#pages/frame.ts'

export interface MergePageInput {
  readonly story: StoryView
  readonly into: StoryView
  readonly reason: string
}

export function mergePage(tools: PageTools, { story, into, reason }: MergePageInput): Fragment {
  const { words } = tools
  const link = ({ id, headline }: StoryView) => html`<a href="/s/${id}"><bdi>${headline}</bdi></a>`
  return page(tools, {
    title: words.say('merge.title'),
    isIndexed: false,
    main: html`<section class="small">
      <h1>${words.say('merge.title')}</h1>
      <p>
        ${words.sayHtml('merge.about', { count: story.commentCount, story: link(story), other: link(into) })}
      </p>
      <form method="post" action="/s/${story.id}/merge">
        <input type="hidden" name="into" value="${into.id}" />
        <input type="hidden" name="reason" value="${reason}" />
        <p class="composer-buttons">
          <button class="button">${words.say('merge.confirm')}</button>
          <a class="button quiet" href="/s/${story.id}/yours">${words.say('composer.cancel')}</a>
        </p>
      </form>
    </section>`,
  })
}
