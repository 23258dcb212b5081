/** Rules on imports: rooms, ways out of a folder, and what `src` may never lean on. */
import type { Finding } from '#test/tidy/finding.ts'
import { FOR_EVERYBODY, KNOWS_EVERYTHING, MAY_IMPORT } from '#test/tidy/may-import.ts'
import { isTest, lineAt, roomOf, type SourceFile } from '#test/tidy/source-file.ts'
import { readImports, type Import } from '#test/tidy/read-imports.ts'

const OUTSIDE = new Set(['test', 'bench', 'tools'])

/** Rooms import what the table allows; tests may import anything. */
export function importFindings(files: readonly SourceFile[]): Finding[] {
  return files
    .filter((file) => file.path.startsWith('src/') && !isTest(file))
    .flatMap((file) =>
      readImports(file.scanned).flatMap((entry) => {
        const message = judge(roomOf(file), entry)
        return message === null ? [] : [{ file: file.path, line: lineAt(file, entry.at), message }]
      }),
    )
}

/** Relative imports name a file in the same folder or below; whatever is further away has a subpath. */
export function relativeFindings(files: readonly SourceFile[]): Finding[] {
  return files.flatMap((file) =>
    readImports(file.scanned)
      .filter(({ specifier }) => specifier.split('/').includes('..'))
      .map(({ at, specifier }) => ({
        file: file.path,
        line: lineAt(file, at),
        message: `'${specifier}' climbs out of its folder: name the file by subpath, like '#domain/…'`,
      })),
  )
}

function judge(room: string, { specifier, isTypeOnly }: Import): string | null {
  if (specifier.startsWith('.') || FOR_EVERYBODY.includes(specifier)) return null
  const target = /^#([^/]+)\//.exec(specifier)?.[1]
  if (target !== undefined && OUTSIDE.has(target)) {
    return `src never imports ${target}/: move what both need into a room of src`
  }
  if (room === KNOWS_EVERYTHING || target === room) return null
  const rules = MAY_IMPORT[room]
  if (!rules) return `src/${room}/ is no room of the table: add it to test/tidy/may-import.ts and the design`
  return target === undefined
    ? judgePackage(room, specifier, rules.packages)
    : judgeRoom({ room, target, allowance: rules.rooms[target], isTypeOnly })
}

function judgePackage(room: string, specifier: string, packages: readonly string[] | null): string | null {
  if (packages === null || packages.includes(specifier)) return null
  return `src/${room}/ may not import '${specifier}': have it handed in, or do this in another room`
}

function judgeRoom(entry: {
  readonly room: string
  readonly target: string
  readonly allowance: 'values' | 'types' | undefined
  readonly isTypeOnly: boolean
}): string | null {
  const { room, target, allowance } = entry
  if (allowance === 'values' || (allowance === 'types' && entry.isTypeOnly)) return null
  return allowance === 'types'
    ? `src/${room}/ may import #${target} only as types: write 'import type', or go through an operation`
    : `src/${room}/ may not import #${target}: see the table in test/tidy/may-import.ts`
}
