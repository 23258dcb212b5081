/** Bytes over a bare socket: what no HTTP client would send, and whatever comes back. */
import { connect } from 'node:net'

/**
 * Sends the bytes, ends its side, and gives what the server sent until it closed. Rejects only where the server
 * does neither: a test that waits for it runs into its own limit.
 */
export function rawExchange(siteUrl: string, bytes: Uint8Array): Promise<string> {
  const { hostname, port } = new URL(siteUrl)
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true })
    socket.on('data', (chunk) => chunks.push(chunk))
    // A server may well cut off what it cannot read.
    socket.on('error', () => {})
    socket.on('end', () => socket.end())
    socket.on('close', () => resolve(Buffer.concat(chunks).toString('latin1')))
    socket.end(bytes)
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
