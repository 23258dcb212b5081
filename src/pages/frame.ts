/** What every page stands in: head, masthead, foot; and what it is given to be built from. */
import { html, raw } from 'hono/html'
import type { Fragment, Words } from '#pages/words.ts'
import type { SiteView } from '#contract/site.ts'

export interface AssetUrls {
  readonly script: string
  readonly style: string
  /** For the frame in which other sites show one comment. */
  readonly frameStyle: string
  /** Fonts a page needs at once. */
  readonly preloadFonts: readonly string[]
}

export interface PageTools {
  readonly site: SiteView
  readonly words: Words
  readonly assets: AssetUrls
}

export interface PageParts {
  readonly title: string
  readonly description?: string
  /** Path of the page that search engines should know it by. */
  readonly canonical?: string
  /** Path of what other sites can show of this page in a frame. */
  readonly oembed?: string
  /** A script this page runs beside the usual one. */
  readonly script?: string
  /** Pages of one reader's own, or pieces of others, are not for search engines. */
  readonly isIndexed: boolean
  readonly main: Fragment
}

const NOTHING = raw('')

/** A whole document. Nothing in it runs from within the page: scripts and styles come as files. */
export function page({ site, words, assets }: PageTools, parts: PageParts): Fragment {
  const { say } = words
  const title =
    parts.title === site.name ? site.name : say('page.title', { title: parts.title, site: site.name })
  return html`<!doctype html>
    <html lang="${words.language}" dir="${words.direction}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        ${parts.description ? html`<meta name="description" content="${parts.description}" />` : NOTHING}
        ${parts.canonical ? html`<link rel="canonical" href="${site.publicUrl}${parts.canonical}" />` : NOTHING}
        ${parts.oembed ? oembedLink(site, parts) : NOTHING}
        ${parts.isIndexed ? NOTHING : html`<meta name="robots" content="noindex" />`}
        ${assets.preloadFonts.map(
          (font) => html`<link rel="preload" href="${font}" as="font" type="font/woff2" crossorigin />`,
        )}
        <link rel="stylesheet" href="${assets.style}" />
        <link rel="icon" href="data:," />
        <script type="module" src="${assets.script}"></script>
        ${parts.script ? html`<script src="${parts.script}" defer></script>` : NOTHING}
      </head>
      <body>
        <a class="skip" href="#main">${say('page.skip')}</a>
        <header class="masthead">
          <a href="/" class="masthead-name">${site.name}</a>
        </header>
        <main id="main">${parts.main}</main>
        <footer class="foot">
          <p>${say('page.foot')}</p>
          <nav aria-label="${say('page.footLinks')}">
            <a href="/log">${say('page.log')}</a>
            <a href="/you" rel="nofollow">${say('page.you')}</a>
          </nav>
        </footer>
      </body>
    </html>`
}

/** By this link other sites find what to show when somebody pastes the address of a comment. */
function oembedLink({ publicUrl }: SiteView, { oembed = '', title }: PageParts): Fragment {
  const about = encodeURIComponent(publicUrl + oembed)
  return html`<link
    rel="alternate"
    type="application/json+oembed"
    href="${publicUrl}/oembed?url=${about}&format=json"
    title="${title}"
  />`
}

export function nothing(): Fragment {
  return NOTHING
}
