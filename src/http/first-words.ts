/** One id for the same first words sent twice: a double click on a page that is the same for everybody, and carries no id. */
import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { FIRST_WORDS_WINDOW_MS } from '#domain/limits.ts'

/** Submissions remembered: a thousand guests a minute, ten times over, in about two megabytes. */
const REMEMBERED_MAX = 10_000

export interface FirstWords {
  /** The id for words of somebody unknown: the same for the same words from the same address within the window. */
  readonly idFor: (submission: FirstSubmission, now: number) => string
}

export interface FirstSubmission {
  /** The client's address as the keyed hash of the day. */
  readonly addressKey: string
  readonly storyId: string
  readonly parentId: string | null
  readonly name: string
  readonly body: string
}

/** In memory only, and of the words only a hash: nothing of a guest outlives the process. */
export function createFirstWords(newId: () => string): FirstWords {
  const known = new LRUCache<string, { readonly id: string; readonly at: number }>({ max: REMEMBERED_MAX })
  return {
    idFor: ({ addressKey, storyId, parentId, name, body }, now) => {
      const key = createHash('sha256')
        .update(JSON.stringify([addressKey, storyId, parentId, name, body]))
        .digest('base64url')
      const before = known.get(key)
      // Both ways: of a clock that was set back, old words would be new for as long.
      if (before && Math.abs(now - before.at) < FIRST_WORDS_WINDOW_MS) return before.id
      const id = newId()
      known.set(key, { id, at: now })
      return id
    },
  }
}
