/** The embed in Chromium beside a static page that holds the same HTML and styles: the same comments, no script. */
import { join } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'
import { chromium, type Browser } from 'playwright-core'
import { aside, atMost, medianOf, report, say, type Figure } from '#bench/figures.ts'
import { findChromium } from '#test/browser/find-chromium.ts'
import { loadNow, machineFacts } from '#bench/machine.ts'
import { makeScratchDirectory, withParts } from '#bench/scratch-site.ts'
import { seedThread } from '#bench/seed-thread.ts'
import { serveStaticPages, type StaticPages } from '#bench/static-pages.ts'
import { startParley } from '#bench/run-server.ts'
import { timedVisit, type VisitFigures } from '#bench/timed-visit.ts'

const SIZES = [100, 10_000]
const REPLIES_PER_ROOT = 4
const ROUNDS = 25
const WARM_UP_ROUNDS = 5
const RATIO_MAX = 1.5
const SHIFT_MAX = 0
const SCRIPT_BYTES_MAX = 12 * 1024
/** As far as the next city: shows what each further request costs there. */
const LATENCY_MS = 20
const NOON = Date.UTC(2026, 4, 12, 12)

/** What the front cache sends scripts with. */
const BROTLI_EFFORT = 5

interface Pair {
  readonly embed: VisitFigures
  readonly still: VisitFigures
}

interface Pages {
  readonly embed: string
  readonly still: string
}

export async function runBenchmark() {
  const machine = machineFacts()
  const scratch = await makeScratchDirectory()
  const data = join(scratch.directory, 'data')
  const stories = await withParts(data, async (parts) => {
    const ids: string[] = []
    for (const comments of SIZES) {
      const plan = { headline: 'The ferry sails again', comments, createdAt: NOON }
      ids.push((await seedThread(parts, { ...plan, repliesPerRoot: REPLIES_PER_ROOT })).storyId)
    }
    return ids
  })
  const host = await serveStaticPages()
  const parley = await startParley({ dataDirectory: data, environment: { PARLEY_ORIGINS: host.origin } })
  const browser = await chromium.launch({ executablePath: await findChromium() })
  try {
    const figures: Figure[] = [await scriptFigure(parley.url)]
    const details: unknown[] = []
    for (const [at, storyId] of stories.entries()) {
      const pages = await layOut(browser, { host, storyId, serverUrl: parley.url })
      for (const latencyMs of [0, LATENCY_MS]) {
        const pairs = await comparePairs(browser, { pages, counted: parley.url, latencyMs })
        const comments = SIZES[at] ?? 0
        figures.push(...summary(comments, latencyMs, pairs))
        details.push({ comments, latencyMs, pairs })
      }
    }
    return report(machine, figures, { details, loadAfter: loadNow() })
  } finally {
    await browser.close()
    await Promise.all([parley.stop(), host.stop()])
    await scratch.remove()
  }
}

/** What all scripts and styles of an embedding page weigh; `count.js` is for lists, and counted all the same. */
async function scriptFigure(serverUrl: string): Promise<Figure> {
  let bytes = 0
  for (const path of ['/embed.js', '/count.js']) {
    const script = Buffer.from(await (await fetch(serverUrl + path)).arrayBuffer())
    const params = { [constants.BROTLI_PARAM_QUALITY]: BROTLI_EFFORT }
    bytes += brotliCompressSync(script, { params }).length
  }
  return atMost('all script and style, bytes brotli', SCRIPT_BYTES_MAX, {
    value: bytes,
    text: String(bytes),
  })
}

/** Both pages of the newspaper: alike but for where the comments come from. */
async function layOut(
  browser: Browser,
  place: { readonly host: StaticPages; readonly storyId: string; readonly serverUrl: string },
): Promise<Pages> {
  const { host, storyId, serverUrl } = place
  const embed = host.put(
    `/embed-${storyId}`,
    document(
      `<script src="${serverUrl}/embed.js" defer></script>`,
      `<parley-thread story="${storyId}"></parley-thread>`,
    ),
  )
  const part = await (await fetch(`${serverUrl}/embed/thread?story=${storyId}`)).text()
  const styles = await stylesOf(browser, embed)
  const still = host.put(
    `/still-${storyId}`,
    document(
      '',
      `<parley-thread data-filled><template shadowrootmode="open"><style>${styles}</style>${part}</template></parley-thread>`,
    ),
  )
  return { embed, still }
}

/** The styles that the script holds, as the browser has them. */
async function stylesOf(browser: Browser, url: string): Promise<string> {
  const page = await browser.newPage()
  await page.goto(url)
  await page.locator('parley-thread .comment').first().waitFor()
  const styles = await page.evaluate<string>(
    "[...document.querySelector('parley-thread').shadowRoot.adoptedStyleSheets[0].cssRules].map((rule) => rule.cssText).join('')",
  )
  await page.close()
  return styles
}

function document(head: string, thread: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>The Harbour Post</title>
<link rel="icon" href="data:,"><style>body { margin: 0 auto; max-width: 40rem; font: 18px/1.5 Georgia, serif }
parley-thread:not(:defined) { display: block; min-block-size: 100vh }</style>${head}</head>
<body><main><h1>The ferry sails again</h1><p>On Monday, the harbour office said.</p>${thread}</main>
<footer>The foot of the page</footer></body></html>`
}

/** In turn, first the one and then the other first: what else the machine does falls on both. */
async function comparePairs(
  browser: Browser,
  plan: { readonly pages: Pages; readonly counted: string; readonly latencyMs: number },
): Promise<Pair[]> {
  const { pages, counted, latencyMs } = plan
  const visit = (url: string): Promise<VisitFigures> => timedVisit(browser, { url, counted, latencyMs })
  const pairs: Pair[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const isEmbedFirst = round % 2 === 0
    const one = await visit(isEmbedFirst ? pages.embed : pages.still)
    const two = await visit(isEmbedFirst ? pages.still : pages.embed)
    if (round < WARM_UP_ROUNDS) continue
    pairs.push(isEmbedFirst ? { embed: one, still: two } : { embed: two, still: one })
  }
  say(`${pages.embed}, ${latencyMs} ms of latency, load ${loadNow()}`)
  return pairs
}

function summary(comments: number, latencyMs: number, pairs: readonly Pair[]): Figure[] {
  const times = (kind: keyof Pair) => pairs.map((pair) => pair[kind].firstCommentMs)
  const ratios = medianOf(pairs.map(({ embed, still }) => embed.firstCommentMs / still.firstCommentMs))
  const where = latencyMs === 0 ? `${comments} comments` : `${comments} comments, ${latencyMs} ms away`
  const what = `${where}: first comment, embed / static page`
  const both = aside(
    `${where}: ms, embed and static page`,
    `${medianOf(times('embed'), 0).text}, ${medianOf(times('still'), 0).text}`,
  )
  // Over a network the page pays one way there and back, the embed three: told, but the target is of the machine's own time.
  if (latencyMs > 0) return [aside(what, ratios.text), both]
  const shifts = pairs.map(({ embed }) => embed.shift)
  const requests = medianOf(
    pairs.map(({ embed }) => embed.requests),
    0,
  )
  const bytes = medianOf(
    pairs.map(({ embed }) => embed.bytes),
    0,
  )
  return [
    atMost(what, RATIO_MAX, ratios),
    both,
    aside(`${where}: requests to Parley, with the live connection`, requests.text),
    aside(`${where}: bytes from Parley`, bytes.text),
    atMost(`${where}: layout shift, highest`, SHIFT_MAX, {
      value: Math.max(...shifts),
      text: String(Math.max(...shifts)),
    }),
  ]
}
