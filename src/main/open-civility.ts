/** Puts the civility scorer together: the model from disk, the language detector, or the reason why it is off. */

import { createLanguageDetector } from '#adapters/civility/language-detector.ts'
import { loadCivilityModel, MODELS_FOLDER, type ModelProblem } from '#adapters/civility/load-model.ts'
import { considerText } from '#adapters/civility/consider-text.ts'
import type { Civility } from '#ports/civility.ts'
import type { Logger } from '#ports/logger.ts'
import { createCivilityScorer, type CivilityScorer } from '#domain/civility/score-text.ts'

/** `scorer` is null when civility is off; `problems` then say why, else which languages are without weights. */
export interface OpenedCivility {
  readonly scorer: CivilityScorer | null
  readonly problems: readonly ModelProblem[]
}

/** `folder` and `version` default to the shipped model. Never throws for what is on the disk. */
export async function openCivility(
  from: { readonly folder?: string; readonly version?: string } = {},
): Promise<OpenedCivility> {
  const loaded = await loadCivilityModel({
    folder: from.folder ?? MODELS_FOLDER,
    ...(from.version === undefined ? {} : { version: from.version }),
  })
  if (!loaded.ok) return { scorer: null, problems: [loaded.problem] }
  const { model, problems } = loaded.value
  return { scorer: createCivilityScorer(model, createLanguageDetector()), problems }
}

/** The language whose weights a file holds. */
const WEIGHTS_OF = /(?:^|\/)([a-z]{2,3})\.weights$/

/**
 * Loaded once, when first asked for: a site on which nobody asks for scores holds no weights. What is missing or
 * damaged is said in the log as an error, once.
 */
export function createCivility(
  logger: Logger,
  from: { readonly folder?: string; readonly version?: string } = {},
): Civility {
  let opened: Promise<OpenedCivility> | null = null
  const open = async (): Promise<OpenedCivility> => {
    const found = await openCivility(from)
    const { scorer, problems } = found
    if (scorer === null) logger.error({ problems }, 'civility is off: no text can be scored')
    else if (problems.length > 0) logger.error({ problems }, 'civility is off for some languages')
    return found
  }
  const openOnce = (): Promise<OpenedCivility> => {
    opened ??= open()
    return opened
  }
  return {
    scorer: async () => (await openOnce()).scorer,
    lostLanguages: async () =>
      new Set((await openOnce()).problems.flatMap(({ file }) => WEIGHTS_OF.exec(file)?.[1] ?? [])),
    consider: async (text, ask) => {
      const { scorer } = await openOnce()
      return scorer === null ? null : considerText({ scorer, stageTwo: null, count: () => {} }, text, ask)
    },
  }
}
