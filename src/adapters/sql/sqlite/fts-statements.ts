/** Statements of the search index, each prepared once, with failures that pass told as such. */
import type { DatabaseSync, SQLInputValue, SQLOutputValue } from 'node:sqlite'
import { orSqliteBusy } from '#adapters/sql/sqlite/sqlite-busy-or.ts'

interface FtsStatement {
  readonly all: (...values: SQLInputValue[]) => Record<string, SQLOutputValue>[]
  readonly run: (...values: SQLInputValue[]) => void
}

export type FtsStatements = (text: string) => FtsStatement

/** A text is prepared at its first use. */
export function ftsStatements(database: DatabaseSync): FtsStatements {
  const prepared = new Map<string, FtsStatement>()
  return (text) => {
    const known = prepared.get(text)
    if (known) return known
    const statement = orSqliteBusy(() => database.prepare(text))
    // What a write answers holds a row number; numbers that are read are asked for as text.
    statement.setReadBigInts(true)
    const made: FtsStatement = {
      all: (...values) => orSqliteBusy(() => statement.all(...values)),
      run: (...values) => orSqliteBusy(() => statement.run(...values)),
    }
    prepared.set(text, made)
    return made
  }
}
