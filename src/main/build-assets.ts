/** Bundles the browser's script, styles and fonts into memory when the server starts: no build step, no CDN. */
import { build, stop, type BuildOptions, type BuildResult } from 'esbuild'
import { basename, extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Asset, AssetStore } from '#ports/assets.ts'
import type { AssetUrls } from '#pages/frame.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const PUBLIC_PATH = '/assets'

/** Browsers of the last three years or so: what supports Trusted Types shims, `:is` and logical properties. */
const TARGETS = ['chrome111', 'firefox115', 'safari16.4']

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
}

/** Fonts in the first screen of most pages: everything else loads when a page needs it. */
const PRELOADED_FONTS = ['source-serif-4-latin-wght-normal', 'source-sans-3-latin-wght-normal']

export interface BuiltAssets {
  readonly store: AssetStore
  readonly urls: AssetUrls
}

const OPTIONS = {
  absWorkingDir: ROOT,
  entryPoints: { page: 'src/widget/page.ts', style: 'src/pages/style/page.css' },
  outdir: 'assets',
  publicPath: PUBLIC_PATH,
  entryNames: '[name]-[hash]',
  assetNames: '[name]-[hash]',
  loader: { '.woff2': 'file' },
  bundle: true,
  minify: true,
  write: false,
  format: 'esm',
  target: TARGETS,
  logLevel: 'silent',
} as const satisfies BuildOptions

/** Bundles that are under way in this process; tests start many sites at once. */
let bundling = 0

/** The bundler is a process of its own, which would wait beside the server for as long as that runs: sent away. */
async function bundle(): Promise<BuildResult<typeof OPTIONS>> {
  bundling += 1
  try {
    return await build(OPTIONS)
  } finally {
    bundling -= 1
    if (bundling === 0) await stop()
  }
}

export async function buildAssets(): Promise<BuiltAssets> {
  const result = await bundle()
  const files = new Map<string, Asset>(
    result.outputFiles.map((file) => [
      basename(file.path),
      {
        bytes: new Uint8Array(file.contents),
        type: TYPES[extname(file.path)] ?? 'application/octet-stream',
      },
    ]),
  )
  const url = (start: string, end: string): string => {
    const name = [...files.keys()].find((file) => file.startsWith(start) && file.endsWith(end))
    if (name === undefined) throw new Error(`the bundle has no ${start}*${end}`)
    return `${PUBLIC_PATH}/${name}`
  }
  return {
    store: { get: (name) => files.get(name) ?? null },
    urls: {
      script: url('page-', '.js'),
      style: url('style-', '.css'),
      preloadFonts: PRELOADED_FONTS.map((font) => url(`${font}-`, '.woff2')),
    },
  }
}
