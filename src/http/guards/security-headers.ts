/** Headers on every answer: nothing runs, loads or frames that does not come from here as a file. */
import type { MiddlewareHandler } from 'hono'
import type { HttpVariables } from '#http/http-tools.ts'

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types parley',
]
const CONTENT_SECURITY_POLICY = [...POLICY, "frame-ancestors 'none'"].join('; ')

/** A quoted comment may stand in any page's frame: it is public, holds nothing to press, and runs nothing. */
const FRAMED_POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  'frame-ancestors *',
].join('; ')

export const RESOURCE_POLICY = 'Cross-Origin-Resource-Policy'

/** Seconds: two years, what browsers' preload lists ask for. */
const HSTS_SECONDS = 63_072_000

export function securityHeaders({
  isHttps,
}: {
  readonly isHttps: boolean
}): MiddlewareHandler<{ Variables: HttpVariables }> {
  return async (context, next) => {
    await next()
    const { headers } = context.res
    const isFramed = context.get('isFramed') ?? false
    headers.set('Content-Security-Policy', isFramed ? FRAMED_POLICY : CONTENT_SECURITY_POLICY)
    headers.set('X-Content-Type-Options', 'nosniff')
    if (!isFramed) headers.set('X-Frame-Options', 'DENY')
    // Not `no-referrer`: browsers then send `Origin: null` with our own forms.
    headers.set('Referrer-Policy', 'same-origin')
    headers.set('Cross-Origin-Opener-Policy', 'same-origin')
    // Scripts and frames made for other sites say so themselves; fragments are fetched with CORS.
    if (!headers.has(RESOURCE_POLICY)) headers.set(RESOURCE_POLICY, 'same-origin')
    headers.set('Permissions-Policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()')
    if (isHttps) headers.set('Strict-Transport-Security', `max-age=${HSTS_SECONDS}`)
  }
}
