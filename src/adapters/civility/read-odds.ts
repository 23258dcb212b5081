/** One text in, what the network says of each attribute out: pieces, windows, the network, and names to its answer. */

import { done, failed, type Outcome } from '#base/outcome.ts'
import { errorFacts } from '#base/error-facts.ts'
import { isAttribute } from '#domain/civility/attribute.ts'
import type { StageTwoOdds } from '#domain/civility/blend-stages.ts'
import { createWordpiece } from '#domain/civility/wordpiece.ts'
import type { ModelProblem } from './model-file.ts'
import { readVouched, type NetworkFiles } from './load-stage-two.ts'
import { openNetwork, type NetworkRuntime, type RuntimeChoice } from './open-network.ts'

export interface OddsReader {
  readonly runtime: NetworkRuntime
  /** Why it is not this machine's own code, where that was looked for. */
  readonly notNative: Readonly<Record<string, unknown>> | null
  readonly read: (text: string) => Promise<StageTwoOdds>
}

/** Loads what the card names; what is missing or broken is a value that says so. */
export async function openOddsReader(
  files: NetworkFiles,
  runtime: RuntimeChoice,
): Promise<Outcome<OddsReader, ModelProblem>> {
  const [model, vocabulary] = await Promise.all([readVouched(files.model), readVouched(files.vocabulary)])
  if (!model.ok) return model
  if (!vocabulary.ok) return vocabulary
  const wordpiece = createWordpiece(new TextDecoder().decode(vocabulary.value))
  if (!wordpiece.ok)
    return failed({ reason: 'damaged', file: files.vocabulary.name, detail: wordpiece.problem })
  let notNative: OddsReader['notNative'] = null
  try {
    const heads = files.heads.length
    const network = await openNetwork(model.value, { runtime, heads }, (facts) => {
      notNative = facts
    })
    const read = async (text: string): Promise<StageTwoOdds> => {
      const logits = await network.read(wordpiece.value.windows(text, files.limits))
      return Object.fromEntries(
        files.heads.flatMap((head, at) => (isAttribute(head) ? [[head, logits[at] ?? 0]] : [])),
      )
    }
    // A network of another shape is found now, and not by the first person who writes.
    await read('')
    return done({ runtime: network.runtime, notNative, read })
  } catch (error) {
    return failed({ reason: 'damaged', file: files.model.name, detail: JSON.stringify(errorFacts(error)) })
  }
}
