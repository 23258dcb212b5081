/** A PostgreSQL primary with a standby that follows it, for tests of replicas and of a primary that dies. */
import { execFile } from 'node:child_process'
import { appendFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { runSql, startPostgres, type PostgresServer } from '#test/postgres-server.ts'
import { until } from '#test/until.ts'

export interface PostgresPair {
  readonly primary: PostgresServer
  readonly standby: PostgresServer
  /** Both hosts in one address, the primary first. */
  readonly url: string
  readonly promoteStandby: () => Promise<void>
  readonly stop: () => Promise<void>
}

/** The npm package has no `pg_basebackup`: the standby begins as a copy of a primary that stands still. */
export async function startPair(): Promise<PostgresPair> {
  const settings = { wal_level: 'replica', hot_standby: 'on', wal_receiver_status_interval: '1s' }
  const first = await startPostgres(settings)
  await first.halt()
  const copy = `${first.directory}-standby`
  await promisify(execFile)('cp', ['-a', first.directory, copy])
  const primary = await startPostgres(settings, first.directory)
  await writeFile(join(copy, 'data', 'standby.signal'), '')
  const source = `host=${join(first.directory, 'data')} user=${first.user} password=${first.password}`
  await appendFile(join(copy, 'data', 'postgresql.auto.conf'), `primary_conninfo = '${source}'\n`)
  const standby = await startPostgres(settings, copy)
  await until(async () => (await runSql(primary.url, 'select 1 from pg_stat_replication')).length === 1)
  await runSql(primary.url, `alter system set synchronous_standby_names = '*'`)
  await runSql(primary.url, 'select pg_reload_conf()')
  const isSynchronous = `select 1 from pg_stat_replication where sync_state = 'sync'`
  await until(async () => (await runSql(primary.url, isSynchronous)).length === 1)
  const socket = (server: PostgresServer) => encodeURIComponent(join(server.directory, 'data'))
  return {
    primary,
    standby,
    url: `postgres://${first.user}:${first.password}@${socket(primary)},${socket(standby)}/postgres`,
    promoteStandby: async () => {
      await runSql(standby.url, 'select pg_promote()')
    },
    stop: async () => {
      await standby.stop()
      await primary.stop()
    },
  }
}
