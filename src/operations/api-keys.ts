/** The operator makes, lists and revokes the keys of programs that have comments scored. */
import type { ApiKey } from '#domain/people/api-key.ts'
import type { Outcome } from '#base/outcome.ts'
import type { Ports } from '#ports/ports.ts'
import { cleanLine } from '#domain/story/clean-line.ts'
import { done, failed } from '#base/outcome.ts'
import { API_KEYS_LISTED_MAX, API_KEYS_MAX, NAME_CODE_POINTS_MAX } from '#domain/limits.ts'

/** So that whoever finds one in a file knows what it is. */
const KEY_PREFIX = 'parley-'

export type ApiKeyProblem = 'name-missing' | 'too-many-keys' | 'key-not-found'

/** One transaction. The key is told here and never again: only its hash is stored. */
export async function makeApiKey(
  { store, clock, secrets, newId }: Ports,
  { name: given }: { readonly name: string },
): Promise<Outcome<{ readonly apiKey: ApiKey; readonly key: string }, ApiKeyProblem>> {
  const name = cleanLine(given, NAME_CODE_POINTS_MAX)
  if (name === '') return failed('name-missing')
  return store.write(async (tx) => {
    if ((await tx.countApiKeys()) >= API_KEYS_MAX) return failed('too-many-keys')
    const key = KEY_PREFIX + secrets.newToken()
    const apiKey: ApiKey = { id: newId(), name, createdAt: clock.now(), revokedAt: null }
    await tx.insertApiKey({ ...apiKey, keyHash: secrets.hash(key) })
    await tx.appendEvents([
      {
        kind: 'api-key.made',
        storyId: null,
        commentId: null,
        personId: null,
        at: apiKey.createdAt,
        facts: { key: apiKey.id },
      },
    ])
    return done({ apiKey, key })
  })
}

export function listApiKeys({ store }: Ports): Promise<ApiKey[]> {
  return store.read.apiKeys(API_KEYS_LISTED_MAX)
}

/** One transaction. The next call with the key is refused; revoking twice is no failure. */
export async function revokeApiKey(
  { store, clock }: Ports,
  { id }: { readonly id: string },
): Promise<Outcome<ApiKey, ApiKeyProblem>> {
  return store.write(async (tx) => {
    const apiKey = (await tx.apiKeys(API_KEYS_LISTED_MAX)).find((known) => known.id === id)
    if (!apiKey) return failed('key-not-found')
    if (apiKey.revokedAt !== null) return done(apiKey)
    const revokedAt = clock.now()
    await tx.revokeApiKey(id, revokedAt)
    await tx.appendEvents([
      {
        kind: 'api-key.revoked',
        storyId: null,
        commentId: null,
        personId: null,
        at: revokedAt,
        facts: { key: id },
      },
    ])
    return done({ ...apiKey, revokedAt })
  })
}

/** The key that a program shows; null where it is not one of ours, or revoked. */
export function findApiKey({ store, secrets }: Ports, key: string): Promise<ApiKey | null> {
  return store.read.apiKeyByHash(secrets.hash(key))
}
