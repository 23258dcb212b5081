/** Requests to values: ids from the address, fields from a form or from JSON, checked by the contract. */
import type { z } from 'zod'
import type { HttpContext } from '#http/http-tools.ts'
import type { Outcome } from '#base/outcome.ts'
import { done, failed } from '#base/outcome.ts'
import { isUuidV7 } from '#base/uuid.ts'
import { problem, type ErrorCode, type Problem } from '#contract/errors.ts'

const FORM_TYPES = ['application/x-www-form-urlencoded', 'multipart/form-data']
const JSON_TYPE = 'application/json'

/** An id from the path; whatever is not an id names nothing. */
export function pathId(
  context: HttpContext,
  name: 'storyId' | 'commentId' | 'decisionId' | 'suggestionId' | 'versionId',
): Outcome<string, Problem> {
  const id = context.req.param(name)
  const absent: Record<typeof name, ErrorCode> = {
    storyId: 'story-not-found',
    commentId: 'comment-not-found',
    decisionId: 'not-found',
    suggestionId: 'not-found',
    versionId: 'not-found',
  }
  return id !== undefined && isUuidV7(id) ? done(id) : failed(problem(absent[name]))
}

export type FormFields = Readonly<Record<string, string>>

/** Text fields of a form; files and repeated fields are not taken. */
export async function readForm(context: HttpContext): Promise<Outcome<FormFields, Problem>> {
  const type = contentType(context)
  if (!FORM_TYPES.includes(type)) return failed(problem('unsupported-media'))
  const body = await parsed(() => context.req.parseBody())
  if (!body.ok) return body
  const texts = Object.entries(body.value).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  )
  return done(Object.fromEntries(texts))
}

export async function readJson(context: HttpContext): Promise<Outcome<unknown, Problem>> {
  if (contentType(context) !== JSON_TYPE) return failed(problem('unsupported-media'))
  return parsed(() => context.req.json<unknown>())
}

export function checkFields<Schema extends z.ZodType>(
  schema: Schema,
  fields: unknown,
): Outcome<z.infer<Schema>, Problem> {
  const checked = schema.safeParse(fields)
  return checked.success ? done(checked.data) : failed(problem('bad-request'))
}

function contentType(context: HttpContext): string {
  return (context.req.header('Content-Type') ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
}

/** A body that cannot be parsed is the sender's mistake, not ours. */
async function parsed<Value>(read: () => Promise<Value>): Promise<Outcome<Value, Problem>> {
  try {
    return done(await read())
  } catch {
    return failed(problem('bad-request'))
  }
}
