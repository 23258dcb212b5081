/** The first tables: stories, comments with their order keys, people, decisions, the log of events. */
import type { DialectWords, Migration } from '#adapters/sql/migrations/migration.ts'

const PEOPLE = (words: DialectWords): string[] => [
  `create table person (
    site_id text not null, id text not null, standing text not null, role text not null,
    name text not null, name_key text not null, created_at bigint not null,
    primary key (site_id, id)) ${words.inKeyOrder}`,
  `create unique index member_name on person (site_id, name_key) where standing = 'member'`,
  `create index person_role on person (site_id, role)`,
  `create table session (
    site_id text not null, token_hash text not null, person_id text not null,
    created_at bigint not null, expires_at bigint not null,
    primary key (site_id, token_hash),
    foreign key (site_id, person_id) references person (site_id, id)) ${words.inKeyOrder}`,
  `create table sign_in_link (
    site_id text not null, token_hash text not null, role text not null,
    created_at bigint not null, expires_at bigint not null, used_at bigint,
    primary key (site_id, token_hash)) ${words.inKeyOrder}`,
]

const STORIES = [
  `create table story (
    site_id text not null, id text not null, url text, source_key text,
    headline text not null, byline text, published_at bigint, language text,
    body_html text not null, image_url text, provisional smallint not null,
    sources text not null, state text not null,
    comment_count bigint not null, version bigint not null, created_at bigint not null,
    primary key (site_id, id))`,
  `create unique index story_url on story (site_id, url) where url is not null`,
  `create unique index story_source on story (site_id, source_key) where source_key is not null`,
  `create index story_provisional on story (site_id, created_at) where provisional = 1`,
  `create index story_time on story (site_id, created_at, id)`,
]

const COMMENTS = (words: DialectWords): string[] => [
  `create table comment (
    site_id text not null, id text not null, story_id text not null,
    root_id text not null, parent_id text, order_key text not null,
    depth bigint not null,
    author_id text, author_name text not null, author_standing text not null,
    state text not null, shown smallint not null, missing_parent_name text,
    body_format text not null, body text not null, body_html text not null,
    created_at bigint not null, edited_at bigint,
    branch_count bigint not null, shown_replies bigint not null,
    agree bigint not null, disagree bigint not null,
    top_score double precision not null, controversy double precision not null,
    source_format text, source_id text,
    primary key (site_id, id),
    foreign key (site_id, story_id) references story (site_id, id),
    foreign key (site_id, author_id) references person (site_id, id))`,
  `create index comment_branch on comment (site_id, root_id, order_key, id) where shown = 1`,
  `create index comment_parent on comment (site_id, parent_id, order_key) where parent_id is not null`,
  `create index comment_hidden on comment (site_id, story_id, created_at, id) where shown = 0`,
  `create index comment_author on comment (site_id, story_id, author_id, created_at)
    where author_id is not null`,
  `create unique index comment_source on comment (site_id, story_id, source_format, source_id)
    where source_id is not null`,
  ...['created_at', 'branch_count', 'top_score', 'controversy'].map(
    (column) =>
      `create index comment_roots_${column} on comment (site_id, story_id, ${column}, id)
        where depth = 0 and shown = 1`,
  ),
  `create table revision (
    site_id text not null, comment_id text not null, number bigint not null,
    body text not null, body_html text not null, written_at bigint not null,
    primary key (site_id, comment_id, number),
    foreign key (site_id, comment_id) references comment (site_id, id)) ${words.inKeyOrder}`,
  `create table vote (
    site_id text not null, comment_id text not null, voter_id text not null, story_id text not null,
    value smallint not null, voted_at bigint not null,
    primary key (site_id, comment_id, voter_id),
    foreign key (site_id, comment_id) references comment (site_id, id)) ${words.inKeyOrder}`,
  `create index vote_voter on vote (site_id, story_id, voter_id)`,
]

const RECORDS = (words: DialectWords): string[] => [
  `create table decision (
    site_id text not null, id text not null, story_id text not null, comment_id text not null,
    action text not null, from_state text not null, to_state text not null, reason text,
    moderator_id text not null, moderator_name text not null, undoes text, decided_at bigint not null,
    primary key (site_id, id),
    foreign key (site_id, comment_id) references comment (site_id, id))`,
  `create index decision_comment on decision (site_id, comment_id, id)`,
  `create table event (
    site_id text not null, sequence bigint not null, kind text not null,
    story_id text, comment_id text, person_id text, at bigint not null, facts text not null,
    primary key (site_id, sequence)) ${words.inKeyOrder}`,
  `create index event_story on event (site_id, story_id, sequence) where story_id is not null`,
  `create table setting (
    site_id text not null, name text not null, value text not null,
    primary key (site_id, name)) ${words.inKeyOrder}`,
]

export const firstTables: Migration = {
  number: 1,
  name: 'first tables',
  statements: (words) => [...PEOPLE(words), ...STORIES, ...COMMENTS(words), ...RECORDS(words)],
}
