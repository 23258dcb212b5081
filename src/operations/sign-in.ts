/** One-time links: made on the command line, used once in a browser, they make a moderator. */
import type { Actor, Person } from '#domain/people/actor.ts'
import type { Outcome } from '#base/outcome.ts'
import type { Ports } from '#ports/ports.ts'
import type { StoreWriter } from '#ports/store.ts'
import { NOBODY } from '#domain/people/actor.ts'
import { SESSION_MS, SIGN_IN_LINK_MS } from '#domain/limits.ts'
import { checkName, type CheckedName } from '#domain/people/name.ts'
import { done, failed } from '#base/outcome.ts'
import { nameProblem } from '#operations/problems.ts'
import { problem, type Problem } from '#contract/errors.ts'

/** One transaction. Returns the token that goes into the link; only its hash is stored. */
export async function makeSignInLink({ store, clock, secrets }: Ports): Promise<string> {
  const token = secrets.newToken()
  const createdAt = clock.now()
  await store.write((tx) =>
    tx.insertSignInLink({
      tokenHash: secrets.hash(token),
      role: 'moderator',
      createdAt,
      expiresAt: createdAt + SIGN_IN_LINK_MS,
    }),
  )
  return token
}

/** Whether a link would still work: shown before it is used, because programs open links too. */
export async function isLinkGood({ store, clock, secrets }: Ports, token: string): Promise<boolean> {
  const link = await store.read.signInLink(secrets.hash(token))
  return link !== null && link.usedAt === null && link.expiresAt > clock.now()
}

/** One transaction: the link is used up, the member made or found, the session opened. */
export async function signIn(
  ports: Ports,
  input: { readonly token: string; readonly name: string },
): Promise<Outcome<{ readonly sessionToken: string; readonly person: Person }, Problem>> {
  const { store, clock, secrets } = ports
  const name = checkName(input.name)
  if (!name.ok) return failed(nameProblem(name.problem))
  const tokenHash = secrets.hash(input.token)
  return store.write(async (tx) => {
    const now = clock.now()
    const link = await tx.signInLink(tokenHash)
    if (!link || link.expiresAt <= now) return failed(problem('link-used-up'))
    const existing = await tx.memberByNameKey(name.value.key)
    // A link opens a moderator's account or a new one: never an ordinary member's by naming it.
    if (existing && existing.role !== link.role)
      return failed(problem('name-of-member', { name: input.name }))
    if (!(await tx.useSignInLink(tokenHash, now))) return failed(problem('link-used-up'))
    const person = existing ?? (await insertModerator(tx, ports, name.value))
    const sessionToken = secrets.newToken()
    await tx.insertSession({
      tokenHash: secrets.hash(sessionToken),
      personId: person.id,
      createdAt: now,
      expiresAt: now + SESSION_MS,
    })
    await tx.appendEvents([
      {
        kind: 'person.signed-in',
        storyId: null,
        commentId: null,
        personId: person.id,
        at: now,
        facts: { role: person.role },
      },
    ])
    return done({ sessionToken, person })
  })
}

/** One transaction. Signing out twice is no failure. */
export async function signOut({ store, secrets }: Ports, sessionToken: string): Promise<void> {
  await store.write((tx) => tx.removeSession(secrets.hash(sessionToken)))
}

/** The member a session token belongs to; nobody where it is unknown or has run out. */
export async function actorOfSession({ store, clock, secrets }: Ports, sessionToken: string): Promise<Actor> {
  const person = await store.read.personOfSession(secrets.hash(sessionToken), clock.now())
  return person ? actorOf(person) : NOBODY
}

/** The guest a signed cookie names, with the name used last; nobody where there is no such cookie. */
export async function actorOfGuest({ store }: Ports, guestId: string | null): Promise<Actor> {
  if (guestId === null) return NOBODY
  const person = await store.read.person(guestId)
  if (person && person.standing !== 'guest') return NOBODY
  const name = person?.name ? person.name : null
  return { personId: guestId, standing: 'guest', role: 'reader', name }
}

function actorOf(person: Person): Actor {
  return { personId: person.id, standing: person.standing, role: person.role, name: person.name }
}

async function insertModerator(tx: StoreWriter, ports: Ports, name: CheckedName): Promise<Person> {
  const person: Person = { id: ports.newId(), standing: 'member', role: 'moderator', name: name.name }
  await tx.insertPerson({ ...person, nameKey: name.key, createdAt: ports.clock.now() })
  return person
}
