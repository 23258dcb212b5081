/** Ids of comments are made here, so that sending one twice gives one comment. */
import { UUID_RANDOM_BYTES, uuidV7 } from '#base/uuid.ts'

export function newId(): string {
  return uuidV7(Date.now(), crypto.getRandomValues(new Uint8Array(UUID_RANDOM_BYTES)))
}
