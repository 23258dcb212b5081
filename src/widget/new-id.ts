/** Ids of comments are made here, so that sending one twice gives one comment. */
import { UUID_RANDOM_BYTES, uuidV7 } from '#base/uuid.ts'

const made = new Set<string>()

export function newId(): string {
  const id = uuidV7(Date.now(), crypto.getRandomValues(new Uint8Array(UUID_RANDOM_BYTES)))
  made.add(id)
  return id
}

/** Whether a comment was written on this page: the news of it can come before the answer to it. */
export function isMadeHere(id: string): boolean {
  return made.has(id)
}
