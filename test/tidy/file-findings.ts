/** Rules on files: their length, their names, and the sentence each opens with. */
import type { Finding } from '#test/tidy/finding.ts'
import { isTest, type SourceFile } from '#test/tidy/source-file.ts'

export const FILE_LINES_MAX = 400
export const FUNCTION_LINES_MAX = 70

/** Names that say where a thing was put and not what it is. */
const DRAWERS = /(?:^|-)(?:utils?|helpers?|common|services?|managers?|misc|shared)(?:-|$)/

/** Names that are right although no export carries a word of them, each with the reason. */
const NAMED_OTHERWISE: ReadonlyMap<string, string> = new Map([
  ['src/domain/people/permissions.ts', 'a family of rights: isModerator, mayEdit …'],
  ['src/widget/live.ts', "the browser's side of what the server calls live"],
  ['src/domain/limits.ts', 'constants of every part, and nothing else'],
  ['src/domain/civility/learning/learning-bounds.ts', 'constants of learning, and nothing else'],
  ['src/adapters/sql/queries/rows.ts', 'rows to values and back: the functions are named after the values'],
  ['bench/median.ts', 'the median of several runs, and how far they spread'],
  ['test/thread-invariants.ts', 'a family of checks: checkCounts, checkReachable'],
  ['src/main/compose.ts', 'where the parts are put together'],
  ['src/pages/frame.ts', 'what every page stands in; the function is simply `page`'],
  ['src/widget/server-html.ts', 'HTML of the server, as nodes'],
])

/** What every benchmark exports; its file is named after what is measured. */
const BENCHMARK = 'run-benchmark'

/** Schemas stand together by the noun they are about. */
const NAMED_BY_NOUN = /^src\/contract\//

/** A word shorter than this is found in too many others. */
const WORD_LENGTH_MIN = 2

export function lengthFindings(files: readonly SourceFile[]): Finding[] {
  return files.flatMap(({ path, scanned }) => {
    const lines = scanned.text.trimEnd().split('\n').length
    if (lines <= FILE_LINES_MAX) return []
    const message = `${lines} lines, at most ${FILE_LINES_MAX}: split it by idea`
    return [{ file: path, line: FILE_LINES_MAX + 1, message }]
  })
}

/** The linter counts the lines of functions; here stands that nobody loosened it. */
export function lintLimitFindings(config: unknown): Finding[] {
  const rules = (config as { readonly rules?: Readonly<Record<string, unknown>> }).rules ?? {}
  const wanted = [
    ['eslint/max-lines', FILE_LINES_MAX],
    ['eslint/max-lines-per-function', FUNCTION_LINES_MAX],
  ] as const
  return wanted.flatMap(([rule, max]) =>
    JSON.stringify(rules[rule]) === JSON.stringify(['error', { max }])
      ? []
      : [{ file: '.oxlintrc.json', line: 1, message: `"${rule}" must be ["error", { "max": ${max} }]` }],
  )
}

export function nameFindings(files: readonly SourceFile[]): Finding[] {
  return files.flatMap((file) => {
    const message = judgeName(file)
    return message === null ? [] : [{ file: file.path, line: 1, message }]
  })
}

function judgeName(file: SourceFile): string | null {
  const { path } = file
  const parts = path.replace(/(?:\.test)?\.[jt]s$/, '').split('/')
  const crooked = parts.find((part) => !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(part))
  if (crooked !== undefined) return `"${crooked}" is not kebab-case: rename it`
  const drawer = parts.find((part) => DRAWERS.test(part))
  if (drawer !== undefined) return `"${drawer}" is a drawer: name it after what is in it`
  const name = parts.at(-1) ?? ''
  const exported = exportedNames(file)
  if (isTest(file) || name === 'index' || exported.length === 0 || exported.includes(BENCHMARK)) return null
  if (NAMED_BY_NOUN.test(path) || NAMED_OTHERWISE.has(path)) return null
  return exported.some((words) => sharesWord(name, words))
    ? null
    : `is named after none of its exports (${exported.join(', ')}): rename one or the other`
}

/** In kebab-case. */
function exportedNames({ scanned }: SourceFile): string[] {
  const declared = scanned.code.matchAll(
    /\bexport\s+(?:async\s+)?(?:const|let|function\*?|class|interface|type)\s+([\w$]+)/g,
  )
  return Array.from(declared, ([, name = '']) => kebab(name))
}

function kebab(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replaceAll('_', '-')
    .toLowerCase()
}

/** Migrations carry their number in front; plurals and endings count as the same word. */
function sharesWord(file: string, exported: string): boolean {
  const ours = file.replace(/^\d+-/, '').split('-').map(stem)
  const theirs = exported.split('-').map(stem)
  return ours.some((a) =>
    theirs.some(
      (b) => Math.min(a.length, b.length) > WORD_LENGTH_MIN && (a.startsWith(b) || b.startsWith(a)),
    ),
  )
}

function stem(word: string): string {
  return word.replace(/ies$/, 'y').replace(/s$/, '')
}

/** Each file begins with a doc comment whose first sentence says what the file is. */
export function openingFindings(files: readonly SourceFile[]): Finding[] {
  return files.flatMap(({ path, scanned }) =>
    opensWithSentence(scanned.text)
      ? []
      : [{ file: path, line: 1, message: 'begin with /** one sentence that says what this file is. */' }],
  )
}

function opensWithSentence(text: string): boolean {
  const comment = /^(?:#!.*\n)?\/\*\*([\s\S]*?)\*\//.exec(text)?.[1]
  if (comment === undefined) return false
  const words = comment.replace(/\n\s*\* ?/g, ' ').trim()
  return /^[\p{Lu}`"“].*[.:]$/su.test(words) && words.includes(' ')
}
