/** Writes must come from our own pages: the second lock beside SameSite cookies against forged requests. */
import type { HttpContext } from '#http/http-tools.ts'
import { problem, type Problem } from '#contract/errors.ts'

/**
 * Browsers send `Origin` with every write, or at least `Sec-Fetch-Site`. A caller that sends neither is no
 * browser, carries nobody's cookies, and may pass.
 */
export function checkOrigin(context: HttpContext, publicUrl: string): Problem | null {
  const origin = context.req.header('Origin')
  if (origin !== undefined) return isOwn(origin, context, publicUrl) ? null : problem('origin-refused')
  const site = context.req.header('Sec-Fetch-Site')
  const passes = site === undefined || site === 'same-origin' || site === 'none'
  return passes ? null : problem('origin-refused')
}

/** Our configured address, or the very host that was asked (a second name, a port forward). */
function isOwn(origin: string, context: HttpContext, publicUrl: string): boolean {
  if (origin === new URL(publicUrl).origin) return true
  const host = context.req.header('Host')
  return host !== undefined && (origin === `https://${host}` || origin === `http://${host}`)
}
