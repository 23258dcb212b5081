/** Refuses bodies that are too large, by what their sender says of them where that can be relied on. */
import type { Context, MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'

/**
 * Node reads no more of a body than its `Content-Length` says, so that header alone decides. Only a body that comes
 * in chunks is counted as it is read: that makes a second request object of it, which costs more than all guards.
 */
export function limitBody(
  maxBytes: number,
  refuse: (context: Context) => Response | Promise<Response>,
): MiddlewareHandler {
  const counting = bodyLimit({ maxSize: maxBytes, onError: refuse })
  return async (context, next) => {
    if (context.req.method === 'GET' || context.req.method === 'HEAD') return next()
    const length = context.req.header('Content-Length')
    if (length === undefined || context.req.header('Transfer-Encoding') !== undefined) {
      return counting(context, next)
    }
    return Number(length) > maxBytes ? refuse(context) : next()
  }
}
