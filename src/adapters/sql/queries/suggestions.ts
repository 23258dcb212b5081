/** Queries on API keys and on the scores that their holders suggest. */
import type { Selectable } from 'kysely'
import type { ApiKey } from '#domain/people/api-key.ts'
import type { ApiKeyTable, SuggestionTable } from '#adapters/sql/tables.ts'
import type { KeptSuggestion } from '#domain/civility/kept-suggestion.ts'
import type { Scope } from '#adapters/sql/queries/scope.ts'
import type { StoreReader, StoreWriter } from '#ports/store.ts'
import { writtenOnce } from '#adapters/sql/queries/written-once.ts'

type KeyReads = Pick<StoreReader, 'apiKeyByHash' | 'apiKeys' | 'countApiKeys'>
type KeyWrites = Pick<StoreWriter, 'insertApiKey' | 'revokeApiKey'>
type Reads = Pick<StoreReader, 'suggestion' | 'suggestions'>
type Writes = Pick<StoreWriter, 'insertSuggestion' | 'forgetSuggestions' | 'setDismissed'>

export function apiKeyReads({ db, siteId }: Scope): KeyReads {
  const keys = () =>
    db.selectFrom('api_key').select(['id', 'name', 'created_at', 'revoked_at']).where('site_id', '=', siteId)
  const byHash = writtenOnce(db, (slot) =>
    keys().where('key_hash', '=', slot.text('keyHash')).where('revoked_at', 'is', null),
  )
  return {
    apiKeyByHash: async (keyHash) => {
      const [row] = await byHash({ keyHash })
      return row ? toApiKey(row) : null
    },
    apiKeys: async (limit) => (await keys().orderBy('id').limit(limit).execute()).map(toApiKey),
    countApiKeys: async () => {
      const row = await db
        .selectFrom('api_key')
        .select((eb) => eb.fn.countAll<number | string>().as('count'))
        .where('site_id', '=', siteId)
        .where('revoked_at', 'is', null)
        .executeTakeFirstOrThrow()
      return Number(row.count)
    },
  }
}

export function apiKeyWrites({ db, siteId }: Scope): KeyWrites {
  return {
    insertApiKey: async ({ id, name, keyHash, createdAt, revokedAt }) => {
      await db
        .insertInto('api_key')
        .values({
          site_id: siteId,
          id,
          name,
          key_hash: keyHash,
          created_at: createdAt,
          revoked_at: revokedAt,
        })
        .execute()
    },
    revokeApiKey: async (id, at) => {
      await db
        .updateTable('api_key')
        .set({ revoked_at: at })
        .where('site_id', '=', siteId)
        .where('id', '=', id)
        .execute()
    },
  }
}

export function suggestionReads({ db, siteId }: Scope): Reads {
  const suggestions = () => db.selectFrom('suggestion').selectAll().where('site_id', '=', siteId)
  return {
    suggestion: async (id) => {
      const row = await suggestions().where('id', '=', id).executeTakeFirst()
      return row ? toSuggestion(row) : null
    },
    suggestions: async ({ isDismissed, beforeId, limit }) => {
      const page = suggestions()
        .where('dismissed_at', isDismissed ? 'is not' : 'is', null)
        .orderBy('id', 'desc')
        .limit(limit)
      const rows = await (beforeId === null ? page : page.where('id', '<', beforeId)).execute()
      return rows.map(toSuggestion)
    },
  }
}

export function suggestionWrites({ db, siteId }: Scope): Writes {
  return {
    insertSuggestion: async (suggestion) => {
      await db
        .insertInto('suggestion')
        .values({
          site_id: siteId,
          id: suggestion.id,
          api_key_id: suggestion.apiKeyId,
          community: suggestion.community,
          language: suggestion.language,
          body: suggestion.text,
          source_url: suggestion.sourceUrl,
          scores: JSON.stringify(suggestion.scores),
          model: suggestion.model,
          created_at: suggestion.createdAt,
          dismissed_at: suggestion.dismissed?.at ?? null,
          dismissed_by: suggestion.dismissed?.by ?? null,
        })
        .execute()
    },
    forgetSuggestions: async ({ before, apiKeyId, keep }) => {
      await db
        .deleteFrom('suggestion')
        .where('site_id', '=', siteId)
        .where('created_at', '<', before)
        .execute()
      const firstTooMany = await db
        .selectFrom('suggestion')
        .select('id')
        .where('site_id', '=', siteId)
        .where('api_key_id', '=', apiKeyId)
        .orderBy('id', 'desc')
        .limit(1)
        .offset(keep)
        .executeTakeFirst()
      if (!firstTooMany) return
      await db
        .deleteFrom('suggestion')
        .where('site_id', '=', siteId)
        .where('api_key_id', '=', apiKeyId)
        .where('id', '<=', firstTooMany.id)
        .execute()
    },
    setDismissed: async (id, dismissed) => {
      await db
        .updateTable('suggestion')
        .set({ dismissed_at: dismissed?.at ?? null, dismissed_by: dismissed?.by ?? null })
        .where('site_id', '=', siteId)
        .where('id', '=', id)
        .execute()
    },
  }
}

function toApiKey(row: Omit<Selectable<ApiKeyTable>, 'site_id' | 'key_hash'>): ApiKey {
  return { id: row.id, name: row.name, createdAt: row.created_at, revokedAt: row.revoked_at }
}

function toSuggestion(row: Selectable<SuggestionTable>): KeptSuggestion {
  const { dismissed_at: at, dismissed_by: by } = row
  return {
    id: row.id,
    apiKeyId: row.api_key_id,
    community: row.community,
    language: row.language,
    text: row.body,
    sourceUrl: row.source_url,
    scores: JSON.parse(row.scores) as KeptSuggestion['scores'],
    model: row.model,
    createdAt: row.created_at,
    dismissed: at === null ? null : { at, by: by ?? '' },
  }
}
