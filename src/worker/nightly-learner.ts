/** Learns from moderators' decisions: by night, or when one of them asks, on one node at a time and in slices. */
import type { Actor, Person } from '#domain/people/actor.ts'
import type { LoggedEvent } from '#domain/events/event.ts'
import type { Logger } from '#ports/logger.ts'
import type { Ports } from '#ports/ports.ts'
import { endTurn, takeTurn, type TurnEnd } from '#operations/learning/learning-turn.ts'
import { errorFacts } from '#base/error-facts.ts'
import { learnFromDecisions, type Learning } from '#operations/learning/learn-from-decisions.ts'

/** Milliseconds between looks at the clock: the quiet hour is not missed by much. */
const LOOK_MS = 60_000

export interface NightlyLearner {
  readonly consume: (events: readonly LoggedEvent[]) => void
  /** Resolves when the slice at hand is done; what was begun is begun again later. */
  readonly stop: () => Promise<void>
}

export interface LearnerParts {
  readonly logger: Logger
  /** Hour of the day in which to learn; null for never by itself. */
  readonly hour: number | null
  /** IANA. */
  readonly timeZone: string
  /** Lets others be served between two slices. */
  readonly breathe: () => Promise<void>
  /** Calls `look` again and again until the returned function is called: the timer is the caller's. */
  readonly every: (look: () => void, intervalMs: number) => () => void
}

/** One night or one wish: each is met once, by whichever node is first. */
interface Task {
  readonly of: string
  /** Who wished for it. */
  readonly personId: string | null
}

/** Tasks that wait for the one under way: one more is as good as many, for it will see all that was decided. */
const WAITING_MAX = 1

export function createNightlyLearner(ports: Ports, parts: LearnerParts): NightlyLearner {
  const { logger, hour } = parts
  const localTime = createLocalTime(parts.timeZone)
  const waiting: Task[] = []
  let working: Promise<void> | null = null
  let lookedAt: string | null = null
  let stopped = false
  const isStopped = (): boolean => stopped

  const pause = async (): Promise<boolean> => {
    await parts.breathe()
    return !isStopped()
  }
  const learn = async ({ of, personId }: Task): Promise<void> => {
    if (!(await takeTurn(ports, of))) return
    let how: TurnEnd = 'stopped'
    try {
      const actor: Actor | null =
        personId === null ? null : await ports.store.read.person(personId).then(actorOf)
      const learned = await learnFromDecisions(ports, { actor, isAsked: actor !== null, isDry: false, pause })
      how = learned.ok ? 'learned' : learned.problem.kind
      const facts = learned.ok ? factsOf(learned.value) : learned.problem
      logger.info({ turn: of, ...facts }, 'learned from decisions')
    } finally {
      await endTurn(ports, of, how)
    }
  }
  const work = async (): Promise<void> => {
    for (let task = waiting.shift(); task !== undefined && !isStopped(); task = waiting.shift()) {
      const { of } = task
      await learn(task).catch((error: unknown) =>
        logger.error({ turn: of, ...errorFacts(error) }, 'nothing could be learned from decisions'),
      )
    }
  }
  const begin = (task: Task): void => {
    if (stopped || waiting.length >= WAITING_MAX) return
    waiting.push(task)
    working ??= work().finally(() => (working = null))
  }
  const look = (): void => {
    const local = localTime(ports.clock.now())
    // Nobody holds comments by their score: nothing is to be corrected, and no weights are loaded.
    if (hour === null || ports.settings.civilityHoldAt === null || local.hour !== hour) return
    const night = `night ${local.day}`
    if (lookedAt === night) return
    lookedAt = night
    begin({ of: night, personId: null })
  }
  const forgetTimer = parts.every(look, LOOK_MS)
  return {
    consume: (events) => {
      for (const { kind, facts, personId } of events) {
        if (kind !== 'learning.asked' || personId === null) continue
        begin({ of: `wish ${facts['wish']}`, personId })
      }
    },
    stop: async () => {
      stopped = true
      forgetTimer()
      await working
    },
  }
}

function actorOf(person: Person | null): Actor | null {
  return person && { personId: person.id, standing: person.standing, role: person.role, name: person.name }
}

/** Numbers for the operator's log. */
function factsOf({ verdict, version, figures }: Learning): Readonly<Record<string, unknown>> {
  const { decisions, unseen, quality } = figures
  return {
    version: version.id,
    state: version.state,
    verdict,
    removed: decisions.removed,
    kept: decisions.kept,
    unseen: unseen.removed + unseen.kept,
    areaBefore: quality.before.area,
    areaAfter: quality.after.area,
  }
}

/** The day and the hour that clocks show in a time zone. */
function createLocalTime(timeZone: string): (now: number) => { readonly day: string; readonly hour: number } {
  const format = new Intl.DateTimeFormat('en', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    hourCycle: 'h23',
  })
  return (now) => {
    const parts = new Map(format.formatToParts(now).map(({ type, value }) => [type, value]))
    const day = ['year', 'month', 'day'].map((part) => parts.get(part as 'day')).join('-')
    return { day, hour: Number(parts.get('hour')) }
  }
}
