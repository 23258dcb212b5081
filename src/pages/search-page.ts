/** What a search in a thread found: the field, how much it is, and each hit with the way to its place. */
import { html } from 'hono/html'
import type { Fragment, Words } from '#pages/words.ts'
import type { HitView, SearchView } from '#contract/views.ts'
import { SEARCH_QUERY_CODE_POINTS_MAX } from '#domain/limits.ts'
import { commentArticle } from '#pages/comment.ts'
import { liveWords } from '#pages/live.ts'
import { languageOf, storyLanguage } from '#pages/marked-language.ts'
import { nothing, page, type PageTools } from '#pages/frame.ts'

export function searchPage(tools: PageTools, view: SearchView): Fragment {
  const { words } = tools
  const { story } = view
  return page(tools, {
    title: words.say('search.title', { headline: story.headline }),
    isIndexed: false,
    main: html`<section class="thread conversation search" id="thread" aria-labelledby="thread-title">
      <header class="thread-head">
        <p class="kicker">${words.say('search.kicker')}</p>
        <h1 id="thread-title" class="thread-story" ${storyLanguage(story.language)}>
          <a href="/s/${story.id}#thread">${story.headline}</a>
        </h1>
      </header>
      ${findings(view, words)}
    </section>`,
  })
}

/**
 * The same under a page of another site, in the place of the thread. It holds all that is the reader's own
 * (`data-own`), which is nothing: a hit is quoted, with nothing to press.
 */
export function searchPart(view: SearchView, words: Words): Fragment {
  const { story } = view
  return html`<section
    class="thread conversation search"
    id="thread"
    ${languageOf(words)}
    aria-labelledby="thread-title"
    data-story="${story.id}"
    data-own
    ${liveWords(words)}
  >
    <header class="thread-head">
      <h2 id="thread-title">${words.say('search.label')}</h2>
      <p>
        <a href="/s/${story.id}#thread" data-part="/embed/thread?story=${story.id}" data-into="thread"
          >${words.say('conversation.whole', { count: story.commentCount })}</a
        >
      </p>
    </header>
    <div class="notice" role="status" data-notice></div>
    ${findings(view, words)}
  </section>`
}

function findings(view: SearchView, words: Words): Fragment {
  return html`${searchForm({ storyId: view.story.id, query: view.query }, words)}
    <p class="search-count" role="status">${countText(view, words)}</p>
    ${
      view.waiting > 0
        ? html`<p class="search-waiting">${words.say('search.waiting', { count: view.waiting })}</p>`
        : nothing()
    }
    <ol class="comments hits">
      ${view.hits.map((hit) => hitItem(hit, words))}
    </ol>
    ${pageLinks(view, words)}`
}

/** A form that sends what was typed as an address: works without scripts and can be linked to. The embed sends it to its part. */
export function searchForm(
  { storyId, query }: { readonly storyId: string; readonly query: string },
  words: Words,
): Fragment {
  return html`<form
    class="search-form"
    role="search"
    method="get"
    action="/s/${storyId}/search"
    data-part="/embed/search?story=${storyId}"
  >
    <label for="search-words" class="unseen">${words.say('search.label')}</label>
    <input
      id="search-words"
      type="search"
      name="q"
      value="${query}"
      maxlength="${SEARCH_QUERY_CODE_POINTS_MAX}"
      placeholder="${words.say('search.label')}"
      dir="auto"
      autocomplete="off"
    />
    <button class="action">${words.say('search.button')}</button>
  </form>`
}

function countText(view: SearchView, words: Words): string {
  if (!view.isAsked) return words.say('search.empty')
  if (view.isAtLeast) return words.say('search.countAtLeast', { count: view.count, query: view.query })
  return words.say('search.count', { count: view.count, query: view.query })
}

function hitItem({ comment, nameHtml, isOnFirstPage }: HitView, words: Words): Fragment {
  const { id, storyId } = comment
  const place = isOnFirstPage ? `/s/${storyId}#c-${id}` : `/c/${id}#c-${id}`
  return html`<li class="item">
    ${commentArticle(comment, { words, here: new Set(), nameHtml, isQuoted: true })}
    <p class="more">
      <a href="${place}" data-part="/embed/conversation?comment=${id}" data-into="thread"
        >${words.say('search.open')}</a
      >
    </p>
  </li>`
}

function pageLinks({ story, query, nextCursor, continued }: SearchView, words: Words): Fragment {
  if (nextCursor === null && !continued) return nothing()
  const asked = `q=${encodeURIComponent(query)}`
  const linkTo = (more: string): Fragment =>
    html`href="/s/${story.id}/search?${asked}${more}"
    data-part="/embed/search?story=${story.id}&${asked}${more}" data-into="thread"`
  return html`<nav class="pages" aria-label="${words.say('search.pages')}">
    ${continued ? html`<a ${linkTo('')} class="first">${words.say('search.firstPage')}</a>` : nothing()}
    ${
      nextCursor === null
        ? nothing()
        : html`<a ${linkTo(`&after=${nextCursor}`)} rel="next" class="next"
            >${words.say('search.nextPage')}</a
          >`
    }
  </nav>`
}
