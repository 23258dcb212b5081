/** Bytes over a bare socket: what no HTTP client would send, and whatever comes back. */
import { connect } from 'node:net'

/**
 * Sends the bytes and gives what the server sent until it closed. With `hangsUp` our side ends at once, so that a
 * server waiting for more knows that none will come; without, the request must ask for the connection to close.
 */
export function rawExchange(
  siteUrl: string,
  { bytes, hangsUp }: { readonly bytes: Uint8Array; readonly hangsUp: boolean },
): Promise<string> {
  const { hostname, port } = new URL(siteUrl)
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true })
    socket.on('data', (chunk: Buffer) => chunks.push(chunk))
    // A server may well cut off what it cannot read.
    socket.on('error', () => {})
    socket.on('end', () => socket.end())
    socket.on('close', () => resolve(Buffer.concat(chunks).toString('latin1')))
    socket.write(bytes)
    if (hangsUp) socket.end()
  })
}

/** Names of the headers of the first answer, in lower case. */
export function headerNames(answer: string): string[] {
  const [head = ''] = answer.split('\r\n\r\n')
  return head
    .split('\r\n')
    .slice(1)
    .map((line) => line.split(':')[0]?.toLowerCase() ?? '')
}
