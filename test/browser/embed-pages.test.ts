/** The embed in a real browser: pages that change under it, its look, and what stands beside it. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import axe from 'axe-core'
import { createClient } from '#test/http/client.ts'
import {
  setStage,
  styleOf,
  timesTold,
  violationsOf,
  writeFirst,
  type Stage,
} from '#test/browser/embed-stage.ts'

let stage: Stage
before(async () => {
  stage = await setStage()
})
after(async () => {
  await stage.stop()
  assert.deepEqual(stage.site.errors, [])
})

describe('pages that change', () => {
  test('two on a page are two discussions', async () => {
    const [one, two] = [
      await stage.hostPage([{ text: 'In the first' }]),
      await stage.hostPage([{ text: 'In the second' }]),
    ]
    const url = stage.host.put('/both', {
      head: `<script src="${stage.site.url}/embed.js" defer></script><script src="${stage.site.url}/embed.js" defer></script>`,
      body: [one, two]
        .map(({ url }) => `<parley-thread url="${url}" loading="eager"></parley-thread>`)
        .join('<hr>'),
    })
    const { page, context } = await stage.visit(url)
    await page.locator('parley-thread').nth(0).getByText('In the first').waitFor()
    const second = page.locator('parley-thread').nth(1)
    await second.getByText('In the second').waitFor()
    await second.locator('form[data-composer=""] textarea').fill('Only in the second')
    await second.locator('input[name=name]').fill('Cleo')
    await second.getByRole('button', { name: 'Post' }).click()
    await second.locator('.comment', { hasText: 'Only in the second' }).waitFor()
    assert.equal(await page.getByText('Only in the second').count(), 1)
    await context.close()
  })

  test('navigation without loading shows the other story, and the first again on the way back', async () => {
    const [one, two] = [
      await stage.hostPage([{ text: 'Of page one' }]),
      await stage.hostPage([{ text: 'Of page two' }]),
    ]
    const { page, context } = await stage.visit(one.url)
    await page.getByText('Of page one').waitFor()
    await page.evaluate(`history.pushState(null, '', ${JSON.stringify(two.url)})`)
    await page.getByText('Of page two').waitFor()
    assert.equal(await page.getByText('Of page one').count(), 0)
    await page.goBack()
    await page.getByText('Of page one').waitFor()
    await page.locator('parley-thread').evaluate((element, url) => element.setAttribute('url', url), two.url)
    await page.getByText('Of page two').waitFor()
    await page.locator('parley-thread').evaluate((element) => element.setAttribute('order', 'top'))
    await page.locator('[data-order="top"]').waitFor()
    await context.close()
  })

  test('an element that is moved keeps what was typed; one that is taken out and put back loads anew', async () => {
    const { url, storyId } = await stage.hostPage([{ text: 'Stays' }], { after: '<aside></aside>' })
    const { page, context, asked } = await stage.visit(url)
    await page.getByText('Stays').waitFor()
    await page.locator('textarea').fill('half a thought')
    await page.evaluate("document.querySelector('aside').append(document.querySelector('parley-thread'))")
    assert.equal(await page.locator('aside textarea').inputValue(), 'half a thought')
    const parts = () => asked.filter(({ url }) => url.startsWith('/embed/thread')).length
    assert.equal(parts(), 1)
    await page.evaluate(`(async () => {
      const element = document.querySelector('parley-thread')
      element.remove()
      await new Promise((resolve) => setTimeout(resolve))
      document.querySelector('main').append(element)
    })()`)
    await page.waitForFunction("told.filter(([kind]) => kind === 'ready').length === 2")
    assert.equal(parts(), 2)
    assert.equal(await page.locator('textarea').inputValue(), 'half a thought')
    // Nobody listens for a page that has gone.
    await page.evaluate("document.querySelector('parley-thread').remove()")
    await createClient(stage.site.url).json('POST', `/api/stories/${storyId}/comments`, {
      name: 'Dora',
      body: 'To nobody',
    })
    await context.close()
  })

  test('events tell the page what happened', async () => {
    const { url } = await stage.hostPage([{ text: 'Vote for me' }])
    const { page, context } = await stage.visit(url)
    await page.getByText('Vote for me').waitFor()
    await page.getByRole('button', { name: /^Agree/ }).click()
    await page.locator('[aria-pressed="true"]').waitFor()
    await writeFirst(page, 'Tell everybody')
    await page.locator('form[data-composer=""]').getByRole('button', { name: 'Preview' }).click()
    for (const kind of ['ready', 'vote', 'comment']) assert.equal(await timesTold(page, kind), 1, kind)
    await context.close()
  })
})

describe('the look', () => {
  for (const [name, tag, body] of [
    ['as the page has it', '<parley-thread loading="eager"></parley-thread>', ''],
    [
      'dark, by the page’s colours',
      '<parley-thread loading="eager"></parley-thread>',
      'body{background:#111;color:#eee}',
    ],
    ['dark, by theme', '<parley-thread loading="eager" theme="dark"></parley-thread>', ''],
    [
      'light, by theme',
      '<parley-thread loading="eager" theme="light"></parley-thread>',
      'body{background:#111;color:#eee}',
    ],
  ] as const) {
    test(`axe finds nothing: ${name}`, async () => {
      const { url } = await stage.hostPage(
        [
          { sourceId: 'a', text: 'A word\n\n> quoted' },
          {
            sourceId: 'b',
            parentSourceId: 'a',
            replyTo: { name: 'Bob Ferrier', found: true },
            text: 'An answer',
          },
        ],
        { tag, head: `<style>${body}</style>` },
      )
      const { page, context } = await stage.visit(url)
      await page.getByText('An answer').waitFor()
      await page
        .getByRole('link', { name: /^Reply/ })
        .first()
        .click()
      await page.evaluate(axe.source)
      const found = await page.evaluate<string[]>(
        "axe.run(document).then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map((node) => node.html).join(' | ')))",
      )
      assert.deepEqual(found, [])
      await context.close()
    })
  }

  test('fonts and colours are the page’s, and parts and properties change them', async () => {
    const { url } = await stage.hostPage([{ text: 'Dressed up' }], {
      head: '<style>parley-thread { --parley-button: rgb(1, 2, 3) } parley-thread::part(name) { color: rgb(4, 5, 6) }</style>',
    })
    const { page, context } = await stage.visit(url)
    const style = (selector: string, property: string) => styleOf(page, selector, property)
    await page.getByText('Dressed up').waitFor()
    assert.match(await style('.words', 'fontFamily'), /Georgia/)
    assert.equal(await style('.words', 'color'), 'rgb(34, 34, 34)')
    assert.equal(await style('[data-composer] .button', 'backgroundColor'), 'rgb(1, 2, 3)')
    assert.equal(await style('.comment .name', 'color'), 'rgb(4, 5, 6)')
    await context.close()
  })
})

describe('companions', () => {
  test('count.js fills all links with one request', async () => {
    const { url } = await stage.hostPage([{ text: 'One' }, { text: 'Two' }])
    const list = stage.host.put('/list', {
      head: `<script src="${stage.site.url}/count.js" defer></script>`,
      body: `<a href="${url}" data-parley-count>…</a><b data-parley-count="${url}?utm_source=x" data-parley-format="number"></b>
        <a href="/nowhere" data-parley-count>…</a>`,
    })
    const { page, context, asked } = await stage.visit(list)
    await page.getByText('2 comments', { exact: true }).waitFor()
    assert.equal(await page.locator('b').textContent(), '2')
    await page.getByText('No comments yet').waitFor()
    assert.equal(asked.filter(({ url }) => url.startsWith('/api/counts')).length, 1)
    await context.close()
  })

  test('the latest comments and a quoted comment stand on other pages', async () => {
    const { storyId } = await stage.hostPage([{ text: 'Quote this' }])
    const html = await (await fetch(`${stage.site.url}/s/${storyId}`)).text()
    const id = /data-comment="([^"]+)"/.exec(html)?.[1] ?? ''
    const about = encodeURIComponent(`${stage.site.url}/c/${id}`)
    const oembed = (await (await fetch(`${stage.site.url}/oembed?url=${about}`)).json()) as { html: string }
    const url = stage.host.put('/side', {
      head: `<script src="${stage.site.url}/embed.js" defer></script>`,
      body: `<parley-latest count="3"></parley-latest>${oembed.html}`,
    })
    const { page, context } = await stage.visit(url)
    await page.getByRole('heading', { name: 'Latest comments' }).waitFor()
    await page.frameLocator('iframe').getByText('Quote this').waitFor()
    await context.close()
  })

  test('the snippet page shows a story of the site as it will look', async () => {
    const { page, context } = await stage.visit(`${stage.site.url}/embed`)
    await page.locator('parley-thread [data-composer=""]').waitFor()
    assert.deepEqual(await violationsOf(page), [])
    await context.close()
  })
})
