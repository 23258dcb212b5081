/** The attributes a comment is scored for, in the order in which every table of weights stores them. */

export const ATTRIBUTES = [
  'toxicity',
  'severe_toxicity',
  'identity_attack',
  'insult',
  'profanity',
  'threat',
  'spam',
] as const

/** Perspective's names in lower case, so that operators who move recognise what they had. */
export type Attribute = (typeof ATTRIBUTES)[number]

/** True for a name that Parley scores; a weights file may hold others from a later version. */
export function isAttribute(name: string): name is Attribute {
  return (ATTRIBUTES as readonly string[]).includes(name)
}
