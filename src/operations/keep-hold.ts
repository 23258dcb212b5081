/** Keeps why a rule lets a comment wait: for moderators in words, for the log in codes. */
import type { Hold } from '#domain/moderation/verdict.ts'
import type { StoreWriter } from '#ports/store.ts'

export async function keepHold(tx: StoreWriter, commentId: string, { rule, reasons }: Hold): Promise<void> {
  await tx.keepRuleHold(commentId, { rule, reasons: reasons ?? [] })
}

/** What the event says about it. An outside checker's reasons are its own words, and no words go into the log. */
export function holdFacts({ rule, reasons }: Hold): Readonly<Record<string, string>> {
  return rule === 'checker' || reasons === undefined ? { rule } : { rule, reasons: reasons.join(' ') }
}
