/** The page of a search in a thread: the field, how much was found, and each hit with the way to its place. */
import { html, raw } from 'hono/html'
import type { Fragment, Words } from '#pages/words.ts'
import type { HitView, SearchView } from '#contract/views.ts'
import { SEARCH_QUERY_CODE_POINTS_MAX } from '#domain/limits.ts'
import { commentArticle } from '#pages/comment.ts'
import { storyLanguage } from '#pages/marked-language.ts'
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
      ${searchForm({ storyId: story.id, query: view.query }, words)}
      <p class="search-count" role="status">${countText(view, words)}</p>
      ${
        view.waiting > 0
          ? html`<p class="search-waiting">${words.say('search.waiting', { count: view.waiting })}</p>`
          : nothing()
      }
      <ol class="comments hits">
        ${view.hits.map((hit) => hitItem(hit, words))}
      </ol>
      ${pageLinks(view, words)}
    </section>`,
  })
}

/** A form that sends what was typed as an address: works without scripts and can be linked to. */
export function searchForm(
  { storyId, query }: { readonly storyId: string; readonly query: string },
  words: Words,
): Fragment {
  return html`<form class="search-form" role="search" method="get" action="/s/${storyId}/search">
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
    <p class="more"><a href="${place}">${words.say('search.open')}</a></p>
  </li>`
}

function pageLinks({ story, query, nextCursor, continued }: SearchView, words: Words): Fragment {
  if (nextCursor === null && !continued) return nothing()
  const base = `/s/${story.id}/search?q=${encodeURIComponent(query)}`
  return html`<nav class="pages" aria-label="${words.say('search.pages')}">
    ${continued ? html`<a href="${base}" class="first">${words.say('search.firstPage')}</a>` : nothing()}
    ${
      nextCursor === null
        ? nothing()
        : html`<a href="${raw(`${base}&amp;after=${nextCursor}`)}" rel="next" class="next"
            >${words.say('search.nextPage')}</a
          >`
    }
  </nav>`
}
