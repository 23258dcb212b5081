/** Room on the page: loading when the reader comes near, and never pushing around what the reader sees. */

/** How far below the window a discussion begins to load: about a screen, so that it is there when the reader is. */
const NEAR_PX = 800

export function whenNear(element: Element, signal: AbortSignal, act: () => void): void {
  // An observer tells with the next frame at the earliest: what is in sight already need not wait for it.
  if (isNear(element)) {
    act()
    return
  }
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return
      observer.disconnect()
      act()
    },
    { rootMargin: `${NEAR_PX}px` },
  )
  observer.observe(element)
  signal.addEventListener('abort', () => observer.disconnect())
}

/** False for what is not shown at all. */
function isNear(element: Element): boolean {
  const { top, bottom } = element.getBoundingClientRect()
  return element.getClientRects().length > 0 && top < innerHeight + NEAR_PX && bottom > -NEAR_PX
}

/**
 * Until it is filled, an element takes the height of a window (pages/style/embed.css), so that what follows it lies below.
 * Once filled it is as high as what it holds, but ends no higher than the window does: then nothing in sight moves.
 */
export function keepRoom(element: HTMLElement, fill: () => void): void {
  const { top, bottom } = element.getBoundingClientRect()
  const end = Math.min(bottom, innerHeight)
  fill()
  element.toggleAttribute('data-filled', true)
  element.style.minBlockSize = ''
  const isShort = top < innerHeight && element.getBoundingClientRect().bottom < end
  if (isShort) element.style.minBlockSize = `${Math.ceil(end - top)}px`
}
