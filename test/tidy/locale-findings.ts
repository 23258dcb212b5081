/** Rules on the words of readers: every key is used, and every key that is used is there. */
import type { Finding } from '#test/tidy/finding.ts'
import { isTest, lineAt, type SourceFile } from '#test/tidy/source-file.ts'

const WORDS_FILE = 'src/locales/en.json'

/** A template that builds a key begins with the key's first part: `log.action.${action}`. */
const KEY_BEGINNING = /^[a-z][A-Za-z]*\./

const CALL = /\b(?:say|sayHtml)\(\s*$/

/** How many characters before a string may hold the call it stands in. */
const CALL_LENGTH_MAX = 40

export function keyFindings(files: readonly SourceFile[], keys: readonly string[]): Finding[] {
  const sources = files.filter((file) => file.path.startsWith('src/') && !isTest(file))
  return [...unusedKeys(sources, keys), ...missingKeys(sources, new Set(keys))]
}

function unusedKeys(files: readonly SourceFile[], keys: readonly string[]): Finding[] {
  const literals = new Set(files.flatMap((file) => file.scanned.strings.map(({ text }) => text)))
  const patterns = files.flatMap((file) =>
    file.scanned.templates.flatMap(({ tag, chunks }) => {
      const isKey = tag === '' && chunks.length > 1 && KEY_BEGINNING.test(chunks[0]?.text ?? '')
      return isKey
        ? [
            new RegExp(
              `^${chunks.map(({ text }) => text.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&')).join('.+')}$`,
            ),
          ]
        : []
    }),
  )
  return keys
    .filter((key) => !literals.has(key) && !patterns.some((pattern) => pattern.test(key)))
    .map((key) => ({ file: WORDS_FILE, line: 1, message: `"${key}" is used nowhere in src: remove it` }))
}

function missingKeys(files: readonly SourceFile[], keys: ReadonlySet<string>): Finding[] {
  return files.flatMap((file) =>
    file.scanned.strings
      .filter(({ at, text }) => !keys.has(text) && isSaid(file, at))
      .map(({ at, text }) => ({
        file: file.path,
        line: lineAt(file, at),
        message: `"${text}" is said but not in ${WORDS_FILE}: add it`,
      })),
  )
}

function isSaid({ scanned }: SourceFile, at: number): boolean {
  return CALL.test(scanned.code.slice(Math.max(0, at - CALL_LENGTH_MAX), at))
}

/** A key twice in the file: JSON keeps the second and says nothing. */
export function doubleKeyFindings(json: string): Finding[] {
  const seen = new Set<string>()
  return json.split('\n').flatMap((line, at) => {
    const key = /^\s*"([^"]+)"\s*:/.exec(line)?.[1]
    if (key === undefined) return []
    const isDouble = seen.has(key)
    seen.add(key)
    return isDouble
      ? [{ file: WORDS_FILE, line: at + 1, message: `"${key}" stands here twice: keep one` }]
      : []
  })
}
