/** Sentences of the team's own making that teach what few sources show: hostility to groups, and all that only resembles it. */

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

/** Several, so that plural and singular frames sound right; the scorer reads all of them as the same word. */
const GROUPS =
  'muslims|immigrants|women|gays|jews|black people|disabled people|refugees|trans people|mexicans'.split('|')
const MEMBERS =
  'muslim|immigrant|woman|gay man|jew|black guy|disabled kid|refugee|trans person|mexican'.split('|')
const NEUTRAL_VERBS =
  'met|visited|called|interviewed|married|helped|taught|hired|voted for|drove with|cooked for|worked beside|sang with|wrote about|listened to'.split(
    '|',
  )
const KIND_WORDS =
  'kind|brave|clever|generous|funny|patient|wonderful|skilled|honest|welcoming|gentle|talented|reliable|lovely|thoughtful'.split(
    '|',
  )
const PLACES = 'school|office|street|club|village|hospital|choir|union|library|market'.split('|')
const VERMIN =
  'vermin|parasites|cockroaches|rats|savages|filth|scum|animals|a plague|a cancer|subhuman|garbage|leeches|degenerates|trash'.split(
    '|',
  )
const VICES =
  'criminals|liars|thieves|rapists|terrorists|perverts|lazy|stupid|dirty|disgusting|evil|worthless|cowards|frauds'.split(
    '|',
  )
const VIOLENCE =
  'shot|hanged|burned|beaten up|gassed|killed|wiped out|drowned|run over|stabbed|exterminated'.split('|')
const THINGS =
  'weather|printer|bus timetable|new phone|referee|tax form|soup|update|traffic|website|exam|film'.split('|')
const TRADES = 'bankers|referees|landlords|managers|politicians|critics|lawyers|editors'.split('|')

type Frame = readonly [text: string, attack: 0 | 1, group: 0 | 1, threat: 0 | 1]

/** {G} group in the plural, {M} a member, {V} vermin, {B} vice, {X} violence, {K} kind, {N} neutral verb, {P} place, {T} thing, {R} trade. */
const FRAMES: readonly Frame[] = [
  ['I cannot stand {G}', 1, 1, 0],
  ['honestly I just hate {G} so much', 1, 1, 0],
  ['{G} make me sick every single day', 1, 1, 0],
  ['I despise {G} and everything about them', 1, 1, 0],
  ['{G} are nothing but {V}', 1, 1, 0],
  ['face it: {G} are {V}', 1, 1, 0],
  ['every {M} I ever met was {B}', 1, 1, 0],
  ['{G} are all {B}, everybody knows it', 1, 1, 0],
  ['never trust a {M}, they are {B}', 1, 1, 0],
  ['{G} have no business in our country, throw them out', 1, 1, 0],
  ['send the {G} back where they crawled out of', 1, 1, 0],
  ['we should not let {G} vote or hold office', 1, 1, 0],
  ['this {P} was fine until the {G} ruined it', 1, 1, 0],
  ['{G} do not deserve the same rights as normal people', 1, 1, 0],
  ['{G} are inferior, it is in their blood', 1, 1, 0],
  ['keep {G} away from our children', 1, 1, 0],
  ['the world would be cleaner without {G}', 1, 1, 0],
  ['nobody wants to sit next to a filthy {M}', 1, 1, 0],
  ['typical {M}, dumb and {B}', 1, 1, 0],
  ['{G} breed like {V}', 1, 1, 0],
  ['all {G} ought to be {X}', 1, 1, 1],
  ['somebody should get rid of the {G} for good, {X} if need be', 1, 1, 1],
  ['I hope every last {M} gets {X}', 1, 1, 1],
  ['the next {M} I see will be {X}', 1, 1, 1],
  ['we are coming for you {G}, you will be {X}', 1, 1, 1],
  ['watch your back, you are going to be {X}', 1, 0, 1],
  ['I will find your house and you will be {X}', 1, 0, 1],
  ['you are such a {B} excuse for a person', 1, 0, 0],
  ['shut your mouth, you are {V}', 1, 0, 0],
  ['you {V}, go away and never come back', 1, 0, 0],
  ['my neighbour is a {M} and a {K} friend', 0, 0, 0],
  ['I am a {M} and I love my {P}', 0, 0, 0],
  ['we {N} a {M} at the {P} yesterday', 0, 0, 0],
  ['{G} {N} us at the {P} last spring', 0, 0, 0],
  ['there were many {G} at the {P} this year', 0, 0, 0],
  ['{G} have lived near the {P} for decades', 0, 0, 0],
  ['our {P} is better since {G} came to it', 0, 0, 0],
  ['what a {K} {M} she is', 0, 0, 0],
  ['{G} are {K} people like all of us', 0, 0, 0],
  ['{G} deserve equal rights and respect', 0, 0, 0],
  ['proud to stand with {G} today', 0, 0, 0],
  ['the {M} who runs the {P} is {K}', 0, 0, 0],
  ['the study asked {G} about work, pay and housing', 0, 0, 0],
  ['as a {M} I found the article {K}', 0, 0, 0],
  ['I do not hate {G}, why would anybody', 0, 0, 0],
  ['no {M} should ever be treated like {V}', 0, 0, 0],
  ['it is wrong to say that {G} are {B}', 0, 0, 0],
  ['calling {G} "{V}" is exactly the problem', 0, 0, 0],
  ['he said "{G} are {B}" and was rightly thrown out of the {P}', 0, 0, 0],
  ['whoever writes that {G} should be {X} belongs in court', 0, 0, 0],
  ['stop telling {G} to go back, this is their home', 0, 0, 0],
  ['people who hate {G} need help', 0, 0, 0],
  ['I hate this {T} so much', 0, 0, 0],
  ['the {T} is garbage today, what a mess', 0, 0, 0],
  ['that {T} should be {X}, it never works', 0, 0, 0],
  ['this damn {T} is killing me', 0, 0, 0],
  ['the {P} was fucking brilliant, I loved it', 0, 0, 0],
  ['holy shit that {T} was good', 0, 0, 0],
  ['well damn, what a fucking great day', 0, 0, 0],
  ['I hate {R}, they never listen', 1, 0, 0],
  ['{R} are all {B} if you ask me', 1, 0, 0],
]

const CHOICES: Readonly<Record<string, readonly string[]>> = {
  G: GROUPS,
  M: MEMBERS,
  V: VERMIN,
  B: VICES,
  X: VIOLENCE,
  K: KIND_WORDS,
  N: NEUTRAL_VERBS,
  P: PLACES,
  T: THINGS,
  R: TRADES,
}

/** `perFrame` sentences from every frame, the same for the same seed; a frame with fewer fillings repeats some. */
export function makeSentences(perFrame: number, seed: number): MadeSentence[] {
  const random = seededRandom(seed)
  return FRAMES.flatMap(([frame, attack, group, threat], number) =>
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
  return frame.replace(/\{([A-Z])\}/g, (_, key: string) => {
    const choices = CHOICES[key] ?? []
    return choices[Math.floor(random() * choices.length)] ?? ''
  })
}
