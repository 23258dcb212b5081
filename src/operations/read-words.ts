/** Everything that is found out about somebody's words before they go into the store: outside its transaction. */
import type { Actor } from '#domain/people/actor.ts'
import type { CheckedBody } from '#domain/comment/body/check-body.ts'
import type { CheckedWords } from '#ports/checker.ts'
import type { CheckerAnswer, CivilityFacts } from '#domain/moderation/verdict.ts'
import type { Ports } from '#ports/ports.ts'
import { askChecker } from '#operations/ask-checker.ts'
import { readForSpam, type ReadWords } from '#operations/weigh-spam.ts'
import { weighCivility } from '#operations/weigh-civility.ts'

export interface WordsFound {
  readonly civility: CivilityFacts | null
  readonly read: ReadWords | null
  readonly checked: CheckerAnswer | null
}

export async function readWords(
  ports: Ports,
  {
    body,
    actor,
    written,
  }: {
    readonly body: Pick<CheckedBody, 'source' | 'html'>
    readonly actor: Actor
    readonly written: Omit<CheckedWords, 'text'>
  },
): Promise<WordsFound> {
  // The one that may wait for somebody else starts first.
  const asked = askChecker(ports, { words: { ...written, text: body.source }, actor })
  const civility = await weighCivility(ports, { text: body.source, actor })
  const read = await readForSpam(ports, { body, actor })
  return { civility, read, checked: await asked }
}
