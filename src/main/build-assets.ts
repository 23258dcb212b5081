/** Bundles the browser's script, styles and fonts into memory when the server starts: no build step, no CDN. */
import { build, stop, type BuildOptions } from 'esbuild'
import { basename, extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Asset, AssetStore } from '#ports/assets.ts'
import type { AssetUrls } from '#pages/frame.ts'
import type { Language } from '#contract/language.ts'
import type { Words } from '#pages/words.ts'

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
const LATIN_FONTS = ['source-serif-4-latin-wght-normal', 'source-sans-3-latin-wght-normal']
const CYRILLIC_FONTS = ['source-serif-4-cyrillic-wght-normal', 'source-sans-3-cyrillic-wght-normal']

/** Digits and spaces come from the Latin font everywhere but where the script's own fonts come first. */
const PRELOADED_FONTS: Readonly<Partial<Record<Language, readonly string[]>>> = {
  ja: [],
  ru: [...CYRILLIC_FONTS, ...LATIN_FONTS],
  uk: [...CYRILLIC_FONTS, ...LATIN_FONTS],
  zh: [],
}

export interface BuiltAssets {
  readonly store: AssetStore
  readonly urlsIn: (language: Language) => AssetUrls
}

/** Builds that are under way in this process; tests start many sites at once. */
let building = 0

/** The bundler is a process of its own, which would wait beside the server for as long as that runs: sent away. */
export async function buildAssets(words: Pick<Words, 'say'>): Promise<BuiltAssets> {
  building += 1
  try {
    return await bundleAll(words)
  } finally {
    building -= 1
    if (building === 0) await stop()
  }
}

async function bundleAll({ say }: Pick<Words, 'say'>): Promise<BuiltAssets> {
  const scripts = buildScripts(say)
  const files = await bundle({
    entryPoints: {
      page: 'src/widget/page.ts',
      style: 'src/pages/style/page.css',
      frame: 'src/pages/style/frame-comment.css',
    },
    format: 'esm',
  })
  const url = (start: string, end: string): string => {
    const name = [...files.keys()].find((file) => file.startsWith(start) && file.endsWith(end))
    if (name === undefined) throw new Error(`the bundle has no ${start}*${end}`)
    return `${PUBLIC_PATH}/${name}`
  }
  return {
    store: { get: (name) => files.get(name) ?? null, scripts: await scripts },
    urlsIn: (language) => ({
      script: url('page-', '.js'),
      style: url('style-', '.css'),
      frameStyle: url('frame-', '.css'),
      preloadFonts: (PRELOADED_FONTS[language] ?? LATIN_FONTS).map((font) => url(`${font}-`, '.woff2')),
    }),
  }
}

/** The scripts that other sites load: all they need is in them, so that nothing else is loaded. */
async function buildScripts(say: Words['say']): Promise<AssetStore['scripts']> {
  const style = await only(bundle({ entryPoints: { embed: 'src/pages/style/embed.css' }, format: 'esm' }))
  // The root of the page is not ours: sizes go by the font that the element inherits.
  const css = Buffer.from(style.bytes)
    .toString()
    .trim()
    .replace(/(\d)rem\b/g, '$1em')
  const define = {
    PARLEY_STYLE: JSON.stringify(css),
    PARLEY_UNREACHABLE: JSON.stringify(say('embed.unreachable')),
  }
  return {
    embed: await only(bundle({ entryPoints: { embed: 'src/widget/embed.ts' }, format: 'iife', define })),
    count: await only(bundle({ entryPoints: { count: 'src/widget/count.ts' }, format: 'iife', define })),
  }
}

async function only(files: Promise<ReadonlyMap<string, Asset>>): Promise<Asset> {
  const [file] = (await files).values()
  if (!file) throw new Error('the bundle is empty')
  return file
}

async function bundle(
  options: Pick<BuildOptions, 'entryPoints' | 'format' | 'define'>,
): Promise<Map<string, Asset>> {
  const { outputFiles } = await build({
    ...options,
    absWorkingDir: ROOT,
    outdir: 'assets',
    publicPath: PUBLIC_PATH,
    entryNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    loader: { '.woff2': 'file' },
    bundle: true,
    minify: true,
    write: false as const,
    target: TARGETS,
    logLevel: 'silent',
  })
  return new Map(
    outputFiles.map((file) => [
      basename(file.path),
      { bytes: new Uint8Array(file.contents), type: TYPES[extname(file.path)] ?? 'application/octet-stream' },
    ]),
  )
}
