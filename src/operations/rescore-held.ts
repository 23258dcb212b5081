/** Looks again at comments that wait only because there were no weights to read them by. */
import type { Actor } from '#domain/people/actor.ts'
import type { Comment } from '#domain/comment/comment.ts'
import type { HoldRule } from '#domain/moderation/verdict.ts'
import type { Outcome } from '#base/outcome.ts'
import type { Ports } from '#ports/ports.ts'
import type { StoreWriter } from '#ports/store.ts'
import { RESCORED_AT_ONCE } from '#domain/limits.ts'
import { RULE_ACTOR, appendDecision } from '#operations/decide.ts'
import { checkWords } from '#domain/moderation/check-submission.ts'
import { done, failed } from '#base/outcome.ts'
import { keepHold } from '#operations/keep-hold.ts'
import { readForSpam, weighSpam } from '#operations/weigh-spam.ts'
import { weighCivility } from '#operations/weigh-civility.ts'

export interface Rescored {
  readonly published: number
  /** They wait for another rule now, or still for the weights of their language. */
  readonly held: number
}

/** For want of weights. */
const OFF_RULES: readonly HoldRule[] = ['spam-off', 'civility-off']

/** One transaction a comment. By the rules as they are set now; what a moderator decided on is left alone. */
export async function rescoreHeld(ports: Ports): Promise<Outcome<Rescored, 'civility-off'>> {
  if ((await ports.civility.scorer()) === null) return failed('civility-off')
  const counts = { published: 0, held: 0 }
  let after = ''
  for (;;) {
    const ids = await ports.store.read.waitingFor({ rules: OFF_RULES, after, limit: RESCORED_AT_ONCE })
    for (const comment of await ports.store.read.comments(ids)) {
      const outcome = await rescore(ports, comment)
      if (outcome !== null) counts[outcome] += 1
    }
    const last = ids.at(-1)
    if (last === undefined) return done(counts)
    after = last
  }
}

async function rescore(ports: Ports, before: Comment): Promise<keyof Rescored | null> {
  const { personId, name, standing } = before.author
  const actor: Actor = { personId, name, standing, role: 'reader' }
  const civility = await weighCivility(ports, { text: before.body, actor })
  const read = await readForSpam(ports, { body: { source: before.body, html: before.bodyHtml }, actor })
  return ports.store.write(async (tx) => {
    const comment = await tx.comment(before.id)
    const story = await tx.story(before.storyId)
    const isSame = comment !== null && comment.state === 'held' && comment.body === before.body
    if (!isSame || story === null || (await wasDecidedOn(tx, before.id))) return null
    const hold = checkWords({ civility, spam: await weighSpam(tx, ports, { read, story }), checked: null })
    if (hold) {
      await keepHold(tx, comment.id, hold)
      return 'held'
    }
    const entry = { action: 'publish', toState: 'published', reason: null, undoes: null } as const
    await appendDecision(tx, ports, { comment, actor: RULE_ACTOR, entry })
    return 'published'
  })
}

/** A moderator who held it again, or took its publication back, has the last word. */
async function wasDecidedOn(tx: StoreWriter, commentId: string): Promise<boolean> {
  const [last] = await tx.lastDecisions([commentId])
  return last !== undefined && last.moderatorId !== ''
}
