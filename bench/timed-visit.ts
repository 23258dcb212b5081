/** One visit of a page in a browser without a past: when the first comment was there, what was loaded, what moved. */
import type { Browser, CDPSession } from 'playwright-core'

export interface VisitFigures {
  /** Milliseconds from asking for the page to the first frame that shows a comment. */
  readonly firstCommentMs: number
  /** Sum of layout shifts, as browsers score them; 0 where nothing moved. */
  readonly shift: number
  /** What went to Parley: the page itself is the newspaper's. */
  readonly requests: number
  /** Bytes of those answers as they came, headers included. */
  readonly bytes: number
}

/** Milliseconds after which a page that shows no comment is broken. */
const PATIENCE_MS = 30_000

/**
 * Runs before anything of the page, and the same on both: looks in each frame, as cheap as a look can be. A comment
 * counts with the frame after the one that found it, when that has been painted.
 */
const PROBE = `
window.shift = 0
new PerformanceObserver((list) => { for (const entry of list.getEntries()) window.shift += entry.value })
  .observe({ type: 'layout-shift', buffered: true })
const look = () => {
  const place = document.querySelector('parley-thread')
  if (place?.shadowRoot?.querySelector('.comment')) {
    requestAnimationFrame(() => { window.firstCommentMs = performance.now() })
    return
  }
  requestAnimationFrame(look)
}
requestAnimationFrame(look)`

/** Frames that are painted before shifts are read: what comes late would move something then. */
const SETTLE = 'new Promise((done) => setTimeout(() => requestAnimationFrame(() => done(true)), 150))'

export interface VisitPlan {
  readonly url: string
  /** Origin whose answers are counted. */
  readonly counted: string
  /** Milliseconds that each answer takes longer, as over a network; 0 leaves the machine's own. */
  readonly latencyMs: number
}

export async function timedVisit(browser: Browser, plan: VisitPlan): Promise<VisitFigures> {
  const context = await browser.newContext()
  try {
    await context.addInitScript(PROBE)
    const page = await context.newPage()
    page.setDefaultTimeout(PATIENCE_MS)
    const network = await context.newCDPSession(page)
    await network.send('Network.enable')
    if (plan.latencyMs > 0) {
      await network.send('Network.emulateNetworkConditions', {
        offline: false,
        latency: plan.latencyMs,
        downloadThroughput: -1,
        uploadThroughput: -1,
      })
    }
    const counted = countAnswers(network, plan.counted)
    await page.goto(plan.url)
    await page.waitForFunction('window.firstCommentMs !== undefined')
    await page.evaluate(SETTLE)
    return {
      firstCommentMs: await page.evaluate<number>('window.firstCommentMs'),
      shift: await page.evaluate<number>('window.shift'),
      ...counted,
    }
  } finally {
    await context.close()
  }
}

/** The live connection stays open and has no end: it is a request here, and its bytes are not counted. */
function countAnswers(network: CDPSession, origin: string): { requests: number; bytes: number } {
  const counted = { requests: 0, bytes: 0 }
  const ours = new Set<string>()
  network.on('Network.requestWillBeSent', ({ requestId, request }) => {
    if (!request.url.startsWith(origin)) return
    ours.add(requestId)
    counted.requests += 1
  })
  network.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (ours.has(requestId)) counted.bytes += encodedDataLength
  })
  return counted
}
