/** The gate in front of every reader: size, encoding and lines, before anything is kept. */
import { describe, it } from 'node:test'
import assert from 'node:assert/strict'
import { createTextGate } from './text-gate.ts'

const LIMITS = { maxBytes: 1000, maxLineBytes: 100 }

function through(...chunks: readonly (string | Uint8Array)[]): string {
  const gate = createTextGate(LIMITS)
  for (const chunk of chunks) gate.push(typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk)
  const text = gate.text()
  return text.ok ? text.value : `${text.problem.code} ${String(text.problem.line)}`
}

describe('the gate a file comes in by', () => {
  it('joins pieces, even inside a character, and drops a BOM', () => {
    const bytes = new TextEncoder().encode('\uFEFFZoë\n')
    assert.equal(through(bytes.slice(0, 6), bytes.slice(6)), 'Zoë\n')
    assert.equal(through(new Uint8Array([0xff, 0xfe, 0x41, 0, 0x0a, 0])), 'A\n')
    assert.equal(through(new Uint8Array([0xfe, 0xff, 0, 0x41])), 'A')
  })

  it('stops at a line over the limit as soon as it comes', () => {
    const gate = createTextGate(LIMITS)
    assert.equal(gate.push(new TextEncoder().encode(`a\n${'x'.repeat(60)}`)), null)
    assert.equal(gate.push(new TextEncoder().encode('x'.repeat(60)))?.line, 2)
    assert.ok(!gate.text().ok)
  })

  it('names the place of the first byte that is no UTF-8', () => {
    const gate = createTextGate(LIMITS)
    gate.push(new Uint8Array([0x61, 0x0a, 0xc3, 0xab, 0xe9, 0x0a]))
    const text = gate.text()
    assert.ok(!text.ok)
    assert.match(text.problem.message, /line 2, byte 3: 0xe9/)
  })

  it('refuses what is too large, binary or cut inside a character', () => {
    assert.equal(through(...Array.from({ length: 30 }, () => `${'x'.repeat(50)}\n`)), 'file-too-large null')
    assert.equal(through('a\n\u0000'), 'binary-file 2')
    assert.equal(through(new Uint8Array([0x61, 0xe2, 0x82])), 'not-utf-8 1')
  })
})
