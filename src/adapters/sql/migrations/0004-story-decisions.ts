/** Decisions about whole stories, and an index of the stories that the front page lists. */
import type { Migration } from '#adapters/sql/migrations/migration.ts'

export const storyDecisions: Migration = {
  number: 4,
  name: 'story decisions',
  statements: (words) => [
    `create table story_decision (
      site_id text not null, id text not null, story_id text not null,
      action text not null, from_value text not null, to_value text not null, reason text,
      moderator_id text not null, moderator_name text not null, undoes text, decided_at bigint not null,
      primary key (site_id, id),
      foreign key (site_id, story_id) references story (site_id, id)) ${words.inKeyOrder}`,
    `create index story_decision_story on story_decision (site_id, story_id, id)`,
    `create index story_listed on story (site_id, created_at, id)
      where (provisional = 0 or comment_count > 0) and state <> 'merged'`,
    `drop index story_time`,
  ],
}
