/** Puts rows into a table by COPY, which the server takes apart far quicker than any statement. */
import type pg from 'pg'
import type { Row } from '#adapters/sql/carry/carry-database.ts'

/** What COPY's text format spells with a backslash (PostgreSQL documentation, COPY, "Text Format"). */
const SPECIAL = /[\\\b\f\n\r\t\v]/
const EACH_SPECIAL = /[\\\b\f\n\r\t\v]/g
const SPELLED: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
}

/** The part of the driver's connection that answers the server's wish for data; its types leave it out. */
interface CopyConnection extends pg.Connection {
  readonly sendCopyFromChunk: (chunk: Buffer) => void
  readonly endCopyFrom: () => void
}

/** `statement`: `copy … from stdin`. All rows or none. */
export async function copyRows(
  client: pg.PoolClient,
  statement: string,
  rows: readonly Row[],
): Promise<void> {
  const text = rows.map(lineOf).join('')
  await new Promise<void>((resolve, reject) => {
    // What the driver calls on whatever was submitted, in the order of the server's messages.
    client.query({
      submit: (connection: pg.Connection) => connection.query(statement),
      handleCopyInResponse: (connection: CopyConnection) => {
        connection.sendCopyFromChunk(Buffer.from(text))
        connection.endCopyFrom()
      },
      handleCommandComplete: () => {},
      handleError: reject,
      handleReadyForQuery: () => resolve(),
    } as pg.Submittable)
  })
}

function lineOf(row: Row): string {
  return `${row.map(spelled).join('\t')}\n`
}

function spelled(value: Row[number]): string {
  if (value === null) return '\\N'
  if (typeof value === 'number') return String(value)
  return SPECIAL.test(value) ? value.replaceAll(EACH_SPECIAL, (sign) => SPELLED[sign] ?? sign) : value
}
