/** All migrations in order; numbers have no gaps and are never reused. */
import type { Migration } from '#adapters/sql/migrations/migration.ts'
import { apiKeys } from '#adapters/sql/migrations/0005-api-keys.ts'
import { firstTables } from '#adapters/sql/migrations/0001-first-tables.ts'
import { learnedVersions } from '#adapters/sql/migrations/0008-learned-versions.ts'
import { mergedStories } from '#adapters/sql/migrations/0007-merged-stories.ts'
import { pastRanks } from '#adapters/sql/migrations/0003-past-ranks.ts'
import { search } from '#adapters/sql/migrations/0002-search.ts'
import { spamMemory } from '#adapters/sql/migrations/0009-spam-memory.ts'
import { storyAddresses } from '#adapters/sql/migrations/0006-story-addresses.ts'
import { storyDecisions } from '#adapters/sql/migrations/0004-story-decisions.ts'

export const MIGRATIONS: readonly Migration[] = [
  firstTables,
  search,
  pastRanks,
  storyDecisions,
  apiKeys,
  storyAddresses,
  mergedStories,
  learnedVersions,
  spamMemory,
]
