/** `parley score`: JSON lines of comments in, JSON lines of civility scores out, one at a time. */

import { once } from 'node:events'
import { parseArgs } from 'node:util'
import type { CivilityScore, CivilityScorer } from '#domain/civility/score-text.ts'
import { createCodePointCounter } from '#base/code-points.ts'
import type { ConsideredScore } from '#ports/civility.ts'
import type { Stage } from '#domain/civility/stage.ts'
import type { CommandContext, ExitCode } from './command.ts'
import { readLines, type Line } from './read-lines.ts'

/** The part of a command's surroundings that scoring uses. */
export type ScoreStreams = Pick<CommandContext, 'stdin' | 'stdout' | 'stderr' | 'args'>

/** A scorer, and what both stages say where the second was asked for. */
export interface OpenedScorer {
  readonly scorer: CivilityScorer
  readonly warnings: readonly string[]
  readonly consider?: (text: string, language: string | undefined) => Promise<ConsideredScore>
  readonly close?: () => Promise<void>
}

/** What the command needs from its surroundings; `scorer` is null where a model cannot be had, with the reason. */
export interface ScoreDependencies {
  readonly openScorer: (asked: {
    readonly version: string | undefined
    readonly stage: Stage
  }) => Promise<OpenedScorer | { readonly scorer: null; readonly reason: string }>
}

const EXIT_DONE: ExitCode = 0
const EXIT_DATA: ExitCode = 1
const EXIT_USAGE: ExitCode = 2
export const SCORE_USAGE =
  'parley score [--json] [--language CODE] [--model VERSION] [--stage one|two] < comments.jsonl'
/** UTF-16 units of a line: a comment of a million characters in escapes still fits. */
const LINE_UNITS_MAX = 16_000_000

/**
 * Reads `{id, text}` lines, writes `{id, language, scores, unsupported, spans, model}` lines; offsets of spans count
 * code points. `--json` is accepted and changes nothing: the output is JSON lines in any case. A line that cannot be
 * scored is named on stderr, and the exit code is 1 in the end.
 */
export async function runScore(streams: ScoreStreams, dependencies: ScoreDependencies): Promise<ExitCode> {
  const options = readOptions(streams.args)
  if (options === null) {
    streams.stderr.write(`usage: ${SCORE_USAGE}\n`)
    return EXIT_USAGE
  }
  const opened = await dependencies.openScorer({ version: options.model, stage: options.stage })
  if (opened.scorer === null) {
    streams.stderr.write(`score: civility is off: ${opened.reason}\n`)
    return EXIT_DATA
  }
  for (const warning of opened.warnings) streams.stderr.write(`score: ${warning}\n`)
  const faults = await scoreLines(streams, opened, options.language)
  await opened.close?.()
  return faults === 0 ? EXIT_DONE : EXIT_DATA
}

/** How many lines could not be scored. */
async function scoreLines(
  streams: ScoreStreams,
  { scorer, consider }: OpenedScorer,
  language: string | undefined,
): Promise<number> {
  let faults = 0
  let number = 0
  for await (const line of readLines(streams.stdin, LINE_UNITS_MAX)) {
    number += 1
    if ('text' in line && line.text.trim() === '') continue
    const comment = readComment(line)
    if (typeof comment === 'string') {
      faults += 1
      streams.stderr.write(`score: line ${number}: ${comment}\n`)
      continue
    }
    const { id, text } = comment
    const score = consider ? await consider(text, language) : scorer.score(text, language)
    await write(streams.stdout, `${JSON.stringify({ id, ...inCodePoints(text, score) })}\n`)
  }
  return faults
}

interface ScoreOptions {
  readonly stage: Stage
  readonly language?: string
  readonly model?: string
}

function readOptions(args: readonly string[]): ScoreOptions | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: {
        json: { type: 'boolean' },
        language: { type: 'string' },
        model: { type: 'string' },
        stage: { type: 'string', default: 'one' },
      },
      allowPositionals: true,
    })
    const { stage } = values
    if (positionals.length > 0 || (stage !== 'one' && stage !== 'two')) return null
    return {
      stage,
      ...(values.language === undefined ? {} : { language: values.language }),
      ...(values.model === undefined ? {} : { model: values.model }),
    }
  } catch {
    return null
  }
}

/** The comment, or what is wrong with the line and what to do. */
function readComment(line: Line): { readonly id: unknown; readonly text: string } | string {
  if ('tooLong' in line) return `longer than ${LINE_UNITS_MAX} characters; split it`
  let parsed: unknown
  try {
    parsed = JSON.parse(line.text)
  } catch {
    return 'not JSON; write one object {"id", "text"} on each line'
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    return 'not an object {"id", "text"}'
  const { id = null, text } = parsed as { readonly id?: unknown; readonly text?: unknown }
  if (typeof text !== 'string') return 'has no "text" of characters'
  return { id, text }
}

/** A slow reader slows the scoring down instead of filling memory. */
async function write(stdout: NodeJS.WritableStream, line: string): Promise<void> {
  if (!stdout.write(line)) await once(stdout, 'drain')
}

function inCodePoints(text: string, score: CivilityScore): CivilityScore {
  if (score.spans.length === 0) return score
  const codePointsBefore = createCodePointCounter(text)
  return {
    ...score,
    spans: score.spans.map((span) => ({
      ...span,
      start: codePointsBefore(span.start),
      end: codePointsBefore(span.end),
      weight: Math.round(span.weight * 1000) / 1000,
    })),
  }
}
