/** A name for each request, so that all lines of the log about it can be found: made here, never taken from outside. */
import { randomBytes } from 'node:crypto'

/** Tells the requests of one process from those of others. */
const PROCESS_BYTES = 4
const PROCESS = randomBytes(PROCESS_BYTES).toString('hex')

const names = new WeakMap<object, string>()
let count = 0

/** The same for the same request, made when it is first asked for. */
export function requestId(request: object): string {
  const known = names.get(request)
  if (known !== undefined) return known
  count += 1
  const made = `${PROCESS}-${count}`
  names.set(request, made)
  return made
}
