"""Frames of harmless sentences that resemble hostile ones, and of quotations of the latter."""

# Sections as in hostile_frames.py.
HARMLESS: list[tuple[str, dict[str, float], str]] = [
    (
        "thing abused",
        {"t": 0, "i": 0, "h": 0, "n": 0},
        """
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
""",
    ),
    (
        "thing cursed",
        {"t": 0, "i": 0, "h": 0, "n": 0, "p": 1},
        """
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
""",
    ),
    (
        "group met",
        {"t": 0, "i": 0, "n": 0, "h": 0, "p": 0},
        """
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
""",
    ),
    (
        "group wronged",
        {"t": 0, "i": 0, "n": 0, "h": 0, "p": 0},
        """
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
""",
    ),
    (
        "hate denied",
        {"t": 0, "i": 0, "n": 0, "h": 0},
        """
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
""",
    ),
    (
        "group word, friendly",
        {"t": 0, "i": 0, "h": 0},
        """
we are queer, we are here, [and we dance|and we vote|and we are proud]
[proud|happy] [dyke|queer|fag|cripple] here, [been out for years|ask me anything]
me and my bitches are [going out|at the {P}] tonight, love them
what's up my nigga, [long time|good to see you|you coming {D}]
my niggas [held me down|came through] {D}
as a [dyke|fag|tranny] myself I [laughed|cried|loved the show]
[the|our] [dyke|queer|crip] [march|choir|theatre|camp] was {K}
bad bitch energy today, [feeling great|love it]
slut walk [starts|was great] at the {P}
""",
    ),
    (
        "word of two meanings",
        {"t": 0, "i": 0, "n": 0, "h": 0, "p": 0},
        """
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
""",
    ),
    (
        "civil, hard words",
        {"t": 0, "i": 0, "n": 0, "h": 0, "p": 0},
        """
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
""",
    ),
    (
        "person praised or answered",
        {"t": 0, "i": 0, "n": 0, "h": 0, "p": 0},
        """
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
""",
    ),
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
