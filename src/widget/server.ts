/** Calls to our own server: from its own pages with cookies, from others with a token and never with cookies. */
import type { Memory } from '#widget/memory.ts'

export interface ApiProblem {
  readonly code: string
  readonly what: string
  readonly do: string
}

/** `problem` is null where the server could not be reached at all. */
export type ApiAnswer<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly problem: ApiProblem | null }

export interface Call {
  readonly method: string
  readonly path: string
  /** The same for everybody: asked without saying who asks. */
  readonly isPublic?: true
  readonly body?: Readonly<Record<string, unknown>>
  readonly signal?: AbortSignal
}

export interface Server {
  /** An answer in JSON. */
  readonly call: <Value>(call: Call) => Promise<ApiAnswer<Value>>
  /** A part of a page. */
  readonly part: (path: string, signal?: AbortSignal) => Promise<ApiAnswer<string>>
  /** False where nothing here can be this reader's own yet. */
  readonly knowsReader: () => boolean
  /** The whole address of a path. */
  readonly address: (path: string) => string
}

type Send = (call: Call) => Promise<Response>

export function ownServer(): Server {
  return serverOf(
    ({ method, path, body, signal = null }) =>
      fetch(path, { method, signal, credentials: 'same-origin', ...json(body, {}) }),
    { address: (path) => path, knowsReader: () => true },
  )
}

const TOKEN = 'token'
const TOKEN_HEADER = 'Parley-Token'

/**
 * `base`: origin of the server. `memory` keeps the token, which is good for this site and this server only.
 * `language`: what the element asks to be answered in; empty leaves it to the server.
 */
export function remoteServer(base: string, memory: Memory, language: string): Server {
  return serverOf(
    async ({ method, path, body, isPublic, signal = null }) => {
      const { recall, remember } = memory
      // What is the same for everybody needs no token, and so no preflight.
      const headers = isPublic ? {} : { Authorization: `Bearer ${recall(TOKEN) || 'new'}` }
      const answer = await fetch(base + inLanguage(path, language), {
        method,
        signal,
        credentials: 'omit',
        ...json(body, headers),
      })
      const token = answer.headers.get(TOKEN_HEADER)
      if (token) remember(TOKEN, token)
      return answer
    },
    { address: (path) => base + path, knowsReader: () => memory.recall(TOKEN) !== '' },
  )
}

function inLanguage(path: string, language: string): string {
  return language ? `${path}${path.includes('?') ? '&' : '?'}language=${encodeURIComponent(language)}` : path
}

function json(body: Call['body'], headers: Readonly<Record<string, string>>): RequestInit {
  return body
    ? { body: JSON.stringify(body), headers: { ...headers, 'Content-Type': 'application/json' } }
    : { headers }
}

function serverOf(send: Send, rest: Pick<Server, 'address' | 'knowsReader'>): Server {
  const ask = async <Value>(
    call: Call,
    read: (response: Response) => Promise<Value>,
  ): Promise<ApiAnswer<Value>> => {
    try {
      const response = await send(call)
      if (response.ok) return { ok: true, value: await read(response) }
      const { error = null } = (await response.json()) as { error?: ApiProblem }
      return { ok: false, problem: error }
    } catch {
      return { ok: false, problem: null }
    }
  }
  return {
    call: <Value>(call: Call) => ask(call, (response) => response.json() as Promise<Value>),
    part: (path, signal) =>
      ask({ method: 'GET', path, isPublic: true, ...(signal ? { signal } : {}) }, (response) =>
        response.text(),
      ),
    ...rest,
  }
}

/** What a problem says; `unreachable` where there was no answer. */
export function problemText(problem: ApiProblem | null, unreachable: string): string {
  return problem ? `${problem.what} ${problem.do}` : unreachable
}
