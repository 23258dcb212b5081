/** Clicks that are answered in place; a new tab or window gets the page behind the link, which does the same. */

export function clickedLink(event: MouseEvent, selector: string): HTMLAnchorElement | null {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return null
  return event.target instanceof Element ? event.target.closest<HTMLAnchorElement>(selector) : null
}
