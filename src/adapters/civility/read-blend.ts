/** Reads and writes the file of a blend: numbers that were fitted, and the two versions that they are good for. */

import { isAttribute } from '#domain/civility/attribute.ts'
import type { Calibration } from '#domain/civility/attribute-calibration.ts'
import type { BlendHead, DoubtBand, StageBlend } from '#domain/civility/blend-stages.ts'

/** Grows when older readers could no longer read the file. */
const BLEND_FORMAT = 1
/** Points of a curve beyond which a file is not believed. */
const POINTS_MAX = 1_000

/** `about` tells people how it was fitted; programs do not read it. */
export function writeBlend(blend: Omit<StageBlend, 'version'>, about: object): string {
  return `${JSON.stringify({ format: BLEND_FORMAT, ...blend, about }, null, 1)}\n`
}

/** Null where the text is no blend of this format. */
export function readBlend(text: string, version: string): StageBlend | null {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    return null
  }
  const { format, stageOne, stageTwo, heads, doubt } = (parsed ?? {}) as Readonly<Record<string, unknown>>
  if (format !== BLEND_FORMAT || typeof stageOne !== 'string' || typeof stageTwo !== 'string') return null
  if (!Array.isArray(heads) || !heads.every(isHead)) return null
  if (!Array.isArray(doubt) || !doubt.every(isBand)) return null
  return { version, stageOne, stageTwo, heads, doubt: doubt.toSorted((a, b) => a.decidesAt - b.decidesAt) }
}

function isHead(value: unknown): value is BlendHead {
  const { attribute, one, two, bias, calibration } = (value ?? {}) as Partial<BlendHead>
  return (
    typeof attribute === 'string' &&
    isAttribute(attribute) &&
    [one, two, bias].every(Number.isFinite) &&
    isCurve(calibration)
  )
}

function isCurve(curve: Calibration | undefined): boolean {
  if (!Array.isArray(curve?.sums) || !Array.isArray(curve.probabilities)) return false
  const { sums, probabilities } = curve
  if (sums.length < 1 || sums.length > POINTS_MAX || sums.length !== probabilities.length) return false
  const ascends = (points: readonly number[]): boolean =>
    points.every((point, at) => Number.isFinite(point) && (at === 0 || point >= (points[at - 1] ?? 0)))
  return ascends(sums) && ascends(probabilities) && probabilities.every((each) => each >= 0 && each <= 1)
}

function isBand(value: unknown): value is DoubtBand {
  const { decidesAt, low, high } = (value ?? {}) as Partial<DoubtBand>
  return [decidesAt, low, high].every(Number.isFinite)
}
