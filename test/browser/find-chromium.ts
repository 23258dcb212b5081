/** Where Chromium is on this machine: named, from Playwright, on the PATH, or installed where that is ours to do. */
import { spawnSync } from 'node:child_process'
import { access, constants, glob } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'

const COMMANDS = ['chromium', 'chromium-browser', 'google-chrome']
const PLAYWRIGHT_CACHE = '.cache/ms-playwright/chromium-*/chrome-linux*/chrome'

/** Root's id: the only one that may install packages. */
const ROOT_ID = 0

/** The path of an executable. Rejects, saying what to install, where there is none and we may not install it. */
export async function findChromium(): Promise<string> {
  const named = process.env['CHROMIUM_PATH']
  if (named) {
    if (await isExecutable(named)) return named
    throw new Error(`CHROMIUM_PATH is "${named}", which is not a program that can be run`)
  }
  const found = (await inPlaywrightCache()) ?? (await onPath())
  if (found !== null) return found
  if (isRootOnDebian()) {
    install()
    const installed = await onPath()
    if (installed !== null) return installed
  }
  throw new Error(
    'The browser tests need Chromium. Install the package "chromium" (Debian: sudo apt-get install chromium), ' +
      'or run npx playwright-core install chromium, or set CHROMIUM_PATH to the program.',
  )
}

/** The newest that Playwright has brought. */
async function inPlaywrightCache(): Promise<string | null> {
  const found: string[] = []
  for await (const path of glob(join(homedir(), PLAYWRIGHT_CACHE))) found.push(path)
  const newestFirst = found.sort((one, other) => other.localeCompare(one, 'en', { numeric: true }))
  for (const path of newestFirst) if (await isExecutable(path)) return path
  return null
}

async function onPath(): Promise<string | null> {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean)
  const candidates = COMMANDS.flatMap((command) => folders.map((folder) => join(folder, command)))
  for (const path of candidates) if (await isExecutable(path)) return path
  return null
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

function isRootOnDebian(): boolean {
  return existsSync('/etc/debian_version') && process.getuid?.() === ROOT_ID
}

function install(): void {
  console.error('Chromium is missing: installing it with apt-get.')
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  for (const args of [['update'], ['install', '-y', 'chromium']]) {
    // What apt says goes to stderr: stdout may be somebody's report.
    const { status, error } = spawnSync('apt-get', args, { stdio: ['ignore', 2, 2], env })
    if (error || status !== 0) throw new Error(`apt-get ${args.join(' ')} failed`, { cause: error })
  }
}
