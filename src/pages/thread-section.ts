/** The thread of a story: the same section on Parley's own pages and in the embed. */
import { html, raw } from 'hono/html'
import type { CommentView, StoryView, ThreadView } from '#contract/views.ts'
import type { ComposerState } from '#pages/composer.ts'
import type { Fragment, Words } from '#pages/words.ts'
import { commentItem } from '#pages/comment.ts'
import { composer } from '#pages/composer.ts'
import { liveParts, liveWords } from '#pages/live.ts'
import { languageOf } from '#pages/marked-language.ts'
import { nothing, type PageTools } from '#pages/frame.ts'
import { storyControls } from '#pages/story-controls.ts'
import { searchForm } from '#pages/search-page.ts'
import { OFFERED_ORDERS, DEFAULT_ORDER } from '#contract/thread.ts'

export interface ThreadSectionInput {
  readonly thread: ThreadView
  readonly composer: ComposerState
  /** True on the page that is one reader's own. */
  readonly isOwn: boolean
  /** True under a page of another site. */
  readonly isEmbedded: boolean
  readonly notice: string | null
}

export function threadSection(input: ThreadSectionInput, { words, site }: PageTools): Fragment {
  const { thread, notice } = input
  const { story } = thread
  const context = { words, here: idsOf(thread.roots) }
  return html`<section
    class="thread"
    id="thread"
    ${languageOf(words)}
    aria-labelledby="thread-title"
    data-story="${story.id}"
    data-order="${thread.order}"
    data-live="${thread.position}"
    ${liveWords(words)}
    ${input.isOwn ? raw('data-own') : ''}
  >
    <header class="thread-head">
      <h2 id="thread-title">${words.say('thread.title', { count: story.commentCount })}</h2>
      ${story.commentCount > 1 ? orderLinks(input, words) : nothing()}
      ${story.commentCount > 1 ? searchForm({ storyId: story.id, query: '' }, words) : nothing()}
    </header>
    ${thread.controls ? storyControls(story.id, thread.controls, words) : nothing()}
    <div class="notice" role="status" data-notice>${notice ?? ''}</div>
    ${liveParts(words)} ${writing(input, words)}
    ${
      thread.roots.length === 0
        ? html`<p class="empty" data-empty>
            ${words.say(thread.continued ? 'thread.emptyPage' : 'thread.empty')}
          </p>`
        : nothing()
    }
    <p class="arrivals" data-arrivals></p>
    <ol class="comments" data-comments>
      ${thread.roots.map((root) => commentItem(root, context))}
    </ol>
    ${pageLinks(input, words)} ${whereElse(input, { words, site })}
  </section>`
}

/** The other views of this thread: on Parley's own pages the reader's own, elsewhere Parley's page. */
function whereElse(
  { thread: { story }, isOwn, isEmbedded }: ThreadSectionInput,
  { words, site }: Pick<PageTools, 'words' | 'site'>,
): Fragment {
  if (isEmbedded) {
    return html`<p class="own-view">
      <a href="/s/${story.id}">${words.say('embed.readHere', { site: site.name })}</a>
    </p>`
  }
  return html`<p class="own-view">
    ${
      isOwn
        ? html`<a href="/s/${story.id}">${words.say('thread.publicView')}</a>`
        : html`<a href="/s/${story.id}/yours" rel="nofollow">${words.say('thread.ownView')}</a>`
    }
  </p>`
}

function writing({ thread, composer: state }: ThreadSectionInput, words: Words): Fragment {
  if (thread.story.access !== 'open') return closedNote(thread.story, words)
  if (thread.continued) {
    return html`<p class="write-link">
      <a href="/s/${thread.story.id}#write-new">${words.say('thread.write')}</a>
    </p>`
  }
  return composer(state, words)
}

/** Instead of the form: that nothing can be said here any more, and where to read why. */
function closedNote({ access }: StoryView, words: Words): Fragment {
  if (access === 'moving') return html`<p class="closed">${words.say('thread.moving')}</p>`
  if (access === 'aged') return html`<p class="closed">${words.say('thread.aged')}</p>`
  return html`<p class="closed">
    ${words.say('thread.closed')} <a href="/log">${words.say('thread.closedWhy')}</a>
  </p>`
}

/** Addresses of one view of this thread: the page, and the part of it that scripts load in place. */
function linkTo({ thread, isOwn }: ThreadSectionInput, query: Record<string, string>): Fragment {
  const { id } = thread.story
  const parameters = new URLSearchParams(query).toString()
  const page = `/s/${id}${isOwn ? '/yours' : ''}${parameters && '?'}${parameters}#thread`
  if (isOwn) return html`href="${page}"`
  return html`href="${page}" data-part="/embed/thread?story=${id}${parameters && '&'}${parameters}"`
}

function orderLinks(input: ThreadSectionInput, words: Words): Fragment {
  return html`<nav class="orders" aria-label="${words.say('thread.orders')}">
    <ul>
      ${OFFERED_ORDERS.map((order) => {
        const link = linkTo(input, order === DEFAULT_ORDER ? {} : { order })
        const current = order === input.thread.order ? raw('aria-current="true"') : ''
        return html`<li>
          <a ${link} data-into="thread" ${current}>${words.say(`thread.order.${order}`)}</a>
        </li>`
      })}
    </ul>
  </nav>`
}

function pageLinks(input: ThreadSectionInput, words: Words): Fragment {
  const { order, nextCursor, continued } = input.thread
  if (nextCursor === null && !continued) return nothing()
  return html`<nav class="pages" aria-label="${words.say('thread.pages')}">
    ${
      continued
        ? html`<a ${linkTo(input, { order })} data-into="thread" class="first"
            >${words.say('thread.firstPage')}</a
          >`
        : nothing()
    }
    ${
      nextCursor === null
        ? nothing()
        : html`<a ${linkTo(input, { order, after: nextCursor })} data-into="comments" rel="next" class="next"
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
