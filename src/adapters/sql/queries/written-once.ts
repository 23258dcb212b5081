/** Queries that Kysely writes once: later runs only put their values in, which costs a tenth of writing them. */
import type { CompiledQuery, Kysely } from 'kysely'
import type { Tables } from '#adapters/sql/tables.ts'

/** Stands in a query where a value will be. */
class Slot {
  readonly name: string
  constructor(name: string) {
    this.name = name
  }
}

interface Compilable<Row> {
  readonly compile: () => CompiledQuery<Row>
}

/**
 * Gives a query's values their places by name. A null cannot be one of them where SQL asks `is null`: a query that
 * differs so is another query.
 */
export interface SlotOf {
  readonly text: (name: string) => string
  readonly number: (name: string) => number
}

/** To Kysely a slot is a value like any other, and it never looks inside: hence the casts. */
const slotOf: SlotOf = {
  text: (name) => new Slot(name) as unknown as string,
  number: (name) => new Slot(name) as unknown as number,
}

export type WrittenQuery<Row> = (values: Readonly<Record<string, unknown>>) => Promise<Row[]>

/** `write` is called once, at the first run. */
export function writtenOnce<Row>(
  db: Kysely<Tables>,
  write: (slot: SlotOf) => Compilable<Row>,
): WrittenQuery<Row> {
  let written: CompiledQuery<Row> | null = null
  return async (values) => {
    written ??= write(slotOf).compile()
    const parameters = written.parameters.map((value) => (value instanceof Slot ? values[value.name] : value))
    return (await db.executeQuery<Row>({ ...written, parameters })).rows
  }
}
