/** Comments beside what other rows say of them: one statement a page, so that all of it is of one moment. */
import { sql, type RawBuilder } from 'kysely'
import type { CommentFacts } from '#domain/care/comment-faults.ts'
import type { Scope } from '#adapters/sql/queries/scope.ts'

interface FactsRow {
  readonly id: string
  readonly story_id: string
  readonly root_id: string
  readonly parent_id: string | null
  readonly order_key: string
  readonly depth: number
  readonly state: string
  readonly shown: number
  readonly created_at: number
  readonly shown_replies: number
  readonly agree: number
  readonly disagree: number
  readonly top_score: number
  readonly controversy: number
  readonly parent_story: string | null
  readonly parent_root: string | null
  readonly parent_key: string | null
  readonly parent_depth: number | null
  readonly counted_replies: number
  readonly counted_agree: number
  readonly counted_disagree: number
  readonly decided_state: string | null
  readonly waiting: number
  readonly moving: number
}

export async function factsPage(
  scope: Scope,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<CommentFacts[]> {
  return facts(scope, sql`c.id > ${after} order by c.id limit ${limit}`)
}

export async function factsOf(scope: Scope, ids: readonly string[]): Promise<CommentFacts[]> {
  return ids.length === 0 ? [] : facts(scope, sql`c.id in (${sql.join(ids)}) order by c.id`)
}

/** Each count is a look into an index: a page costs its comments and what hangs directly on them. */
async function facts({ db, siteId }: Scope, which: RawBuilder<unknown>): Promise<CommentFacts[]> {
  const votes = (value: number) =>
    sql`(select count(*) from vote v
      where v.site_id = c.site_id and v.comment_id = c.id and v.value = ${sql.lit(value)})`
  const { rows } = await sql<FactsRow>`
    select c.id, c.story_id, c.root_id, c.parent_id, c.order_key, c.depth, c.state, c.shown, c.created_at,
      c.shown_replies, c.agree, c.disagree, c.top_score, c.controversy,
      p.story_id as parent_story, p.root_id as parent_root, p.order_key as parent_key, p.depth as parent_depth,
      (select count(*) from comment r where r.site_id = c.site_id and r.parent_id = c.id
        and (r.state = 'published' or r.shown_replies > 0)) as counted_replies,
      ${votes(1)} as counted_agree, ${votes(-1)} as counted_disagree,
      (select d.to_state from decision d where d.site_id = c.site_id and d.comment_id = c.id
        order by d.id desc limit 1) as decided_state,
      (select count(*) from search_waiting w
        where w.site_id = c.site_id and w.story_id = c.story_id and w.comment_id = c.id) as waiting,
      case when p.story_id <> c.story_id then (select count(*) from story s where s.site_id = c.site_id
        and s.id in (c.story_id, p.story_id) and s.state in ('merging', 'parting')) else 0 end as moving
    from comment c left join comment p on p.site_id = c.site_id and p.id = c.parent_id
    where c.site_id = ${siteId} and ${which}`.execute(db)
  return rows.map(toFacts)
}

function toFacts(row: FactsRow): CommentFacts {
  return {
    id: row.id,
    storyId: row.story_id,
    rootId: row.root_id,
    parentId: row.parent_id,
    orderKey: row.order_key,
    depth: row.depth,
    state: row.state,
    shown: row.shown === 1,
    createdAt: row.created_at,
    shownReplies: row.shown_replies,
    agree: row.agree,
    disagree: row.disagree,
    topScore: row.top_score,
    controversy: row.controversy,
    parent:
      row.parent_story === null
        ? null
        : {
            storyId: row.parent_story,
            rootId: row.parent_root ?? '',
            orderKey: row.parent_key ?? '',
            depth: row.parent_depth ?? 0,
          },
    countedReplies: row.counted_replies,
    countedAgree: row.counted_agree,
    countedDisagree: row.counted_disagree,
    decidedState: row.decided_state,
    isWaiting: row.waiting > 0,
    isOnTheMove: row.moving > 0,
  }
}
