/** Puts right what follows from other rows: counts, places, what is shown, the search index. It never makes up what is lost. */
import type { CommentFacts } from '#domain/care/comment-faults.ts'
import type { Fault } from '#domain/care/fault.ts'
import type { Ports } from '#ports/ports.ts'
import type { StoreWriter } from '#ports/store.ts'
import type { CareProgress, SiteCheck } from '#operations/check-site.ts'
import { FAULT_WORDS } from '#domain/care/fault.ts'
import { CARE_PAGE, checkSite, factsPages, missingInSearch, strayPages } from '#operations/check-site.ts'
import { changeState } from '#operations/change-state.ts'
import { commentFaults, decidedOtherwise, placeOf } from '#domain/care/comment-faults.ts'

/** Comments of one transaction: others who write wait for it. */
const REPAIRS_PER_WRITE = 100

/** Times everything is gone through: the second looks at what the first moved, more were never needed. */
const PASSES_MAX = 4

type Repairing = Pick<Ports, 'store' | 'clock'>

export interface SiteRepair {
  readonly found: SiteCheck
  readonly left: SiteCheck
}

/** Checks, repairs, and checks again, until nothing is left that can be repaired. */
export async function repairSite(ports: Repairing, progress?: CareProgress): Promise<SiteRepair> {
  const found = await checkSite(ports.store, progress)
  let left = found
  for (let pass = 0; pass < PASSES_MAX && left.faults.some(isRepairable); pass += 1) {
    await repairOnce(ports)
    left = await checkSite(ports.store, progress)
  }
  return { found, left }
}

export function isRepairable({ code }: Pick<Fault, 'code'>): boolean {
  return FAULT_WORDS[code].repair !== null
}

async function repairOnce(ports: Repairing): Promise<void> {
  const { store } = ports
  for await (const page of factsPages(store)) {
    const faulty = page.filter((facts) => commentFaults(facts).some(isRepairable))
    await repairComments(
      ports,
      faulty.map(({ id }) => id),
    )
    const missing = (await missingInSearch(store, page)).map(({ facts }) => facts)
    if (missing.length > 0) {
      await store.write((tx) =>
        tx.care.awaitSearch(missing.map((facts) => ({ ...facts, state: 'published' }))),
      )
    }
  }
  for await (const strays of strayPages(store)) {
    await store.write(async (tx) => {
      for (const { entry } of strays) await tx.care.removeSearchEntry(entry)
    })
  }
  for (const survey of await store.care.surveys()) {
    if (!isRepairable(survey)) continue
    // A repaired fault is not found again: each look finds the next ones.
    for (let looks = Math.ceil((await survey.count()) / CARE_PAGE); looks > 0; looks -= 1) {
      await repairCounts(ports, await survey.find(CARE_PAGE))
    }
  }
}

/** What a repair changes may make a neighbour wrong: the parent above it, or the replies below. Those come next. */
async function repairComments(ports: Repairing, ids: readonly string[]): Promise<void> {
  const queue = [...ids]
  while (queue.length > 0) {
    const batch = queue.splice(0, REPAIRS_PER_WRITE)
    const next = await ports.store.write(async (tx) => {
      const neighbours: string[] = []
      const stories = new Map<string, number>()
      for (const id of batch) {
        const [facts] = await tx.care.factsOf([id])
        if (!facts || !commentFaults(facts).some(isRepairable)) continue
        neighbours.push(...(await repairComment(tx, facts)))
        stories.set(facts.storyId, (stories.get(facts.storyId) ?? 0) + 1)
      }
      await tellStories(tx, ports, stories)
      return neighbours
    })
    queue.push(...next)
  }
}

/** Returns the comments to look at again. */
async function repairComment(tx: StoreWriter, facts: CommentFacts): Promise<string[]> {
  const { id, parentId } = facts
  const neighbours = parentId === null ? [] : [parentId]
  const faults = new Set(commentFaults(facts).map(({ code }) => code))
  const place = placeOf(facts)
  if (place && (faults.has('root') || faults.has('depth') || faults.has('order-key'))) {
    await tx.care.setPlace(id, place)
    neighbours.push(...(await repliesOf(tx, id)))
  }
  if (faults.has('shown-replies') || faults.has('shown')) {
    await tx.changeShownReplies(id, facts.countedReplies - facts.shownReplies)
  }
  if (faults.has('votes') || faults.has('ranks')) {
    await tx.setVoteCounts(id, { agree: facts.countedAgree, disagree: facts.countedDisagree })
  }
  const decided = decidedOtherwise(facts)
  const comment = decided === null ? null : await tx.comment(id)
  if (comment && decided !== null) await changeState(tx, comment, decided)
  return neighbours
}

async function repliesOf(tx: StoreWriter, parentId: string): Promise<string[]> {
  const found: string[] = []
  for (let after = ''; ; after = found.at(-1) ?? '') {
    const page = await tx.care.replyIds({ parentId, after, limit: CARE_PAGE })
    found.push(...page)
    if (page.length < CARE_PAGE) return found
  }
}

/** Faults of one survey; counts are changed by their difference, so that comments posted meanwhile count as well. */
async function repairCounts(ports: Repairing, faults: readonly Fault[]): Promise<void> {
  await ports.store.write(async (tx) => {
    const stories = new Map<string, number>()
    for (const { code, place, kept, counted } of faults) {
      const change = Number(counted) - Number(kept)
      if (code === 'branch-count') {
        const root = await tx.comment(place)
        await tx.changeBranchCount(place, change)
        if (root) stories.set(root.storyId, (stories.get(root.storyId) ?? 0) + 1)
      } else if (code === 'story-count') {
        await tx.touchStory(place, change)
        stories.set(place, 1)
      } else {
        await tx.care.removeLeftovers()
        return
      }
    }
    await tellStories(tx, ports, stories)
  })
}

/** Caches and readers hear that these stories are not what they were. */
async function tellStories(
  tx: StoreWriter,
  { clock }: Repairing,
  stories: ReadonlyMap<string, number>,
): Promise<void> {
  for (const storyId of stories.keys()) await tx.touchStory(storyId, 0)
  await tx.appendEvents(
    [...stories].map(([storyId, repairs]) => ({
      kind: 'story.repaired',
      storyId,
      commentId: null,
      personId: null,
      at: clock.now(),
      facts: { repairs },
    })),
  )
}
