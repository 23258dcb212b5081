"""What stands in the places of a frame."""

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
