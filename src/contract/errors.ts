/** The one table of errors: a permanent code and its HTTP status; the words stand in src/locales under `error.CODE`. */

export const ERRORS = {
  'bad-request': 400,
  'origin-refused': 403,
  'embed-origin-refused': 403,
  'not-allowed': 403,
  'not-found': 404,
  'story-not-found': 404,
  'comment-not-found': 404,
  'method-not-allowed': 405,
  'id-taken': 409,
  'story-closed': 409,
  'parent-gone': 409,
  'edit-window-over': 409,
  'own-vote': 409,
  'vote-not-possible': 409,
  'decision-not-possible': 409,
  'story-decision-not-possible': 409,
  'undo-not-possible': 409,
  'learned-not-usable': 409,
  'link-used-up': 410,
  'body-too-large': 413,
  'unsupported-media': 415,
  'name-missing': 422,
  'name-too-long': 422,
  'name-reserved': 422,
  'name-of-member': 422,
  'text-empty': 422,
  'text-too-long': 422,
  'too-many-links': 422,
  'too-many-edits': 422,
  'reason-missing': 422,
  'reason-too-long': 422,
  'address-not-usable': 422,
  'too-many-addresses': 422,
  'too-many-requests': 429,
  'server-error': 500,
  'format-not-offered': 501,
  'server-busy': 503,
} as const satisfies Readonly<Record<string, number>>

export type ErrorCode = keyof typeof ERRORS

/** An expected problem as a value; `values` fill the placeholders of its words. */
export interface Problem {
  readonly code: ErrorCode
  readonly values?: Readonly<Record<string, string | number>>
}

export function problem(code: ErrorCode, values?: Problem['values']): Problem {
  return values ? { code, values } : { code }
}
