/** Tells the front cache which story a public page shows, and when it changes by itself. */
import type { HttpContext } from '#http/http-tools.ts'
import { SUBJECT_HEADER, UNTIL_HEADER } from '#http/front/render-page.ts'

export function nameStory(
  context: HttpContext,
  { id, closesAt }: { readonly id: string; readonly closesAt: number | null },
): void {
  context.header(SUBJECT_HEADER, id)
  if (closesAt !== null) context.header(UNTIL_HEADER, String(closesAt))
}
