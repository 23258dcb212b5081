/** Who is asking: the member of a session, the guest of a signed cookie, or nobody yet. */
import { getCookie, setCookie, deleteCookie } from 'hono/cookie'
import type { Actor } from '#domain/people/actor.ts'
import type { HttpContext, HttpTools } from '#http/http-tools.ts'
import { TOKEN_HEADER, bearerToken } from '#http/guards/bearer-token.ts'
import { GUEST_COOKIE_MS, SESSION_MS } from '#domain/limits.ts'
import { actorOfGuest, actorOfSession } from '#operations/sign-in.ts'
import { originOf } from '#http/guards/origin-guard.ts'
import { isUuidV7 } from '#base/uuid.ts'

const MS_PER_SECOND = 1_000

/**
 * `__Host-` binds a cookie to this host and path and to https; browsers take it on http://localhost too. A
 * site that is reached over plain http has to do without (the start-up message says so).
 */
function names({ hasSecureCookies }: HttpTools) {
  const prefix = hasSecureCookies ? '__Host-' : ''
  return { guest: `${prefix}parley-guest`, session: `${prefix}parley-session` }
}

/**
 * An actor without an id is somebody who has never written here. A caller with a token, or from another origin,
 * is a guest at most: its cookies are not looked at, whatever it sends.
 */
export async function whoAsks(context: HttpContext, tools: HttpTools): Promise<Actor> {
  const token = bearerToken(context)
  if (token !== null) return guestOf(tools, token)
  const origin = originOf(context, tools)
  if (origin !== 'own' && origin !== 'none') return guestOf(tools, '')
  const { guest, session } = names(tools)
  const sessionToken = getCookie(context, session)
  if (sessionToken) {
    const actor = await actorOfSession(tools.ports, sessionToken)
    if (actor.personId !== null) return actor
  }
  return guestOf(tools, getCookie(context, guest) ?? '')
}

/** Nobody where the signature is not ours. */
function guestOf(tools: HttpTools, signed: string): Promise<Actor> {
  const guestId = tools.cookies.open(signed)
  return actorOfGuest(tools.ports, guestId !== null && isUuidV7(guestId) ? guestId : null)
}

/** Gives a guest the cookie, or the embed the token, that lets them change their own words later. */
export function rememberGuest(context: HttpContext, tools: HttpTools, actor: Actor): void {
  if (actor.standing !== 'guest' || actor.personId === null) return
  if (bearerToken(context) !== null) {
    context.header(TOKEN_HEADER, tools.cookies.sign(actor.personId))
    return
  }
  setCookie(context, names(tools).guest, tools.cookies.sign(actor.personId), {
    ...cookieRules(tools),
    maxAge: GUEST_COOKIE_MS / MS_PER_SECOND,
  })
}

export function rememberSession(context: HttpContext, tools: HttpTools, sessionToken: string): void {
  setCookie(context, names(tools).session, sessionToken, {
    ...cookieRules(tools),
    maxAge: SESSION_MS / MS_PER_SECOND,
  })
}

export function forgetSession(context: HttpContext, tools: HttpTools): string | null {
  const { session } = names(tools)
  const token = getCookie(context, session) ?? null
  deleteCookie(context, session, cookieRules(tools))
  return token
}

/** Lax, not Strict: whoever follows a link to a comment from a mail is still who they are. */
function cookieRules({ hasSecureCookies }: HttpTools) {
  return { path: '/', httpOnly: true, secure: hasSecureCookies, sameSite: 'Lax' } as const
}
