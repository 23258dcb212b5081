/** Phase: a guest never writes under the name of a member. */
import type { Phase } from '#domain/moderation/verdict.ts'

export const nameFree: Phase = ({ author, nameIsMembers }) =>
  author.standing === 'guest' && nameIsMembers ? { kind: 'refuse', code: 'name-of-member' } : null
