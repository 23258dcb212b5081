/** Tells of every request that came to its end: what it was for, how it went, how long it took; never who asked, nor what. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { requestId } from '#http/request-id.ts'
import { routeName, type ObservedRoute } from '#http/route-name.ts'

export interface FinishedRequest {
  readonly route: ObservedRoute
  readonly method: string
  readonly status: number
  readonly milliseconds: number
  /** Sent to the client, headers included. */
  readonly bytes: number
  /** To find other lines about the same request; it says nothing about the client. Made when somebody wants it. */
  readonly requestId: () => string
}

export type RequestObserver = (finished: FinishedRequest) => void

/** What nginx writes where the client left before there was an answer. */
const CLIENT_LEFT = 499

/** `now` in milliseconds, of a clock that never goes back. */
export function observeRequests(
  observers: readonly RequestObserver[],
  now: () => number,
): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    const began = now()
    const { socket, method = '', url = '' } = request
    const sentBefore = socket.bytesWritten
    response.on('close', () => {
      const finished: FinishedRequest = {
        route: routeName(method, url),
        method,
        status: response.headersSent ? response.statusCode : CLIENT_LEFT,
        milliseconds: now() - began,
        bytes: socket.bytesWritten - sentBefore,
        requestId: () => requestId(request),
      }
      for (const observe of observers) observe(finished)
    })
  }
}
