/** The words a text is weighed by: read as they are meant, and reading them changes no later score. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openCivility } from '#main/open-civility.ts'

test('disguises are undone, names of groups are all one word', async () => {
  const { scorer } = await openCivility()
  assert.ok(scorer)
  assert.deepEqual(scorer.words('You ÎDÏOT, my Muslim neighbour', 'en'), [
    'you',
    'idiot',
    'my',
    '<group>',
    'neighbour',
  ])
  assert.deepEqual(scorer.words('', 'en'), [])
  assert.deepEqual(scorer.words('qué hermoso canalla', 'es'), [], 'a language without weights')
})

test('a text scores the same whether or not its words were read before', async () => {
  const [one, other] = [(await openCivility()).scorer, (await openCivility()).scorer]
  assert.ok(one && other)
  const text = 'You absolute moron, crawl back under the bridge you came from'
  one.words(text, 'en')
  // In between comes a text that was not read before.
  one.score('Another sentence by somebody else', 'en')
  assert.deepEqual(one.score(text, 'en'), other.score(text, 'en'))
})
