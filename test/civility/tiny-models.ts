/** A folder of models for tests: the shipped first stage, and a second one small enough to know all it will say. */
import { createHash } from 'node:crypto'
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { TestContext } from 'node:test'
import type { DoubtBand, StageBlend } from '#domain/civility/blend-stages.ts'
import { blendVersion } from '#adapters/civility/load-stage-two.ts'
import { MODELS_FOLDER } from '#adapters/civility/load-model.ts'
import { writeBlend } from '#adapters/civility/read-blend.ts'
import { tinyNetwork } from '#test/civility/tiny-network.ts'

export const TINY_VERSION = 'stage2-tiny'

/** Log-odds that each piece adds to toxicity and insult; pieces that are not here are [UNK] and add nothing. */
const PIECES: Readonly<Record<string, readonly [toxicity: number, insult: number]>> = {
  '[PAD]': [100, 100],
  '[UNK]': [0, 0],
  '[CLS]': [0, 0],
  '[SEP]': [0, 0],
  harbour: [8, 2],
  idiot: [-8, -2],
  stupid: [-8, -2],
}

const ATTRIBUTES = ['toxicity', 'insult'] as const

/** Log-odds to probabilities, by enough points that a straight line between two of them is no matter. */
const POINTS = Array.from({ length: 81 }, (_, at) => (at - 40) / 2)
const LOGISTIC = { sums: POINTS, probabilities: POINTS.map((sum) => 1 / (1 + Math.exp(-sum))) }

const ALWAYS_IN_DOUBT: readonly DoubtBand[] = [{ decidesAt: 0.5, low: 0, high: 1 }]

export interface TinyModels {
  readonly folder: string
  readonly stageOne: string
  /** As scores say it: all versions that a blended one is from. */
  readonly model: string
  readonly blend: StageBlend
}

/** The blend is what the second stage says, whatever the first did: what comes of it is plain to see. */
export async function tinyModels(
  context: TestContext | null,
  given: { readonly doubt?: readonly DoubtBand[]; readonly stageOne?: string } = {},
): Promise<TinyModels> {
  const folder = await mkdtemp(path.join(tmpdir(), 'parley-stage-two-'))
  context?.after(() => rm(folder, { recursive: true, force: true }))
  const shipped = (await readFile(path.join(MODELS_FOLDER, 'current'), 'utf8')).trim()
  await cp(path.join(MODELS_FOLDER, shipped), path.join(folder, shipped), { recursive: true })
  await writeFile(path.join(folder, 'current'), shipped)
  await mkdir(path.join(folder, TINY_VERSION))
  const files = {
    'model.onnx': tinyNetwork(Object.values(PIECES)),
    'vocab.txt': new TextEncoder().encode(Object.keys(PIECES).join('\n')),
  }
  for (const [name, bytes] of Object.entries(files))
    await writeFile(path.join(folder, TINY_VERSION, name), bytes)
  const card = {
    version: TINY_VERSION,
    files: Object.entries(files).map(([name, bytes]) => ({
      name,
      bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    })),
    attributes: ATTRIBUTES,
    tokens: { max: 8, windows: 3 },
  }
  await writeFile(path.join(folder, TINY_VERSION, 'card.json'), JSON.stringify(card))
  const stageOne = given.stageOne ?? shipped
  const heads = ATTRIBUTES.map((attribute) => ({
    attribute,
    one: 0,
    two: 1,
    bias: 0,
    calibration: LOGISTIC,
  }))
  const blend = { stageOne, stageTwo: TINY_VERSION, heads, doubt: given.doubt ?? ALWAYS_IN_DOUBT }
  const version = await putBlend(folder, writeBlend(blend, {}))
  return { folder, stageOne, model: `${shipped}+${TINY_VERSION}+${version}`, blend: { ...blend, version } }
}

/** Writes a blend and names it as the one in use. */
export async function putBlend(folder: string, text: string): Promise<string> {
  const bytes = new TextEncoder().encode(text)
  const version = blendVersion(bytes)
  await writeFile(path.join(folder, TINY_VERSION, 'blend.json'), bytes)
  await writeFile(path.join(folder, 'current-stage2'), `${TINY_VERSION} ${version}\n`)
  return version
}
