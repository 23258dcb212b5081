/** Queries on people, their sessions and the links they sign in with. */
import { sql } from 'kysely'
import { writtenOnce } from '#adapters/sql/queries/written-once.ts'
import type { Scope } from '#adapters/sql/queries/scope.ts'
import type { StoreReader, StoreWriter } from '#ports/store.ts'
import type { Role } from '#domain/people/actor.ts'
import { toPerson } from '#adapters/sql/queries/rows.ts'

type Reads = Pick<
  StoreReader,
  'person' | 'memberByNameKey' | 'hasModerator' | 'personOfSession' | 'signInLink' | 'setting'
>
type PeopleWrites = Pick<StoreWriter, 'insertPerson' | 'renameGuest' | 'setRole'>
type SignInWrites = Pick<
  StoreWriter,
  'insertSession' | 'removeSession' | 'insertSignInLink' | 'useSignInLink' | 'putSetting'
>

export function peopleReads({ db, siteId }: Scope): Reads {
  const people = () =>
    db.selectFrom('person').select(['id', 'standing', 'role', 'name']).where('site_id', '=', siteId)
  const byId = writtenOnce(db, (slot) => people().where('id', '=', slot.text('id')))
  const memberByKey = writtenOnce(db, (slot) =>
    people().where('standing', '=', sql.lit('member')).where('name_key', '=', slot.text('nameKey')),
  )
  return {
    person: async (id) => {
      const [row] = await byId({ id })
      return row ? toPerson(row) : null
    },
    memberByNameKey: async (nameKey) => {
      const [row] = await memberByKey({ nameKey })
      return row ? toPerson(row) : null
    },
    hasModerator: async () =>
      (await people().where('role', '=', 'moderator').limit(1).executeTakeFirst()) !== undefined,
    personOfSession: async (tokenHash, now) => {
      const row = await db
        .selectFrom('session')
        .innerJoin('person', (join) =>
          join.onRef('person.site_id', '=', 'session.site_id').onRef('person.id', '=', 'session.person_id'),
        )
        .select(['person.id', 'person.standing', 'person.role', 'person.name'])
        .where('session.site_id', '=', siteId)
        .where('session.token_hash', '=', tokenHash)
        .where('session.expires_at', '>', now)
        .executeTakeFirst()
      return row ? toPerson(row) : null
    },
    signInLink: async (tokenHash) => {
      const row = await db
        .selectFrom('sign_in_link')
        .select(['role', 'expires_at', 'used_at'])
        .where('site_id', '=', siteId)
        .where('token_hash', '=', tokenHash)
        .executeTakeFirst()
      return row ? { role: row.role as Role, expiresAt: row.expires_at, usedAt: row.used_at } : null
    },
    setting: async (name) => {
      const row = await db
        .selectFrom('setting')
        .select('value')
        .where('site_id', '=', siteId)
        .where('name', '=', name)
        .executeTakeFirst()
      return row?.value ?? null
    },
  }
}

export function peopleWrites({ db, siteId }: Scope): PeopleWrites {
  return {
    insertPerson: async ({ id, standing, role, name, nameKey, createdAt }) => {
      await db
        .insertInto('person')
        .values({ site_id: siteId, id, standing, role, name, name_key: nameKey, created_at: createdAt })
        .execute()
    },
    renameGuest: async (id, name, nameKey) => {
      await db
        .updateTable('person')
        .set({ name, name_key: nameKey })
        .where('site_id', '=', siteId)
        .where('id', '=', id)
        .where('standing', '=', 'guest')
        .execute()
    },
    setRole: async (id, role) => {
      await db
        .updateTable('person')
        .set({ role })
        .where('site_id', '=', siteId)
        .where('id', '=', id)
        .execute()
    },
  }
}

export function signInWrites({ db, siteId }: Scope): SignInWrites {
  return {
    insertSession: async ({ tokenHash, personId, createdAt, expiresAt }) => {
      await db
        .insertInto('session')
        .values({
          site_id: siteId,
          token_hash: tokenHash,
          person_id: personId,
          created_at: createdAt,
          expires_at: expiresAt,
        })
        .execute()
    },
    removeSession: async (tokenHash) => {
      await db
        .deleteFrom('session')
        .where('site_id', '=', siteId)
        .where('token_hash', '=', tokenHash)
        .execute()
    },
    insertSignInLink: async ({ tokenHash, role, createdAt, expiresAt }) => {
      await db
        .insertInto('sign_in_link')
        .values({
          site_id: siteId,
          token_hash: tokenHash,
          role,
          created_at: createdAt,
          expires_at: expiresAt,
          used_at: null,
        })
        .execute()
    },
    useSignInLink: async (tokenHash, at) => {
      const result = await db
        .updateTable('sign_in_link')
        .set({ used_at: at })
        .where('site_id', '=', siteId)
        .where('token_hash', '=', tokenHash)
        .where('used_at', 'is', null)
        .returning('used_at')
        .executeTakeFirst()
      return result !== undefined
    },
    putSetting: async (name, value) => {
      await db
        .insertInto('setting')
        .values({ site_id: siteId, name, value })
        .onConflict((conflict) => conflict.columns(['site_id', 'name']).doUpdateSet({ value }))
        .execute()
    },
  }
}
