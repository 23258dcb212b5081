/** One comment for a frame on another site, and what oEmbed tells about it. */
import { html } from 'hono/html'
import type { CommentView, StoryView } from '#contract/views.ts'
import type { Fragment } from '#pages/words.ts'
import type { OembedAnswer } from '#contract/embed.ts'
import type { PageTools } from '#pages/frame.ts'
import { commentArticle } from '#pages/comment.ts'
import { escapeHtml } from '#base/escape-html.ts'

/** CSS pixels. A frame cannot ask for its height without scripts: it is guessed from the length, and scrolls beyond. */
const WIDTH = 600
const WIDTH_MIN = 240
const HEIGHT_FRAME = 150
const HEIGHT_LINE = 27
const HEIGHT_MAX = 800
const PIXELS_A_CHARACTER = 8

/** Seconds that other sites may keep what they were told: a comment can be taken away. */
const CACHE_SECONDS = 3_600

interface QuotedComment {
  readonly comment: CommentView
  readonly story: StoryView
}

/** A document of its own that runs nothing: the comment, where it was said, and a link to the talk around it. */
export function commentFrame({ words, assets }: PageTools, { comment, story }: QuotedComment): Fragment {
  return html`<!doctype html>
    <html lang="${words.language}" dir="${words.direction}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>${titleOf({ comment, story }, words)}</title>
        <base target="_blank" />
        <link rel="stylesheet" href="${assets.frameStyle}" />
      </head>
      <body>
        <main class="quoted-comment">
          ${commentArticle({ ...comment, viewer: null }, { words, here: new Set(), isQuoted: true })}
          <p class="quoted-from">
            ${words.sayHtml('embed.onStory', {
              headline: html`<a href="/c/${comment.id}"><bdi>${story.headline}</bdi></a>`,
            })}
          </p>
        </main>
      </body>
    </html>`
}

function titleOf({ comment, story }: QuotedComment, words: PageTools['words']): string {
  const { headline } = story
  return comment.author
    ? words.say('embed.commentTitle', { name: comment.author.name, headline })
    : words.say('conversation.titleGone', { headline })
}

/** `base`: the origin that was asked. `maxWidth`: NaN where none was given. */
export function oembedAnswer(
  quoted: QuotedComment & { readonly base: string; readonly maxWidth: number },
  { site, words }: Pick<PageTools, 'site' | 'words'>,
): OembedAnswer {
  const { comment, base, maxWidth } = quoted
  const width = Number.isNaN(maxWidth) ? WIDTH : Math.max(WIDTH_MIN, Math.min(WIDTH, Math.trunc(maxWidth)))
  const characters = comment.html?.replace(/<[^>]*>/g, '').length ?? 0
  const lines = 1 + Math.ceil((characters * PIXELS_A_CHARACTER) / width)
  const height = Math.min(HEIGHT_MAX, HEIGHT_FRAME + lines * HEIGHT_LINE)
  const title = titleOf(quoted, words)
  return {
    version: '1.0',
    type: 'rich',
    title,
    author_name: comment.author?.name ?? '',
    provider_name: site.name,
    provider_url: base,
    cache_age: CACHE_SECONDS,
    html:
      `<iframe src="${escapeHtml(`${base}/embed/c/${comment.id}`)}" width="${width}" height="${height}"` +
      ` title="${escapeHtml(title)}" loading="lazy" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>`,
    width,
    height,
  }
}
