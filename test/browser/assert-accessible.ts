/** Audits a page with axe-core: WCAG 2.2 AA and best practice, light and dark, wide and narrow. */
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const AXE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** How a page is looked at: each is audited in all of these. */
const LOOKS = [
  { colorScheme: 'light', size: { width: 1280, height: 900 } },
  { colorScheme: 'light', size: { width: 320, height: 640 } },
  { colorScheme: 'dark', size: { width: 320, height: 640 } },
  { colorScheme: 'dark', size: { width: 1280, height: 900 } },
] as const

const AUDIT = `axe.run(document, { runOnly: { type: 'tag', values: ${JSON.stringify(RULES)} } })
  .then(({ violations, passes }) => ({
    passed: passes.length,
    found: violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => id + ': ' + node.target + ' ' + node.failureSummary)),
  }))`

/** Past what the policy lets a page load: the source goes in through the debugger. */
export async function assertAccessible(page: Page, what: string): Promise<void> {
  await page.evaluate(`${AXE};null`)
  for (const { colorScheme, size } of LOOKS) {
    await page.setViewportSize(size)
    await page.emulateMedia({ colorScheme })
    const { passed, found } = await page.evaluate<{ passed: number; found: readonly string[] }>(AUDIT)
    assert.ok(passed > 0, 'axe found nothing to check')
    assert.deepEqual(found, [], `${what}, ${page.url()}, ${colorScheme}, ${size.width} wide`)
  }
}
