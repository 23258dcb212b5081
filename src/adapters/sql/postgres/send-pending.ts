/** Sends what a transaction has put together: one statement for each kind of row, whatever the number of works. */
import { controversyScore, topScore } from '#domain/ranking/orders.ts'
import type { NewComment } from '#ports/store.ts'
import type { RuleHold } from '#ports/spam-memory.ts'
import { MARKS_FORGOTTEN_MAX } from '#domain/limits.ts'
import { firstPlace } from '#adapters/sql/queries/search-place.ts'
import { fromComment } from '#adapters/sql/queries/rows.ts'
import { indexEntry } from '#adapters/sql/queries/search.ts'
import { vectorText } from '#adapters/sql/postgres/words-index.ts'
import type { PastRank, PendingWords, PendingWrites } from '#adapters/sql/postgres/pending-writes.ts'

/** Sends a statement, and gives its answer. */
export type Ask = (text: string, values: readonly unknown[]) => Promise<Record<string, unknown>[]>

/** Rows travel as one value, so that a statement's text, and its plan, is the same for any number. */
function insertInto(table: string, columns: readonly string[], conflict = ''): string {
  const names = columns.join(', ')
  return `insert into ${table} (${names}) select ${names} from json_populate_recordset(null::${table}, $1::json)${conflict}`
}

const INSERT_PEOPLE = insertInto('person', [
  'site_id',
  'id',
  'standing',
  'role',
  'name',
  'name_key',
  'created_at',
])

const RENAME = `update person set name = given.name, name_key = given.name_key
  from json_to_recordset($2::json) as given (id text, name text, name_key text)
  where person.site_id = $1 and person.id = any ($3::text[]) and person.id = given.id and person.standing = 'guest'`

/** What a new comment is found by. Where its place is taken, it waits until another is found for it. */
const INDEX_NEW = `with entry as (select * from json_to_recordset($2::json)
    as entry (id text, story_id text, written_under text, place bigint, words text)),
  found as (insert into comment_search (site_id, story_id, place, comment_id, words)
    select $1, written_under, place, id, words::tsvector from entry
    on conflict (site_id, story_id, place) do nothing returning comment_id)
  insert into search_waiting (site_id, story_id, comment_id)
  select $1, story_id, id from entry where id not in (select comment_id from found)
  on conflict do nothing`

const GAIN = `update comment set branch_count = comment.branch_count + gained.branch,
    shown_replies = comment.shown_replies + gained.replies,
    shown = case when comment.state = 'published' or comment.shown_replies + gained.replies > 0 then 1 else 0 end
  from json_to_recordset($2::json) as gained (id text, branch bigint, replies bigint)
  where comment.site_id = $1 and comment.id = any ($3::text[]) and comment.id = gained.id`

const COUNT_VOTES = `update comment set agree = counted.agree, disagree = counted.disagree,
    top_score = counted.top_score, controversy = counted.controversy
  from json_to_recordset($2::json)
    as counted (id text, agree bigint, disagree bigint, top_score double precision, controversy double precision)
  where comment.site_id = $1 and comment.id = any ($3::text[]) and comment.id = counted.id`

const SET_VOTES = insertInto(
  'vote',
  ['site_id', 'comment_id', 'voter_id', 'story_id', 'value', 'voted_at'],
  ` on conflict (site_id, comment_id, voter_id)
  do update set value = excluded.value, voted_at = excluded.voted_at`,
)

const REMOVE_VOTES = `delete from vote using json_to_recordset($2::json) as taken (comment_id text, voter_id text)
  where vote.site_id = $1 and vote.comment_id = taken.comment_id and vote.voter_id = taken.voter_id`

const KEEP_RANKS = insertInto(
  'past_rank',
  ['site_id', 'story_id', 'until', 'comment_id', 'branch_count', 'top_score', 'controversy'],
  ' on conflict do nothing',
)

const SWEEP_RANKS = `delete from past_rank using json_to_recordset($2::json) as old (story_id text, until bigint)
  where past_rank.site_id = $1 and past_rank.story_id = old.story_id and past_rank.until <= old.until`

const TOUCH_STORIES = `update story set version = story.version + touched.versions,
    comment_count = story.comment_count + touched.comments
  from json_to_recordset($2::json) as touched (id text, versions bigint, comments bigint)
  where story.site_id = $1 and story.id = any ($3::text[]) and story.id = touched.id`

const APPEND_EVENTS = insertInto('event', [
  'site_id',
  'sequence',
  'kind',
  'story_id',
  'comment_id',
  'person_id',
  'at',
  'facts',
])

/** Only as long as the comment says what the words were taken from; where the place is taken, it goes on waiting. */
const INDEX_WORDS = `insert into comment_search (site_id, story_id, place, comment_id, words)
  select $1, entry.story_id, entry.place, entry.id, entry.words::tsvector
  from json_to_recordset($2::json) as entry (id text, story_id text, place bigint, words text, seen text)
  join comment on comment.site_id = $1 and comment.id = any ($3::text[]) and comment.id = entry.id
    and comment.state = 'published'
    and encode(sha256(convert_to(comment.author_name || ' ' || comment.body_html, 'UTF8')), 'hex') = entry.seen
  on conflict do nothing`

const WAIT_NO_LONGER = `delete from search_waiting
  where site_id = $1 and story_id = any ($2::text[]) and comment_id = any ($3::text[])
  and (exists (select 1 from comment_search found
      where found.site_id = $1 and found.comment_id = search_waiting.comment_id)
    or not exists (select 1 from comment
      where comment.site_id = $1 and comment.id = search_waiting.comment_id and comment.state = 'published'))`

const KEEP_HOLDS = insertInto(
  'rule_hold',
  ['site_id', 'comment_id', 'rule', 'reasons'],
  ` on conflict (site_id, comment_id) do update set rule = excluded.rule, reasons = excluded.reasons`,
)

const KEEP_MARKS = insertInto('comment_mark', [
  'site_id',
  'at',
  'comment_id',
  'mark',
  'story_id',
  'writer_id',
])

const FORGET_MARKS = `delete from comment_mark where site_id = $1 and at <= (select max(oldest.at)
  from (select at from comment_mark where site_id = $1 and at < $2 order by at limit ${MARKS_FORGOTTEN_MAX}) as oldest)`

/** A half of a character, as JSON spells it. */
const LONE_SURROGATE = /\\ud[89a-f]/

/** The server reads no half characters: where there are some, they become the sign for what cannot be read. */
function json(rows: readonly object[]): string {
  const text = JSON.stringify(rows)
  if (!LONE_SURROGATE.test(text)) return text
  return JSON.stringify(rows, (_, value: unknown) =>
    typeof value === 'string' ? value.toWellFormed() : value,
  )
}

/** Gives the answers; none is waited for in between. Where it throws, nothing was sent. */
export function sendPending(ask: Ask, siteId: string, pending: PendingWrites): Promise<unknown>[] {
  return writeStatements(siteId, pending).map(([text, values]) => ask(text, values))
}

/** All in the order in which they hang on each other. */
function writeStatements(siteId: string, pending: PendingWrites): [string, readonly unknown[]][] {
  const written: [string, readonly unknown[]][] = []
  /** Every row with its site. */
  const insert = (text: string, rows: readonly object[]): void => {
    if (rows.length > 0) written.push([text, [json(rows.map((row) => ({ site_id: siteId, ...row })))]])
  }
  const change = (text: string, rows: readonly object[]): void => {
    if (rows.length > 0) written.push([text, [siteId, json(rows)]])
  }
  // NOTE: The ids once more, by themselves: without them a planner that knows nothing of the table yet goes through all
  // rows of the site.
  const changeById = (text: string, rows: readonly { readonly id: string }[]): void => {
    if (rows.length > 0) written.push([text, [siteId, json(rows), rows.map((row) => row.id)]])
  }
  insert(INSERT_PEOPLE, pending.people.map(personRow))
  changeById(
    RENAME,
    [...pending.renamed].map(([id, { name, nameKey }]) => ({ id, name, name_key: nameKey })),
  )
  sendComments(siteId, pending, { insert, change })
  changeById(
    GAIN,
    [...pending.gains].map(([id, gain]) => ({ id, ...gain })),
  )
  sendVotes(pending, { insert, change, changeById })
  insert(KEEP_RANKS, pending.pastRanks.map(rankRow))
  change(
    SWEEP_RANKS,
    [...pending.sweeps].map(([storyId, until]) => ({ story_id: storyId, until })),
  )
  changeById(
    TOUCH_STORIES,
    [...pending.stories].map(([id, gain]) => ({ id, ...gain })),
  )
  insert(APPEND_EVENTS, pending.events.map(eventRow))
  insert(KEEP_HOLDS, [...pending.holds].map(holdRow))
  if (pending.marksBefore !== null) written.push([FORGET_MARKS, [siteId, pending.marksBefore]])
  insert(KEEP_MARKS, pending.marks.map(markRow))
  for (const { entries, commentIds, storyIds } of pending.words) {
    changeById(INDEX_WORDS, entries.map(wordsRow))
    written.push([WAIT_NO_LONGER, [siteId, storyIds, commentIds]])
  }
  return written
}

type Send = (text: string, rows: readonly object[]) => void
type SendById = (text: string, rows: readonly { readonly id: string }[]) => void

function sendComments(
  siteId: string,
  { comments }: PendingWrites,
  { insert, change }: { readonly insert: Send; readonly change: Send },
): void {
  const rows = comments.map((entry) => fromComment(siteId, entry))
  const [first] = rows
  if (!first) return
  insert(insertComments(Object.keys(first)), rows)
  const published = comments.filter(({ comment }) => comment.state === 'published')
  change(
    INDEX_NEW,
    published.map(({ comment }) => newWordsRow(comment)),
  )
}

let insertCommentsText = ''

/** The columns are those that a comment's row has; they never change while the program runs. */
function insertComments(columns: readonly string[]): string {
  return (insertCommentsText ||= insertInto('comment', columns))
}

function sendVotes(
  { voteCounts, votes }: PendingWrites,
  {
    insert,
    change,
    changeById,
  }: { readonly insert: Send; readonly change: Send; readonly changeById: SendById },
): void {
  changeById(
    COUNT_VOTES,
    [...voteCounts].map(([id, counts]) => ({
      id,
      ...counts,
      top_score: topScore(counts),
      controversy: controversyScore(counts),
    })),
  )
  const all = [...votes.values()]
  insert(
    SET_VOTES,
    all
      .filter((vote) => vote.value !== 0)
      .map(({ commentId, voterId, storyId, value, at }) => ({
        comment_id: commentId,
        voter_id: voterId,
        story_id: storyId,
        value,
        voted_at: at,
      })),
  )
  change(
    REMOVE_VOTES,
    all
      .filter((vote) => vote.value === 0)
      .map((vote) => ({ comment_id: vote.commentId, voter_id: vote.voterId })),
  )
}

function personRow(person: PendingWrites['people'][number]): object {
  const { id, standing, role, name, nameKey, createdAt } = person
  return { id, standing, role, name, name_key: nameKey, created_at: createdAt }
}

function rankRow({ storyId, commentId, branchCount, topScore: score, ...rank }: PastRank): object {
  const { until, controversy } = rank
  return {
    story_id: storyId,
    until,
    comment_id: commentId,
    branch_count: branchCount,
    top_score: score,
    controversy,
  }
}

function eventRow(event: PendingWrites['events'][number]): object {
  const { sequence, kind, storyId, commentId, personId, at, facts } = event
  return {
    sequence,
    kind,
    story_id: storyId,
    comment_id: commentId,
    person_id: personId,
    at,
    facts: JSON.stringify(facts),
  }
}

function wordsRow({ commentId, storyId, ...entry }: PendingWords['entries'][number]) {
  return { id: commentId, story_id: storyId, ...entry }
}

function holdRow([commentId, { rule, reasons }]: readonly [string, RuleHold]): object {
  return { comment_id: commentId, rule, reasons: JSON.stringify(reasons) }
}

function markRow({ commentId, storyId, writerId, ...mark }: PendingWrites['marks'][number]): object {
  return { ...mark, comment_id: commentId, story_id: storyId, writer_id: writerId }
}

function newWordsRow(comment: NewComment['comment']) {
  const entry = indexEntry(comment)
  return {
    id: comment.id,
    story_id: comment.storyId,
    written_under: entry.storyId,
    place: firstPlace(entry).toString(),
    words: vectorText(entry.name, entry.words),
  }
}
