/** Ends a reader's visit in Chromium. */
import type { BrowserContext, Page } from 'playwright-core'

/**
 * NOTE: Chromium never answers when it is told to throw a context away while one of its pages is on its way to another
 * address, as a page of a reader with a session is by itself. Playwright would wait for that without an end. So every
 * page goes to an empty one first, which ends whatever was under way.
 */
export async function leaveBrowser(context: BrowserContext): Promise<void> {
  const empty = (page: Page) => page.goto('about:blank')
  // A page that sets out in this very moment comes in between, once.
  await Promise.all(context.pages().map((page) => empty(page).catch(() => empty(page))))
  await context.close()
}
