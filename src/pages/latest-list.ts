/** The latest comments of the site, as a list for other pages. */
import { html } from 'hono/html'
import type { Fragment, Words } from '#pages/words.ts'
import type { LatestCommentView } from '#operations/read-latest.ts'
import { languageOf } from '#pages/marked-language.ts'
import { nothing } from '#pages/frame.ts'

export function latestList(comments: readonly LatestCommentView[], words: Words): Fragment {
  return html`<section class="latest" ${languageOf(words)} aria-labelledby="latest-title">
    <h2 id="latest-title">${words.say('embed.latest')}</h2>
    ${comments.length === 0 ? html`<p class="empty">${words.say('embed.latestEmpty')}</p>` : nothing()}
    <ol class="comments">
      ${comments.map(
        ({ id, author, createdAt, excerpt, headline }) =>
          html`<li class="comment">
            <p class="head">
              <bdi class="name">${author}</bdi>
              <a class="when" href="/c/${id}"
                ><time datetime="${new Date(createdAt).toISOString()}">${words.dateTime(createdAt)}</time></a
              >
            </p>
            <p class="words" dir="auto">${excerpt}</p>
            <p class="reply-to">
              ${words.sayHtml('embed.onStory', { headline: html`<a href="/c/${id}"><bdi>${headline}</bdi></a>` })}
            </p>
          </li>`,
      )}
    </ol>
  </section>`
}
