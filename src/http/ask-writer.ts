/** Asks a writer before posting, where the request says that they can be asked, and counts that it was done. */
import type { HttpTools } from '#http/http-tools.ts'
import { nudgeWriter, type NudgeAnswer, type NudgeInput } from '#operations/nudge-writer.ts'

export async function askWriter(
  { ports, page, countNudge }: Pick<HttpTools, 'ports' | 'page' | 'countNudge'>,
  { body, actor, nudge }: Pick<NudgeInput, 'body' | 'actor'> & { readonly nudge: string | null },
): Promise<NudgeAnswer> {
  const answer = await nudgeWriter(ports, { body, actor, told: nudge, language: page.words.language })
  if (answer.nudge) countNudge('shown')
  return answer
}
