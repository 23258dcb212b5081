/** Connections in the shape Kysely's PostgreSQL driver asks for, with statements that the server plans once. */
import type pg from 'pg'
import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely'
import { busyOr, isSilence } from '#adapters/sql/postgres/busy-or.ts'

/** Statements given a name: more than Parley has; texts that vary without end stay without one. */
const NAMES_MAX = 400

/** Texts remembered as seen once: a list of ids of another length is another text. */
const SEEN_MAX = 2_000

/** Names a statement when it comes a second time: the same text has the same name on every connection. */
export class StatementNames {
  readonly #names = new Map<string, string>()
  readonly #seen = new Set<string>()

  nameOf(text: string): string | undefined {
    const known = this.#names.get(text)
    if (known !== undefined) return known
    if (!this.#seen.has(text)) {
      if (this.#seen.size >= SEEN_MAX) this.#seen.clear()
      this.#seen.add(text)
      return undefined
    }
    if (this.#names.size >= NAMES_MAX) return undefined
    const name = `parley_${this.#names.size}`
    this.#names.set(text, name)
    return name
  }
}

const GIVES_NO_ROWS = /^(?:insert|update|delete)\b(?!.*\breturning\b)/s

/** How many rows a statement that was only sent has changed is not known: those who ask add `returning`. */
const NOTHING_YET: PostgresQueryResult<unknown> = { command: 'SELECT', rowCount: 0, rows: [] }

/** `connect` gives a connection, `release` takes it back when Kysely has done with it. */
export function kyselyPool(
  names: StatementNames,
  {
    connect,
    release,
    sent,
  }: {
    readonly connect: () => Promise<pg.PoolClient>
    readonly release: (client: pg.PoolClient, destroy: boolean) => void
    /** Takes the answers to statements that give no rows: whoever wrote them goes on without waiting. */
    readonly sent?: (answer: Promise<unknown>) => void
  },
): PostgresPool {
  // Kysely knows a connection again by the object it was given.
  const adapted = new WeakMap<pg.PoolClient, PostgresPoolClient>()
  /** Given no answer in time: whoever got such a connection next would wait for that answer first. */
  const silent = new WeakSet<pg.PoolClient>()
  const adapt = (client: pg.PoolClient): PostgresPoolClient => ({
    query: ((text: string, values: readonly unknown[]) => {
      const answer = runNamed(client, names, { text, values }).catch((error: unknown) => {
        if (isSilence(error)) silent.add(client)
        throw busyOr(error)
      }) as Promise<unknown> as Promise<PostgresQueryResult<unknown>>
      if (!sent || !GIVES_NO_ROWS.test(text)) return answer
      sent(answer)
      return Promise.resolve(NOTHING_YET)
    }) as PostgresPoolClient['query'],
    release: (destroy = false) => release(client, destroy || silent.has(client)),
  })
  return {
    connect: async () => {
      const client = await connect()
      const known = adapted.get(client) ?? adapt(client)
      adapted.set(client, known)
      return known
    },
    end: async () => {},
    options: {},
  }
}

/** Runs a statement under its name. */
export async function runNamed(
  client: pg.PoolClient,
  names: StatementNames,
  { text, values }: { readonly text: string; readonly values: readonly unknown[] },
): Promise<pg.QueryResult> {
  const name = names.nameOf(text)
  return client.query({ text, values: [...values], ...(name === undefined ? {} : { name }) })
}
