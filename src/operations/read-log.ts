/** Anybody opens the log of decisions: what moderators did, newest first, never what the comment said. */
import type { DecisionView } from '#contract/views.ts'
import type { Ports } from '#ports/ports.ts'
import { PAGE_DECISIONS_MAX } from '#domain/limits.ts'

export interface LogPage {
  readonly decisions: readonly DecisionView[]
  readonly nextCursor: string | null
}

/** All kinds of decisions in one list: their ids sort by time, so one cursor serves all. */
export async function readLog(
  { store }: Ports,
  { beforeId }: { readonly beforeId: string | null },
): Promise<LogPage> {
  const page = { beforeId, limit: PAGE_DECISIONS_MAX + 1 }
  const aboutComments = (await store.read.decisions(page)).map(
    ({ moderatorId: _id, undoes: _undoes, fromState: _from, toState: _to, ...decision }) =>
      ({ about: 'comment', ...decision }) as const,
  )
  const aboutStories = (await store.read.storyDecisions(page)).map(
    ({ moderatorId: _id, undoes: _undoes, from: _from, ...decision }) =>
      ({ about: 'story', ...decision }) as const,
  )
  const aboutLearning = (await store.read.learningDecisions(page)).map(
    ({ moderatorId: _id, versionId: _version, ...decision }) => ({ about: 'learning', ...decision }) as const,
  )
  const found = [...aboutComments, ...aboutStories, ...aboutLearning].sort((a, b) => (a.id < b.id ? 1 : -1))
  const shown = found.slice(0, PAGE_DECISIONS_MAX)
  const headlines = new Map<string, string>()
  const stories = shown.flatMap((decision) => (decision.about === 'learning' ? [] : [decision.storyId]))
  for (const storyId of new Set(stories)) {
    headlines.set(storyId, (await store.read.story(storyId))?.headline ?? '')
  }
  for (const decision of shown) {
    if (decision.about !== 'story' || decision.action !== 'merge') continue
    headlines.set(decision.to, (await store.read.story(decision.to))?.headline ?? '')
  }
  const decisions = shown.map((decision) => {
    if (decision.about === 'learning') return decision
    const headline = headlines.get(decision.storyId) ?? ''
    if (decision.about === 'comment') return { ...decision, headline }
    const isMerge = decision.action === 'merge'
    const other = isMerge ? { id: decision.to, headline: headlines.get(decision.to) ?? '' } : null
    return { ...decision, headline, other }
  })
  return { decisions, nextCursor: found.length > shown.length ? (shown.at(-1)?.id ?? null) : null }
}
