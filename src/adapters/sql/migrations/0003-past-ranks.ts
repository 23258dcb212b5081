/** What roots were sorted by before they changed, so that a reader's pages keep the order they began with. */
import type { Migration } from '#adapters/sql/migrations/migration.ts'

export const pastRanks: Migration = {
  number: 3,
  name: 'past ranks',
  statements: (words) => [
    `create table past_rank (
      site_id text not null, story_id text not null, until bigint not null, comment_id text not null,
      branch_count bigint not null, top_score double precision not null,
      controversy double precision not null,
      primary key (site_id, story_id, until, comment_id)) ${words.inKeyOrder}`,
  ],
}
