/** What tables there are, read off the database itself, so that no list of them can be forgotten when one is added. */

/** Rows of another table that rows of this one must name. */
export interface Reference {
  readonly columns: readonly string[]
  readonly table: string
  readonly named: readonly string[]
}

export interface TableShape {
  readonly name: string
  /** In the order of their names, so that both engines tell the same. */
  readonly columns: readonly string[]
  /** Columns of the primary key, in its order. */
  readonly key: readonly string[]
  readonly references: readonly Reference[]
}
