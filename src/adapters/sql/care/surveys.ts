/** Questions to the whole database, each answered by one statement: counts of stories and branches, gaps, left-overs. */
import { sql, type RawBuilder } from 'kysely'
import type { Fault, FaultCode } from '#domain/care/fault.ts'
import type { Scope } from '#adapters/sql/queries/scope.ts'
import type { Survey } from '#ports/store-care.ts'
import type { TableShape } from '#adapters/sql/table-shape.ts'

type Found = Pick<Fault, 'place' | 'kept' | 'counted'>

/** A survey from a statement that gives `place`, `kept` and `counted` for every fault. */
function survey(scope: Scope, code: FaultCode, faults: RawBuilder<unknown>): Survey {
  return {
    code,
    count: async () => {
      const { rows } = await sql<{
        count: number
      }>`select count(*) as count from (${faults}) as found`.execute(scope.db)
      return rows[0]?.count ?? 0
    },
    find: async (limit) => {
      const { rows } =
        await sql<Found>`select * from (${faults}) as found order by place limit ${limit}`.execute(scope.db)
      return rows.map(({ place, kept, counted }) => ({ code, place, kept, counted }))
    },
  }
}

export function surveys(scope: Scope, tables: readonly TableShape[]): Survey[] {
  return [
    survey(scope, 'branch-count', branchCounts(scope)),
    survey(scope, 'story-count', storyCounts(scope)),
    survey(scope, 'event-gap', eventGaps(scope)),
    ...tables.flatMap((table) =>
      missingReferences(scope, table).map((faults) => survey(scope, 'reference', faults)),
    ),
    survey(scope, 'story-elsewhere', otherStories(scope)),
    survey(
      scope,
      'past-rank-left',
      leftPastRanks(scope, sql`select comment_id as place, 'version ' || until as kept, null as counted`),
    ),
    survey(
      scope,
      'search-waiting-left',
      leftWaiting(scope, sql`select comment_id as place, null as kept, null as counted`),
    ),
  ]
}

function branchCounts({ siteId }: Scope): RawBuilder<unknown> {
  return sql`
    select r.id as place, r.branch_count as kept, coalesce(b.found, 0) as counted
    from comment r left join (
      select root_id, count(*) as found from comment
      where site_id = ${siteId} and state = 'published' and parent_id is not null group by root_id
    ) b on b.root_id = r.id and r.parent_id is null
    where r.site_id = ${siteId} and r.branch_count <> coalesce(b.found, 0)`
}

function storyCounts({ siteId }: Scope): RawBuilder<unknown> {
  return sql`
    select s.id as place, s.comment_count as kept, coalesce(c.found, 0) as counted
    from story s left join (
      select story_id, count(*) as found from comment
      where site_id = ${siteId} and state = 'published' group by story_id
    ) c on c.story_id = s.id
    where s.site_id = ${siteId} and s.comment_count <> coalesce(c.found, 0)`
}

/** The number before each event must be there, down to 1. */
function eventGaps({ siteId }: Scope): RawBuilder<unknown> {
  return sql`
    select 'before event ' || e.sequence as place, null as kept, e.sequence - 1 as counted
    from event e
    where e.site_id = ${siteId} and e.sequence > 1 and not exists (
      select 1 from event b where b.site_id = e.site_id and b.sequence = e.sequence - 1)`
}

/** As the database was told to keep it; a damaged one, or one written to past its rules, may not have. */
function missingReferences({ siteId }: Scope, table: TableShape): RawBuilder<unknown>[] {
  return table.references.map(({ columns, table: target, named }) => {
    const row = (column: string) => sql`${sql.ref(`t.${column}`)}`
    const last = columns.at(-1) ?? ''
    const same = columns.map((column, at) => sql`${sql.ref(`n.${named[at] ?? ''}`)} = ${row(column)}`)
    const key = sql.join(
      table.key.filter((column) => column !== 'site_id').map((column) => sql`cast(${row(column)} as text)`),
      sql` || ' ' || `,
    )
    return sql`
      select ${sql.lit(`${table.name} `)} || ${key} as place, ${row(last)} as kept, null as counted
      from ${sql.table(table.name)} t
      where ${row('site_id')} = ${siteId} and ${row(last)} is not null
        and not exists (select 1 from ${sql.table(target)} n where ${sql.join(same, sql` and `)})`
  })
}

function otherStories({ siteId }: Scope): RawBuilder<unknown> {
  const part = (table: string, id: string) => sql`
    select ${sql.lit(`${table} on `)} || c.id || ${sql.ref(id)} as place, t.story_id as kept, c.story_id as counted
    from ${sql.table(table)} t join comment c on c.site_id = t.site_id and c.id = t.comment_id
    where t.site_id = ${siteId} and t.story_id <> c.story_id`
  return sql`${part('vote', 't.voter_id')} union all ${part('decision', 't.id')}`
}

/** `verb`: what is done with the rows, up to their table's name. */
export function leftPastRanks({ siteId }: Scope, verb: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`${verb} from past_rank
    where site_id = ${siteId} and (
      not exists (select 1 from comment c where c.site_id = past_rank.site_id and c.id = past_rank.comment_id
        and c.story_id = past_rank.story_id)
      or until > (select s.version from story s
        where s.site_id = past_rank.site_id and s.id = past_rank.story_id))`
}

export function leftWaiting({ siteId }: Scope, verb: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`${verb} from search_waiting
    where site_id = ${siteId} and not exists (
      select 1 from comment c where c.site_id = search_waiting.site_id and c.id = search_waiting.comment_id
        and c.story_id = search_waiting.story_id and c.state = 'published')`
}
