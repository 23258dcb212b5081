/** Refusals in the envelope of Google's APIs: what clients of Perspective's API know how to read. */
import type { ErrorCode } from '#contract/errors.ts'
import type { PerspectiveProblem } from '#domain/civility/perspective.ts'
import { ERRORS } from '#contract/errors.ts'

type GoogleCode = 400 | 403 | 404 | 429 | 500 | 503

const STATUS_OF = {
  400: 'INVALID_ARGUMENT',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  429: 'RESOURCE_EXHAUSTED',
  500: 'INTERNAL',
  503: 'UNAVAILABLE',
} as const satisfies Readonly<Record<GoogleCode, string>>

export interface GoogleProblem {
  readonly code: GoogleCode
  readonly status: (typeof STATUS_OF)[GoogleCode]
  readonly message: string
  readonly details: readonly Readonly<Record<string, unknown>>[]
  /** Seconds after which the same request makes sense again. */
  readonly retrySeconds: number | null
}

const ANALYZER_ERROR = 'type.googleapis.com/google.commentanalyzer.v1alpha1.Error'
const ERROR_INFO = 'type.googleapis.com/google.rpc.ErrorInfo'
const BAD_REQUEST = 'type.googleapis.com/google.rpc.BadRequest'

/** The name by which clients know the service; it stands in details only. */
const SERVICE = 'commentanalyzer.googleapis.com'

export function missingKey(): GoogleProblem {
  return googleProblem(
    403,
    "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or other form of API consumer identity to call this API.",
  )
}

export function invalidKey(): GoogleProblem {
  return googleProblem(400, 'API key not valid. Please pass a valid API key.', [
    {
      '@type': ERROR_INFO,
      reason: 'API_KEY_INVALID',
      domain: 'googleapis.com',
      metadata: { service: SERVICE },
    },
  ])
}

export function tooManyCalls(seconds: number): GoogleProblem {
  const info = {
    '@type': ERROR_INFO,
    reason: 'RATE_LIMIT_EXCEEDED',
    domain: 'googleapis.com',
    metadata: { service: SERVICE },
  }
  const again = { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: `${seconds}s` }
  return {
    ...googleProblem(429, `Quota exceeded for this API key. Try again in ${seconds} s.`, [info, again]),
    retrySeconds: seconds,
  }
}

/** Never an invented score: whoever asks learns that there is none. */
export function civilityOff(): GoogleProblem {
  return googleProblem(
    503,
    'Civility is off: the weights of the model are missing or damaged. Whoever runs this server finds the reason in its log.',
  )
}

export function unreadableJson(): GoogleProblem {
  const description = 'Invalid JSON payload received. The body is not a JSON object.'
  return googleProblem(400, description, [{ '@type': BAD_REQUEST, fieldViolations: [{ description }] }])
}

/** `field` as a path with dots. */
export function invalidValue(field: string, reason: string): GoogleProblem {
  const description = `Invalid value at '${field}': ${reason}`
  return googleProblem(400, description, [
    { '@type': BAD_REQUEST, fieldViolations: [{ field, description }] },
  ])
}

export function fromPerspectiveProblem({
  message,
  errorType,
  unsupported,
}: PerspectiveProblem): GoogleProblem {
  const detail = { '@type': ANALYZER_ERROR, errorType }
  if (unsupported === undefined) return googleProblem(400, message, [detail])
  const { attribute, requestedLanguages, detectedLanguages } = unsupported
  return googleProblem(400, message, [
    {
      ...detail,
      languageNotSupportedByAttributeError: {
        attribute,
        ...(requestedLanguages.length > 0 ? { requestedLanguages } : {}),
        ...(detectedLanguages.length > 0 ? { detectedLanguages } : {}),
      },
    },
  ])
}

/** What the guards of all routes refuse, in the words of this API. */
export function fromErrorCode(code: ErrorCode, seconds: number | null): GoogleProblem {
  if (code === 'body-too-large') return googleProblem(400, 'Request payload size exceeds the limit.')
  const status: number = ERRORS[code]
  switch (status) {
    case 429:
      return tooManyCalls(seconds ?? 1)
    case 403:
      return googleProblem(403, 'The caller does not have permission.')
    case 404:
    case 405:
      return googleProblem(404, 'Method not found.')
    case 500:
      return googleProblem(500, 'Internal error encountered.')
    case 503:
      return { ...googleProblem(503, 'The service is currently unavailable.'), retrySeconds: seconds }
    default:
      return googleProblem(400, 'Request contains an invalid argument.')
  }
}

function googleProblem(
  code: GoogleCode,
  message: string,
  details: GoogleProblem['details'] = [],
): GoogleProblem {
  return { code, status: STATUS_OF[code], message, details, retrySeconds: null }
}
