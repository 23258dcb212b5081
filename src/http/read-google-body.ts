/** The body of a call in the place of Google's APIs as text: as it was sent, or unpacked. */
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import type { HttpContext } from '#http/http-tools.ts'
import type { Outcome } from '#base/outcome.ts'
import { done, failed } from '#base/outcome.ts'
import { REQUEST_BODY_BYTES_MAX } from '#domain/limits.ts'
import { fromErrorCode, unreadableJson, type GoogleProblem } from '#contract/google-problem.ts'

const unpack = promisify(gunzip)

/** What Node's zlib says of a body that unpacks to more than it may. */
const TOO_LARGE = 'ERR_BUFFER_TOO_LARGE'

/** Google takes bodies packed with gzip; unpacked, they have the limit of any other. */
export async function readGoogleBody(context: HttpContext): Promise<Outcome<string, GoogleProblem>> {
  const encoding = context.req.header('Content-Encoding')?.trim().toLowerCase() ?? 'identity'
  if (encoding === 'identity' || encoding === '') return done(await context.req.text())
  if (encoding !== 'gzip') return failed(unreadableJson())
  const packed = new Uint8Array(await context.req.arrayBuffer())
  try {
    const bytes = await unpack(packed, { maxOutputLength: REQUEST_BODY_BYTES_MAX })
    return done(new TextDecoder().decode(bytes))
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    return failed(code === TOO_LARGE ? fromErrorCode('body-too-large', null) : unreadableJson())
  }
}
