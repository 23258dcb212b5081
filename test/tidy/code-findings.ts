/** Rules on code: a domain without clock, chance or waiting, and no silenced check without a reason. */
import type { Finding } from '#test/tidy/finding.ts'
import { isTest, lineAt, roomOf, type SourceFile } from '#test/tidy/source-file.ts'

/** What makes an answer depend on more than the arguments. */
const IMPURE: readonly { readonly pattern: RegExp; readonly what: string }[] = [
  { pattern: /\bDate\.now\b/g, what: 'Date.now' },
  { pattern: /\bnew\s+Date\s*(?:\(\s*\)|(?![\w\s(]))/g, what: 'new Date()' },
  { pattern: /(?<!new\s+)(?<![\w.])Date\s*\(/g, what: 'Date()' },
  { pattern: /\bTemporal\.Now\b/g, what: 'Temporal.Now' },
  { pattern: /\bMath\.random\b/g, what: 'Math.random' },
  { pattern: /\bperformance\s*\./g, what: 'performance' },
  { pattern: /\bcrypto\b|\brandomUUID\b|\brandomBytes\b|\bgetRandomValues\b/g, what: 'random bytes' },
  { pattern: /\basync\b/g, what: 'async' },
  { pattern: /\bawait\b/g, what: 'await' },
  { pattern: /\bPromise\b/g, what: 'Promise' },
  { pattern: /\b(?:setTimeout|setInterval|setImmediate|queueMicrotask)\b/g, what: 'a timer' },
  { pattern: /\bprocess\s*\./g, what: 'process' },
  { pattern: /(?<![\w.])fetch\s*\(/g, what: 'fetch' },
]

export function purityFindings(files: readonly SourceFile[]): Finding[] {
  return files
    .filter((file) => file.path.startsWith('src/') && roomOf(file) === 'domain' && !isTest(file))
    .flatMap((file) =>
      IMPURE.flatMap(({ pattern, what }) =>
        Array.from(file.scanned.code.matchAll(pattern), (match) => ({
          file: file.path,
          line: lineAt(file, match.index),
          message: `${what} in the domain: take the time, the id or the result as an argument`,
        })),
      ),
    )
}

const SILENCER = /(?:oxlint|eslint)-disable|@?ts-(?:ignore|expect-error|nocheck)/

/** A reason follows `--`, or stands after the TypeScript directive, in words. */
const REASON = /(?:--|@?ts-(?:ignore|expect-error|nocheck):?)\s+[^\n]*[\p{L}]{2,}\s+[^\n]*[\p{L}]{2,}/u

export function silencerFindings(files: readonly SourceFile[]): Finding[] {
  return files.flatMap((file) =>
    file.scanned.comments
      .filter(({ text }) => SILENCER.test(text) && !REASON.test(text))
      .map(({ at }) => ({
        file: file.path,
        line: lineAt(file, at),
        message: 'a check is silenced without a reason: repair the cause, or say why on the same line',
      })),
  )
}
