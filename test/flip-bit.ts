/** Files with one bit that is not what it was, as a bad disk or line leaves them. */
import { closeSync, openSync, readSync, writeSync } from 'node:fs'

/** Turns the lowest bit of one byte around. */
export function flipBit(file: string, at: number): void {
  const handle = openSync(file, 'r+')
  const bytes = Buffer.alloc(1)
  readSync(handle, bytes, 0, 1, at)
  writeSync(
    handle,
    bytes.map((byte) => byte ^ 1),
    0,
    1,
    at,
  )
  closeSync(handle)
}
