/** What a migration is: numbered, forward only, run in one transaction. */

/** The few words in which the dialects differ. */
export interface DialectWords {
  /** What a column of text is: both engines compare and sort it by its bytes. */
  readonly textType: string
  /** Appended to a table whose rows should lie in key order. */
  readonly inKeyOrder: string
  /** Makes what full-text search is kept in, and lists the comments that are here already. */
  readonly searchTables: readonly string[]
}

export interface Migration {
  readonly number: number
  readonly name: string
  readonly statements: (words: DialectWords) => readonly string[]
}
