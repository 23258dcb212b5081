/** The front page: the stories under discussion, newest first. */
import { html } from 'hono/html'
import type { Fragment } from '#pages/words.ts'
import type { StoryTeaserView } from '#contract/views.ts'
import { nothing, page, type PageTools } from '#pages/frame.ts'
import { storyByline } from '#pages/story-page.ts'
import { storyLanguage } from '#pages/marked-language.ts'

/** The same in every language. */
const IMPORT_COMMAND = 'npm run -s parley -- import FILE'

export function frontPage(
  tools: PageTools,
  input: {
    readonly stories: readonly StoryTeaserView[]
    readonly nextCursor: string | null
    readonly continued: boolean
  },
): Fragment {
  const { words, site } = tools
  return page(tools, {
    title: site.name,
    description: words.say('front.description', { site: site.name }),
    canonical: '/',
    isIndexed: !input.continued,
    main: html`<h1 class="unseen">${words.say('front.title')}</h1>
      ${
        input.stories.length === 0
          ? html`<div class="empty-front">
              <p>${words.say('front.empty')}</p>
              <p><code>${IMPORT_COMMAND}</code></p>
            </div>`
          : nothing()
      }
      <ol class="teasers">
        ${input.stories.map((story) => teaser(story, tools))}
      </ol>
      ${
        input.nextCursor
          ? html`<nav class="pages">
              <a rel="next" href="/?before=${input.nextCursor}">${words.say('front.older')}</a>
            </nav>`
          : nothing()
      }`,
  })
}

function teaser(story: StoryTeaserView, { words }: PageTools): Fragment {
  const language = storyLanguage(story.language)
  return html`<li class="teaser">
    <h2 ${language}><a href="/s/${story.id}">${story.headline}</a></h2>
    ${storyByline(story, words)}
    <p class="excerpt" ${language}>${story.excerpt}</p>
    <p class="teaser-count">
      <a href="/s/${story.id}#thread">${words.say('front.comments', { count: story.commentCount })}</a>
    </p>
  </li>`
}
