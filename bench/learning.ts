/** `npm run bench -- learning`: sites whose moderators decide as labelled data say, and what learning from them gains. */
import { stageOneAlone } from '#test/plain-scorer.ts'
import { rm } from 'node:fs/promises'
import type { LearnedFigures, LearnedVerdict } from '#domain/civility/learning/learned-figures.ts'
import { decideStories, type DecidedComment } from '#test/decided-site.ts'
import { learnFromDecisions } from '#operations/learning/learn-from-decisions.ts'
import { makeScratchDirectory } from '#bench/scratch-site.ts'
import { openCivility } from '#main/open-civility.ts'
import { openParts } from '#main/compose.ts'
import { readRows } from '#tools/civility/read-rows.ts'
import { say } from '#bench/figures.ts'
import { seededRandom } from '#tools/civility/seeded-random.ts'

/** One kind of site: which comments come in, and what its moderators remove. */
interface Site {
  readonly name: string
  readonly source: string
  readonly isRemoved: (y: Readonly<Record<string, number>>) => boolean
  /** Whether the shipped weights learned from this source: its stock figures are flattering then. */
  readonly isSeen: boolean
  /** Share of decisions that are a throw of a coin. */
  readonly noise: number
}

interface SiteResult {
  readonly name: string
  readonly decisions: number
  readonly verdict: LearnedVerdict | 'nothing learned'
  readonly figures: LearnedFigures | null
  readonly seconds: number
}

const SITES: readonly Site[] = [
  site(
    'strict on slurs: HateXplain, hateful or offensive',
    { source: 'train/hatexplain_val', label: 'toxicity' },
    {
      isSeen: true,
    },
  ),
  site(
    'lenient: tweets, only hate is removed',
    { source: 'train/davidson', label: 'identity_attack' },
    { isSeen: true },
  ),
  site('women and immigrants: tweets, hate is removed', {
    source: 'restricted/hateval',
    label: 'identity_attack',
  }),
  site('offensive tweets are removed', { source: 'restricted/olid_train', label: 'toxicity' }),
  site('insults are removed', { source: 'restricted/insults_train', label: 'insult' }),
  site(
    'Wikipedia talk pages, much like the stock model',
    { source: 'train/jigsaw_toxic', label: 'toxicity' },
    { isSeen: true },
  ),
  site(
    'control: every decision a coin',
    { source: 'restricted/olid_train', label: 'toxicity' },
    { noise: 1 },
  ),
]

/** Decisions of a site: a lively one after half a year, and after a few weeks. */
const SIZES = [4_000, 1_000]

const COMMENTS_PER_STORY = 20
const HOLD_AT = 0.8
const SEED = 11
const FROM = Date.UTC(2026, 0, 1)
const MS_PER_SECOND = 1_000

function site(
  name: string,
  { source, label }: { readonly source: string; readonly label: string },
  more: Partial<Site> = {},
): Site {
  return { name, source, isRemoved: (y) => (y[label] ?? 0) >= 0.5, isSeen: false, noise: 0, ...more }
}

export async function runBenchmark(): Promise<{
  readonly model: string
  readonly sites: readonly SiteResult[]
}> {
  const { scorer } = await openCivility()
  if (scorer === null) throw new Error('no model')
  const results: SiteResult[] = []
  for (const size of SIZES) {
    for (const plan of SITES) {
      const result = await measure(plan, size)
      results.push(result)
      process.stdout.write(`${lineOf(plan, result)}\n`)
    }
  }
  return { model: scorer.version, sites: results }
}

async function measure(plan: Site, size: number): Promise<SiteResult> {
  say(`${plan.name}, ${size}`)
  const scratch = await makeScratchDirectory()
  const { scorer } = await openCivility()
  const parts = await openParts({
    dataDirectory: scratch.directory,
    siteId: 'main',
    databaseUrl: null,
    civilityHoldAt: HOLD_AT,
  })
  try {
    const ports = {
      ...parts.ports,
      civility: stageOneAlone(scorer),
    }
    const comments = decidedComments(plan, size)
    const moderators = ['one', 'two', 'three'].map((name) => ({ personId: name, name }))
    await decideStories(ports, { comments, moderators, commentsPerStory: COMMENTS_PER_STORY, from: FROM })
    const begun = performance.now()
    const task = { actor: null, isAsked: true, isDry: true, pause: () => Promise.resolve(true) }
    const learned = await learnFromDecisions(ports, task)
    const seconds = (performance.now() - begun) / MS_PER_SECOND
    const base = { name: plan.name, decisions: comments.length, seconds }
    return learned.ok
      ? { ...base, verdict: learned.value.verdict, figures: learned.value.figures }
      : { ...base, verdict: 'nothing learned', figures: null }
  } finally {
    await parts.close()
    await rm(scratch.directory, { recursive: true, force: true })
  }
}

/** In an order of chance: data sets are sorted by how they were collected, threads are not. */
function decidedComments({ source, isRemoved, noise }: Site, size: number): DecidedComment[] {
  const random = seededRandom(SEED)
  const rows = readRows(source)
    .map((row) => ({ row, at: random() }))
    .toSorted((a, b) => a.at - b.at)
    .slice(0, size)
  return rows.map(({ row }) => ({
    text: row.text,
    isRemoved: random() < noise ? random() < 0.5 : isRemoved(row.y),
  }))
}

function lineOf({ name, isSeen }: Site, { decisions, verdict, figures, seconds }: SiteResult): string {
  const head = `${name} (${decisions} decisions${isSeen ? ', stock model has seen these texts' : ''}): ${verdict}`
  if (figures === null) return head
  const { quality, held, unseen, proposal } = figures
  const { before, after, gain } = quality
  const share = (count: number, all: number): string => `${Math.round((100 * count) / all)} %`
  return [
    head,
    `  area ${before.area.toFixed(3)} → ${after.area.toFixed(3)} (${gain.area.low.toFixed(3)}–${gain.area.high.toFixed(3)})`,
    `  log-loss ${before.logLoss.toFixed(3)} → ${after.logLoss.toFixed(3)} (${gain.logLoss.low.toFixed(3)}–${gain.logLoss.high.toFixed(3)})`,
    `  held of removed ${share(held.before.removed, unseen.removed)} → ${share(held.after.removed, unseen.removed)} of ${unseen.removed}`,
    `  held of kept ${share(held.before.kept, unseen.kept)} → ${share(held.after.kept, unseen.kept)} of ${unseen.kept}`,
    `  proposed ${proposal.holdAt}: ${share(proposal.held.removed, unseen.removed)} and ${share(proposal.held.kept, unseen.kept)}`,
    `  ${seconds.toFixed(1)} s`,
  ].join('\n')
}
