/** Lends eld to the scorer, loaded only when a comment needs it: its tables take about 29 MB. */

import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import type { LanguageDetector } from '#domain/civility/guess-language.ts'

const PACKAGE = 'eld'

interface Eld {
  readonly detect: (text: string) => { readonly language: string; readonly isReliable: () => boolean }
}

/**
 * The first call loads the tables (about 0.15 s, once); an English site may never make it. Unreliable answers are
 * null. eld's own measure decides what is reliable.
 */
export function createLanguageDetector(): LanguageDetector {
  let eld: Eld | null = null
  return (text) => {
    eld ??= loadEld()
    const found = eld.detect(text)
    return found.language !== '' && found.isReliable() ? found.language : null
  }
}

function loadEld(): Eld {
  // A synchronous require of a module without top-level await, so that scoring stays synchronous; by its file,
  // because the package names its parts for import only.
  const file = fileURLToPath(import.meta.resolve(`${PACKAGE}/extrasmall`))
  const loaded = createRequire(import.meta.url)(file) as { readonly eld: Eld }
  return loaded.eld
}
