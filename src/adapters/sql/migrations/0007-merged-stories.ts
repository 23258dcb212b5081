/** Stories that were merged into others, and which story a comment was written under before its own was merged. */
import type { Migration } from '#adapters/sql/migrations/migration.ts'

export const mergedStories: Migration = {
  number: 7,
  name: 'merged stories',
  statements: () => [
    `alter table story add column merged_into text`,
    `create index story_merged on story (site_id, merged_into) where merged_into is not null`,
    `alter table comment add column from_story text not null default ''`,
    `create index comment_from on comment (site_id, story_id, from_story, id) where from_story <> ''`,
    // A file knows its comments by their ids in it: those of two merged stories may be the same.
    `drop index comment_source`,
    `create unique index comment_source on comment (site_id, story_id, source_format, from_story, source_id)
      where source_id is not null`,
  ],
}
