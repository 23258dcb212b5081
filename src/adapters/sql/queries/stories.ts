/** Queries on stories. */
import { sql } from 'kysely'
import type { Scope } from '#adapters/sql/queries/scope.ts'
import type { StoreReader, StoreWriter } from '#ports/store.ts'
import type { Story } from '#domain/story/story.ts'
import { writtenOnce } from '#adapters/sql/queries/written-once.ts'
import { toStory } from '#adapters/sql/queries/rows.ts'

type Reads = Pick<
  StoreReader,
  'story' | 'storiesByUrl' | 'provisionalStories' | 'storyByUrl' | 'storyBySourceKey' | 'stories'
>
type Writes = Pick<StoreWriter, 'insertStory' | 'touchStory' | 'describeStory'>
type DecidedWrites = Pick<StoreWriter, 'setStoryState' | 'setStoryUrl' | 'keepAddress' | 'forgetAddress'>

/**
 * The front page lists a story once its page was read or somebody wrote under it. Spelled as in the index
 * (0004-story-decisions.ts), which is how a database knows that the one serves the other.
 */
const LISTED = sql<boolean>`(provisional = 0 or comment_count > 0) and state <> 'merged'`

export function storyReads({ db, siteId }: Scope): Reads {
  const stories = () => db.selectFrom('story').selectAll().where('site_id', '=', siteId)
  const byId = writtenOnce(db, (slot) => stories().where('id', '=', slot.text('id')))
  const one = async (query: ReturnType<typeof stories>) => {
    const row = await query.executeTakeFirst()
    return row ? toStory(row) : null
  }
  const byUrl = async (urls: readonly string[]): Promise<Map<string, Story>> => {
    if (urls.length === 0) return new Map()
    const now = await stories().where('url', 'in', urls).execute()
    const before = await db
      .selectFrom('story')
      .innerJoin('story_address', (join) =>
        join
          .onRef('story_address.site_id', '=', 'story.site_id')
          .onRef('story_address.story_id', '=', 'story.id'),
      )
      .selectAll('story')
      .select('story_address.url as address')
      .where('story_address.site_id', '=', siteId)
      .where('story_address.url', 'in', urls)
      .execute()
    return new Map([
      ...before.map((row) => [row.address, toStory(row)] as const),
      ...now.map((row) => [row.url ?? '', toStory(row)] as const),
    ])
  }
  return {
    story: async (id) => {
      const [row] = await byId({ id })
      return row ? toStory(row) : null
    },
    storyByUrl: async (url) => (await byUrl([url])).get(url) ?? null,
    storiesByUrl: byUrl,
    provisionalStories: async (limit) => {
      const found = stories().where('provisional', '=', sql.lit(1)).orderBy('created_at', 'desc').limit(limit)
      return (await found.execute()).map(toStory)
    },
    storyBySourceKey: (sourceKey) => one(stories().where('source_key', '=', sourceKey)),
    stories: async ({ before, limit }) => {
      let query = stories().where(LISTED).orderBy('created_at', 'desc').orderBy('id', 'desc').limit(limit)
      if (before) {
        query = query.where((eb) =>
          eb(eb.refTuple('created_at', 'id'), '<', eb.tuple(before.value, before.id)),
        )
      }
      return (await query.execute()).map(toStory)
    },
  }
}

export function storyWrites({ db, siteId }: Scope): Writes {
  const touch = writtenOnce(db, (slot) =>
    db
      .updateTable('story')
      .set({
        version: sql<number>`version + 1`,
        comment_count: sql<number>`comment_count + ${slot.number('commentChange')}`,
      })
      .where('site_id', '=', siteId)
      .where('id', '=', slot.text('storyId')),
  )
  return {
    insertStory: async (story, sourceKey) => {
      await db
        .insertInto('story')
        .values({
          site_id: siteId,
          id: story.id,
          url: story.url,
          source_key: sourceKey,
          headline: story.headline,
          byline: story.byline,
          published_at: story.publishedAt,
          language: story.language,
          body_html: story.bodyHtml,
          image_url: story.imageUrl,
          provisional: story.isProvisional ? 1 : 0,
          sources: JSON.stringify(story.sources),
          state: story.state,
          comment_count: story.commentCount,
          version: story.version,
          created_at: story.createdAt,
          merged_into: story.mergedInto,
        })
        .execute()
    },
    describeStory: async (id, facts) => {
      await db
        .updateTable('story')
        .set({
          headline: facts.headline,
          byline: facts.byline,
          published_at: facts.publishedAt,
          language: facts.language,
          image_url: facts.imageUrl,
          provisional: 0,
          version: sql<number>`version + 1`,
        })
        .where('site_id', '=', siteId)
        .where('id', '=', id)
        .execute()
    },
    touchStory: async (storyId, commentChange) => {
      await touch({ storyId, commentChange })
    },
  }
}

/** What moderators decide about a story as a whole. */
export function storyDecidedWrites({ db, siteId }: Scope): DecidedWrites {
  return {
    setStoryState: async (id, state) => {
      await db
        .updateTable('story')
        .set({ state, version: sql<number>`version + 1` })
        .where('site_id', '=', siteId)
        .where('id', '=', id)
        .execute()
    },
    setStoryUrl: async (id, url) => {
      await db
        .updateTable('story')
        .set({ url, version: sql<number>`version + 1` })
        .where('site_id', '=', siteId)
        .where('id', '=', id)
        .execute()
    },
    keepAddress: async ({ storyId, url }) => {
      await db.insertInto('story_address').values({ site_id: siteId, url, story_id: storyId }).execute()
    },
    forgetAddress: async (url) => {
      await db.deleteFrom('story_address').where('site_id', '=', siteId).where('url', '=', url).execute()
    },
  }
}
