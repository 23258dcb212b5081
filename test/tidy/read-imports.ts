/** What a file imports: from where, and whether only as types. */
import type { Scanned } from '#test/tidy/scan-source.ts'

export interface Import {
  readonly at: number
  readonly specifier: string
  readonly isTypeOnly: boolean
}

/** `import … from`, `export … from`; the quote that follows stands in the code, its words among the strings. */
const FROM =
  /\b(?:import|export)\s+(?<type>type\s+)?(?<names>(?:[\w$]+|\*(?:\s+as\s+[\w$]+)?)?\s*,?\s*(?:\{[^{}]*\})?)\s*from\s*(?=['"])/g

/** `import '…'` and `import('…')`. */
const BARE = /\bimport\s*\(?\s*(?=['"])/g

export function readImports({ code, strings }: Scanned): Import[] {
  const words = new Map(strings.map(({ at, text }) => [at, text]))
  const found: Import[] = []
  for (const match of code.matchAll(FROM)) {
    const specifier = words.get(match.index + match[0].length)
    const { type, names = '' } = match.groups ?? {}
    const isTypeOnly = type !== undefined || namesAreTypes(names)
    if (specifier !== undefined) found.push({ at: match.index, specifier, isTypeOnly })
  }
  for (const match of code.matchAll(BARE)) {
    const specifier = words.get(match.index + match[0].length)
    if (specifier !== undefined) found.push({ at: match.index, specifier, isTypeOnly: false })
  }
  return found
}

/** `{ type A, type B }`: every name says that it is one. */
function namesAreTypes(names: string): boolean {
  const inBraces = /^\{(.*)\}$/s.exec(names.trim())?.[1]
  const listed = (inBraces ?? '').split(',').flatMap((name) => name.trim() || [])
  return listed.length > 0 && listed.every((name) => /^type\s/.test(name))
}
