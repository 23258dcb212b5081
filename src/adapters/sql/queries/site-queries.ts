/** All queries of one site, put together to what the ports ask for. */
import type { Scope } from '#adapters/sql/queries/scope.ts'
import type { StoreReader, StoreWriter } from '#ports/store.ts'
import {
  apiKeyReads,
  apiKeyWrites,
  suggestionReads,
  suggestionWrites,
} from '#adapters/sql/queries/suggestions.ts'
import { careWrites } from '#adapters/sql/care/site-care.ts'
import { commentWrites, stateWrites } from '#adapters/sql/queries/comment-writes.ts'
import { learningReads, learningWrites } from '#adapters/sql/queries/learning.ts'
import { mergingReads, mergingWrites } from '#adapters/sql/queries/merging.ts'
import { peopleReads, peopleWrites, signInWrites } from '#adapters/sql/queries/people.ts'
import {
  decisionReads,
  decisionWrites,
  storyDecisionReads,
  storyDecisionWrites,
} from '#adapters/sql/queries/decisions.ts'
import { eventReads, eventWrites } from '#adapters/sql/queries/events.ts'
import { searchReads } from '#adapters/sql/queries/search.ts'
import { spamMemoryReads, spamMemoryWrites } from '#adapters/sql/queries/spam-memory.ts'
import { storyDecidedWrites, storyReads, storyWrites } from '#adapters/sql/queries/stories.ts'
import { threadReads } from '#adapters/sql/queries/thread-reads.ts'
import { voteReads, voteWrites } from '#adapters/sql/queries/votes.ts'

export function siteReader(scope: Scope): StoreReader {
  return {
    ...storyReads(scope),
    ...threadReads(scope),
    ...voteReads(scope),
    ...peopleReads(scope),
    ...decisionReads(scope),
    ...storyDecisionReads(scope),
    ...eventReads(scope),
    ...searchReads(scope),
    ...mergingReads(scope),
    ...apiKeyReads(scope),
    ...suggestionReads(scope),
    ...spamMemoryReads(scope),
    ...learningReads(scope),
  }
}

export function siteWriter(scope: Scope): StoreWriter {
  return {
    ...siteReader(scope),
    ...storyWrites(scope),
    ...storyDecidedWrites(scope),
    ...commentWrites(scope),
    ...stateWrites(scope),
    ...voteWrites(scope),
    ...mergingWrites(scope),
    ...peopleWrites(scope),
    ...signInWrites(scope),
    ...decisionWrites(scope),
    ...storyDecisionWrites(scope),
    ...eventWrites(scope),
    ...apiKeyWrites(scope),
    ...suggestionWrites(scope),
    ...spamMemoryWrites(scope),
    ...learningWrites(scope),
    care: careWrites(scope),
  }
}
