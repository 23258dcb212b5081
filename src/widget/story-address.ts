/** Which story a page of somebody else's is about: by its canonical address, or the one it stands at. */
import { storyUrl } from '#contract/story-url.ts'

export interface PageAddress {
  readonly canonical: string
  readonly location: string
}

/** What the page says now. */
export function pageAddress(): PageAddress {
  const link = document.querySelector<HTMLLinkElement>('link[rel~="canonical"]')
  const here = `${location.origin}/`
  // Another origin's address is not this page's to speak for.
  const canonical = link?.href.startsWith(here) ? link.href : ''
  return { canonical, location: location.href }
}

/**
 * A canonical link belongs to the address at which it was first seen: a page that goes on to another address
 * without loading anew may leave the old link behind. `seen` is what this returned before; null at first.
 */
export function seeAddress(now: PageAddress, seen: PageAddress | null): PageAddress {
  return seen && seen.canonical === now.canonical ? seen : now
}

/** The address of the story; empty where the page has none (a file, a blank frame). */
export function storyAddress(now: PageAddress, seen: PageAddress): string {
  const isStale = withoutHash(now.location) !== withoutHash(seen.location)
  return storyUrl((!isStale && now.canonical) || now.location) ?? ''
}

function withoutHash(address: string): string {
  return address.replace(/#.*$/, '')
}
