/** A database as rows are carried out of it and into it: the few things that each engine does its own way. */
import type { Kysely } from 'kysely'
import type { TableShape } from '#adapters/sql/table-shape.ts'
import type { Tables } from '#adapters/sql/tables.ts'

/** Values in the order of the table's columns. Numbers, text and null are all there is in Parley's tables. */
export type Row = readonly (string | number | null)[]

export interface SecondaryIndex {
  readonly name: string
  /** The statement that makes it. */
  readonly made: string
}

export interface CarryDatabase {
  readonly engine: 'sqlite' | 'postgres'
  /** Where it is, in words that hold no password. */
  readonly place: string
  readonly db: Kysely<Tables>
  readonly tables: () => Promise<readonly TableShape[]>
  /** Rows behind `after`, in the order of the primary key. */
  readonly page: (
    table: TableShape,
    range: { readonly after: Row | null; readonly limit: number },
  ) => Promise<readonly Row[]>
  readonly insert: (table: TableShape, rows: readonly Row[]) => Promise<void>
  /** What is written in `work` is written together, or not at all. */
  readonly transaction: <Result>(work: () => Promise<Result>) => Promise<Result>
  /** From now on what a transaction has written is on disk when it ends, and with it all that was written before. */
  readonly insistOnDisk: () => Promise<void>
  /** Indexes that no key or constraint needs: made after the rows, they are made at once instead of row by row. */
  readonly secondaryIndexes: () => Promise<readonly SecondaryIndex[]>
  readonly run: (statement: string) => Promise<void>
  readonly close: () => Promise<void>
}
