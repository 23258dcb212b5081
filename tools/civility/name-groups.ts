/** Harmless sentences of real comments with a group named in them, so that naming a group is learned to be harmless. */

import type { LabelledRow } from './read-rows.ts'
import { seededRandom } from './seeded-random.ts'

/** The scorer reads all of them as one word; several keep the text readable for people who look at it. */
const ADJECTIVES =
  'muslim|gay|black|jewish|disabled|transgender|immigrant|mexican|lesbian|christian|asian|female'.split('|')
const PEOPLE =
  /\b(people|person|man|men|guy|guys|friend|friends|user|users|editor|editors|student|students|teacher|teachers|family|families|kids|child|children|neighbors|neighbours|doctor|worker|workers|citizens|author|boy|mother|father|brother|sister|wife|husband|actor|writer|singer|politicians|president|leader|parents|community|team|voters|artist|author|group|player|players|owner|owners|businesses|company)\b/i
const SENTENCE_END = /(?<=[.!?])\s+|\n+/
/** Words; longer sentences hold too much else to be about the person in them. */
const WORDS_MIN = 3
const WORDS_MAX = 22
/** Sentences taken from one comment, so that no long comment speaks for all. */
const PER_COMMENT_MAX = 1
const SEED = 31

/** One row per sentence found; `rows` must be harmless. Copies keep the fold of the comment they come from. */
export function nameGroups(rows: readonly LabelledRow[], source: string): LabelledRow[] {
  const random = seededRandom(SEED)
  return rows.flatMap((row) => {
    const sentences = row.text.split(SENTENCE_END).filter((sentence) => {
      const words = sentence.split(/\s+/).length
      return words >= WORDS_MIN && words <= WORDS_MAX && PEOPLE.test(sentence)
    })
    return sentences.slice(0, PER_COMMENT_MAX).map((sentence): LabelledRow => {
      const adjective = ADJECTIVES[Math.floor(random() * ADJECTIVES.length)] ?? ''
      const text = sentence.replace(PEOPLE, (person) => `${adjective} ${person}`)
      return {
        ...row,
        id: `${row.id} named`,
        source,
        text,
        y: {},
        group: row.group === '' ? row.id : row.group,
      }
    })
  })
}
