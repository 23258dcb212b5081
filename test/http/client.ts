/** A small browser without scripts: keeps cookies, follows nothing by itself, sends forms and JSON. */

export interface Client {
  readonly get: (path: string, headers?: Record<string, string>) => Promise<Response>
  readonly form: (
    path: string,
    fields: Record<string, string>,
    headers?: Record<string, string>,
  ) => Promise<Response>
  readonly json: (method: string, path: string, body?: unknown) => Promise<Response>
  readonly cookies: Map<string, string>
}

/** `origin` is sent with every write, as browsers do. */
export function createClient(url: string): Client {
  const cookies = new Map<string, string>()
  const send = async (
    path: string,
    init: Omit<RequestInit, 'headers'> & { headers?: Record<string, string> },
  ) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { ...(cookie === '' ? {} : { Cookie: cookie }), ...init.headers }
    const response = await fetch(new URL(path, url), { ...init, headers, redirect: 'manual' })
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      const at = pair.indexOf('=')
      if (/max-age=0/i.test(line)) cookies.delete(pair.slice(0, at))
      else cookies.set(pair.slice(0, at), pair.slice(at + 1))
    }
    return response
  }
  const origin = new URL(url).origin
  return {
    cookies,
    get: (path, headers = {}) => send(path, { headers }),
    form: (path, fields, headers = {}) =>
      send(path, {
        method: 'POST',
        headers: {
          Origin: origin,
          'Content-Type': 'application/x-www-form-urlencoded',
          ...headers,
        },
        body: new URLSearchParams(fields).toString(),
      }),
    json: (method, path, body) =>
      send(path, {
        method,
        headers: { Origin: origin, 'Content-Type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
  }
}
