/** What the command line needs to carry a site's data out of its database and back. */
import type { Outcome } from '#base/outcome.ts'

/** Told of rows done, and of all there are, where that is known. */
export type RowProgress = (done: number, total: number) => void

export interface BackupSummary {
  readonly file: string
  readonly bytes: number
  /** ISO 8601, UTC. */
  readonly madeAt: string
  readonly parley: string
  readonly schema: number
  readonly engine: string
  readonly origin: string
  readonly tables: readonly { readonly name: string; readonly rows: number; readonly hash: string }[]
}

export interface DataKeeper {
  /** Where the data is, without a password: backups of one place follow each other. */
  readonly origin: string
  /** One whole file with that name, read again after it was written; the problem is in words. */
  readonly backup: (task: {
    readonly file: string
    readonly now: number
    readonly progress: RowProgress
  }) => Promise<Outcome<BackupSummary, string>>
  /** Null where the database had nothing before; else where that is kept now. */
  readonly restore: (task: {
    readonly file: string
    readonly mayReplace: boolean
    readonly now: number
    readonly progress: RowProgress
  }) => Promise<Outcome<{ readonly backup: BackupSummary; readonly aside: string | null }, string>>
}

/** What looks at backups without a database. */
export interface BackupFiles {
  /** Reads the manifest only; null where the file is none that Parley wrote, or is not whole. */
  readonly summary: (file: string) => Promise<BackupSummary | null>
  readonly verify: (file: string) => Promise<Outcome<BackupSummary, string>>
}

export interface MoveSummary {
  /** Addresses without passwords. */
  readonly from: string
  readonly to: string
  readonly tables: BackupSummary['tables']
}
