/**
 * Writers that post as fast as they are answered, each with a connection, a name and a cookie of its own. Run as
 * a process of its own: node bench/post-writers.ts '{"url": …}' prints one line of JSON.
 */
import { Agent, request, type IncomingMessage } from 'node:http'
import { quantile } from '#bench/median.ts'
import { seededNumbers, writeSentences } from '#bench/sentences.ts'

export interface WriterPlan {
  readonly url: string
  readonly storyId: string
  readonly writers: number
  readonly warmUpMs: number
  readonly measuredMs: number
}

export interface WriterFigures {
  readonly accepted: number
  readonly perSecond: number
  readonly medianMs: number
  readonly p99Ms: number
  readonly worstMs: number
}

const CREATED = 201

/** One in this many starts a conversation; the others answer somebody's comment. */
const ROOT_EVERY = 3
const SENTENCES_MAX = 5

interface Shared {
  readonly plan: WriterPlan
  readonly began: number
  readonly latencies: number[]
  readonly next: () => number
  /** Somebody's comment, to be answered. */
  lastId: string | null
}

async function write(shared: Shared, writer: number): Promise<void> {
  const { plan, began, latencies, next } = shared
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  let cookie = ''
  for (let turn = 0; ; turn += 1) {
    const now = performance.now()
    if (now - began > plan.warmUpMs + plan.measuredMs) break
    const body = `${writeSentences(next, 1 + Math.floor(next() * SENTENCES_MAX))} ${writer}-${turn}`
    const parentId = turn % ROOT_EVERY === 0 ? null : shared.lastId
    const answer = await post(agent, plan, { cookie, json: { parentId, name: `Writer ${writer}`, body } })
    cookie ||= answer.cookie
    shared.lastId = answer.id
    if (now - began > plan.warmUpMs) latencies.push(performance.now() - now)
  }
  agent.destroy()
}

function post(
  agent: Agent,
  { url, storyId }: WriterPlan,
  { cookie, json }: { cookie: string; json: unknown },
) {
  const bytes = Buffer.from(JSON.stringify(json))
  const headers = {
    'Content-Type': 'application/json',
    'Content-Length': bytes.length,
    Origin: url,
    ...(cookie === '' ? {} : { Cookie: cookie }),
  }
  return new Promise<{ readonly id: string; readonly cookie: string }>((resolve, reject) => {
    const sent = request(
      `${url}/api/stories/${storyId}/comments`,
      { method: 'POST', agent, headers },
      (answer) => {
        takeAnswer(answer).then(resolve, reject)
      },
    )
    sent.on('error', reject)
    sent.end(bytes)
  })
}

async function takeAnswer(
  answer: IncomingMessage,
): Promise<{ readonly id: string; readonly cookie: string }> {
  const text = await readText(answer)
  if (answer.statusCode !== CREATED) throw new Error(`${answer.statusCode}: ${text.slice(0, 300)}`)
  const { comment } = JSON.parse(text) as { readonly comment: { readonly id: string } }
  return { id: comment.id, cookie: answer.headers['set-cookie']?.[0]?.split(';')[0] ?? '' }
}

async function readText(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of answer) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

if (import.meta.main) {
  const plan = JSON.parse(process.argv[2] ?? '{}') as WriterPlan
  const shared: Shared = {
    plan,
    began: performance.now(),
    latencies: [],
    next: seededNumbers(3),
    lastId: null,
  }
  await Promise.all(Array.from({ length: plan.writers }, (_, writer) => write(shared, writer)))
  const sorted = shared.latencies.toSorted((a, b) => a - b)
  const figures: WriterFigures = {
    accepted: sorted.length,
    perSecond: (sorted.length / plan.measuredMs) * 1_000,
    medianMs: quantile(sorted, 0.5),
    p99Ms: quantile(sorted, 0.99),
    worstMs: sorted.at(-1) ?? 0,
  }
  process.stdout.write(`${JSON.stringify(figures)}\n`)
}
