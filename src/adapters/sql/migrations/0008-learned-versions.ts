/** What was learned from moderators' decisions, as numbers and hashes, and who put it to use. */
import type { Migration } from '#adapters/sql/migrations/migration.ts'

export const learnedVersions: Migration = {
  number: 8,
  name: 'learned versions',
  statements: (words) => [
    `create table learned_version (
      site_id text not null, id text not null, made_at bigint not null, asked_by text,
      model text not null, state text not null, verdict text not null,
      figures text not null, weights text,
      primary key (site_id, id),
      foreign key (site_id, asked_by) references person (site_id, id))`,
    `create unique index learned_version_used on learned_version (site_id, state)
      where state = 'in-use'`,
    `create table learning_decision (
      site_id text not null, id text not null, version_id text not null, action text not null,
      hold_at double precision, moderator_id text not null, moderator_name text not null,
      decided_at bigint not null,
      primary key (site_id, id),
      foreign key (site_id, version_id) references learned_version (site_id, id)) ${words.inKeyOrder}`,
  ],
}
