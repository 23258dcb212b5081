/** Whose turn it is to learn: of several nodes one, once a night, and one at a time. */
import type { Ports } from '#ports/ports.ts'
import type { StoreReader } from '#ports/store.ts'

const TURN_SETTING = 'learning-turn'

/** Milliseconds after which a turn that nobody ended is over: ten times what the largest site takes. */
const TURN_MS = 20 * 60 * 1000

/** How the last turn ended. */
export type TurnEnd =
  'learned' | 'nothing-new' | 'no-rule' | 'no-weights' | 'too-few' | 'too-few-stories' | 'stopped'

export interface LearningTurn {
  /** The night it is for, or the moderator's wish; each is met once. */
  readonly of: string
  readonly until: number
  /** Null while it goes on. */
  readonly ended: { readonly at: number; readonly how: TurnEnd } | null
  /** Nights and wishes that were met, the newest last. */
  readonly met: readonly string[]
}

/** Met nights and wishes that are remembered: nobody asks again for one of last week. */
const MET_MAX = 20

type TurnPorts = Pick<Ports, 'store' | 'clock'>

/** One transaction. False where somebody is learning, or this night's or wish's learning is done. */
export async function takeTurn({ store, clock }: TurnPorts, of: string): Promise<boolean> {
  return store.write(async (tx) => {
    const now = clock.now()
    const last = await readTurn(tx)
    if (last !== null && ((last.ended === null && last.until > now) || last.met.includes(of))) return false
    const turn: LearningTurn = { of, until: now + TURN_MS, ended: null, met: last?.met ?? [] }
    await tx.putSetting(TURN_SETTING, JSON.stringify(turn))
    return true
  })
}

/** One transaction. What was stopped in the middle is not met, and may be taken again. */
export async function endTurn({ store, clock }: TurnPorts, of: string, how: TurnEnd): Promise<void> {
  await store.write(async (tx) => {
    const turn = await readTurn(tx)
    // Whoever took over meanwhile is not disturbed.
    if (turn?.of !== of) return
    const met = how === 'stopped' ? turn.met : [...turn.met, of].slice(-MET_MAX)
    const ended: LearningTurn = { ...turn, met, ended: { at: clock.now(), how } }
    await tx.putSetting(TURN_SETTING, JSON.stringify(ended))
  })
}

export async function readTurn(read: Pick<StoreReader, 'setting'>): Promise<LearningTurn | null> {
  const stored = await read.setting(TURN_SETTING)
  return stored === null ? null : (JSON.parse(stored) as LearningTurn)
}
