/** What pages say about themselves. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readPageFacts } from '#formats/page-facts.ts'

const URL = 'https://news.example/ferry'

test('OpenGraph and JSON-LD are read together', async () => {
  const facts = await readPageFacts(
    `<!doctype html><html lang="fr"><head><title>Site</title>
    <meta property="og:title" content="The ferry &amp; the harbour"><meta property="og:image" content="/ferry.jpg">
    <script type="application/ld+json">{"@type":"NewsArticle","headline":"x","author":{"name":"Ines Kowal"},"datePublished":"2026-03-01T10:00:00Z"}</script>
    </head><body><h1>Another headline</h1></body></html>`,
    URL,
  )
  assert.deepEqual(facts, {
    headline: 'The ferry & the harbour',
    byline: 'Ines Kowal',
    publishedAt: Date.UTC(2026, 2, 1, 10),
    language: 'fr',
    imageUrl: 'https://news.example/ferry.jpg',
  })
})

test('a page that says nothing has no facts, and a hostile one is not parsed', async () => {
  const bare = await readPageFacts('', URL)
  assert.equal(bare?.headline, null)
  assert.equal(await readPageFacts('<b>'.repeat(100_000), URL), null)
})
