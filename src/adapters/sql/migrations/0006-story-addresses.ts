/** Addresses that stories stood at before they moved: they are found there still. */
import type { Migration } from '#adapters/sql/migrations/migration.ts'

export const storyAddresses: Migration = {
  number: 6,
  name: 'story addresses',
  statements: (words) => [
    `create table story_address (
      site_id text not null, url text not null, story_id text not null,
      primary key (site_id, url),
      foreign key (site_id, story_id) references story (site_id, id)) ${words.inKeyOrder}`,
  ],
}
