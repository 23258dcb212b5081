/** The page of a story: the story itself, then its thread. */
import { html, raw } from 'hono/html'
import type { Fragment, Words } from '#pages/words.ts'
import type { StoryView } from '#contract/views.ts'
import { nothing, page, type PageTools } from '#pages/frame.ts'
import { storyLanguage } from '#pages/marked-language.ts'
import { threadSection, type ThreadSectionInput } from '#pages/thread-section.ts'

export function storyPage(tools: PageTools, input: ThreadSectionInput): Fragment {
  const { thread } = input
  return page(tools, {
    title: thread.story.headline,
    description: thread.story.excerpt,
    canonical: `/s/${thread.story.id}`,
    isIndexed: !input.isOwn && !thread.continued,
    main: html`${storyArticle(thread.story, tools.words)} ${threadSection(input, tools)}`,
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
  const original =
    url && /^https?:\/\//.test(url)
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
