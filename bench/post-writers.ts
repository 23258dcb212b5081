/**
 * Writers that post as fast as they are answered, each with a connection, a name and a cookie of its own. Run as
 * a process of its own: node bench/post-writers.ts '{"url": …}' prints one line of JSON. They stand for other people's
 * machines but share the processors of the server, so they speak HTTP by hand: what they cost is taken from it.
 */
import { connect, type Socket } from 'node:net'
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
  /** Processor time of the writers themselves, a request. */
  readonly processorMicros: number
}

const CREATED = 'HTTP/1.1 201 '
const HEAD_END = '\r\n\r\n'

/** Where the answer names what was written: its first words. */
const ID_BEFORE = '{"comment":{"id":"'
const ID_LENGTH = 36

/** Bytes of one read: an answer has about five thousand. */
const READ_BYTES = 65_536

/** Characters of an unexpected answer that are shown. */
const SHOWN_LENGTH = 300

/** One in this many starts a conversation; the others answer somebody's comment. */
const ROOT_EVERY = 3
const SENTENCES_MAX = 5

const LENGTH_HEADER = /^content-length: *(\d+)/im
const COOKIE_HEADER = /^set-cookie: *([^;\r\n]*)/im

interface Shared {
  readonly plan: WriterPlan
  readonly began: number
  readonly latencies: number[]
  readonly next: () => number
  /** What is read is looked at before the next read, so one buffer serves all. */
  readonly buffer: Buffer
  /** Somebody's comment, to be answered. */
  lastId: string | null
}

interface Answer {
  readonly id: string
  /** Empty where none was given. */
  readonly cookie: string
}

/** Resolves when the time is over, rejects when anything but a written comment comes back. */
function write(shared: Shared, writer: number): Promise<void> {
  const { plan, began, latencies, next, buffer } = shared
  const { hostname, port } = new URL(plan.url)
  const start = requestStart(plan)
  let turn = 0
  let askedAt = 0
  let read = ''
  let cookieLine = ''
  const ask = (socket: Socket): void => {
    askedAt = performance.now()
    const body = `${writeSentences(next, 1 + Math.floor(next() * SENTENCES_MAX))} ${writer}-${turn}`
    const parentId = turn % ROOT_EVERY === 0 ? null : shared.lastId
    const json = JSON.stringify({ parentId, name: `Writer ${writer}`, body })
    socket.write(`${start}${Buffer.byteLength(json)}\r\n${cookieLine}\r\n${json}`)
    turn += 1
  }
  return new Promise((resolve, reject) => {
    const hear = (length: number): boolean => {
      read += buffer.toString('latin1', 0, length)
      if (!isWhole(read)) return true
      const answer = takeAnswer(read)
      read = ''
      if (answer.cookie !== '') cookieLine ||= `Cookie: ${answer.cookie}\r\n`
      shared.lastId = answer.id
      const now = performance.now()
      if (askedAt - began > plan.warmUpMs) latencies.push(now - askedAt)
      if (now - began > plan.warmUpMs + plan.measuredMs) socket.destroy()
      else ask(socket)
      return true
    }
    const socket = connect({
      host: hostname,
      port: Number(port),
      noDelay: true,
      onread: { buffer, callback: hear },
    })
    socket.once('connect', () => ask(socket))
    socket.once('error', reject)
    socket.once('end', () => reject(new Error(`hung up after: ${read.slice(0, SHOWN_LENGTH)}`)))
    socket.once('close', () => resolve())
  })
}

/** All of a request that stays the same, up to the length of its body. */
function requestStart({ url, storyId }: WriterPlan): string {
  return (
    `POST /api/stories/${storyId}/comments HTTP/1.1\r\nHost: ${new URL(url).host}\r\nConnection: keep-alive\r\n` +
    `Content-Type: application/json\r\nOrigin: ${url}\r\nContent-Length: `
  )
}

/** `read`: one character a byte. */
function isWhole(read: string): boolean {
  const end = read.indexOf(HEAD_END)
  if (end < 0) return false
  const length = LENGTH_HEADER.exec(read.slice(0, end))?.[1]
  if (length === undefined) throw new Error(`no length: ${read.slice(0, SHOWN_LENGTH)}`)
  return read.length >= end + HEAD_END.length + Number(length)
}

function takeAnswer(read: string): Answer {
  const end = read.indexOf(HEAD_END)
  const body = end + HEAD_END.length
  if (!read.startsWith(CREATED) || !read.startsWith(ID_BEFORE, body)) {
    throw new Error(`${read.slice(0, CREATED.length)}: ${read.slice(body, body + SHOWN_LENGTH)}`)
  }
  const from = body + ID_BEFORE.length
  return { id: read.slice(from, from + ID_LENGTH), cookie: COOKIE_HEADER.exec(read.slice(0, end))?.[1] ?? '' }
}

if (import.meta.main) {
  const plan = JSON.parse(process.argv[2] ?? '{}') as WriterPlan
  const shared: Shared = {
    plan,
    began: performance.now(),
    latencies: [],
    next: seededNumbers(3),
    buffer: Buffer.allocUnsafe(READ_BYTES),
    lastId: null,
  }
  let used = process.cpuUsage()
  setTimeout(() => (used = process.cpuUsage()), plan.warmUpMs)
  await Promise.all(Array.from({ length: plan.writers }, (_, writer) => write(shared, writer)))
  const { user, system } = process.cpuUsage(used)
  const sorted = shared.latencies.toSorted((a, b) => a - b)
  const figures: WriterFigures = {
    accepted: sorted.length,
    perSecond: (sorted.length / plan.measuredMs) * 1_000,
    medianMs: quantile(sorted, 0.5),
    p99Ms: quantile(sorted, 0.99),
    worstMs: sorted.at(-1) ?? 0,
    processorMicros: (user + system) / sorted.length,
  }
  process.stdout.write(`${JSON.stringify(figures)}\n`)
}
