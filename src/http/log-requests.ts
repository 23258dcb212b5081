/** One line of the operator's log for each request: route, status, time and size, and nothing about the client. */
import type { Logger } from '#ports/logger.ts'
import type { FinishedRequest, RequestObserver } from '#http/observe-requests.ts'

const SERVER_ERROR = 500

/** Parts of a millisecond that are told. */
const MS_DIGITS = 2

/** What failed on our side is a warning; the rest is told where somebody wants every line. */
export function logRequests(logger: Logger, wantsAll: boolean): RequestObserver {
  return (finished) => {
    if (finished.status >= SERVER_ERROR) logger.warn(factsOf(finished), 'request')
    else if (wantsAll) logger.info(factsOf(finished), 'request')
  }
}

function factsOf({ route, method, status, milliseconds, bytes, requestId }: FinishedRequest) {
  return { route, method, status, ms: Number(milliseconds.toFixed(MS_DIGITS)), bytes, request: requestId() }
}
