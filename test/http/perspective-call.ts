/** Calls of Perspective's API as programs make them, for tests: a site, a key, and JSON there and back. */
import type { RunningSite } from '#test/running-site.ts'
import { makeApiKey } from '#operations/api-keys.ts'

export interface PerspectiveAnswer {
  readonly status: number
  readonly headers: Headers
  readonly body: unknown
}

export async function seedApiKey({ parts }: Pick<RunningSite, 'parts'>, name = 'Coral'): Promise<string> {
  const made = await makeApiKey(parts.ports, { name })
  if (!made.ok) throw new Error(made.problem)
  return made.value.key
}

export async function perspectiveCall(
  { url }: Pick<RunningSite, 'url'>,
  call: {
    readonly operation: 'analyze' | 'suggestscore'
    readonly body: unknown
    readonly key?: string
    readonly headers?: Readonly<Record<string, string>>
  },
): Promise<PerspectiveAnswer> {
  const { operation, body, key, headers = {} } = call
  const query = key === undefined ? '' : `?key=${encodeURIComponent(key)}`
  const response = await fetch(`${url}/v1alpha1/comments:${operation}${query}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  const text = await response.text()
  return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) }
}
