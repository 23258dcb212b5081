/** Lists of the team's own: hostile, kind and framing words, so that what is said about a group can be told from its name. */

import { CUE_KINDS } from '#domain/civility/lexicon.ts'

type CueKind = (typeof CUE_KINDS)[number]

const WORDS: Readonly<Record<CueKind, string>> = {
  hate: `
    hate hates hated hating hatin h8 despise despises despised despising loathe loathes loathed loathing detest detests
    detested abhor abhors abhorred dislike dislikes disliked resent resents resented scorn scorns contempt disgusts
    sickens repulses nauseates repels curse cursed damn vomit puke barf spit sick intolerable unbearable fear scared`,
  vermin: `
    vermin parasite parasites parasitic rat rats cockroach cockroaches roach roaches pig pigs swine hog hogs dog dogs
    mongrel mongrels animal animals beast beasts monkey monkeys ape apes gorilla gorillas baboon baboons snake snakes
    hyena hyenas vulture vultures goat goats sheep cattle insect insects bug bugs maggot maggots worm worms leech
    leeches lice louse flea fleas tick ticks weasel weasels savage savages barbarian barbarians subhuman subhumans
    inhuman filth scum trash garbage rubbish dirt sewage muck slime dregs plague pestilence disease diseased cancer
    tumor tumour virus infestation infest pest pests poison toxin waste stain blight scourge curse demon demons devil
    devils monster monsters mutant mutants freak freaks abomination abominations creature creatures thing thugs thug`,
  vice: `
    disgusting revolting repulsive repugnant vile foul nasty gross hideous ugly filthy dirty smelly stinking stink
    stinks smell smells stupid dumb dim idiotic moronic brainless mindless clueless ignorant uneducated illiterate
    retarded backward backwards primitive uncivilised uncivilized barbaric evil wicked cruel vicious violent aggressive
    dangerous criminal criminals liar liars lie lies lying thief thieves steal steals stealing cheat cheats cheating
    crook crooks rapist rapists terrorist terrorists murderer murderers pervert perverts perverted deviant deviants
    paedophile paedophiles pedophile pedophiles predator predators groomer groomers degenerate degenerates immoral
    sinful sinners unnatural abnormal inferior worthless useless pointless lazy idle work-shy scrounger scroungers
    freeloader freeloaders greedy selfish dishonest corrupt sneaky devious untrustworthy cowardly coward cowards weak
    pathetic hysterical crazy insane deranged lunatic lunatics mad loser losers fool fools idiot idiots moron morons
    imbecile imbeciles cretin cretins bastard bastards fraud frauds fake burden problem threat menace ruin ruins ruined
    ruining destroy destroys destroying invade invades invading invaders invader worst horrible horrid terrible awful
    dreadful appalling shameful disgrace lesser lower lowest incapable incompetent hopeless childish arrogant rude
    pollute pollutes breed breeds infests poisons corrupts spoil spoils hate-filled sluts slut whores whore`,
  violence: `
    kill kills killed killing murder murders murdered slay shoot shot shooting gun bullet hang hanged hung hanging lynch
    lynched burn burned burnt burning fire gas gassed exterminate exterminated exterminating extermination eradicate
    eradicated eliminate eliminated annihilate annihilated wipe wiped slaughter slaughtered butcher butchered massacre
    massacred behead beheaded decapitate decapitated stab stabbed knife strangle strangled choke choked drown drowned
    bomb bombed nuke nuked execute executed die dies died dead death drop hurt harm beat beaten punch punched kick
    kicked slap slapped hit smash smashed bash bashed crush crushed rape raped raping castrate castrated sterilise
    sterilised sterilize sterilized torture tortured whip whipped flog flogged bleed suffer suffering attack attacked
    assault assaulted destroyed poisoned starve starved skin skinned stone stoned hunt hunted trample trampled bury
    buried grave graves purge purged cull culled disappear vanish extinct extinction`,
  exclude: `
    deport deported deporting deportation ban banned banning bar barred expel expelled evict evicted banish banished
    exile exiled remove removed forbid forbidden segregate segregated segregation separate separated apart imprison
    imprisoned jail jailed cage caged lock locked leave kick kicked throw thrown send sent ship shipped back out away
    rid unwelcome unwanted belong allowed allow deserve deserves keep kept fire fired sack sacked refuse refused deny
    denied strip stripped exclude excluded boycott avoid undesirable undesirables outlaw outlawed criminalise stay`,
  good: `
    love loves loved loving like likes liked respect respects respected admire admires admired adore support supports
    supporting kind kindness good great wonderful nice amazing awesome beautiful brave clever smart intelligent honest
    friend friends friendly equal equality rights right proud pride welcome welcomed welcoming lovely brilliant talented
    deserve human humans humanity fantastic excellent happy glad help helped helps helpful helping thank thanks thankful
    grateful enjoy enjoyed enjoys celebrate celebrated valued value valuable worthy worth useful better best funny
    generous gentle caring warm decent capable skilled hardworking hard-working successful strong inspiring inspired
    inspiration congratulations congrats solidarity safe peaceful fine moral trustworthy trust dignity sympathy
    compassion bless fun sweet cool charming delightful contribute contributes contribution enrich hero heroes`,
  counter: `
    said says saying claim claims claimed claiming tweeted wrote writes writing posted called calls calling think thinks
    wrong unacceptable racist racists racism homophobic homophobe homophobia sexist sexism misogynist misogyny
    transphobic transphobia islamophobic islamophobia antisemitic antisemitism ableist bigot bigots bigoted bigotry
    prejudice prejudiced prejudices stereotype stereotypes discrimination discriminate discriminating hateful shame
    ashamed disgraceful outrageous shocking hurtful harmful offensive cruelty abuse abused abusive insult insulting
    condemn condemned denounce denounced report reported oppose opposed stop illegal crime crimes hatred untrue false
    myth nonsense quote quotes comment comments people anyone whoever those`,
  third: 'they them their theirs themselves theyre theyll theyve those these he him his she her hers',
  all: 'all every everyone each any always never most typical only none nothing whole entire lot bunch single nobody ever',
  should:
    'should shall must ought need needs needed deserve deserves have gonna will would let lets want wants hope time going wish',
}

/** Every cue with its kinds as bits; a word may be of several kinds. */
export function cueWords(): [string, number][] {
  const bits = new Map<string, number>()
  CUE_KINDS.forEach((kind, bit) => {
    for (const word of WORDS[kind].split(/\s+/).filter(Boolean)) {
      bits.set(word, (bits.get(word) ?? 0) | (1 << bit))
    }
  })
  return [...bits].sort(([a], [b]) => (a < b ? -1 : 1))
}

const HOSTILE: readonly CueKind[] = ['hate', 'vermin', 'vice', 'violence']
/** Letters; shorter words are too easily hit by chance when spellings are undone. */
const SPELLED_LETTERS_MIN = 5
/** Short, and the ones most often disguised. */
const SHORT_SPELLED = ['hate', 'kill', 'scum', 'gays', 'jews', 'burn', 'dumb', 'evil']

/** Hostile words and names of groups whose disguises are undone like those of coarse words. */
export function spelledWords(identities: readonly string[]): string[] {
  const hostile = HOSTILE.flatMap((kind) => WORDS[kind].split(/\s+/))
  const long = [...hostile, ...identities].filter(
    (word) => word.length >= SPELLED_LETTERS_MIN && /^[a-z]+$/.test(word),
  )
  return [...new Set([...SHORT_SPELLED, ...long])]
}
