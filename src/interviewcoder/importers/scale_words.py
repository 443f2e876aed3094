"""The words of answer scales: ladders in several languages, English adverbs, and what is no answer at all.

A ladder goes from the least to the most (`<` between its rungs); `|` stands between words for the same rung.
"""

LADDERS: tuple[str, ...] = (
    # English: how often, and how good. Whatever takes adverbs (very, somewhat) is in DEGREES.
    "never < rarely|seldom|almost never|hardly ever|infrequently < sometimes|occasionally"
    " < often|frequently|usually|most of the time|regularly < always|all the time|every time|constantly",
    "never < rarely|seldom|almost never|hardly ever < sometimes|occasionally < often|frequently"
    " < very often|very frequently",
    "never < rarely|seldom|almost never|hardly ever < sometimes|occasionally < often|frequently"
    " < usually|very often|most of the time|almost always < always|all the time",
    "very poor|very bad|terrible|awful < poor|bad < fair|average|acceptable|okay|ok|neutral|adequate"
    " < good < very good|excellent|great",
    "poor|bad < fair|average|ok|okay < good < very good < excellent|outstanding",
    "very low < low < medium|moderate|average|neutral < high < very high",
    "much worse < worse|somewhat worse|slightly worse|a little worse"
    " < the same|about the same|no change|neutral"
    " < better|somewhat better|slightly better|a little better < much better",
    # German
    "stimme überhaupt nicht zu|stimme gar nicht zu|trifft überhaupt nicht zu|trifft gar nicht zu|lehne völlig ab"
    " < stimme nicht zu|stimme eher nicht zu|trifft eher nicht zu|trifft nicht zu|lehne eher ab"
    " < teils teils|teils/teils|weder noch|neutral|unentschieden|stimme weder zu noch nicht zu"
    " < stimme zu|stimme eher zu|trifft eher zu|trifft zu"
    " < stimme voll und ganz zu|stimme völlig zu|stimme voll zu|trifft voll und ganz zu|trifft völlig zu|trifft voll zu",
    "stimme überhaupt nicht zu|stimme gar nicht zu < stimme nicht zu < stimme eher nicht zu"
    " < teils teils|teils/teils|weder noch|neutral|unentschieden < stimme eher zu < stimme zu"
    " < stimme voll und ganz zu|stimme völlig zu|stimme voll zu",
    "trifft überhaupt nicht zu|trifft gar nicht zu < trifft nicht zu < trifft eher nicht zu"
    " < teils teils|teils/teils|weder noch|neutral < trifft eher zu < trifft zu"
    " < trifft voll und ganz zu|trifft völlig zu|trifft voll zu",
    "sehr unzufrieden < unzufrieden|eher unzufrieden < weder noch|teils teils|teils/teils|neutral"
    "|weder zufrieden noch unzufrieden < zufrieden|eher zufrieden < sehr zufrieden",
    "nie|niemals < selten|fast nie < manchmal|gelegentlich|ab und zu < oft|häufig|meistens|fast immer"
    " < immer|sehr oft|sehr häufig",
    "überhaupt nicht wichtig|gar nicht wichtig|völlig unwichtig|sehr unwichtig"
    " < weniger wichtig|eher unwichtig|unwichtig|nicht wichtig < teils teils|teils/teils|neutral|mäßig wichtig|mittelmäßig wichtig"
    " < wichtig|eher wichtig|ziemlich wichtig < sehr wichtig|äußerst wichtig",
    "sehr unwahrscheinlich < unwahrscheinlich|eher unwahrscheinlich < neutral|weder noch|vielleicht"
    " < wahrscheinlich|eher wahrscheinlich < sehr wahrscheinlich",
    "sehr schlecht < schlecht|eher schlecht < mittelmäßig|durchschnittlich|befriedigend|neutral|teils teils|teils/teils"
    " < gut|eher gut < sehr gut",
    # French
    "pas du tout d'accord|tout à fait en désaccord|fortement en désaccord|totalement en désaccord"
    " < pas d'accord|plutôt pas d'accord|en désaccord|plutôt en désaccord"
    " < ni d'accord ni pas d'accord|ni en accord ni en désaccord|ni d'accord ni en désaccord|neutre"
    " < d'accord|plutôt d'accord|plutôt en accord"
    " < tout à fait d'accord|totalement d'accord|fortement d'accord|entièrement d'accord",
    "pas du tout satisfait|très insatisfait|très mécontent"
    " < pas satisfait|plutôt pas satisfait|insatisfait|peu satisfait|plutôt insatisfait"
    " < neutre|ni satisfait ni insatisfait|moyennement satisfait < satisfait|plutôt satisfait"
    " < très satisfait|tout à fait satisfait",
    "jamais < rarement|presque jamais < parfois|quelquefois|de temps en temps|occasionnellement"
    " < souvent|fréquemment|presque toujours < toujours|très souvent",
    "pas du tout important < peu important|pas important < moyennement important|neutre"
    " < important|plutôt important|assez important < très important|extrêmement important",
    "très improbable|pas du tout probable < improbable|peu probable|plutôt improbable"
    " < neutre|peut-être|ni probable ni improbable < probable|plutôt probable|assez probable"
    " < très probable|extrêmement probable",
    "très mauvais|très mauvaise < mauvais|mauvaise < moyen|moyenne|passable|correct|correcte"
    " < bon|bonne < très bon|très bonne|excellent|excellente",
    # Spanish
    "totalmente en desacuerdo|muy en desacuerdo|completamente en desacuerdo"
    " < en desacuerdo|algo en desacuerdo < ni de acuerdo ni en desacuerdo|neutral|indiferente|indeciso"
    " < de acuerdo|algo de acuerdo < totalmente de acuerdo|muy de acuerdo|completamente de acuerdo",
    "muy insatisfecho|nada satisfecho|totalmente insatisfecho < insatisfecho|poco satisfecho|algo insatisfecho"
    " < neutral|ni satisfecho ni insatisfecho|indiferente < satisfecho|algo satisfecho|bastante satisfecho"
    " < muy satisfecho|totalmente satisfecho",
    "nunca < rara vez|raramente|casi nunca|pocas veces < a veces|algunas veces|ocasionalmente|de vez en cuando"
    " < a menudo|frecuentemente|con frecuencia|casi siempre|muchas veces < siempre|muy frecuentemente|muy a menudo",
    "nada importante|sin importancia < poco importante < moderadamente importante|algo importante|medianamente importante|neutral"
    " < importante|bastante importante < muy importante|extremadamente importante",
    "muy improbable|nada probable < improbable|poco probable < neutral|ni probable ni improbable|tal vez|quizás"
    " < probable|bastante probable|algo probable < muy probable|extremadamente probable",
    "muy malo|muy mala|pésimo|muy mal < malo|mala|mal < regular|normal|aceptable < bueno|buena|bien"
    " < muy bueno|muy buena|muy bien|excelente",
    # Portuguese
    "discordo totalmente|discordo completamente|discordo fortemente < discordo|discordo parcialmente"
    " < não concordo nem discordo|nem concordo nem discordo|neutro|indiferente|indeciso"
    " < concordo|concordo parcialmente"
    " < concordo totalmente|concordo completamente|concordo plenamente|concordo fortemente",
    "discordo totalmente < discordo < discordo parcialmente"
    " < não concordo nem discordo|nem concordo nem discordo|neutro|indiferente"
    " < concordo parcialmente < concordo < concordo totalmente",
    "muito insatisfeito|nada satisfeito|totalmente insatisfeito < insatisfeito|pouco satisfeito"
    " < neutro|indiferente|nem satisfeito nem insatisfeito < satisfeito < muito satisfeito|totalmente satisfeito",
    "nunca < raramente|quase nunca < às vezes|as vezes|algumas vezes|ocasionalmente"
    " < frequentemente|muitas vezes|quase sempre|com frequência < sempre|muito frequentemente",
    "nada importante|sem importância < pouco importante"
    " < moderadamente importante|mais ou menos importante|razoavelmente importante|neutro"
    " < importante < muito importante|extremamente importante",
    "muito improvável|nada provável < improvável|pouco provável < neutro|talvez|nem provável nem improvável"
    " < provável < muito provável|extremamente provável",
    "muito ruim|péssimo|péssima|muito mau|muito má < ruim|mau|má < regular|razoável|médio"
    " < bom|boa < muito bom|muito boa|ótimo|ótima|excelente",
    # Italian
    "fortemente in disaccordo|completamente in disaccordo|totalmente in disaccordo|per niente d'accordo|per nulla d'accordo"
    " < in disaccordo|poco d'accordo|abbastanza in disaccordo"
    " < né d'accordo né in disaccordo|neutrale|neutro|indifferente|incerto < d'accordo|abbastanza d'accordo"
    " < fortemente d'accordo|completamente d'accordo|totalmente d'accordo|molto d'accordo|pienamente d'accordo",
    "molto insoddisfatto|per niente soddisfatto|per nulla soddisfatto < insoddisfatto|poco soddisfatto"
    " < neutrale|neutro|indifferente|né soddisfatto né insoddisfatto < soddisfatto|abbastanza soddisfatto"
    " < molto soddisfatto|completamente soddisfatto",
    "mai < raramente|quasi mai < a volte|qualche volta|talvolta|occasionalmente"
    " < spesso|frequentemente|quasi sempre < sempre|molto spesso",
    "per niente importante|per nulla importante < poco importante"
    " < moderatamente importante|mediamente importante|neutrale < importante|abbastanza importante"
    " < molto importante|estremamente importante",
    "molto improbabile|per niente probabile < improbabile|poco probabile < neutrale|forse|né probabile né improbabile"
    " < probabile|abbastanza probabile < molto probabile|estremamente probabile",
    "pessimo|pessima|molto scarso|molto male < scarso|scarsa|male < sufficiente|discreto|medio|nella media"
    " < buono|buona|bene < ottimo|ottima|molto buono|eccellente|molto bene",
    # Dutch
    "helemaal mee oneens|helemaal niet mee eens|helemaal oneens|zeer mee oneens|sterk mee oneens"
    " < oneens|mee oneens|niet mee eens|enigszins mee oneens"
    " < neutraal|niet mee eens en niet mee oneens|noch mee eens noch mee oneens|niet eens niet oneens"
    " < eens|mee eens|enigszins mee eens"
    " < helemaal mee eens|helemaal eens|zeer mee eens|sterk mee eens|volledig mee eens",
    "zeer ontevreden|heel ontevreden|helemaal niet tevreden < ontevreden"
    " < neutraal|niet tevreden niet ontevreden|noch tevreden noch ontevreden < tevreden"
    " < zeer tevreden|heel tevreden|erg tevreden",
    "nooit < zelden|bijna nooit < soms|af en toe < vaak|regelmatig|meestal|bijna altijd"
    " < altijd|zeer vaak|heel vaak",
    "helemaal niet belangrijk|zeer onbelangrijk < onbelangrijk|niet belangrijk|niet zo belangrijk"
    " < neutraal|enigszins belangrijk|redelijk belangrijk < belangrijk"
    " < zeer belangrijk|heel belangrijk|erg belangrijk|uiterst belangrijk",
    "zeer onwaarschijnlijk|heel onwaarschijnlijk < onwaarschijnlijk < neutraal|misschien"
    " < waarschijnlijk < zeer waarschijnlijk|heel waarschijnlijk",
    "zeer slecht|heel slecht < slecht < gemiddeld|neutraal|redelijk|voldoende < goed"
    " < zeer goed|heel goed|uitstekend",
)

BY_GENDER = (
    "satisfait", "insatisfait", "mécontent", "satisfecho", "insatisfecho", "indeciso", "satisfeito",
    "insatisfeito", "soddisfatto", "insoddisfatto", "incerto",
)  # fmt: skip
"""Adjectives of the ladders that end otherwise when a woman answers."""

DEGREES: dict[str, int] = {
    "extremely": 40, "completely": 40, "totally": 40, "absolutely": 40, "entirely": 40, "fully": 40,
    "exceptionally": 40, "strongly": 30, "very": 30, "highly": 30, "definitely": 30, "a great deal": 30,
    "": 20,
    "moderately": 14, "mostly": 14, "fairly": 14, "quite": 14, "reasonably": 14, "generally": 14, "probably": 14,
    "somewhat": 12, "rather": 12, "tend to": 12, "mildly": 12, "partially": 12, "partly": 12,
    "slightly": 10, "a little": 10, "a bit": 10, "a little bit": 10, "minimally": 10,
    "not very": 5, "not so": 5, "not too": 5, "not that": 5, "not particularly": 5, "not really": 5,
    "not at all": 0, "not": 0,
}  # fmt: skip
"""How much English adverbs say of what follows them."""

OPPOSITES: dict[str, str] = {
    "difficult": "easy", "hard": "easy", "negative": "positive", "bad": "good", "useless": "useful",
    "weak": "strong",
}  # fmt: skip
"""Words for the other end of a scale that are not made with un-, dis- or the like."""

TWO_SIDED = frozenset(
    ["agree", "satisfied", "easy", "favorable", "favourable", "favorably", "favourably", "positive"]
)
"""Words whose scales have an opposite side, also where nobody chose it."""

NEUTRAL = frozenset(
    {"neutral", "neither", "undecided", "indifferent", "neither nor", "neither agree or disagree"}
)

MISSING = frozenset(
    [
        "n/a", "na", "n.a.", "n.a", "not applicable", "does not apply", "doesn't apply", "not relevant", "no answer",
        "don't know", "dont know", "do not know", "i don't know", "i do not know", "dk", "don't know / not applicable",
        "not sure", "i'm not sure", "i am not sure", "unsure", "can't say", "cannot say", "no opinion", "no basis to judge",
        "prefer not to say", "prefer not to answer", "rather not say", "decline to answer", "refused", "unknown",
        "don't know/not applicable", "not sure/not applicable", "don't know/no opinion",
        "weiß nicht", "weiss nicht", "ich weiß nicht", "keine angabe", "k.a.", "k. a.", "keine antwort", "trifft auf mich nicht zu",
        "kann ich nicht beurteilen", "nicht zutreffend", "nicht anwendbar", "keine meinung",
        "ne sait pas", "je ne sais pas", "ne se prononce pas", "sans opinion", "sans avis", "non applicable", "sans objet",
        "no sé", "no lo sé", "no sabe", "no aplica", "no sabe/no contesta", "ns/nc", "sin opinión", "no corresponde",
        "não sei", "não se aplica", "sem opinião", "prefiro não responder", "não aplicável", "não sei responder",
        "non so", "non saprei", "non applicabile", "nessuna opinione", "preferisco non rispondere",
        "weet niet", "weet ik niet", "niet van toepassing", "n.v.t.", "nvt", "geen mening", "zeg ik liever niet",
    ]
)  # fmt: skip
"""Answers that stand beside a scale and not on it."""
