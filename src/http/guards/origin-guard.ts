/** Writes must come from our own pages, or from allowed ones with a token: the second lock beside SameSite cookies. */
import type { HttpContext, HttpTools } from '#http/http-tools.ts'
import type { Route } from '#contract/routes.ts'
import { bearerToken } from '#http/guards/bearer-token.ts'
import { originKind, sharingHeaders, type OriginKind } from '#http/guards/origin-kind.ts'
import { problem, type Problem } from '#contract/errors.ts'

export function originOf(context: HttpContext, tools: HttpTools): OriginKind {
  return originKind({
    origin: context.req.header('Origin'),
    host: context.req.header('Host'),
    own: tools.ownOrigin,
    allowed: tools.embedOrigins,
  })
}

/**
 * Browsers send `Origin` with every write, or at least `Sec-Fetch-Site`. A caller that sends neither is no
 * browser, carries nobody's cookies, and may pass.
 */
export function checkOrigin(context: HttpContext, tools: HttpTools, route: Route): Problem | null {
  const kind = originOf(context, tools)
  if (route.isEmbeddable) {
    const refusal = shareAnswer(context, kind)
    if (refusal) return refusal
  }
  if (route.method === 'GET' || kind === 'own') return null
  if (kind === 'none') {
    const site = context.req.header('Sec-Fetch-Site')
    const passes = site === undefined || site === 'same-origin' || site === 'none'
    return passes ? null : problem('origin-refused')
  }
  const hasToken = route.isEmbeddable && bearerToken(context) !== null
  return kind === 'allowed' && hasToken ? null : problem('origin-refused')
}

/** An origin that is refused may read the refusal, and nothing else: so the embed can say why it stays empty. */
function shareAnswer(context: HttpContext, kind: OriginKind): Problem | null {
  context.header('Vary', 'Origin', { append: true })
  const origin = context.req.header('Origin')
  if (origin === undefined || kind === 'own') return null
  for (const [name, value] of Object.entries(sharingHeaders(origin))) context.header(name, value)
  return kind === 'foreign' ? problem('embed-origin-refused', { origin }) : null
}
