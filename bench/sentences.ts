/** Made-up sentences, the same in every run: text that compresses about as people's does. */

const STEMS = (
  'harbour ferry council ticket morning evening bridge island pilot winter engine repair budget vote mayor ' +
  'school market street garden river doctor letter window summer number answer reason people minister report ' +
  'paper station line driver neighbour village company worker price ship captain weather storm island office ' +
  'question promise figure report contract meeting paragraph decision member crossing timetable delay queue'
).split(' ')
const LINKS = (
  'and the of to in that is was for with on as by at from which who this these those not never often again ' +
  'because although before after while without under over between about against during still already only'
).split(' ')
const VERBS = (
  'says means costs helps brings takes leaves stops opens closes runs pays asks tells shows wants needs finds ' +
  'keeps gives makes seems holds writes reads counts follows answers remembers forgets believes doubts'
).split(' ')

const WORDS_MIN = 6
const WORDS_SPREAD = 14
/** Shares of verbs and linking words among all words. */
const VERB_SHARE = 0.2
const LINK_SHARE = 0.45

/** Mulberry32: numbers from 0 to 1, the same for one seed. */
export function seededNumbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

export function writeSentences(next: () => number, count: number): string {
  return Array.from({ length: count }, () => writeSentence(next)).join(' ')
}

function writeSentence(next: () => number): string {
  const length = WORDS_MIN + Math.floor(next() * WORDS_SPREAD)
  const words = Array.from({ length }, () => {
    const kind = next()
    const list = kind < VERB_SHARE ? VERBS : kind < VERB_SHARE + LINK_SHARE ? LINKS : STEMS
    return list[Math.floor(next() * list.length)] ?? ''
  }).join(' ')
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`
}
