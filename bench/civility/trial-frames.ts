/** Sentences written by hand to try the scorer on what it was not taught: no frame, verb or ending of them trains it. */

/** `hostile`: an attack on people for what they are. {G} is a group in the plural, {M} one of its members. */
export interface TrialFrame {
  readonly kind: string
  readonly hostile: 0 | 1
  readonly text: string
}

const SORTED: Readonly<Record<string, { readonly hostile: 0 | 1; readonly texts: readonly string[] }>> = {
  'open aversion': {
    hostile: 1,
    texts: [
      'My skin crawls whenever {G} come near me',
      'I resent {G} with all my heart',
      'Ugh, {G}. I want nothing to do with them',
      'There is nobody I dislike more than {G}',
      'Just looking at a {M} makes me want to vomit',
      'I wish I never had to see another {M} again',
    ],
  },
  'bad traits': {
    hostile: 1,
    texts: [
      '{G} are sneaky and greedy',
      'You will not find a single {M} with a brain',
      'A {M} is always the most arrogant person in the room',
      '{G} smell and they cheat',
      'How stupid {G} are never fails to amaze me',
      '{G} are a bunch of hysterical idiots',
    ],
  },
  'likened to animals or dirt': {
    hostile: 1,
    texts: [
      '{G} are swine',
      'Like maggots, {G} crawl over everything we built',
      'A {M} is no better than a mangy dog',
      '{G} are a disease that spreads through our towns',
      'Those {G} are monkeys in clothes',
      'I call {G} what they are: sewage',
    ],
  },
  'implied contempt': {
    hostile: 1,
    texts: [
      'You can take a {M} out of the jungle, but you know the rest',
      'Lock your doors, the {G} are moving in',
      'If a {M} can do this job, so can a trained goat',
      'The bigger the share of {G}, the shorter the road to ruin',
      'Another {M}, another crime',
    ],
  },
  threat: {
    hostile: 1,
    texts: [
      'I am going to smash the face of the next {M} I meet',
      'Soon we will come at night and set fire to the houses of {G}',
      'Give me a gun and a street full of {G}',
      'I would strangle a {M} without a second thought',
      'Tomorrow {G} are going to bleed',
    ],
  },
  'call for harm': {
    hostile: 1,
    texts: [
      '{G} should all drop dead',
      'Somebody ought to put a bullet in every {M}',
      'It is time to lynch some {G}',
      'Rounding up {G} and shooting them would be a start',
      'Why has nobody poisoned the {G} yet?',
    ],
  },
  'calls to exclude': {
    hostile: 1,
    texts: [
      'Fire every {M} in this company',
      '{G} must not be allowed to marry or to adopt',
      'Not one more {M} should cross our border',
      'A decent restaurant does not serve {G}',
      'Strip {G} of their passports and ship them off',
    ],
  },
  'coarse and hostile': {
    hostile: 1,
    texts: [
      'Fuck {G}, every one of them',
      'bloody {G}, always whining',
      '{G} can kiss my ass',
      'what a bunch of fucking losers {G} are',
      'God damn those shitty {G}',
    ],
  },
  'said later in the sentence': {
    hostile: 1,
    texts: [
      'Some say {G} are fine neighbours, but to me they are swine',
      'They moved in next door, those {G}, and I loathe each of them',
      'I have met many {G} and they were morons without exception',
      'A {M} lives upstairs and I would love to see him suffer',
    ],
  },
  'said in the next sentence': {
    hostile: 1,
    texts: [
      'We have a lot of {G} here. They are lazy bastards.',
      'So a {M} wants to talk to me? I would rather spit in his face.',
      '{G} opened a shop. Burn it down with them inside.',
      'There go the {G}. What a pack of hyenas.',
    ],
  },
  'praise denied': {
    hostile: 1,
    texts: [
      'No {M} has ever done anything useful',
      '{G} are not worthy of our sympathy',
      'There is nothing good about {G}',
      'I will never respect {G}',
      '{G} do not belong among civilised people',
      'You cannot trust {G}, not ever',
    ],
  },
  'hostile question or opinion': {
    hostile: 1,
    texts: [
      'Why are {G} so revolting?',
      'Is there anything lower than a {M}?',
      'When will we finally be rid of {G}?',
      'If you ask me, {G} are the worst kind of people',
      'I am convinced that {G} are less intelligent than we are',
      'It is my honest view that {G} poison society',
    ],
  },
  'hate denied': {
    hostile: 0,
    texts: [
      'I have never hated {G}',
      'I do not think that {G} are stupid',
      '{G} are not parasites',
      'Nobody here despises {G}',
      'No, {G} are neither lazy nor dangerous',
    ],
  },
  'plain fact': {
    hostile: 0,
    texts: [
      'A {M} won the chess tournament on Sunday',
      'About forty {G} work at the harbour',
      'My dentist is a {M}',
      'The novel tells of a {M} who moves to Lisbon',
      '{G} make up a tenth of the town',
      'Did you know that {G} founded this newspaper?',
      'A {M} sat beside me on the train and read',
      'I grew up among {G}',
      'Are there any {G} in your class?',
      'The council invited {G} to the hearing on rents',
    ],
  },
  praise: {
    hostile: 0,
    texts: [
      '{G} enrich our city',
      'I adore my {M} flatmate',
      'Thank goodness for {G}, they kept the clinic open',
      'Nothing makes me happier than to see {G} thrive',
      'I look up to every {M} who speaks in public',
      '{G} rock!',
      'It is great to be a {M}',
      'My best teacher was a {M}, and an inspiring one',
      '{G} are amazing cooks and warm hosts',
      'Let us celebrate {G} and all they achieved',
    ],
  },
  'hate quoted and refused': {
    hostile: 0,
    texts: [
      'Whoever claims "{G} are swine" has learned nothing from history',
      'My uncle wrote that {G} should drop dead. I have not spoken to him since.',
      '"{G} smell" is a disgraceful thing to say to a child',
      'It hurts to read that {G} are called a disease',
    ],
  },
  'hate named and refused': {
    hostile: 0,
    texts: [
      'Jokes about {G} being stupid are not funny and never were',
      'It is racist to say such things about {G}',
      'Those who attack {G} will be charged, and rightly so',
      'Can we stop insulting {G} already?',
      'Threats against {G} have no place on this site',
    ],
  },
  'abuse of things': {
    hostile: 0,
    texts: [
      'My laptop is a worthless piece of junk',
      'I loathe Mondays',
      'cucumbers are disgusting',
      'Rain again, how revolting',
      'That roundabout should be blown up',
    ],
  },
  'coarse but harmless': {
    hostile: 0,
    texts: [
      'That was one hell of a fucking concert',
      'Shit, I left my keys at home again',
      'damn, you look good today',
      'What the fuck, it is snowing in May',
      'I am so bloody tired',
    ],
  },
  'abuse of other people': {
    hostile: 0,
    texts: [
      'Estate agents are swine',
      'I resent hedge fund managers',
      'Traffic wardens make me want to vomit',
      'Bankers must not be allowed near our pensions',
      'Poets are a bunch of hysterical idiots',
    ],
  },
}

export const TRIAL_FRAMES: readonly TrialFrame[] = Object.entries(SORTED).flatMap(
  ([kind, { hostile, texts }]) => texts.map((text) => ({ kind, hostile, text })),
)

/** Plural and one member; several words are in use for most groups. */
export const TRIAL_GROUPS: readonly (readonly [plural: string, member: string])[] = [
  ['women', 'woman'],
  ['Muslims', 'Muslim'],
  ['gay people', 'gay person'],
  ['lesbians', 'lesbian'],
  ['trans people', 'trans woman'],
  ['black people', 'black man'],
  ['immigrants', 'immigrant'],
  ['disabled people', 'disabled person'],
  ['Jews', 'Jew'],
  ['refugees', 'refugee'],
]
