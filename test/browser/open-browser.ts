/** One Chromium for a test file, a context for each test, and a record of everything a page must not do. */
import assert from 'node:assert/strict'
import { after, type TestContext } from 'node:test'
import { chromium, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core'
import { findChromium } from '#test/browser/find-chromium.ts'
import { leaveBrowser } from '#test/browser/leave-browser.ts'

/** Milliseconds Playwright waits for a condition before it gives up: only a broken page takes as long. */
const PATIENCE_MS = 30_000

export interface Visit {
  readonly page: Page
  readonly context: BrowserContext
  /** What went wrong so far: console errors, page errors, violations of the policy, requests to elsewhere. */
  readonly troubles: readonly string[]
  /** Names a trouble that the test provokes on purpose. All others fail the test. */
  readonly expectTrouble: (pattern: RegExp) => void
  /** Fails where there were troubles that nobody expected. Done by itself at the end of the test. */
  readonly assertNoTrouble: () => void
}

export interface TestBrowser {
  /** A fresh reader: own cookies, own storage, gone when the test ends. */
  readonly visit: (test: TestContext, options?: BrowserContextOptions) => Promise<Visit>
}

/** Reports what the policy refused, and runs before anything of the page. */
const REPORT_VIOLATIONS = `document.addEventListener('securitypolicyviolation', (event) => {
  console.error('policy violated: ' + event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample)
})`

/** Closes by itself after the last test of the file. */
export async function openBrowser(siteUrl: string): Promise<TestBrowser> {
  const browser = await chromium.launch({ executablePath: await findChromium() })
  after(() => browser.close())
  return {
    visit: async (test, options = {}) => {
      const context = await browser.newContext({ baseURL: siteUrl, ...options })
      context.setDefaultTimeout(PATIENCE_MS)
      await context.addInitScript(REPORT_VIOLATIONS)
      const troubles = collectTroubles(context, new URL(siteUrl).origin)
      const expected: RegExp[] = []
      const assertNoTrouble = (): void => {
        const unexpected = troubles.filter((trouble) => !expected.some((pattern) => pattern.test(trouble)))
        assert.deepEqual(unexpected, [], 'the browser had trouble')
      }
      test.after(async () => {
        await leaveBrowser(context)
        assertNoTrouble()
      })
      const page = await context.newPage()
      return {
        page,
        context,
        troubles,
        expectTrouble: (pattern) => void expected.push(pattern),
        assertNoTrouble,
      }
    },
  }
}

function collectTroubles(context: BrowserContext, origin: string): string[] {
  const troubles: string[] = []
  context.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) {
      troubles.push(`console ${message.type()}: ${message.text()}`)
    }
  })
  context.on('weberror', (failure) => troubles.push(`page error: ${failure.error().message}`))
  context.on('request', (request) => {
    if (!isOwn(request.url(), origin)) troubles.push(`request to elsewhere: ${request.url()}`)
  })
  return troubles
}

/** `data:,` is the empty icon. */
function isOwn(url: string, origin: string): boolean {
  return url === 'data:,' || URL.parse(url)?.origin === origin
}
