/** Sentences of the team's own making that teach what few sources show: hostility to groups, and all that only resembles it. */

import { MADE_FILLINGS } from './made-fillings.ts'
import { MADE_FRAMES } from './made-frames.ts'
import { seededRandom } from './seeded-random.ts'

/** `group`: aimed at people for what they are. `attack`: hostile at all, to whomever. */
export interface MadeSentence {
  readonly text: string
  readonly attack: 0 | 1
  readonly group: 0 | 1
  readonly threat: 0 | 1
  /** Number of the frame: sentences of one frame belong to one fold. */
  readonly frame: number
}

const SLOT = /\{([A-Za-z]+)\}/g

/** `perFrame` sentences from every frame, the same for the same seed; a frame with fewer fillings repeats some. */
export function makeSentences(perFrame: number, seed: number): MadeSentence[] {
  const random = seededRandom(seed)
  return MADE_FRAMES.flatMap(([frame, attack, group, threat], number) =>
    Array.from({ length: perFrame }, () => ({
      text: fill(frame, random),
      attack,
      group,
      threat,
      frame: number,
    })),
  )
}

function fill(frame: string, random: () => number): string {
  const filled = frame.replace(SLOT, (_, slot: string) => {
    const choices = MADE_FILLINGS[slot]
    if (choices === undefined) throw new Error(`no fillings for {${slot}}`)
    return choices[Math.floor(random() * choices.length)] ?? ''
  })
  // Half of them begin as sentences do, so that case says nothing.
  return random() < 0.5 ? filled : filled.charAt(0).toUpperCase() + filled.slice(1)
}
