/** What was learned and is in use, read anew for every comment and unpacked once for every version. */
import type { Correction } from '#domain/civility/learning/correction.ts'
import type { LearnedInUse } from '#domain/civility/learning/correct-toxicity.ts'
import type { LearnedThreshold } from '#domain/civility/learning/learned-version.ts'
import type { Learned } from '#ports/learned.ts'
import type { StoreReader } from '#ports/store.ts'
import { readCorrection } from '#domain/civility/learning/correction.ts'

/** The setting that holds the threshold a moderator chose. */
export const THRESHOLD_SETTING = 'learned-threshold'

type Reads = Pick<StoreReader, 'learnedInUse' | 'learnedWeights' | 'setting'>

/** A version never changes, so only its id is asked again: what another node put to use is used at the next comment. */
export function createLearned(read: Reads): Learned {
  let known: { readonly versionId: string; readonly correction: Correction | null } | null = null
  const unpack = async (versionId: string): Promise<Correction | null> => {
    if (known?.versionId === versionId) return known.correction
    const weights = await read.learnedWeights(versionId)
    const correction = weights === null ? null : readCorrection(weights)
    known = { versionId, correction }
    return correction
  }
  return {
    inUse: async (model): Promise<LearnedInUse> => {
      const version = await read.learnedInUse()
      const isOurs = version !== null && version.model === model
      const correction = isOurs ? await unpack(version.id) : null
      const threshold = await readThreshold(read)
      const holds = threshold?.model === model && threshold.isCorrected === (correction !== null)
      return {
        correction,
        versionId: correction === null ? null : (version?.id ?? null),
        holdAt: holds ? threshold.holdAt : null,
      }
    },
  }
}

/** Whether or not it holds at the moment; null where none was chosen. */
export async function readThreshold(read: Pick<StoreReader, 'setting'>): Promise<LearnedThreshold | null> {
  const stored = await read.setting(THRESHOLD_SETTING)
  return stored === null || stored === '' ? null : (JSON.parse(stored) as LearnedThreshold)
}
