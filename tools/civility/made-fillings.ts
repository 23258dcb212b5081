/** What the slots of the made sentences are filled with. */

/** Choices by slot, parted by bars. */
const FILLINGS: Readonly<Record<string, string>> = {
  // Several names, so that the sentences sound right; the scorer reads all of them as the same word.
  G: 'muslims|immigrants|women|gays|jews|black people|disabled people|refugees|trans people|mexicans|gay people|lesbians|muslim women|black women|asian people|christians|foreigners|disabled folks|trans women|women drivers',
  M: 'muslim|immigrant|woman|gay man|jew|black guy|disabled kid|refugee|trans person|mexican|lesbian|black woman|gay person|foreigner|trans woman|disabled man|hindu|arab',
  O: '||||honestly, |to be honest |I think |in my opinion |everybody knows that |let me say it: |well, |look, |believe me, |the truth is that |as far as I can see ',
  C: '|||||, that is all|, I mean it|, and that is that|!|.| these days|, always have been|, trust me',
  H: 'hate|despise|loathe|detest|cannot stand|really dislike|abhor|absolutely hate|fucking hate',
  ill: 'sick|ill|want to puke|feel disgusted|furious|throw up',
  V: 'vermin|parasites|cockroaches|rats|savages|filth|scum|animals|a plague|a cancer|subhuman|garbage|leeches|degenerates|trash|pigs|dogs|worms|monsters|devils|apes|barbarians|a disease|pests|lice|waste',
  v: 'rat|animal|piece of filth|piece of trash|parasite|waste of space|pig|dog|monkey|savage|worm|piece of shit',
  B: 'criminal|lazy|stupid|dirty|disgusting|evil|worthless|cowardly|dishonest|dumb|ugly|pathetic|violent|vile|gross|repulsive|dangerous|ignorant|useless|filthy|primitive|perverted|crazy|immoral|retarded|horrible|untrustworthy|greedy|nasty|wicked|mad|inferior|unnatural|awful',
  L: 'liars|thieves|rapists|terrorists|perverts|cowards|frauds|idiots|morons|losers|criminals|freaks|murderers|whores|fools|scroungers|bastards|degenerates|paedophiles|cheats|crooks|invaders',
  A: 'so|really|extremely|totally|fucking|just|incredibly|completely',
  D: 'our country|this town|our schools|the west|our streets|this neighbourhood|the nation|our society|Europe|America|our culture|the army|public life',
  danger: 'danger|threat|menace|burden|disgrace|shame|curse|risk',
  notdo: 'should not have|do not need|are not entitled to|have no claim to|ought to lose',
  right:
    'rights|the vote|the same rights as others|equal pay|respect|sympathy|protection|a seat at the table|our help|a home here|freedom|mercy|health care|education',
  E: 'deported|banned|expelled|locked up|thrown out|sent back|segregated|kept out|jailed|removed|driven out|fired|excluded',
  X: 'shot|hanged|burned|beaten up|gassed|killed|wiped out|drowned|run over|stabbed|exterminated|murdered|put down|raped|tortured|executed|bombed|slaughtered|castrated|eradicated|beheaded|crushed',
  Y: 'kill|shoot|burn|beat up|stab|hang|murder|punch|rape|strangle|bomb|wipe out|slaughter|hurt|destroy|execute|gas|drown|attack',
  die: 'die|die in pain|rot|burn in hell|suffer|disappear from this earth|drop dead|bleed to death',
  cell: 'a gas chamber|a cage|a mass grave|a camp|the ground|prison for life',
  K: 'kind|brave|clever|generous|funny|patient|charming|skilled|honest|welcoming|gentle|talented|reliable|thoughtful|hard-working|smart|interesting|cheerful|polite|strong|beautiful|inspiring|decent|helpful|modest|witty|warm|calm',
  like: 'like|love|respect|admire|trust|support|enjoy|value|appreciate|want',
  N: 'met|visited|called|interviewed|married|helped|taught|hired|voted for|drove with|cooked for|worked beside|sang with|wrote about|listened to|thanked|invited|paid',
  P: 'school|office|street|club|village|hospital|choir|union|library|market|museum|bakery|theatre|station|church|mosque|university|farm',
  T: 'weather|printer|bus timetable|new phone|tax form|soup|update|website|exam|film|car|radio|ladder|map|laptop|recipe|budget|bridge',
  food: 'broccoli|cold soup|cheap coffee|winter|tax season|homework|rush hour|queueing|liquorice|modern art|football',
  R: 'bankers|referees|landlords|managers|politicians|critics|lawyers|editors|journalists|lobbyists|tax collectors|oil companies|the ministers|republicans|democrats|the rich|insurers',
  J: 'neighbour|nurse|teacher|cousin|colleague|goalkeeper|gardener|baker|driver|plumber|sister|lawyer|poet|captain|cook|musician|farmer|pilot|scientist|clerk|boss|coach',
  wrong:
    'wrong|hateful|racist|a disgrace|unacceptable|disgusting|a lie|shameful|hurtful|stupid|plain bigotry|not okay|nonsense|sick',
  hot: 'rape|sexual assault|racism|police violence|domestic abuse|child abuse|human trafficking|sexism|corruption|gun violence|mass shootings|hate crime|murder|homophobia|sexual harassment|white supremacy|torture|slavery|drug abuse|bullying|terrorism|war crimes|suicide|discrimination|poverty|female genital mutilation|prostitution|religious hatred|fascism',
  inst: 'prison system|health system|tax system|justice system|school system|government|parliament|police force|electoral system|immigration office|housing policy|drug policy',
  broken:
    'broken|racist|unfair|corrupt|a failure|sexist|inhumane|rotten|cruel|incompetent|a disgrace|barbaric|ridiculous|shameful|a mess',
  poor: 'bad|stupid|ridiculous|terrible|silly|dangerous|foolish|poor|crazy|short-sighted|useless|lousy|absurd|dumb',
  topic:
    'sex education|abortion|birth control|gun control|prison reform|drug treatment|mental health care|public transport|refugee shelters|same-sex marriage|medical marijuana|the minimum wage|child care|free speech|border security|the death penalty|religious schools|affordable housing|breast cancer research|needle exchanges|clean water|animal welfare',
}

export const MADE_FILLINGS: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries(FILLINGS).map(([slot, choices]) => [slot, choices.split('|')]),
)
