/** The whole HTTP surface: every route of the contract behind its guards. */
import { Hono } from 'hono'
import { getConnInfo } from '@hono/node-server/conninfo'
import type { Handler, HttpContext, HttpTools, HttpVariables } from '#http/http-tools.ts'
import type { Route } from '#contract/routes.ts'
import { REQUEST_BODY_BYTES_MAX } from '#domain/limits.ts'
import { ROUTES, type RouteName } from '#contract/routes.ts'
import { answerGooglePreflight, answerGoogleProblem } from '#http/answer-google.ts'
import { answerProblem } from '#http/answer.ts'
import { languageHeaders } from '#http/language-headers.ts'
import { companionRoutes } from '#http/routes/companions.ts'
import { errorFacts } from '#base/error-facts.ts'
import { embeddingRoutes } from '#http/routes/embedding.ts'
import { preflightHeaders } from '#http/guards/origin-kind.ts'
import { checkApiKey } from '#http/guards/api-key-guard.ts'
import { checkOrigin, originOf } from '#http/guards/origin-guard.ts'
import { limitBody } from '#http/guards/body-limit.ts'
import { isPerspectivePath } from '#contract/perspective.ts'
import { learningRoutes } from '#http/routes/learning.ts'
import { moderatingRoutes, signInRoutes } from '#http/routes/moderating.ts'
import { problem, type Problem } from '#contract/errors.ts'
import { perspectiveRoutes } from '#http/routes/perspective.ts'
import { readingRoutes } from '#http/routes/reading.ts'
import { routeName } from '#http/route-name.ts'
import { requestId } from '#http/request-id.ts'
import { searchingRoutes } from '#http/routes/searching.ts'
import { securityHeaders } from '#http/guards/security-headers.ts'
import { suggestionRoutes } from '#http/routes/suggestions.ts'
import { storyModeratingRoutes } from '#http/routes/story-moderating.ts'
import { whoAsks } from '#http/who.ts'
import { writingApiRoutes } from '#http/routes/writing-api.ts'
import { writingFormRoutes } from '#http/routes/writing-forms.ts'

export type App = Hono<{ Variables: HttpVariables }>

const NO_CONTENT = 204

/** These count for themselves, because they show what was typed again. */
const COUNTS_ITSELF: ReadonlySet<RouteName> = new Set(['postForm'])

/** Speaks one language, that of `tools.page`: main makes one for each, so nothing may be kept in here. */
export function createApp(tools: HttpTools): App {
  const app: App = new Hono()
  app.use(securityHeaders({ isHttps: tools.page.site.publicUrl.startsWith('https:') }))
  app.use(languageHeaders({ language: tools.page.words.language, followsReader: tools.followsReader }))
  app.use(
    limitBody(REQUEST_BODY_BYTES_MAX, (context) => {
      // Nobody reads the rest of that body: the next request must not be put behind it.
      context.header('Connection', 'close')
      return answerProblem(context as HttpContext, tools, problem('body-too-large'))
    }),
  )
  const handlers: Record<RouteName, Handler> = {
    ...readingRoutes(tools),
    ...searchingRoutes(tools),
    ...writingFormRoutes(tools),
    ...writingApiRoutes(tools),
    ...moderatingRoutes(tools),
    ...storyModeratingRoutes(tools),
    ...signInRoutes(tools),
    ...embeddingRoutes(tools),
    ...companionRoutes(tools),
    ...perspectiveRoutes(tools),
    ...suggestionRoutes(tools),
    ...learningRoutes(tools),
  }
  for (const [name, route] of Object.entries(ROUTES) as [RouteName, Route][]) {
    app.on(route.method, route.path, (context) => guarded({ context, tools, name, handler: handlers[name] }))
  }
  for (const [path, methods] of embeddablePaths()) {
    app.on('OPTIONS', path, (context) => answerPreflight(context, tools, methods))
  }
  for (const { path, method } of Object.values<Route>(ROUTES)) {
    if (!isPerspectivePath(path)) continue
    app.on('OPTIONS', path, (context) => answerGooglePreflight(context as HttpContext, [method]))
  }
  app.notFound((context) =>
    answerProblem(context as HttpContext, tools, unknownAddress(context as HttpContext)),
  )
  app.onError((error, context) => answerFailure(error, context as HttpContext, tools))
  return app
}

function embeddablePaths(): Map<string, string[]> {
  const paths = new Map<string, string[]>()
  for (const { path, method, isEmbeddable } of Object.values<Route>(ROUTES)) {
    if (isEmbeddable) paths.set(path, [...(paths.get(path) ?? []), method])
  }
  return paths
}

/** Browsers ask before they send a token across; whoever is not allowed gets no leave. */
async function answerPreflight(
  context: HttpContext,
  tools: HttpTools,
  methods: readonly string[],
): Promise<Response> {
  context.header('Vary', 'Origin')
  const origin = context.req.header('Origin')
  if (origin === undefined) return context.body(null, NO_CONTENT)
  if (originOf(context, tools) === 'foreign') {
    return answerProblem(context, tools, problem('embed-origin-refused', { origin }))
  }
  return context.body(null, NO_CONTENT, preflightHeaders(origin, methods))
}

interface GuardedCall {
  readonly context: HttpContext
  readonly tools: HttpTools
  readonly name: RouteName
  readonly handler: Handler
}

/** Guards in order: is it from us, who is it, is it too much, may they; then the handler. */
async function guarded({ context, tools, name, handler }: GuardedCall): Promise<Response> {
  const route: Route = ROUTES[name]
  context.header('Cache-Control', route.isPrivate ? 'private, no-store' : 'no-cache')
  if (route.permission === 'key') return guardedByKey({ context, tools, name, handler })
  const refusal =
    checkOrigin(context, tools, route) ??
    (await (route.isPrivate ? refuse(context, tools, name) : refusePublic(context, tools, name)))
  return refusal ? answerProblem(context, tools, refusal) : handler(context)
}

/** No origin and no cookie is asked: only the key. */
async function guardedByKey({ context, tools, name, handler }: GuardedCall): Promise<Response> {
  const call = { allowance: ROUTES[name].allowance ?? 'analyses', addressKey: addressKey(context, tools) }
  const apiKey = await checkApiKey(context, tools, call)
  if (!apiKey.ok) return answerGoogleProblem(context, apiKey.problem)
  context.set('apiKey', apiKey.value)
  return handler(context)
}

async function refuse(context: HttpContext, tools: HttpTools, name: RouteName): Promise<Problem | null> {
  const route: Route = ROUTES[name]
  const actor = await whoAsks(context, tools)
  context.set('actor', actor)
  context.set('addressKey', addressKey(context, tools))
  if (route.permission === 'moderate' && actor.role !== 'moderator') return problem('not-allowed')
  if (route.allowance === null || COUNTS_ITSELF.has(name)) return null
  return tools.rates.take(route.allowance, {
    personId: actor.personId,
    addressKey: context.get('addressKey'),
  })
}

/** What is the same for everybody asks nobody who they are; what is dear is counted by address. */
async function refusePublic(
  context: HttpContext,
  tools: HttpTools,
  name: RouteName,
): Promise<Problem | null> {
  const { allowance }: Route = ROUTES[name]
  if (allowance === null) return null
  return tools.rates.take(allowance, { personId: null, addressKey: addressKey(context, tools) })
}

function addressKey(context: HttpContext, tools: HttpTools): string {
  const incoming = incomingOf(context)
  const connection = 'socket' in incoming ? (incoming.socket as object) : incoming
  return tools.addressKeys.keyOf(connection, clientAddress(context, tools))
}

/** The last entry of `X-Forwarded-For` is the one our own proxy wrote. */
function clientAddress(context: HttpContext, { trustsProxy }: HttpTools): string {
  if (trustsProxy) {
    const forwarded = context.req.header('X-Forwarded-For')?.split(',').at(-1)?.trim()
    if (forwarded) return forwarded
  }
  // Without a socket (a request made inside the process) there is no address.
  return incomingOf(context) === context ? '' : (getConnInfo(context).remote.address ?? '')
}

/** What Node took in; the context itself where the request was made inside the process. */
function incomingOf(context: HttpContext): object {
  const bindings: unknown = context.env
  const hasIncoming = typeof bindings === 'object' && bindings !== null && 'incoming' in bindings
  return hasIncoming ? (bindings.incoming as object) : context
}

/** A known path asked in the wrong way is told so. */
function unknownAddress(context: HttpContext): Problem {
  const known = Object.values(ROUTES).some((route) => matches(route.path, context.req.path))
  return problem(known ? 'method-not-allowed' : 'not-found')
}

function matches(pattern: string, path: string): boolean {
  const wanted = pattern.split('/')
  const given = path.split('/')
  return (
    wanted.length === given.length && wanted.every((part, at) => part.startsWith(':') || part === given[at])
  )
}

function answerFailure(error: Error, context: HttpContext, tools: HttpTools): Promise<Response> {
  // Whoever hung up in the middle of a request hears no answer, and it is no fault of ours.
  if (context.req.raw.signal.aborted) return answerProblem(context, tools, problem('bad-request'))
  // A full lane, a full disk or a database that is away passes by itself; anything else is a fault of ours.
  const isBusy = error.name === 'StoreBusyError'
  const route = routeName(context.req.method, context.req.path)
  tools.logger.error(
    { route, ...errorFacts(error), request: requestId(incomingOf(context)) },
    'request failed',
  )
  return answerProblem(context, tools, problem(isBusy ? 'server-busy' : 'server-error'))
}
