/** Reads a version of the civility model from disk and vouches for it by the hashes on its card. */

import { createHash } from 'node:crypto'
import path from 'node:path'
import { done, failed, type Outcome } from '#base/outcome.ts'
import type { CivilityModel } from '#domain/civility/score-text.ts'
import { readWeights, type LanguageWeights } from '#domain/civility/weights.ts'
import { damaged, missing, readBytes, readText, type ModelProblem } from './model-file.ts'

/** A model that can score. `problems` names languages whose files could not be used: those are unsupported. */
export interface LoadedModel {
  readonly model: CivilityModel
  readonly problems: readonly ModelProblem[]
}

/** Where the shipped models lie in a clone and in a release. */
export const MODELS_FOLDER = path.resolve(import.meta.dirname, '../../../models/civility')

interface Card {
  readonly version: string
  readonly files: readonly { readonly name: string; readonly sha256: string }[]
}

const CURRENT_FILE = 'current'
const CARD_FILE = 'card.json'
const LISTED_TERMS_FILE = 'listed-terms.json'
const WEIGHTS_FILE = /^[a-z]{2,3}\.weights$/
/** The language without which nothing is scored: most comments, and those of no clear language, need it. */
const REQUIRED_FILE = 'en.weights'
/** Versions name folders; anything else in them would be a path. */
const VERSION = /^[a-z0-9][a-z0-9.-]{0,63}$/

/** Never throws for what is on the disk: a missing, damaged or unreadable model is a value that says so. */
export async function loadCivilityModel(from: {
  readonly folder: string
  /** The version named in `current` unless given; older versions stay loadable. */
  readonly version?: string
}): Promise<Outcome<LoadedModel, ModelProblem>> {
  const version = from.version ?? (await readText(path.join(from.folder, CURRENT_FILE)))?.trim()
  if (version === undefined) return failed(missing(CURRENT_FILE))
  if (!VERSION.test(version)) return failed(damaged(CURRENT_FILE, 'not the name of a version'))
  const cardFile = `${version}/${CARD_FILE}`
  const cardText = await readText(path.join(from.folder, cardFile))
  if (cardText === undefined) return failed(missing(cardFile))
  const card = parseCard(cardText)
  if (card === null || card.version !== version)
    return failed(damaged(cardFile, 'not the card of this version'))
  return gather(path.join(from.folder, version), card)
}

async function gather(folder: string, card: Card): Promise<Outcome<LoadedModel, ModelProblem>> {
  const languages: LanguageWeights[] = []
  const problems: ModelProblem[] = []
  let listedTerms: Readonly<Record<string, readonly string[]>> = {}
  for (const { name, sha256 } of card.files) {
    const file = `${card.version}/${name}`
    const bytes = await readBytes(path.join(folder, name))
    const problem = checkBytes({ bytes, sha256, file })
    if (problem !== null || bytes === undefined) problems.push(problem ?? missing(file))
    else if (WEIGHTS_FILE.test(name)) {
      const weights = readWeights(bytes)
      if (weights.ok) languages.push(weights.value)
      else problems.push({ ...weights.problem, file })
    } else if (name === LISTED_TERMS_FILE) {
      const terms = parseTerms(new TextDecoder().decode(bytes))
      if (terms === null) problems.push(damaged(file, 'not lists of words by language'))
      else listedTerms = terms
    }
  }
  const required = problems.find((problem) => problem.file.endsWith(`/${REQUIRED_FILE}`))
  if (required !== undefined) return failed(required)
  if (languages.every((weights) => weights.language !== 'en'))
    return failed(missing(`${card.version}/${REQUIRED_FILE}`))
  return done({ model: { version: card.version, languages, listedTerms }, problems })
}

function checkBytes(read: {
  readonly bytes: Uint8Array | undefined
  readonly sha256: string
  readonly file: string
}): ModelProblem | null {
  if (read.bytes === undefined) return missing(read.file)
  const found = createHash('sha256').update(read.bytes).digest('hex')
  return found === read.sha256 ? null : damaged(read.file, 'its SHA-256 is not the one on the card')
}

function parseCard(text: string): Card | null {
  try {
    const card = JSON.parse(text) as Partial<Card>
    if (typeof card.version !== 'string' || !Array.isArray(card.files)) return null
    const files = card.files as readonly Partial<Card['files'][number]>[]
    const named = files.every((file) => /^[a-z.-]+$/.test(file.name ?? '') && typeof file.sha256 === 'string')
    return named ? (card as Card) : null
  } catch {
    return null
  }
}

function parseTerms(text: string): Readonly<Record<string, readonly string[]>> | null {
  try {
    const terms: unknown = JSON.parse(text)
    if (typeof terms !== 'object' || terms === null) return null
    const isList = (list: unknown) => Array.isArray(list) && list.every((term) => typeof term === 'string')
    return Object.values(terms).every(isList) ? (terms as Record<string, string[]>) : null
  } catch {
    return null
  }
}
