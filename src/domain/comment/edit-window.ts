/** When authors may still change their own words. */
import { EDIT_WINDOW_MS } from '#domain/limits.ts'

/** Unix milliseconds until which a comment may be edited by its author. */
export function editableUntil(createdAt: number, windowMs: number = EDIT_WINDOW_MS): number {
  return createdAt + windowMs
}
