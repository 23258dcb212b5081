/** A reader looks for words in a thread: published comments, newest first, with what was found marked. */
import type { Comment } from '#domain/comment/comment.ts'
import type { HitView, SearchView } from '#contract/views.ts'
import type { Outcome } from '#base/outcome.ts'
import type { Ports } from '#ports/ports.ts'
import { DEFAULT_ORDER } from '#contract/thread.ts'
import { HITS_COUNTED_MAX, PAGE_HITS_MAX } from '#domain/limits.ts'
import { commentView, type ViewFacts } from '#operations/views/comment-view.ts'
import { done, failed } from '#base/outcome.ts'
import { idsOnFirstPage } from '#operations/read-thread.ts'
import { loadViewFacts } from '#operations/load-view-facts.ts'
import { momentOf } from '#operations/moment-of.ts'
import { markHits, markText } from '#domain/search/mark-hits.ts'
import { findMerged } from '#operations/follow-merges.ts'
import { problem, type Problem } from '#contract/errors.ts'
import { searchTerms, settleQuery, type SearchTerm } from '#domain/search/search-terms.ts'
import { storyView } from '#operations/views/story-view.ts'

export interface SearchThreadInput {
  readonly storyId: string
  readonly query: string
  readonly after: string | null
}

/** Ids → load in batches → rules → view. Costs the page and what the index holds of the rarest word. */
export async function searchThread(
  ports: Ports,
  { storyId, query, after }: SearchThreadInput,
): Promise<Outcome<SearchView, Problem>> {
  const { store } = ports
  const story = await findMerged(store.read, storyId)
  if (!story) return failed(problem('story-not-found'))
  const terms = searchTerms(query)
  const isAsked = terms.length > 0
  const answer = isAsked
    ? await store.read.searchComments({
        storyId: story.id,
        terms,
        after,
        limit: PAGE_HITS_MAX + 1,
        countLimit: HITS_COUNTED_MAX,
      })
    : { hits: [], count: 0, isAtLeast: false, waiting: 0 }
  const shown = answer.hits.slice(0, PAGE_HITS_MAX)
  const rows = inOrder(
    shown.map((hit) => hit.commentId),
    await store.read.comments(shown.map((hit) => hit.commentId)),
  ).filter((comment) => comment.state === 'published' && comment.storyId === story.id)
  const facts = await loadViewFacts(ports, { actor: null, story, rows })
  const rootIds = new Set(rows.map((row) => row.rootId))
  const here = await idsOnFirstPage(ports, { storyId: story.id, order: DEFAULT_ORDER, rootIds })
  return done({
    story: storyView(story, momentOf(ports)),
    query: settleQuery(query),
    isAsked,
    hits: rows.map((row) => hitView(row, { facts, terms, here })),
    count: answer.count,
    isAtLeast: answer.isAtLeast,
    waiting: answer.waiting,
    nextCursor: answer.hits.length > shown.length ? (shown.at(-1)?.place ?? null) : null,
    continued: after !== null,
  })
}

function inOrder(ids: readonly string[], rows: readonly Comment[]): Comment[] {
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

function hitView(
  row: Comment,
  {
    facts,
    terms,
    here,
  }: {
    readonly facts: ViewFacts
    readonly terms: readonly SearchTerm[]
    readonly here: ReadonlySet<string>
  },
): HitView {
  const view = commentView({ row, replies: [] }, facts)
  return {
    comment: { ...view, html: view.html === null ? null : markHits(view.html, terms) },
    nameHtml: markText(row.author.name, terms),
    isOnFirstPage: here.has(row.id),
  }
}
