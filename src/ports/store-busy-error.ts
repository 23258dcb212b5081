/** What a store throws that cannot take or answer anything now: too many are waiting, or the database is away. */

/** The entrance answers 503 and when to come again. What was asked for may have been done: ask again with the same id. */
export class StoreBusyError extends Error {
  override readonly name = 'StoreBusyError'
}
