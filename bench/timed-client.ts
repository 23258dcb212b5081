/** One keep-alive connection that asks and says how long it took, from sending to the last byte. */
import { Agent, request } from 'node:http'

export interface Timed {
  readonly status: number
  readonly text: string
  readonly bytes: number
  readonly ms: number
}

export interface Asked {
  readonly method?: 'GET' | 'POST'
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly json?: unknown
}

export interface TimedClient {
  /** Fails on any status but 200 and 201: a refusal is quick and must not count as speed. */
  readonly ask: (asked: Asked) => Promise<Timed>
  readonly close: () => void
}

const OK = 200
const CREATED = 201

export function createTimedClient(): TimedClient {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  return { ask: (asked) => ask(agent, asked), close: () => agent.destroy() }
}

function ask(agent: Agent, { method = 'GET', url, headers = {}, json }: Asked): Promise<Timed> {
  const body = json === undefined ? undefined : Buffer.from(JSON.stringify(json))
  const content = body && { 'Content-Type': 'application/json', 'Content-Length': String(body.length) }
  return new Promise((resolve, reject) => {
    const began = performance.now()
    const sent = request(url, { method, agent, headers: { ...content, ...headers } }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => {
        const ms = performance.now() - began
        const bytes = Buffer.concat(chunks)
        const status = response.statusCode ?? 0
        if (status === OK || status === CREATED) {
          resolve({ status, text: bytes.toString('utf8'), bytes: bytes.length, ms })
        } else {
          reject(new Error(`${method} ${url}: ${status} ${bytes.toString('utf8').slice(0, 300)}`))
        }
      })
    })
    sent.on('error', reject)
    sent.end(body)
  })
}
