/** The token of a guest of the embed: the signed value of the guest's cookie, sent by a script instead of the browser. */
import type { HttpContext } from '#http/http-tools.ts'

/** The header in which a token is given. */
export const TOKEN_HEADER = 'Parley-Token'

/** What a caller sends that uses tokens but was given none yet. */
const NO_TOKEN = 'new'

/** The token of a caller that uses tokens; empty where it has none yet; null for callers with cookies. */
export function bearerToken(context: HttpContext): string | null {
  const { path } = context.req
  if (!path.startsWith('/api/') && !path.startsWith('/embed/')) return null
  const header = context.req.header('Authorization')
  if (header === undefined || !/^Bearer /i.test(header)) return null
  const token = header.slice('Bearer '.length).trim()
  return token === NO_TOKEN ? '' : token
}
