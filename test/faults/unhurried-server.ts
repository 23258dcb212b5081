/** A server in a process of its own on which writers may write as fast as they can: what faults are done to. */
import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'

enableCompileCache(fileURLToPath(new URL('../../node_modules/.cache/parley', import.meta.url)))
const [{ createRateGuard }, { openParts }, { readConfig }, { startServer }] = await Promise.all([
  import('#http/guards/rate-guard.ts'),
  import('#main/compose.ts'),
  import('#main/config.ts'),
  import('#main/serve.ts'),
])

/** Limits are tried in tests of their own. */
const UNHURRIED_FACTOR = 100_000

const read = readConfig({ flags: { port: '0' }, environment: process.env })
if (!read.ok) throw new Error(read.problem.message)
const parts = await openParts(read.value)
const server = await startServer(read.value, parts, {
  rates: createRateGuard({ factor: UNHURRIED_FACTOR, shared: parts.store.rateCounter }),
  logger: { info: () => {}, warn: () => {}, error: () => {} },
  pages: { read: () => Promise.resolve({ ok: false, problem: 'unreachable' }) },
})
// Whoever started it may be gone: nothing is left running.
process.on('disconnect', () => process.exit())
process.on('message', () => process.send?.({ memoryBytes: process.memoryUsage.rss() }))
process.send?.({ url: server.url })
