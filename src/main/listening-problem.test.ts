/** What an operator is told about an address that cannot be listened on. */
import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { listeningProblem } from '#main/listening-problem.ts'

const config = { port: 80, host: 'talk.example', metricsPort: 9100, metricsHost: 'localhost' }
const failure = (facts: Readonly<Record<string, unknown>>): Error =>
  Object.assign(new Error('listen failed'), facts)

describe('an address that cannot be listened on', () => {
  test('each reason names what stands in the way and the setting that changes it', () => {
    const said = [
      failure({ code: 'EADDRINUSE', port: 9100 }),
      failure({ code: 'EACCES', syscall: 'listen', port: 80 }),
      failure({ code: 'EADDRNOTAVAIL', port: 9100 }),
      failure({ code: 'ENOTFOUND', hostname: 'talk.example' }),
      failure({ code: 'EAI_AGAIN', hostname: 'localhost' }),
    ].map((error) => listeningProblem(error, config))
    assert.match(said[0] ?? '', /port 9100 .*PARLEY_METRICS_PORT/)
    assert.match(said[1] ?? '', /port 80 .*--port/)
    assert.match(said[2] ?? '', /address localhost.*PARLEY_METRICS_HOST/)
    assert.match(said[3] ?? '', /"talk\.example".*PARLEY_HOST/)
    assert.match(said[4] ?? '', /"localhost".*PARLEY_METRICS_HOST/)
  })

  test('errors of files and of other hosts are left to those who know them', () => {
    assert.equal(listeningProblem(failure({ code: 'EACCES', syscall: 'open' }), config), null)
    assert.equal(listeningProblem(failure({ code: 'ENOTFOUND', hostname: 'db.example' }), config), null)
    assert.equal(listeningProblem(new Error('something else'), config), null)
  })
})
