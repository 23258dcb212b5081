/** Keys of programs that have comments scored, and the scores that they suggest instead. */
import type { Migration } from '#adapters/sql/migrations/migration.ts'

export const apiKeys: Migration = {
  number: 5,
  name: 'api keys',
  statements: () => [
    `create table api_key (
      site_id text not null, id text not null, name text not null, key_hash text not null,
      created_at bigint not null, revoked_at bigint,
      primary key (site_id, id))`,
    `create unique index api_key_hash on api_key (site_id, key_hash)`,
    `create table suggestion (
      site_id text not null, id text not null, api_key_id text not null,
      community text, language text not null, body text not null, source_url text,
      scores text not null, model text not null, created_at bigint not null,
      dismissed_at bigint, dismissed_by text,
      primary key (site_id, id),
      foreign key (site_id, api_key_id) references api_key (site_id, id),
      foreign key (site_id, dismissed_by) references person (site_id, id))`,
    `create index suggestion_key on suggestion (site_id, api_key_id, id)`,
    `create index suggestion_waiting on suggestion (site_id, id) where dismissed_at is null`,
    `create index suggestion_dismissed on suggestion (site_id, id) where dismissed_at is not null`,
    `create index suggestion_time on suggestion (site_id, created_at)`,
  ],
}
