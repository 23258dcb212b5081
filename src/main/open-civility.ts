/** Puts civility together: the model from disk, the language detector, stage two, or the reasons why they are off. */

import { considerText } from '#adapters/civility/consider-text.ts'
import { createLanguageDetector } from '#adapters/civility/language-detector.ts'
import type { ModelProblem } from '#adapters/civility/model-file.ts'
import { loadCivilityModel, MODELS_FOLDER } from '#adapters/civility/load-model.ts'
import { openStageTwo, type After, type OpenedStageTwo, type StageTwoChoice } from '#main/open-stage-two.ts'
import type { Civility } from '#ports/civility.ts'
import type { Logger } from '#ports/logger.ts'
import { createCivilityScorer, type CivilityScorer } from '#domain/civility/score-text.ts'
import type { StageOneReason } from '#domain/civility/stage.ts'

/** `scorer` is null when civility is off; `problems` then say why, else which languages are without weights. */
export interface OpenedCivility {
  readonly scorer: CivilityScorer | null
  readonly problems: readonly ModelProblem[]
}

/** Where models come from; `folder` and `version` default to the shipped ones. */
export interface ModelPlace {
  readonly folder?: string
  readonly version?: string
}

/** Never throws for what is on the disk. */
export async function openCivility(from: ModelPlace = {}): Promise<OpenedCivility> {
  const loaded = await loadCivilityModel({
    folder: from.folder ?? MODELS_FOLDER,
    ...(from.version === undefined ? {} : { version: from.version }),
  })
  if (!loaded.ok) return { scorer: null, problems: [loaded.problem] }
  const { model, problems } = loaded.value
  return { scorer: createCivilityScorer(model, createLanguageDetector()), problems }
}

/** For the metrics. */
export interface CivilityCounts {
  /** Texts by how they ended: `two`, or why stage one's answer stands alone. */
  readonly outcomes: ReadonlyMap<'two' | StageOneReason, number>
  /** Texts that wait for stage two. */
  readonly waiting: number
  /** Texts that stage two read, and the milliseconds of its threads that this took. */
  readonly texts: number
  readonly milliseconds: number
}

/** Civility as a server has it. */
export interface RunningCivility extends Civility {
  readonly counts: () => CivilityCounts
  readonly stop: () => Promise<void>
}

/** The language whose weights a file holds. */
const WEIGHTS_OF = /(?:^|\/)([a-z]{2,3})\.weights$/

/** Where models come from, and how the second stage runs; `after` says how time passes. */
export interface CivilitySurroundings extends ModelPlace {
  readonly stageTwo?: StageTwoChoice
  readonly after?: After
}

const DEFAULT_STAGE_TWO: StageTwoChoice = { runtime: 'auto', threads: 1 }

/**
 * Each stage is loaded once, when it is first needed: a site on which nobody asks for scores holds no weights, and one
 * that asks the first stage alone holds no network and starts no thread. What is missing or damaged is said in the log,
 * once.
 */
export function createCivility(logger: Logger, from: CivilitySurroundings = {}): RunningCivility {
  let first: Promise<OpenedCivility> | null = null
  let second: Promise<OpenedStageTwo | null> | null = null
  let pool: OpenedStageTwo | null = null
  const openFirst = (): Promise<OpenedCivility> => (first ??= openStageOne(logger, from))
  const openSecond = (stageOne: string): Promise<OpenedStageTwo | null> =>
    (second ??= openSecondStage(logger, { ...from, stageOne }).then((opened) => (pool = opened)))
  const outcomes = new Map<'two' | StageOneReason, number>()
  const count = (outcome: 'two' | StageOneReason): void => {
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
  }
  return {
    scorer: async () => (await openFirst()).scorer,
    lostLanguages: async () =>
      new Set((await openFirst()).problems.flatMap(({ file }) => WEIGHTS_OF.exec(file)?.[1] ?? [])),
    consider: async (text, ask) => {
      const { scorer } = await openFirst()
      if (scorer === null) return null
      return considerText({ scorer, stageTwo: await openSecond(scorer.version), count }, text, ask)
    },
    prepare: async () => {
      const { scorer } = await openFirst()
      if (scorer === null) return false
      const stageTwo = await openSecond(scorer.version)
      stageTwo?.prepare()
      return true
    },
    counts: () => ({ outcomes, ...(pool?.counts() ?? { waiting: 0, texts: 0, milliseconds: 0 }) }),
    stop: async () => {
      await (await second)?.stop()
    },
  }
}

async function openStageOne(logger: Logger, from: ModelPlace): Promise<OpenedCivility> {
  const found = await openCivility(from)
  const { scorer, problems } = found
  if (scorer === null) logger.error({ problems }, 'civility is off: no text can be scored')
  else if (problems.length > 0) logger.error({ problems }, 'civility is off for some languages')
  return found
}

/** Null where it is switched off, or has no model that fits the first stage. */
async function openSecondStage(
  logger: Logger,
  from: CivilitySurroundings & { readonly stageOne: string },
): Promise<OpenedStageTwo | null> {
  const { runtime, threads } = from.stageTwo ?? DEFAULT_STAGE_TWO
  if (runtime === 'off') return null
  const { after, folder = MODELS_FOLDER, stageOne } = from
  const place = { folder, stageOne, logger, ...(after === undefined ? {} : { after }) }
  const opened = await openStageTwo({ runtime, threads }, place)
  if (!opened.ok) {
    logger.error({ problem: opened.problem }, 'stage two of civility is off: its model cannot be used')
    return null
  }
  if (opened.value === null) logger.warn({}, 'stage two of civility is off: there is no model for it')
  return opened.value
}
