/** Writes a trained model: one file a language, the word lists, and the card that names and vouches for them. */

import { createHash } from 'node:crypto'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { ENGLISH_FILES } from './training-sources.ts'
import { OTHER_LANGUAGES } from './train-other.ts'
import { writeWeights, type LanguageWeights } from '#domain/civility/weights.ts'
import { KEPT_BACK_BELOW } from './kept-back.ts'
import { DATA_LICENCES } from './data-licences.ts'

const MODELS_FOLDER = path.resolve(import.meta.dirname, '../../models/civility')
/** Letters of the hash in a version's name: enough to tell versions apart by eye. */
const VERSION_HASH_LETTERS = 12

/** Returns the version: "stage1-" and the beginning of the hash over the hashes of all files. */
export function writeModel(model: {
  readonly languages: readonly LanguageWeights[]
  readonly listedTerms: Readonly<Record<string, readonly string[]>>
}): string {
  const files = new Map<string, Uint8Array>(
    model.languages.map((weights) => [`${weights.language}.weights`, writeWeights(weights)]),
  )
  files.set('listed-terms.json', new TextEncoder().encode(JSON.stringify(model.listedTerms)))
  const hashes = [...files].map(([name, bytes]) => ({ name, bytes: bytes.length, sha256: sha256(bytes) }))
  const version = `stage1-${sha256(hashes.map((file) => `${file.name} ${file.sha256}\n`).join('')).slice(0, VERSION_HASH_LETTERS)}`
  const folder = path.join(MODELS_FOLDER, version)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  for (const [name, bytes] of files) writeFileSync(path.join(folder, name), bytes)
  const used = [...ENGLISH_FILES, ...OTHER_LANGUAGES.map((plan) => plan.file), 'lexicon']
  const card = {
    version,
    files: hashes,
    languages: model.languages.map((weights) => ({
      language: weights.language,
      attributes: weights.heads.map(({ attribute, heldOutArea }) => ({ attribute, heldOutArea })),
    })),
    keptBack: `English training rows whose SHA-256 of the id (UTF-8) begins with a byte below ${KEPT_BACK_BELOW} taught nothing, nor did copies of them or of development rows: a blend with stage two is fitted on them`,
    data: DATA_LICENCES.filter((source) => used.includes(source.file)),
    figures:
      'heldOutArea: ROC-AUC on training folds not seen; all others: bench/results/civility.json (npm run bench -- civility)',
    limits:
      'Misses implied hate, irony and whatever needs context; must not decide alone. docs/civility.md says more.',
    trainedBy: 'npm run train:civility, from ../shared/data/toxicity; the same data give the same bytes',
  }
  writeFileSync(path.join(folder, 'card.json'), `${JSON.stringify(card, null, 2)}\n`)
  writeFileSync(path.join(MODELS_FOLDER, 'current'), `${version}\n`)
  return version
}

function sha256(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex')
}
