/** The log: on a disk that is full it loses lines, and never the server. */
import assert from 'node:assert/strict'
import { openSync, closeSync } from 'node:fs'
import { test } from 'node:test'
import { createLogger } from '#main/create-logger.ts'

test('a log that cannot be written harms nobody', async (t) => {
  // Linux has a device that is always full.
  const full = openSync('/dev/full', 'w')
  t.after(() => closeSync(full))
  const logger = createLogger({ logLevel: 'info' }, full)
  for (let line = 0; line < 100; line += 1)
    assert.doesNotThrow(() => logger.info({ line }, 'said to a full disk'))
  // An event that nobody listens to would end the process at its next turn.
  await new Promise((resolve) => setImmediate(resolve))
})
