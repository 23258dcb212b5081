/** Who is asking: a reader nobody knows, a guest by signed cookie, a member by session. */

export type Standing = 'member' | 'guest'
export type Role = 'reader' | 'moderator'

export interface Actor {
  /** Null until somebody writes for the first time. */
  readonly personId: string | null
  readonly standing: Standing
  readonly role: Role
  /** A member's name; the name a guest used last; null for somebody who never wrote. */
  readonly name: string | null
}

export interface Person {
  readonly id: string
  readonly standing: Standing
  readonly role: Role
  readonly name: string
}

export const NOBODY: Actor = { personId: null, standing: 'guest', role: 'reader', name: null }
