/** Who calls in the place of Perspective's API: the holder of a key, counted by it; cookies and origins say nothing here. */
import type { AllowanceName } from '#contract/routes.ts'
import type { ApiKey } from '#domain/people/api-key.ts'
import type { HttpContext, HttpTools } from '#http/http-tools.ts'
import type { Outcome } from '#base/outcome.ts'
import { done, failed } from '#base/outcome.ts'
import { findApiKey } from '#operations/api-keys.ts'
import { fromErrorCode, invalidKey, missingKey, type GoogleProblem } from '#contract/google-problem.ts'

const KEY_HEADER = 'X-Goog-Api-Key'

/** Characters of a key that is looked up; ours have 50. */
const KEY_LENGTH_MAX = 200

export async function checkApiKey(
  context: HttpContext,
  tools: HttpTools,
  call: { readonly allowance: AllowanceName; readonly addressKey: string },
): Promise<Outcome<ApiKey, GoogleProblem>> {
  const key = context.req.query('key') || context.req.header(KEY_HEADER) || ''
  if (key === '') return failed(missingKey())
  const apiKey = key.length > KEY_LENGTH_MAX ? null : await findApiKey(tools.ports, key)
  // A wrong key is counted by its address alone, a right one by itself too.
  const who = { personId: apiKey?.id ?? null, addressKey: call.addressKey }
  const tooMany = await tools.rates.take(call.allowance, who)
  if (tooMany) return failed(fromErrorCode(tooMany.code, Number(tooMany.values?.['seconds'] ?? 1)))
  return apiKey === null ? failed(invalidKey()) : done(apiKey)
}
