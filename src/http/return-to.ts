/** Where a reader without scripts goes back to: the page they came from, if it is one of ours. */
import type { HttpContext } from '#http/http-tools.ts'

/** Only these pages, by their shape: no address from a request is ever followed as it is. */
const OWN_PAGE =
  /^\/(s|c)\/([0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})(?:\/yours)?$/

/** A path of this site, at the comment in question, in the reader's own view. */
export function returnTo(context: HttpContext, commentId: string): string {
  const anchor = `#c-${commentId}`
  const came = refererUrl(context)
  const parts = OWN_PAGE.exec(came?.pathname ?? '')
  if (!came || !parts) return `/c/${commentId}/yours${anchor}`
  const kept = new URLSearchParams()
  for (const name of ['order', 'after']) {
    const value = came.searchParams.get(name)
    if (value !== null) kept.set(name, value)
  }
  const query = kept.size > 0 ? `?${kept.toString()}` : ''
  return `/${parts[1]}/${parts[2]}/yours${query}${anchor}`
}

function refererUrl(context: HttpContext): URL | null {
  return URL.parse(context.req.header('Referer') ?? '')
}
