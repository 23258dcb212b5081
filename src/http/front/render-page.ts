/** Asks the framework for a public page as a stranger would, and takes from its answer what may be kept. */
import type { App } from '#http/app.ts'
import { EVERY_STORY, type RenderedPage } from '#http/front/kept-pages.ts'

/** Set by routes of public pages to the story they show; never sent out. */
export const SUBJECT_HEADER = 'X-Parley-Story'

/** Set by routes of public pages that change by themselves at a time, in Unix milliseconds; never sent out. */
export const UNTIL_HEADER = 'X-Parley-Until'

/** The subject of what no event makes old: scripts that stay the same until the server starts anew. */
export const NO_STORY = 'no story'

/** What the framework says where nothing in particular may be kept. */
const DEFAULT_CACHE_CONTROL = 'no-cache'

/** A CDN may keep a page for a second, and show the old one while it fetches the new. */
const CACHE_CONTROL = 'public, max-age=0, must-revalidate, s-maxage=1, stale-while-revalidate=10'

export async function renderPage(app: App, publicUrl: string, url: string): Promise<RenderedPage> {
  const answer = await app.fetch(new Request(new URL(url, publicUrl)))
  const headers: Record<string, string> = {}
  for (const [name, value] of answer.headers) headers[name] = value
  const subject = headers[SUBJECT_HEADER.toLowerCase()] ?? EVERY_STORY
  delete headers[SUBJECT_HEADER.toLowerCase()]
  const until = headers[UNTIL_HEADER.toLowerCase()]
  delete headers[UNTIL_HEADER.toLowerCase()]
  // Problems are told anew each time: what is missing now may be there in a moment.
  if (answer.status === 200 && headers['cache-control'] === DEFAULT_CACHE_CONTROL) {
    headers['cache-control'] = CACHE_CONTROL
  }
  return {
    status: answer.status,
    headers,
    bytes: new Uint8Array(await answer.arrayBuffer()),
    subject,
    until: until === undefined ? null : Number(until),
  }
}
