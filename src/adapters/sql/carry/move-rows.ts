/** Carries all rows of one database into another that is empty, of the same engine or the other, and compares both. */
import type { CarryDatabase } from '#adapters/sql/carry/carry-database.ts'
import type { MoveSummary } from '#ports/data-keeper.ts'
import type { Outcome } from '#base/outcome.ts'
import type { SumOfRows } from '#adapters/sql/carry/table-sum.ts'
import type { TableShape } from '#adapters/sql/table-shape.ts'
import { awaitSearchOfAll, differences, dropIndexes } from '#adapters/sql/carry/differences.ts'
import { carriedTables } from '#adapters/sql/carry/carried-tables.ts'
import { countRows, filledTables, totalOf } from '#adapters/sql/carry/count-rows.ts'
import { done, failed } from '#base/outcome.ts'
import { keyOf, rowPages } from '#adapters/sql/carry/row-pages.ts'
import { runningTotal } from '#adapters/sql/carry/running-total.ts'
import { schemaOf } from '#adapters/sql/migrate.ts'
import { TableSum } from '#adapters/sql/carry/table-sum.ts'
import {
  beginProgress,
  endProgress,
  putIndexesLeft,
  putTableMoved,
  readProgress,
  readTableMoved,
  type MoveBegun,
} from '#adapters/sql/carry/move-progress.ts'

export interface MoveRows {
  readonly source: CarryDatabase
  /** Has the newest schema, or a move that was begun. Nobody else may write to either of them. */
  readonly target: CarryDatabase
  readonly now: number
  /** Told of rows carried and read back, and of how many there will be. */
  readonly progress: (done: number, total: number) => void
}

/** What is wrong is said in words; what was carried until then stays, and the next try goes on behind it. */
export async function moveRows(move: MoveRows): Promise<Outcome<MoveSummary, string>> {
  const { source, target } = move
  const tables = carriedTables(await source.tables())
  const counts = await countRows(source)
  const isResumed = (await readProgress(target)) !== null
  const begun = await begin(move, counts)
  if (!begun.ok) return begun
  // Each row is carried and read back.
  const progress = runningTotal(2 * totalOf(counts), move.progress)
  const wanted = []
  for (const table of tables) wanted.push({ table, ...(await carryTable(move, table, progress)) })
  // What was carried in an earlier try may have been changed since, in a way that no number of rows tells.
  const changed = isResumed ? await differences(source, wanted, () => {}) : []
  if (changed.length > 0) return failed(writtenToSince(move))
  await makeIndexes(target, begun.value)
  const wrong = await differences(target, wanted, progress)
  if (wrong.length > 0) {
    return failed(
      `${target.place} is not what ${source.place} is: ${wrong.join('; ')}. Empty it and begin anew`,
    )
  }
  await target.insistOnDisk()
  await target.transaction(async () => {
    await awaitSearchOfAll(target)
    await endProgress(target)
  })
  return done({
    from: source.place,
    to: target.place,
    tables: wanted.map(({ table, rows, hash }) => ({ name: table.name, rows, hash })),
  })
}

async function begin(
  { source, target, now }: MoveRows,
  counts: ReadonlyMap<string, number>,
): Promise<Outcome<MoveBegun, string>> {
  const facts = {
    from: source.place,
    schema: await schemaOf(source.db),
    rows: [...counts].map(([name, rows]) => `${name} ${rows}`).join(', '),
  }
  const known = await readProgress(target)
  if (!known) {
    const filled = await filledTables(target)
    if (filled.length > 0)
      return failed(
        `${target.place} holds data (${filled.join(', ')}): name one that is empty, or say --merge`,
      )
    const schema = await schemaOf(target.db)
    if (schema !== facts.schema) {
      return failed(
        `${source.place} has schema ${facts.schema} and this Parley knows ${schema}: start the server on it once, and move it then`,
      )
    }
    const begun = { ...facts, indexes: await target.secondaryIndexes() }
    await target.transaction(async () => {
      await dropIndexes(target, begun.indexes)
      await beginProgress(target, begun, now)
    })
    return done(begun)
  }
  if (known.from === facts.from && known.schema === facts.schema && known.rows === facts.rows)
    return done(known)
  if (known.from === facts.from) return failed(writtenToSince({ source, target }))
  return failed(
    `a move into ${target.place} was begun, and ${source.place} is not ${known.from}: empty the target and begin anew`,
  )
}

function writtenToSince({ source, target }: Pick<MoveRows, 'source' | 'target'>): string {
  return `a move into ${target.place} was begun, and ${source.place} was written to since: empty the target and begin anew`
}

/** Rows and how far they go are written together: what is told as carried is there. */
async function carryTable(
  { source, target }: MoveRows,
  table: TableShape,
  progress: (rows: number) => void,
): Promise<SumOfRows> {
  const before = await readTableMoved(target, table.name)
  const sum = new TableSum(before?.sum)
  if (before) progress(before.sum.rows)
  let writing: Promise<void> = Promise.resolve()
  for await (const { rows, lines } of rowPages(source, table, before?.after ?? null)) {
    for (const line of lines) sum.add(line)
    const after = keyOf(table, rows.at(-1) ?? [])
    const moved = { after, sum: sum.sum }
    // The next page is read and hashed while the target takes this one in.
    await writing
    writing = target.transaction(async () => {
      await target.insert(table, rows)
      await putTableMoved(target, table.name, moved)
    })
    writing.catch(() => {})
    progress(rows.length)
  }
  await writing
  return sum.sum
}

async function makeIndexes(target: CarryDatabase, begun: MoveBegun): Promise<void> {
  for (const [at, { made }] of begun.indexes.entries()) {
    await target.transaction(async () => {
      await target.run(made)
      await putIndexesLeft(target, { ...begun, indexes: begun.indexes.slice(at + 1) })
    })
  }
}
