/** Lines of a stream in bounded memory: what is longer than the bound is dropped and said to be too long. */

export type Line = { readonly text: string } | { readonly tooLong: true }

const BYTE_ORDER_MARK = '\uFEFF'

/**
 * Splits at line feeds only (node:readline also splits at U+2028, which JSON allows inside strings) and drops a
 * carriage return before them. `unitsMax`: UTF-16 units a line may have.
 */
export async function* readLines(stream: NodeJS.ReadableStream, unitsMax: number): AsyncGenerator<Line> {
  stream.setEncoding('utf8')
  let pending: string[] = []
  let pendingUnits = 0
  let first = true
  const finish = (): Line => {
    const tooLong = pendingUnits > unitsMax
    let text = pending.join('')
    pending = []
    pendingUnits = 0
    if (first && text.startsWith(BYTE_ORDER_MARK)) text = text.slice(1)
    first = false
    return tooLong ? { tooLong } : { text: text.endsWith('\r') ? text.slice(0, -1) : text }
  }
  const keep = (part: string): void => {
    pendingUnits += part.length
    if (pendingUnits <= unitsMax) pending.push(part)
    else pending = []
  }
  for await (const chunk of stream as AsyncIterable<string>) {
    let from = 0
    for (let end = chunk.indexOf('\n'); end !== -1; end = chunk.indexOf('\n', from)) {
      keep(chunk.slice(from, end))
      yield finish()
      from = end + 1
    }
    if (from < chunk.length) keep(chunk.slice(from))
  }
  if (pendingUnits > 0) yield finish()
}
