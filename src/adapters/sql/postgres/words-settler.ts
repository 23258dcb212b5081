/** Puts waiting comments into the search index: read and taken apart in words before anybody is kept waiting. */
import { createHash } from 'node:crypto'
import type { PendingWords } from '#adapters/sql/postgres/pending-writes.ts'
import type { Scope } from '#adapters/sql/queries/scope.ts'
import { commentsById, indexEntry, waitingForSearch } from '#adapters/sql/queries/search.ts'
import { takePlaces, vectorText } from '#adapters/sql/postgres/words-index.ts'

/**
 * Gives a function that hands up to `limit` of them to `write` and tells how many it was. What is changed meanwhile is
 * left out by the statement that writes, and waits for the next time.
 */
export function createWordsSettler(
  scope: Scope,
  write: (words: PendingWords) => Promise<void>,
): (limit: number) => Promise<number> {
  let last = ''
  return async (limit) => {
    const waiting = await waitingForSearch(scope, limit)
    const ids = waiting.map((row) => row.comment_id)
    const these = ids.join()
    // Where nothing came of it, whoever asks again at once would ask for ever.
    if (ids.length === 0 || these === last) {
      last = ''
      return 0
    }
    last = these
    const comments = await commentsById(scope, ids)
    const entries = comments.map((comment) => indexEntry(comment))
    const places = await takePlaces(scope.db, scope.siteId, entries)
    await write({
      commentIds: ids,
      storyIds: [...new Set(waiting.map((row) => row.story_id))],
      entries: entries.map(({ commentId, storyId, name, words }, at) => ({
        commentId,
        storyId,
        place: (places[at] ?? 0n).toString(),
        words: vectorText(name, words),
        seen: seenText(comments[at]),
      })),
    })
    return ids.length
  }
}

/** As the server reckons it from what the comment holds by then. */
function seenText(
  comment: { readonly author: { readonly name: string }; readonly bodyHtml: string } | undefined,
) {
  const text = `${comment?.author.name ?? ''} ${comment?.bodyHtml ?? ''}`
  return createHash('sha256').update(text).digest('hex')
}
