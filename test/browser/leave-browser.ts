/** Ends a reader's visit in Chromium. */
import type { BrowserContext, Page } from 'playwright-core'

const EMPTY = 'about:blank'

/** The page's own way and the one to the empty page come in between of each other, once or twice. */
const TRIES_MAX = 10

/**
 * NOTE: Chromium never answers when it is told to throw a context away while one of its pages is on its way to another
 * address, as a page of a reader with a session is by itself. Playwright would wait for that without an end. So every
 * page goes to an empty one first, which ends whatever was under way.
 */
export async function leaveBrowser(context: BrowserContext): Promise<void> {
  await Promise.all(context.pages().map(empty))
  await context.close()
}

async function empty(page: Page): Promise<void> {
  for (let tries = 0; tries < TRIES_MAX && page.url() !== EMPTY; tries += 1) {
    await page.goto(EMPTY).catch(() => {})
  }
}
