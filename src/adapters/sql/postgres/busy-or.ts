/** Tells failures of the database that pass by themselves from mistakes. */
import { StoreBusyError } from '#ports/store-busy-error.ts'

/**
 * SQLSTATE classes and codes of what passes: connection lost (08), out of resources (53), stopping or starting (57P),
 * read-only because another host is the primary now (25006), a transaction ended for idling (25P03), a lock not had in
 * time (55P03), a statement that took too long (57014), serialization and deadlock (40001, 40P01).
 */
const PASSING_STATE = /^(?:08...|53...|57P..|25006|25P03|55P03|57014|40001|40P01)$/

/** What the network and the driver say when the server is away. */
const PASSING_CODE = /^(?:ECONN\w+|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|ENOENT)$/
const PASSING_MESSAGE =
  /connection terminated|timeout exceeded|timeout expired|query read timeout|not queryable|client was closed|read-only transaction|server closed the connection/i

/** What the driver says of a statement that was not answered in time: the connection is of no use any more. */
export function isSilence(error: unknown): boolean {
  return error instanceof Error && error.message === 'Query read timeout'
}

/** The error as a StoreBusyError where waiting helps; otherwise as it is. */
export function busyOr(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof StoreBusyError) return error
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  const passes = PASSING_STATE.test(code) || PASSING_CODE.test(code) || PASSING_MESSAGE.test(error.message)
  return passes ? new StoreBusyError(`PostgreSQL: ${error.message}`, { cause: error }) : error
}
