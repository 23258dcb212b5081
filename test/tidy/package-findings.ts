/** Rules on dependencies: exact versions, each one used, and at run time only what is installed for it. */
import type { Finding } from '#test/tidy/finding.ts'
import { isTest, type SourceFile } from '#test/tidy/source-file.ts'
import { readImports } from '#test/tidy/read-imports.ts'

export interface PackageFile {
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

/** Packages that nothing imports and that are needed all the same, each with the reason. */
const NEEDED: ReadonlyMap<string, string> = new Map([
  ['node', 'the Node that runs everything'],
  ['typescript', 'tsc, called by npm run types'],
  ['oxlint', 'npm run lint'],
  ['oxlint-tsgolint', 'what oxlint --type-aware runs'],
  ['prettier', 'npm run format'],
  ['knip', 'called by test/run.ts'],
  ['@types/node', 'named in tsconfig.json'],
])

const EXACT = /^\d+\.\d+\.\d+(?:-[\w.]+)?$/

export function versionFindings(manifest: PackageFile): Finding[] {
  return Object.entries(allOf(manifest)).flatMap(([name, version]) =>
    EXACT.test(version) ? [] : [finding(`"${name}": "${version}" is not exact: name one version`)],
  )
}

export interface LockFile {
  readonly packages: Readonly<Record<string, object>>
}

/**
 * Packages for other platforms are optional, but `npm ci` refuses a lock file that does not name them all; a
 * registry may lack some of the newest version, and an install on top of another leaves them out.
 */
export function lockFindings(lock: LockFile): Finding[] {
  return Object.entries(lock.packages).flatMap(([path, locked]) =>
    Object.keys('optionalDependencies' in locked ? (locked.optionalDependencies ?? {}) : {}).flatMap(
      (name) =>
        `node_modules/${name}` in lock.packages || `${path}/node_modules/${name}` in lock.packages
          ? []
          : [
              finding(
                `${path} wants ${name}, which package-lock.json lacks: make the lock anew in an empty folder`,
              ),
            ],
    ),
  )
}

/** `styles`: the text of style sheets, which import fonts. */
export function usageFindings(
  manifest: PackageFile,
  { files, styles }: { readonly files: readonly SourceFile[]; readonly styles: string },
): Finding[] {
  const imported = new Set(files.flatMap((file) => [...importedPackages(file, 'all'), ...named(file)]))
  const isUsed = (name: string) =>
    imported.has(name) ||
    NEEDED.has(name) ||
    styles.includes(`${name}/`) ||
    (name.startsWith('@types/') && imported.has(name.slice('@types/'.length)))
  return Object.keys(allOf(manifest))
    .filter((name) => !isUsed(name))
    .map((name) => finding(`"${name}" is used nowhere: npm uninstall ${name}`))
}

/** What `src` imports must be there where only `dependencies` are installed. */
export function placeFindings(manifest: PackageFile, files: readonly SourceFile[]): Finding[] {
  const running = files.filter((file) => file.path.startsWith('src/') && !isTest(file))
  const missing = new Set(
    running
      .flatMap((file) => importedPackages(file, 'values'))
      .filter((name) => !isInstalled(manifest, name)),
  )
  return Array.from(missing, (name) => finding(`src imports "${name}": it belongs into "dependencies"`))
}

/** Optional ones are, wherever there is one for the machine; whoever imports them has something else besides. */
function isInstalled({ dependencies, optionalDependencies }: PackageFile, name: string): boolean {
  return Object.hasOwn({ ...dependencies, ...optionalDependencies }, name)
}

function importedPackages(file: SourceFile, use: 'values' | 'all'): string[] {
  return readImports(file.scanned)
    .filter(({ specifier }) => !/^(?:[#./]|node:)/.test(specifier))
    .filter(({ isTypeOnly }) => use !== 'values' || !isTypeOnly)
    .map(({ specifier }) => specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/'))
}

/** Packages that are resolved by name and not imported; the rules name some too, which is no use of them. */
function named({ path, scanned }: SourceFile): string[] {
  return path.startsWith('test/tidy/') ? [] : scanned.strings.map(({ text }) => text)
}

function allOf(manifest: PackageFile): Readonly<Record<string, string>> {
  return { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies }
}

function finding(message: string): Finding {
  return { file: 'package.json', line: 1, message }
}
