/** The page of a story: the story itself, then its thread. */
import { html, raw } from 'hono/html'
import type { CommentView, StoryView, ThreadView } from '#contract/views.ts'
import type { ComposerState } from '#pages/composer.ts'
import type { Fragment, Words } from '#pages/words.ts'
import { commentItem } from '#pages/comment.ts'
import { composer } from '#pages/composer.ts'
import { nothing, page, type PageTools } from '#pages/frame.ts'
import { storyLanguage } from '#pages/story-language.ts'
import { OFFERED_ORDERS, DEFAULT_ORDER } from '#contract/thread.ts'

export interface StoryPageInput {
  readonly thread: ThreadView
  readonly composer: ComposerState
  /** True on the page that is one reader's own. */
  readonly isOwn: boolean
  readonly notice: string | null
}

export function storyPage(tools: PageTools, input: StoryPageInput): Fragment {
  const { thread } = input
  return page(tools, {
    title: thread.story.headline,
    description: thread.story.excerpt,
    canonical: `/s/${thread.story.id}`,
    isIndexed: !input.isOwn && !thread.continued,
    main: html`${storyArticle(thread.story, tools.words)} ${threadSection(input, tools.words)}`,
  })
}

function storyArticle(story: StoryView, words: Words): Fragment {
  const language = storyLanguage(story.language)
  return html`<article class="story">
    <header class="story-head">
      <h1 ${language}>${story.headline}</h1>
      ${storyByline(story, words)}
    </header>
    <div class="story-body" ${language}>${raw(story.html)}</div>
    ${storySources(story, words)}
  </article>`
}

export function storyByline(
  { byline, publishedAt }: Pick<StoryView, 'byline' | 'publishedAt'>,
  words: Words,
): Fragment {
  if (byline === null && publishedAt === null) return nothing()
  const date =
    publishedAt === null
      ? nothing()
      : html`<time datetime="${new Date(publishedAt).toISOString()}">${words.date(publishedAt)}</time>`
  const by =
    byline === null
      ? nothing()
      : html`<span class="byline">${words.sayHtml('story.by', { name: html`<bdi>${byline}</bdi>` })}</span>`
  return html`<p class="story-meta">${by} ${date}</p>`
}

function storySources({ sources, url }: StoryView, words: Words): Fragment {
  const original = url?.startsWith('http')
    ? html`<p class="original"><a href="${url}" rel="noopener">${words.say('story.original')}</a></p>`
    : nothing()
  if (sources.length === 0) return original
  return html`<section class="sources" aria-labelledby="sources-title">
      <h2 id="sources-title">${words.say('story.sources')}</h2>
      <ul>
        ${sources.map(
          (source) =>
            html`<li>
              ${
                source.url && /^https?:\/\//.test(source.url)
                  ? html`<a href="${source.url}" rel="noopener" dir="auto">${source.name}</a>`
                  : html`<bdi>${source.name}</bdi>`
              }
            </li>`,
        )}
      </ul>
    </section>
    ${original}`
}

function threadSection(input: StoryPageInput, words: Words): Fragment {
  const { thread, notice } = input
  const { story } = thread
  return html`<section
    class="thread"
    id="thread"
    aria-labelledby="thread-title"
    data-story="${story.id}"
    data-order="${thread.order}"
    ${input.isOwn ? raw('data-own') : ''}
  >
    <header class="thread-head">
      <h2 id="thread-title">${words.say('thread.title', { count: story.commentCount })}</h2>
      ${story.commentCount > 1 ? orderLinks(input, words) : nothing()}
    </header>
    <div class="notice" role="status" data-notice>${notice ?? ''}</div>
    ${writing(input, words)}
    ${
      thread.roots.length === 0
        ? html`<p class="empty" data-empty>
            ${words.say(thread.continued ? 'thread.emptyPage' : 'thread.empty')}
          </p>`
        : nothing()
    }
    <ol class="comments" data-comments>
      ${thread.roots.map((root) => commentItem(root, { words, here: idsOf(thread.roots) }))}
    </ol>
    ${pageLinks(input, words)}
    <p class="own-view">
      ${
        input.isOwn
          ? html`<a href="/s/${story.id}">${words.say('thread.publicView')}</a>`
          : html`<a href="/s/${story.id}/yours" rel="nofollow">${words.say('thread.ownView')}</a>`
      }
    </p>
  </section>`
}

function writing({ thread, composer: state }: StoryPageInput, words: Words): Fragment {
  if (thread.story.state === 'closed') return html`<p class="closed">${words.say('thread.closed')}</p>`
  if (thread.continued) {
    return html`<p class="write-link">
      <a href="/s/${thread.story.id}#write-new">${words.say('thread.write')}</a>
    </p>`
  }
  return composer(state, words)
}

function orderLinks({ thread, isOwn }: StoryPageInput, words: Words): Fragment {
  const base = `/s/${thread.story.id}${isOwn ? '/yours' : ''}`
  return html`<nav class="orders" aria-label="${words.say('thread.orders')}">
    <ul>
      ${OFFERED_ORDERS.map((order) => {
        const href = order === DEFAULT_ORDER ? `${base}#thread` : `${base}?order=${order}#thread`
        const current = order === thread.order ? raw('aria-current="true"') : ''
        return html`<li><a href="${href}" ${current}>${words.say(`thread.order.${order}`)}</a></li>`
      })}
    </ul>
  </nav>`
}

function pageLinks({ thread, isOwn }: StoryPageInput, words: Words): Fragment {
  const base = `/s/${thread.story.id}${isOwn ? '/yours' : ''}?order=${thread.order}`
  if (thread.nextCursor === null && !thread.continued) return nothing()
  return html`<nav class="pages" aria-label="${words.say('thread.pages')}">
    ${
      thread.continued
        ? html`<a href="${base}#thread" class="first">${words.say('thread.firstPage')}</a>`
        : nothing()
    }
    ${
      thread.nextCursor === null
        ? nothing()
        : html`<a href="${base}&after=${thread.nextCursor}#thread" rel="next" class="next"
            >${words.say('thread.nextPage')}</a
          >`
    }
  </nav>`
}

export function idsOf(comments: readonly CommentView[]): Set<string> {
  const ids = new Set<string>()
  const collect = (comment: CommentView): void => {
    ids.add(comment.id)
    comment.replies.forEach(collect)
  }
  comments.forEach(collect)
  return ids
}
