import { test, after } from 'node:test'
import { readFileSync } from 'node:fs'
import { openBrowser } from '#test/browser/open-browser.ts'
import { runSite, seedStory, seedComment } from '#test/running-site.ts'
const site = await runSite()
const browser = await openBrowser(site.url)
after(() => site.stop())
const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8')
for (const js of [true, false])
  test('x' + js, async (t) => {
    const { page, expectTrouble, troubles } = await browser.visit(t, { javaScriptEnabled: js })
    const id = await seedStory(site, { comments: [seedComment()] })
    await page.goto('/s/' + id)
    console.log(await page.evaluate('document.documentElement.scrollWidth'))
    console.log(await page.locator('h1').evaluate('node => node.textContent'))
    await page.evaluate(axe)
    const r = await page.evaluate<any>('axe.run(document).then(r=>r.violations)')
    console.log(JSON.stringify(r, null, 1).slice(0, 3000))
    await page.goto('/c/xx')
    console.log(troubles)
  })
