/** What a captured story is known by when it comes again: its address or its headline. */

/** Code points of a slug: enough to tell headlines apart, short enough for an address. */
const SLUG_CODE_POINTS_MAX = 120

/** Lower-case words joined by hyphens; letters of every script stay. Empty where the text has no letter or digit. */
export function slugOf(text: string): string {
  const words = text
    .normalize('NFC')
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
  return Array.from(words).slice(0, SLUG_CODE_POINTS_MAX).join('').replace(/^-|-$/g, '')
}

/** The address below a site; null where the site's address is none. */
export function storyUrl(siteUrl: string | null, slug: string): string | null {
  if (siteUrl === null || !URL.canParse(siteUrl)) return null
  const site = siteUrl.endsWith('/') ? siteUrl.slice(0, -1) : siteUrl
  return `${site}/${slug}`
}

/** `text` as an absolute http(s) address, against `base` where it is relative; null for anything else. */
export function webAddress(text: string | null, base: string | null): string | null {
  const trimmed = text?.trim() ?? ''
  if (trimmed === '') return null
  const url = URL.parse(trimmed, base ?? undefined)
  return url !== null && (url.protocol === 'https:' || url.protocol === 'http:') ? url.href : null
}
