/** What a page of another site loads to show how many comments its stories have: one request for all. */
import { serverOrigin } from '#widget/parley-server.ts'
import { storyUrl } from '#contract/story-url.ts'

/** Addresses in one request: what the server takes at once. */
const ADDRESSES_MAX = 100

interface Counts {
  readonly counts: readonly { readonly count: number; readonly text: string }[]
}

/** Each element by the address it asks about: its attribute, or where its link leads. */
function elementsByAddress(): Map<string, HTMLElement[]> {
  const found = new Map<string, HTMLElement[]>()
  for (const element of document.querySelectorAll<HTMLElement>('[data-parley-count]')) {
    const given = element.dataset['parleyCount'] || element.getAttribute('href') || location.href
    const url = URL.canParse(given, document.baseURI) ? storyUrl(new URL(given, document.baseURI).href) : null
    if (url !== null) found.set(url, [...(found.get(url) ?? []), element])
  }
  return found
}

async function showCounts(addresses: readonly (readonly [string, readonly HTMLElement[]])[]): Promise<void> {
  const query = new URLSearchParams(addresses.map(([url]) => ['url', url]))
  const first = addresses[0]?.[1][0]
  if (!first) return
  const answer = await fetch(`${serverOrigin(first)}/api/counts?${query.toString()}`, { credentials: 'omit' })
  if (!answer.ok) return
  const { counts } = (await answer.json()) as Counts
  for (const [at, [, elements]] of addresses.entries()) {
    const told = counts[at]
    if (!told) return
    for (const element of elements) {
      element.textContent = element.dataset['parleyFormat'] === 'number' ? String(told.count) : told.text
    }
  }
}

function count(): void {
  const all = [...elementsByAddress()]
  for (let from = 0; from < all.length; from += ADDRESSES_MAX) {
    // What the page wrote into its links stays where there is no answer.
    showCounts(all.slice(from, from + ADDRESSES_MAX)).catch(() => {})
  }
}

count()
// Pages that change without loading anew ask again.
addEventListener('parley:count', count)
