/** What a house rule found wrong: where, and what to do about it. */
import assert from 'node:assert/strict'

export interface Finding {
  readonly file: string
  readonly line: number
  /** What is wrong, and what to do. */
  readonly message: string
}

/** Fails with one line for each finding, as `file:line  what to do`. */
export function expectNone(findings: readonly Finding[]): void {
  const lines = findings.map(({ file, line, message }) => `${file}:${line}  ${message}`)
  assert.equal(lines.length, 0, `\n${lines.join('\n')}`)
}

/** The list, if there is anything in it: a check that finds nothing to check must fail. */
export function some<Item>(items: readonly Item[], what: string): readonly Item[] {
  if (items.length === 0) throw new Error(`no ${what} found: this rule would check nothing`)
  return items
}
