/** The files of the repository that the house rules look at. */
import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { join } from 'node:path'
import { lineOf, scanSource, type Scanned } from '#test/tidy/scan-source.ts'

export const ROOT = fileURLToPath(new URL('../..', import.meta.url))

export interface SourceFile {
  /** From the root of the repository, with forward slashes. */
  readonly path: string
  readonly scanned: Scanned
}

export function sourceFile(path: string, text: string): SourceFile {
  return { path, scanned: scanSource(text) }
}

/** TypeScript and JavaScript below `folders`, by path. */
export function readSourceFiles(folders: readonly string[]): SourceFile[] {
  const patterns = folders.map((folder) => `${folder}/**/*.{ts,js}`)
  return globSync(patterns, { cwd: ROOT })
    .map((path) => path.replaceAll('\\', '/'))
    .sort()
    .map((path) => sourceFile(path, readText(path)))
}

export function readText(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8')
}

export function isTest({ path }: Pick<SourceFile, 'path'>): boolean {
  return path.endsWith('.test.ts')
}

/** The room a file of `src/` stands in; browser code of the console is a room of its own. */
export function roomOf({ path }: Pick<SourceFile, 'path'>): string {
  if (path.startsWith('src/console/browser/')) return 'console/browser'
  return path.split('/')[1] ?? ''
}

export function lineAt(file: SourceFile, at: number): number {
  return lineOf(file.scanned.text, at)
}
