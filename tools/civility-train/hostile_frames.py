"""Frames of hostile sentences of our own making."""

# Sections: name, labels, frames. A label that is absent is unknown. t toxicity, i attack on a group, n insult,
# p profanity, h threat.
HOSTILE: list[tuple[str, dict[str, float], str]] = [
    (
        "group despised",
        {"t": 1, "i": 1, "h": 0},
        """
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
""",
    ),
    (
        "group shut out",
        {"t": 1, "i": 1, "h": 0},
        """
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
""",
    ),
    (
        "group, hinted",
        {"t": 1, "i": 1, "h": 0},
        """
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
""",
    ),
    (
        "group, asked or thought",
        {"t": 1, "i": 1, "h": 0},
        """
why are {G} [always|all|so] {B}?
why do we [have to put up with|still tolerate|feed] {G}?
is there a single {M} who is not {B}?
does anybody else think that {G} are {V}?
[in my opinion|I think|I believe|if you ask me|my view:|pretty sure] {G} are {B}
[I think|I feel like|honest opinion:] {G} should [go home|not have rights|be kept apart|not breed]
when will somebody finally [throw out|deal with|get rid of] the {G}?
am I the only one who finds {G} [repulsive|disgusting|gross]?
how can anyone [love|respect|trust|touch] a {M}?
""",
    ),
    (
        "group, good denied",
        {"t": 1, "i": 1, "h": 0},
        """
{G} have never [built|invented|given us|achieved] anything [good|worth having|]
there is nothing [good|decent|human] about {G}
no {M} has ever been [honest|clever|any use|decent]
I will never [respect|accept|like|employ|shake hands with] a {M}
{G} do not [deserve|merit] [to live|love|help|kindness|a vote|a home]
you cannot [trust|respect|educate|reason with] {G}
a {M} cannot [be a good parent|tell the truth|run a {P}|think]
{G} are [not|hardly|no] [worth saving|worth helping|human beings|real people]
nobody [needs|likes|wants|would miss] {G}
""",
    ),
    (
        "group, said of them",
        {"t": 1, "i": 1, "h": 0},
        """
{G} [moved in|are in the news again|want a new {P}]. They are {V}.
I saw [some|two|a few] {G} at the {P}. [Disgusting creatures|What {V}|They make me sick].
we have many {G} in our {P} and I hate [them all|every one of them]
{G} came to the {P} {D}. [Kick them out|Get rid of them|Burn it down with them inside]!
[my|our] new neighbours are {G} and [they are {B}|I want them gone|the street has gone to hell]
[a {M} runs|there is a {M} at] the {P} now, [what a disgrace|and I will not let that thing near me]
talked to a {M} today. [They are|Those people are] all {B}.
""",
    ),
    (
        "group threatened",
        {"t": 1, "i": 1, "h": 1},
        """
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
""",
    ),
    (
        "slur",
        {"t": 1, "i": 1, "n": 1, "p": 1},
        """
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
""",
    ),
    (
        "slur threatened",
        {"t": 1, "i": 1, "h": 1, "p": 1},
        """
{x} [the|all|those] {S}
[hang|burn|shoot] every {s} [you find|in town|]
I will {x} you, you {s}
""",
    ),
    (
        "group cursed",
        {"t": 1, "i": 1, "p": 1},
        """
{G} are {F} {V}
{F} {G} [everywhere|again|ruin everything|, get out]
fuck [all|the|those|] {G}
fuck off, you {F} {M}
[so|] sick of these {F} {G}
what a {F} [stupid|ugly|filthy] {M}
{G} can [go fuck themselves|kiss my ass|rot in hell|eat shit]
{G} are [a bunch of|such|full of] [assholes|shit|pricks|shitheads|fuckers]
this {P} is full of {F} {G}, [burn it down|I hate it]
""",
    ),
    (
        "person insulted",
        {"t": 1, "n": 1, "i": 0, "h": 0},
        """
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
""",
    ),
    (
        "person sneered at",
        {"t": 0.8, "n": 0.9, "i": 0, "p": 0, "h": 0},
        """
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
""",
    ),
    (
        "person threatened",
        {"t": 1, "h": 1, "i": 0},
        """
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
""",
    ),
    (
        "trade abused",
        {"t": 0.8, "i": 0, "h": 0},
        """
I hate {R}, they [never listen|ruin everything|make me sick]
{R} are [all|nothing but] {B} if you ask me
{R} are {V}
[typical|stupid] {R}, [always lying|dumb as ever]
fuck {R}
{R} are [such|all] [idiots|morons|clowns|assholes|crooks]
I despise {R} with all my heart
[no|never trust] {R}, they are [scum|liars|useless]
""",
    ),
    (
        "trade threatened",
        {"t": 1, "i": 0, "h": 1},
        """
{R} should be {X}
somebody should {x} all the {R}
""",
    ),
]
