/** Pages by their key and by what they show, in so many bytes: the longest unasked go first. */
import { LRUCache } from 'lru-cache'
import type { KeptPage } from '#http/front/kept-pages.ts'

export interface PageShelf {
  readonly get: (key: string) => KeptPage | undefined
  readonly put: (key: string, page: KeptPage) => void
  readonly drop: (key: string) => void
  /** Takes away all that show it, and gives them. */
  readonly clear: (subject: string) => readonly (readonly [string, KeptPage])[]
  /** Counts a page anew that grew, where it still is the one that is here. */
  readonly recount: (key: string, page: KeptPage) => void
  readonly bytes: () => number
  readonly count: () => number
}

export function createPageShelf(bytesMax: number): PageShelf {
  const keysOf = new Map<string, Set<string>>()
  const pages = new LRUCache<string, KeptPage>({
    maxSize: bytesMax,
    sizeCalculation: sizeOf,
    dispose: (page, key) => {
      // A page that was only counted anew is still there.
      const keys = pages.has(key) ? undefined : keysOf.get(page.rendered.subject)
      if (keys?.delete(key) && keys.size === 0) keysOf.delete(page.rendered.subject)
    },
  })
  return {
    get: (key) => pages.get(key),
    put: (key, page) => {
      const { subject } = page.rendered
      pages.set(key, page)
      // One larger than the whole shelf is not taken.
      if (!pages.has(key)) return
      const keys = keysOf.get(subject)
      if (keys) keys.add(key)
      else keysOf.set(subject, new Set([key]))
    },
    drop: (key) => void pages.delete(key),
    clear: (subject) => {
      const cleared: (readonly [string, KeptPage])[] = []
      // Deleting a page takes its key out of this set while it is gone through: a set allows that.
      for (const key of keysOf.get(subject) ?? []) {
        const page = pages.peek(key)
        if (page) cleared.push([key, page])
        pages.delete(key)
      }
      return cleared
    },
    recount: (key, page) => {
      if (pages.peek(key) === page) pages.set(key, page)
    },
    bytes: () => pages.calculatedSize,
    count: () => pages.size,
  }
}

function sizeOf({ rendered, encoded }: KeptPage): number {
  let bytes = rendered.bytes.length
  for (const page of encoded.values()) bytes += page.bytes.length
  return Math.max(1, bytes)
}
