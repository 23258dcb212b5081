/** By what the comments of the last day are known again, and why a rule let a comment wait. */
import type { Migration } from '#adapters/sql/migrations/migration.ts'

export const spamMemory: Migration = {
  number: 9,
  name: 'spam memory',
  statements: (words) => [
    `create table comment_mark (
      site_id text not null, at bigint not null, comment_id text not null, mark text not null,
      story_id text not null, writer_id text,
      primary key (site_id, mark, at, comment_id)) ${words.inKeyOrder}`,
    `create index comment_mark_time on comment_mark (site_id, at, comment_id)`,
    `create table rule_hold (
      site_id text not null, comment_id text not null, rule text not null, reasons text not null,
      primary key (site_id, comment_id),
      foreign key (site_id, comment_id) references comment (site_id, id)) ${words.inKeyOrder}`,
  ],
}
