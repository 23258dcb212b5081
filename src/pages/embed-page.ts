/** The page that shows what to paste to put a discussion under any page, with one of this site's as it will look. */
import { html } from 'hono/html'
import type { Fragment } from '#pages/words.ts'
import type { StoryTeaserView } from '#contract/views.ts'
import { page, type PageTools } from '#pages/frame.ts'

export function embedPage(
  tools: PageTools,
  { story, origins }: { readonly story: StoryTeaserView | null; readonly origins: readonly string[] },
): Fragment {
  const { words, site } = tools
  const snippet = `<script src="${site.publicUrl}/embed.js" defer></script>
<parley-thread><a href="${site.publicUrl}">${words.say('embed.fallback')}</a></parley-thread>`
  return page(tools, {
    title: words.say('embed.title'),
    isIndexed: false,
    script: '/embed.js',
    main: html`<section class="small">
      <h1>${words.say('embed.title')}</h1>
      <p>${words.say('embed.about')}</p>
      <pre
        class="snippet"
        dir="ltr"
        tabindex="0"
        aria-label="${words.say('embed.snippet')}"
      ><code>${snippet}</code></pre>
      <p>
        ${
          origins.length === 0
            ? words.say('embed.noOrigins')
            : words.say('embed.origins', { origins: origins.join(', ') })
        }
      </p>
      <p>${words.say('embed.more')}</p>
      <h2>${words.say('embed.preview')}</h2>
      ${
        story
          ? html`<p class="kicker">${words.say('embed.previewOf', { headline: story.headline })}</p>
              <parley-thread story="${story.id}" loading="eager">
                <a href="/s/${story.id}">${words.say('embed.fallback')}</a>
              </parley-thread>`
          : html`<p>${words.say('embed.noStory')}</p>`
      }
    </section>`,
  })
}
