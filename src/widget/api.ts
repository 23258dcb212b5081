/** Calls to our own server. */

export interface ApiProblem {
  readonly code: string
  readonly what: string
  readonly do: string
}

export type ApiAnswer<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly problem: ApiProblem | null }

/** `problem` is null where the server could not be reached at all. */
export async function call<Value>(
  method: string,
  path: string,
  body?: Readonly<Record<string, unknown>>,
): Promise<ApiAnswer<Value>> {
  try {
    const response = await fetch(path, {
      method,
      credentials: 'same-origin',
      headers: body ? { 'Content-Type': 'application/json' } : {},
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    const answer = (await response.json()) as { error?: ApiProblem } & Value
    return response.ok ? { ok: true, value: answer } : { ok: false, problem: answer.error ?? null }
  } catch {
    return { ok: false, problem: null }
  }
}
