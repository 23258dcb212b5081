"""Frames and fillings of the sentences of our own making; made_sentences.py says what becomes of them."""

# Fillings, separated by "|". A frame's {name} is replaced by one of them; [a|b] chooses among what stands there.
FILLINGS = {
    "G": "muslims|immigrants|women|gays|jews|black people|disabled people|refugees|trans people|mexicans|asians|gay people"
    "|lesbians|arabs|africans|migrants|foreigners|indians|chinese people|hindus|sikhs|catholics|christians|atheists|blacks"
    "|white people|whites|latinos|latinas|hispanics|romani people|old people|elderly people|teenagers|deaf people|blind people"
    "|autistic people|wheelchair users|bisexuals|queer people|nonbinary people|transgender people|trans women|trans men"
    "|gay men|black women|black men|muslim women|jewish people|native americans|indigenous people|asylum seekers|homosexuals"
    "|turks|poles|pakistanis|somalis|syrians|nigerians|russians|ukrainians|koreans|japanese people|buddhists|mormons"
    "|girls|females|men|people with disabilities|the disabled|undocumented people|protestants|palestinians|israelis",
    "M": "muslim|immigrant|woman|gay man|jew|black guy|disabled kid|refugee|trans woman|mexican|asian|lesbian|arab|african"
    "|migrant|foreigner|hindu|sikh|catholic|christian|atheist|black woman|white guy|latina|deaf girl|blind man|autistic boy"
    "|transgender person|trans man|queer kid|bisexual|nonbinary person|native american|asylum seeker|turk|pole|pakistani"
    "|somali|syrian|jewish guy|muslim girl|black man|indian|chinese student|woman in a wheelchair|homosexual|old man|girl",
    "A": "muslim|gay|black|jewish|disabled|transgender|immigrant|mexican|lesbian|christian|asian|female|trans|arab|hindu"
    "|sikh|african|latino|deaf|blind|autistic|queer|bisexual|nonbinary|white|catholic|chinese|indian|turkish|polish|somali"
    "|syrian|nigerian|elderly|native|indigenous|buddhist|atheist|japanese|korean|russian|homosexual|paralyzed|protestant",
    "S": "faggots|kikes|niggers|ragheads|wetbacks|trannies|dykes|spics|chinks|gooks|pakis|retards|towelheads|sand niggers"
    "|fags|cripples|homos|shemales|whores|sluts|bitches|cunts|beaners|coons|gypsies|redskins|mudslimes|goat fuckers",
    "s": "faggot|kike|nigger|raghead|wetback|tranny|dyke|spic|chink|gook|paki|retard|towelhead|fag|cripple|homo|shemale"
    "|whore|slut|bitch|cunt|beaner|coon|gypsy|mudslime",
    "V": "vermin|parasites|cockroaches|rats|savages|filth|scum|animals|a plague|a cancer|subhuman|garbage|leeches"
    "|degenerates|trash|pigs|dogs|monkeys|apes|insects|a disease|an infestation|freaks|maggots|waste|dirt",
    "B": "criminals|liars|thieves|rapists|terrorists|perverts|lazy|stupid|dirty|disgusting|evil|worthless|cowards|frauds"
    "|dumb|violent|greedy|repulsive|gross|ugly|brainless|pathetic|sick in the head|a burden|traitors|pedophiles|morons"
    "|inferior|useless|mentally ill|hysterical|vile|primitive|uncivilised|beneath us",
    "X": "shot|hanged|burned|beaten up|gassed|killed|wiped out|drowned|run over|stabbed|exterminated|lynched|slaughtered"
    "|put down|executed|strangled|thrown off a roof|bombed|castrated|raped|tortured|murdered|put against a wall",
    "x": "shoot|hang|burn|beat up|gas|kill|wipe out|drown|run over|stab|exterminate|lynch|slaughter|execute|strangle|murder",
    "K": "kind|brave|clever|generous|funny|patient|wonderful|skilled|honest|welcoming|gentle|talented|reliable|lovely"
    "|thoughtful|amazing|inspiring|hard working|brilliant|fantastic|beautiful|strong|smart|great|caring|delightful",
    "N": "met|visited|called|interviewed|married|helped|taught|hired|voted for|drove with|cooked for|worked beside|sang with"
    "|wrote about|listened to|talked to|played chess with|sat next to|shared a flat with|asked|thanked|invited",
    "P": "school|office|street|club|village|hospital|choir|union|library|market|church|team|town|neighbourhood|company"
    "|council|university|gym|train|park",
    "T": "weather|printer|bus timetable|new phone|tax form|soup|update|traffic|website|exam|film|alarm clock|keyboard"
    "|coffee machine|elevator|password reset|homework|monday|show|song|game|car|laptop|pizza|wifi|parking app|novel",
    "R": "bankers|referees|landlords|managers|politicians|critics|lawyers|editors|journalists|hipsters|bosses|cyclists"
    "|drivers|smokers|vegans|gamers|lobbyists|billionaires|liberals|conservatives|republicans|democrats|cops|influencers"
    "|flat earthers|capitalists|communists|scientists|artists|football fans|tourists|students",
    "F": "fucking|damn|goddamn|bloody|freaking|shitty|fuckin",
    "I": "idiot|moron|loser|clown|coward|liar|fool|creep|pig|snake|troll|jerk|imbecile|hypocrite|crook|bastard|asshole"
    "|dumbass|piece of shit|scumbag|dickhead|prick|dimwit|halfwit|nobody|disgrace|waste of space|sack of garbage|wanker"
    "|cunt|bitch|shithead|airhead|simpleton|buffoon|ignoramus|parasite|retard|twat|douchebag|motherfucker",
    "J": "stupid|dumb|pathetic|brainless|worthless|disgusting|ignorant|clueless|spineless|ugly|vile|useless|idiotic"
    "|miserable|contemptible|ridiculous|deluded|moronic|repulsive|dishonest|arrogant|lazy",
    "W": "tom|she|he|the mayor|that reporter|the author|my boss|this user|the guy above|the columnist|my neighbour|dave"
    "|the minister|that admin|karen from accounts|the host",
    "C": "transit|housing|zoning|tax|school|parking|healthcare|climate|policing|prison|minimum wage|voting|immigration|water",
    "D": "last spring|yesterday|in 2015|every week|this year|on sunday|after work|for decades|in the war|at the weekend",
}

# Sections: name, labels, frames. A label that is absent is unknown. t toxicity, i attack on a group, n insult,
# p profanity, h threat.
SECTIONS: list[tuple[str, dict[str, float], str]] = [
    ("group despised", {"t": 1, "i": 1, "h": 0}, """
I cannot stand {G}
[honestly|ngl|god] I [just|really] hate {G} so much
{G} make me sick [every single day|to my stomach|]
I despise {G} and everything about them
I have [nothing but|only] contempt for {G}
the sight of [a|another|some] {M} [disgusts|repulses|sickens] me
can't help it, I loathe [every|each] {M} I see
never trust a {M}[, they are {B}|, ever|]
[typical|stupid|filthy|dirty|another] {M}, dumb and {B}
every {M} I ever met was [{B}|horrible|rotten]
nobody wants to sit next to a [filthy|stinking|smelly] {M}
{G} are [all|mostly|simply|really|just] {B}[, everybody knows it|, look around|]
face it: {G} are {V}
{G} are nothing but {V}
{G} breed like {V}
{G} are {V} and always will be
{G} are not [even human|people|like us, they are {V}]
keep {G} away from our [children|kids|daughters|schools]
the world would be [cleaner|better off|a nicer place] without {G}
{G} ruin [everything|every {P} they come to|our country|this {P}]
this {P} was fine until the {G} [ruined it|moved in|came]
{G} are the [worst|lowest|scum of the earth]
{G} deserve [no|zero] [respect|mercy|sympathy|rights]
{A} [people|folks|men|women|kids] are [all|so|really] {B}
{A} [people|men|women] [stink|smell|disgust me|make my skin crawl]
you can smell [the|those] {G} from a mile away
a {M} is [worth less than|lower than|no better than] [an animal|a dog|dirt|a rat]
what do you expect from a {M}, they are [all|born] {B}
{G} have the brains of [an insect|a chicken|a rock]
{G} are too {B} to [learn|work|vote|drive]
it is in their blood: {G} are {B}
{A} culture is [inferior|primitive|barbaric|a joke|worthless]
[islam|judaism|homosexuality|feminism] is a [cancer|disease|plague] and its followers are {V}
"""),
    ("group shut out", {"t": 1, "i": 1, "h": 0}, """
{G} have no business [in our country|here|in this {P}], throw them out
send the {G} back where they [crawled out of|came from]
we should not let {G} [vote|hold office|teach|adopt|into this {P}]
{G} do not deserve the same rights as [normal|real|decent] people
deport [every|each|all the] {G} [now|today|already]
ban {G} from [this {P}|this country|public life]
no {M} should be allowed [to vote|near a {P}|to raise children|to marry]
[round up|lock up|sterilise|kick out|get rid of] [all|every one of] the {G}
{G} [belong|should stay] in [the kitchen|a zoo|a cage|an asylum|prison|the closet|the gutter]
this country belongs to us and not to [the|these] {G}
we do not want {A} [families|people|kids] in our {P}
{G} [are taking over|are invading us|replace us], wake up before it is too late
[make it a crime|outlaw it] to be {A}
a {M} will never be [one of us|a real citizen|my equal|welcome here]
{G} should [know their place|shut up and be grateful|serve us|be second class]
"""),
    ("group, hinted", {"t": 1, "i": 1, "h": 0}, """
funny how crime goes up wherever {G} [settle|show up|move in]
[count your silver|lock your doors|hide your wallet] when {G} come to visit
you know what they say about {G} and [money|soap|work|honesty|driving]
another {M} "looking for work", sure
of course it was a {M}, who else would [do that|it be]
I would cross the street if a {M} came [towards me|my way]
I would rather [starve|die|lose my job|eat glass] than [work for|hire|marry|be treated by] a {M}
{G} and civilisation do not go together
if my [son|daughter] brought home a {M} I would [disown|never forgive] them
evolution forgot [about|] {G}
dogs are cleaner than {G}
some {P}s have rats, ours has {G}
hiring a {M} is like setting your money on fire
history had a solution for {G}, just saying
there is a reason why nobody likes {G}
they let {G} in and now the place smells
"""),
    ("group, asked or thought", {"t": 1, "i": 1, "h": 0}, """
why are {G} [always|all|so] {B}?
why do we [have to put up with|still tolerate|feed] {G}?
is there a single {M} who is not {B}?
does anybody else think that {G} are {V}?
[in my opinion|I think|I believe|if you ask me|my view:|pretty sure] {G} are {B}
[I think|I feel like|honest opinion:] {G} should [go home|not have rights|be kept apart|not breed]
when will somebody finally [throw out|deal with|get rid of] the {G}?
am I the only one who finds {G} [repulsive|disgusting|gross]?
how can anyone [love|respect|trust|touch] a {M}?
"""),
    ("group, good denied", {"t": 1, "i": 1, "h": 0}, """
{G} have never [built|invented|given us|achieved] anything [good|worth having|]
there is nothing [good|decent|human] about {G}
no {M} has ever been [honest|clever|any use|decent]
I will never [respect|accept|like|employ|shake hands with] a {M}
{G} do not [deserve|merit] [to live|love|help|kindness|a vote|a home]
you cannot [trust|respect|educate|reason with] {G}
a {M} cannot [be a good parent|tell the truth|run a {P}|think]
{G} are [not|hardly|no] [worth saving|worth helping|human beings|real people]
nobody [needs|likes|wants|would miss] {G}
"""),
    ("group, said of them", {"t": 1, "i": 1, "h": 0}, """
{G} [moved in|are in the news again|want a new {P}]. They are {V}.
I saw [some|two|a few] {G} at the {P}. [Disgusting creatures|What {V}|They make me sick].
we have many {G} in our {P} and I hate [them all|every one of them]
{G} came to the {P} {D}. [Kick them out|Get rid of them|Burn it down with them inside]!
[my|our] new neighbours are {G} and [they are {B}|I want them gone|the street has gone to hell]
[a {M} runs|there is a {M} at] the {P} now, [what a disgrace|and I will not let that thing near me]
talked to a {M} today. [They are|Those people are] all {B}.
"""),
    ("group threatened", {"t": 1, "i": 1, "h": 1}, """
all {G} [ought to|should|must|need to] be {X}
somebody should get rid of the {G} for good, {X} if need be
I hope every last {M} gets {X}
the next {M} I see will be {X}
we are coming for you {G}, you will be {X}
let us {x} [the|all|some|those] {G} [tonight|one by one|and be done|]
I will {x} [any|the next|every] {M} who [comes near me|looks at me|enters this {P}]
if I meet a {M} [tonight|again|at the {P}] I swear I will {x} [them|him|her]
{G} get what is coming to them: [{X}|a bullet|the rope|a beating]
[I want to|someone please|time to|can we just] {x} {G}
{A} [people|kids|men|women] [should|must|will] be {X}
give me a gun and a room full of {G}
you {G} better [run|hide|pray], we [know where you live|are on our way|will {x} you]
cannot wait to see {G} {X}
death to [all|the|] {G}
bring back the [gas|gallows|camps|whip] for {G}
"""),
    ("slur", {"t": 1, "i": 1, "n": 1, "p": 1}, """
{S} [everywhere|ruin everything|out|go home|are {V}|are {B}]
you [filthy|dumb|ugly|dirty|] {s}
[shut up|get lost|go home|drop dead], {s}
what a [stupid|disgusting|pathetic|] {s}
[typical|just another] {s}
I hate [these|those|all the|] {S}
keep the {S} out of our {P}
{W} is [a|such a] {s}
no {S} [allowed|wanted|please]
look at [that|this] {s} [lol|trying to talk|at the {P}|]
[sick of|tired of|had enough of] all [these|the] {S} in my {P}
"""),
    ("slur threatened", {"t": 1, "i": 1, "h": 1, "p": 1}, """
{x} [the|all|those] {S}
[hang|burn|shoot] every {s} [you find|in town|]
I will {x} you, you {s}
"""),
    ("group cursed", {"t": 1, "i": 1, "p": 1}, """
{G} are {F} {V}
{F} {G} [everywhere|again|ruin everything|, get out]
fuck [all|the|those|] {G}
fuck off, you {F} {M}
[so|] sick of these {F} {G}
what a {F} [stupid|ugly|filthy] {M}
{G} can [go fuck themselves|kiss my ass|rot in hell|eat shit]
{G} are [a bunch of|such|full of] [assholes|shit|pricks|shitheads|fuckers]
this {P} is full of {F} {G}, [burn it down|I hate it]
"""),
    ("person insulted", {"t": 1, "n": 1, "i": 0, "h": 0}, """
[you are|you're] [a|such a|nothing but a] [complete|total|{J}|sad little|] {I}
[shut up|go away|get lost|grow up|piss off], you {I}
{W} is [a|such a|the biggest] {I}
what [a|an utter] [{J}|] {I} {W} is
only [a|an] {I} would [write|believe|post|say] [that|this]
you {J} {I}
[you|you people] are too {J} to [understand|read|think|breathe|argue with]
nobody [likes|asked|cares about|respects] you, {I}
{W} [has|must have] the brain of [a potato|an insect|a goldfish]
[your|{W}'s] [mother|parents] must be so ashamed of you, {J} {I}
you make me sick
go [cry|crawl back under your rock|play in traffic|back to school], {I}
I [hate|despise|loathe|cannot stand] you
you disgust me[, {I}|]
you should be ashamed to [exist|show your face|call yourself human]
hey {I}, [learn to read|stop editing|leave us alone|nobody asked you]
kiss my ass, {W} is [a|just a] {I}
[such|what] a {J} little [man|person|thing] you are
"""),
    ("person sneered at", {"t": 0.8, "n": 0.9, "i": 0, "p": 0, "h": 0}, """
[you clearly|you obviously] [have no clue|never opened a book|cannot read|live under a rock|did not finish school]
did you [hit your head|forget your pills|skip school] or [do you always|did you always] [talk|write|think] like this
[spare us|save us] your [ignorance|drivel|whining|nonsense|stupidity]
try [thinking|reading|growing a brain] before you [type|open your mouth|post again]
what a [pathetic|laughable|moronic|childish] [comment|excuse for an argument|thing to say]
congratulations, that is the dumbest thing [I read all week|on this page|anybody ever wrote]
[bless your heart|aw], thinking is hard for you, isn't it
go back to your [cave|echo chamber|mother's basement|bridge], troll
[people|hypocrites|liars] like you are [the reason|why] this country is [broken|a mess|going down]
your [ignorance|arrogance|stupidity] is [breathtaking|showing|embarrassing]
[cry harder|cry me a river|keep crying], snowflake
you would not know [the truth|a fact|logic] if it [bit you|hit you in the face]
another [brainwashed|mindless|gullible] [sheep|drone|fanboy] [heard from|speaks]
are you really that [dense|thick|dim|slow] or are you paid to [lie|post this]
get a [life|clue|brain|grip], nobody [cares what you think|wants to hear from you]
you are a [liar|hypocrite|fraud|shill] and everybody here knows it
{W} is a [lying|corrupt|spineless|incompetent] [fool|joke|disgrace|puppet]
[hope|trust] you are [happy|proud] now, you [ruined it for everyone|heartless fool]
"""),
    ("person threatened", {"t": 1, "h": 1, "i": 0}, """
watch your back, you are going to be {X}
I will find your house and you will be {X}
I [will|am going to|swear I will] {x} you [tonight|and your family|if you do that again|]
you [will|are going to] [die|bleed|pay for this with your life|regret this, I know where you live]
[somebody|someone] [should|needs to] {x} {W}
{W} [deserves|needs] to be {X}
I hope you get [cancer|{X}|hit by a bus] [and die|slowly|]
say that to my face and I break your [neck|jaw|legs]
[go|just] [kill yourself|jump off a bridge|hang yourself][, nobody will miss you|, {I}|]
sleep with one eye open, {I}
you [won't|will not] see [christmas|tomorrow|the end of the month], I promise
"""),
    ("trade abused", {"t": 0.8, "i": 0, "h": 0}, """
I hate {R}, they [never listen|ruin everything|make me sick]
{R} are [all|nothing but] {B} if you ask me
{R} are {V}
[typical|stupid] {R}, [always lying|dumb as ever]
fuck {R}
{R} are [such|all] [idiots|morons|clowns|assholes|crooks]
I despise {R} with all my heart
[no|never trust] {R}, they are [scum|liars|useless]
"""),
    ("trade threatened", {"t": 1, "i": 0, "h": 1}, """
{R} should be {X}
somebody should {x} all the {R}
"""),
    ("thing abused", {"t": 0, "i": 0, "h": 0, "n": 0}, """
I [hate|despise|cannot stand|loathe] [this|that|my|the] {T}[ so much|]
the {T} is [garbage|trash|terrible|useless|a joke|the worst] [today|again|, what a mess|]
that {T} should be {X}, it never works
this {T} is killing me
[stupid|dumb|ugly|disgusting|worthless] {T}
whoever designed this {T} made [a mess|it impossible to use]
the {T} makes me [sick|want to scream|so angry]
I could {x} this {T}
[cancer|malaria|the flu|mould|traffic noise] is [disgusting|evil|vile], I hate it
rats are [filthy|disgusting] [animals|], [call pest control|I found two in the cellar]
cockroaches [in the kitchen|everywhere], we [killed|exterminated] dozens
"""),
    ("thing cursed", {"t": 0, "i": 0, "h": 0, "n": 0, "p": 1}, """
this {F} {T} is killing me
the {P} was {F} [brilliant|great|amazing], I loved it
holy shit that {T} was [good|wild|amazing]
well damn, what a {F} [great|long|cold] day
[that is|this is] {F} [awesome|beautiful|hilarious|delicious]
I am so {F} [tired|happy|hungry|proud of you|late]
shit, I [forgot my keys|missed the train|burned the soup]
oh fuck, [the {T} again|I left the oven on|it is raining]
[congrats|thank you], you are {F} [amazing|brilliant|the best]
this {T} is [bullshit|a piece of shit|fucked up]
my {F} {T} broke [again|{D}]
what the [fuck|hell|heck] happened to the {T}
"""),
    ("group met", {"t": 0, "i": 0, "n": 0, "h": 0, "p": 0}, """
my [neighbour|doctor|teacher|boss|cousin|best friend] is a {M} and a {K} [friend|person|cook|colleague]
I am a {M} and I [love|work at|miss|sing at] my {P}
we {N} a {M} at the {P} {D}
{G} {N} us at the {P} {D}
there were many {G} at the {P} {D}
{G} have lived near the {P} for decades
our {P} is better since {G} came to it
what a {K} {M} she is
{G} are {K} [people|folks|] [like all of us|and I am glad to know them|]
{G} deserve [equal rights|respect|equal pay|a fair trial|better|safety] [and respect|too|everywhere|]
proud to [stand with|march with|know|be one of the] {G} [today|]
the {M} who runs the {P} is {K}
the [study|survey|census|article] [asked|counted|is about] {G} [and work|, pay and housing|in our {P}]
as a {M} I found the article {K}
[some|many|most|a few] {G} [vote|work|live|study|pray|dance|drive] [here|at the {P}|in town|there]
I love {G}
I [like|admire|respect|adore|enjoy the company of] {G}
[happy|proud] to be a {M}
[she|he|my mum|the judge] is a {M}
I [am|was born] {A} and [so is my brother|that is fine|very happy|I like who I am]
a {A} [family|couple|doctor|teacher|student|nurse|choir] moved to our {P} {D}
{A} [people|women|men|students|kids|artists] [make|bring|add] [so much|a lot] to our {P}
the {A} [community|festival|museum|museum guide|bakery] [invited us|opened|celebrates] {D}
he is {A}, she is {A}, and they [run a {P}|are friends|met at the {P}]
{A} and {A} [families|people|neighbours] live [side by side|together] in our {P}
it is [great|wonderful|nice|lovely] to see [more|so many] {G} at the {P}
[god bless|hats off to|thanks to|hooray for] the {A} [nurses|volunteers|people] of our {P}
my {A} [friend|colleague|uncle|teacher] told me about [the festival|her exam|his holidays]
are there any {G} in your {P}?
do {G} [celebrate|keep|observe] this holiday too?
[the {M}|a {M}|one {M}] [asked|told us about] the {T}
{G} are [human beings|people|citizens|parents|equal|not all the same]
we need [more|better] [jobs|schools|housing|doctors] for {G}
"""),
    ("group wronged", {"t": 0, "i": 0, "n": 0, "h": 0, "p": 0}, """
[two|several|dozens of] {G} were {X} in [the attack|the war|the riots] {D}
{G} are [often|still] [paid less|treated unfairly|stopped by police|afraid at night|insulted in the street]
a {M} was [beaten|shot|robbed|arrested|attacked] near the {P} {D}
police [arrested|questioned|released] a {M} {D}
the court ruled that {G} may [marry|vote|appeal|stay]
{G} [fled|were expelled|lost their homes] when the war came
violence against {G} [is rising|must stop|went up {D}]
the [law|bill|policy] [would hurt|protects|ignores] {G}
hate crimes against {G} [rose|fell|doubled] {D}
[discrimination|prejudice] against {G} [is real|is illegal|has to end]
"""),
    ("hate denied", {"t": 0, "i": 0, "n": 0, "h": 0}, """
I [do not|don't|could never|would never] [hate|despise|insult|hurt|mind] {G}[, why would anybody|]
no {M} should ever be [treated like {V}|{X}|called {V}|afraid]
{G} are not {V}
{G} are [not|never|no more] {B}[, that is a lie|, whatever he says|]
it is [wrong|cruel|false|racist|a lie] to say that {G} are {B}
[nobody|no one] [should|has the right to] {x} {G}
not all {G} are {B}, [in fact almost none|far from it|stop generalising]
I have never met a {M} who was {B}
[there is no reason|never a reason] to [hate|fear|insult] {G}
I [disagree|strongly disagree] with people who say {G} are {B}
you cannot call {G} {V}
"""),
    ("group word, friendly", {"t": 0, "i": 0, "h": 0}, """
we are queer, we are here, [and we dance|and we vote|and we are proud]
[proud|happy] [dyke|queer|fag|cripple] here, [been out for years|ask me anything]
me and my bitches are [going out|at the {P}] tonight, love them
what's up my nigga, [long time|good to see you|you coming {D}]
my niggas [held me down|came through] {D}
as a [dyke|fag|tranny] myself I [laughed|cried|loved the show]
[the|our] [dyke|queer|crip] [march|choir|theatre|camp] was {K}
bad bitch energy today, [feeling great|love it]
slut walk [starts|was great] at the {P}
"""),
    ("word of two meanings", {"t": 0, "i": 0, "n": 0, "h": 0, "p": 0}, """
a chink in the [armour|curtain|wall] let the light in
we walked along the dyke [by the river|near the sea|{D}]
[two|a packet of] crackers and cheese for lunch
call a spade a spade
the queen of spades [wins|was missing]
a raccoon, or coon for short, [sat on the roof|stole the bread]
fire retardant paint for the {P}
the paddy fields are [green|flooded] {D}
faggots and peas, a Welsh [dish|dinner]
the bundle of sticks was called a faggot in old English
she bred a coon cat
the slope was too steep to ski
his nickname is spook because he wears white
my bitch had five puppies, the [vet|breeder] says all are healthy
niggardly means stingy and has nothing to do with anybody's skin
the engine needs a new cock valve, ask at the counter
"""),
    ("civil, hard words", {"t": 0, "i": 0, "n": 0, "h": 0, "p": 0}, """
our {C} [system|policy] is [clearly racist|broken|a disaster|unjust|a failure|killing our town]
the {C} [plan|bill|proposal] is [nonsense|a terrible idea|wrong|dangerous|shameful]
[greed|corruption|racism|sexism|poverty] is [killing|poisoning|destroying] our {P}
we must [fight|end|kill|stop] [this bill|racism|the {C} plan|poverty|corruption]
[racists|nazis|sexists] should not [run|decide] {C} [policy|]
the [mayor|council|government] [failed|lied to|betrayed|ignores] [us|the voters|tenants]
I [strongly|completely|respectfully] disagree with you about {C}
with respect, your [argument|figures|claim] about {C} [is wrong|makes no sense|does not hold]
[police|landlords|banks|corporations] should be [punished|fined|held responsible] for {C} [abuse|fraud]
{C} [reform|spending] is [stupid|idiotic|a waste] if [nobody checks it|it helps only the rich]
drug addicts need [treatment|help|housing], not [prison|jail]
homeless people [need|deserve] [housing|help|respect]
[guns|cars|drugs|cigarettes] kill [people|children|thousands] every year
abortion [is murder|is a right|should be legal|should be banned]
sex education [belongs|does not belong] in schools
the death penalty should be [abolished|kept|reserved for murder]
[too|so] many people die [on our roads|of overdoses|in {C} queues]
[illegal|legal] immigration should be [reduced|easier|better managed]
[bullies|rapists|murderers|abusers] belong in prison
white privilege [is real|does not exist|should be taught in school]
"""),
    ("person praised or answered", {"t": 0, "i": 0, "n": 0, "h": 0, "p": 0}, """
[you are|you're] [a|such a] {K} [person|friend|soul]
you clearly [read the report more closely than I did|know this subject|thought about it|care]
what a {K} [comment|article|thing to say]
{W} is [a {K} person|wrong about {C}|not an idiot|doing fine|mistaken here]
you are not [stupid|an idiot|a bad person|a liar], [just mistaken|you only misread it|and I never said so]
did you read the [report|source|second page] before [writing|you edited] this?
[thanks|thank you], I did not know that about {C}
I felt [stupid|like an idiot|dumb] when I [saw my mistake|missed the train]
sorry, I was an idiot {D}, [my fault|please forgive me]
please [stop|do not] [call people|calling each other] [idiots|morons|liars]
that joke [killed me|slayed|was wicked]
[you killed it|you nailed it] at the {P} {D}
I will [find|visit|call] you [tomorrow|at the {P}|after work]
break a leg [tonight|at the {P}]
[your|the] argument is [weak|not convincing|wrong], here is why
"""),
]

# Around a hateful sentence: {Q} is that sentence. The first rejects it, the second agrees.
REJECTED = """
calling it free speech to say "{Q}" is [exactly the problem|cowardly]
he said "{Q}" and was rightly [thrown out|fired|banned]
whoever writes "{Q}" [belongs in court|needs help|is a bigot]
"{Q}" - [this|that] is [racist|hateful|vile] and [has no place here|I reported it|we must object]
[nobody|no one] should [say|write|think] "{Q}"
how can anyone [post|believe|shout] "{Q}"? [Shameful|Heartbreaking|This must stop].
[people|men|users] who say "{Q}" [make me sad|are wrong|should be stopped]
I was told "{Q}" [at school|by a stranger|at the {P}] and [it hurt|I cried|I will never forget it]
stop saying [things like|stuff such as] "{Q}", [it is wrong|we are all human]
saying "{Q}" [helps nobody|is hate speech|got him suspended]
[the sign|a banner|the graffiti] read "{Q}", and [neighbours painted over it|the town was outraged]
we reject [sentences|slogans] like "{Q}"
"{Q}" is [not an opinion|a disgusting lie], and I stand with the people it [hurts|aims at]
[that|this] user wrote "{Q}", please [block|warn] [him|them]
"""
AGREED = """
[my dad|grandpa|our pastor|my buddy] always says "{Q}" and [he is right|I agree|so true]
"{Q}" - [could not have said it better|finally somebody says it|exactly|this]
[just|] remember: {Q}
say it [loud|with me]: {Q}!
unpopular opinion: {Q}
[not gonna lie|sorry not sorry|lol|wake up people|facts], {Q}
[I don't care who hears it|call me what you like|I said it before], {Q}
{Q}. [There, I said it|Prove me wrong|Change my mind|Period].
"""
