/** Goes through everything a site keeps and compares it with what can be counted; changes nothing. */
import type { CommentFacts } from '#domain/care/comment-faults.ts'
import type { Fault, FaultCode, FaultWords } from '#domain/care/fault.ts'
import type { Store } from '#ports/store.ts'
import { FAULT_WORDS } from '#domain/care/fault.ts'
import { commentFaults } from '#domain/care/comment-faults.ts'

/** Comments looked at in one go: some milliseconds in which a server beside us is not kept waiting. */
export const CARE_PAGE = 1_000

/** Examples kept of each kind of fault: enough to see a pattern, few enough for any memory and any terminal. */
export const EXAMPLES_MAX = 10

/** Lines of what the database says about damage to itself: one is enough to stop. */
const DAMAGE_LINES_MAX = 20

export interface FaultTally extends FaultWords {
  readonly code: FaultCode
  readonly count: number
  readonly examples: readonly Fault[]
}

export interface SiteCheck {
  readonly stories: number
  readonly comments: number
  readonly events: number
  /** Only kinds that were found, in the order in which they were. */
  readonly faults: readonly FaultTally[]
}

/** Told after every page of comments. */
export type CareProgress = (done: number, total: number) => void

type Checked = Pick<Store, 'care'>

/** Every answer of the store is of one moment, so writers beside us cause no false alarm. Memory does not grow with the site. */
export async function checkSite({ care }: Checked, progress: CareProgress = () => {}): Promise<SiteCheck> {
  const tallies = createTallies()
  const damage = await care.integrity(DAMAGE_LINES_MAX)
  if (damage.length > 0) {
    // What a damaged file answers means nothing: not worth counting.
    for (const line of damage) tallies.add([{ code: 'file-damaged', place: line, kept: null, counted: null }])
    return { stories: 0, comments: 0, events: 0, faults: tallies.list() }
  }
  const totals = await care.totals()
  let done = 0
  for await (const page of factsPages({ care })) {
    for (const facts of page) tallies.add(commentFaults(facts))
    tallies.add(await missingInSearch({ care }, page))
    done += page.length
    progress(done, Math.max(done, totals.comments))
  }
  for await (const strays of strayPages({ care })) {
    tallies.add(strays.map(({ commentId }) => faultAt('search-left', commentId)))
  }
  for (const survey of await care.surveys()) {
    const examples = await survey.find(EXAMPLES_MAX)
    const count = examples.length < EXAMPLES_MAX ? examples.length : await survey.count()
    tallies.add(examples, count)
  }
  return { ...totals, faults: tallies.list() }
}

/** All comments, a page at a time, in the order of their ids. */
export async function* factsPages({ care }: Checked): AsyncGenerator<readonly CommentFacts[]> {
  let after = ''
  for (;;) {
    const page = await care.commentFacts({ after, limit: CARE_PAGE })
    const last = page.at(-1)
    if (!last) return
    yield page
    after = last.id
  }
}

/** Entries of the search index that should not be there, a page of the index at a time. */
export async function* strayPages({ care }: Checked) {
  let after: string | null = null
  do {
    const page: Awaited<ReturnType<typeof care.strayEntries>> = await care.strayEntries({
      after,
      limit: CARE_PAGE,
    })
    if (page.strays.length > 0) yield page.strays
    after = page.next
  } while (after !== null)
}

/** Asked twice: a server beside us may have put them into the index in between. */
export async function missingInSearch(
  { care }: Checked,
  page: readonly CommentFacts[],
): Promise<(Fault & { readonly facts: CommentFacts })[]> {
  const missing = new Set(await care.unindexed(page.filter(belongsInIndex)))
  if (missing.size === 0) return []
  const still = (await care.commentFactsOf([...missing])).filter(belongsInIndex)
  const sure = new Set(await care.unindexed(still))
  return still
    .filter(({ id }) => sure.has(id))
    .map((facts) => ({ ...faultAt('search-missing', facts.id), facts }))
}

function belongsInIndex({ state, isWaiting }: CommentFacts): boolean {
  return state === 'published' && !isWaiting
}

function faultAt(code: FaultCode, place: string): Fault {
  return { code, place, kept: null, counted: null }
}

interface Tally {
  count: number
  examples: Fault[]
}

function createTallies() {
  const tallies = new Map<FaultCode, Tally>()
  const tallyOf = (code: FaultCode): Tally => {
    const known = tallies.get(code) ?? { count: 0, examples: [] }
    tallies.set(code, known)
    return known
  }
  return {
    /** `count`: where only examples are given of more. */
    add: (faults: readonly Fault[], count = faults.length): void => {
      for (const { code, place, kept, counted } of faults) {
        const tally = tallyOf(code)
        tally.count += 1
        if (tally.examples.length < EXAMPLES_MAX) tally.examples.push({ code, place, kept, counted })
      }
      const [first] = faults
      if (first) tallyOf(first.code).count += count - faults.length
    },
    list: (): FaultTally[] => [...tallies].map(([code, tally]) => ({ code, ...FAULT_WORDS[code], ...tally })),
  }
}
