"""Words that tell names from words: titles, greetings, names that are words as well."""

_TITLES = """
mr mrs ms miss mister dr doctor prof professor sir madam lord lady frau herr herrn fräulein mme mlle madame monsieur
señor señora señorita sr sra srta don doña signor signora signorina senhor senhora dona mevrouw meneer herra rouva fru
pan pani
"""
TITLES = frozenset(_TITLES.split())
"""What stands before a family name."""

_LINKS = "de da do dos del della di du la le van von der den ten ter bin ibn al el y af av"
LINKS = frozenset(_LINKS.split())
"""Small words within a name."""

_GREETINGS = """
hello hi hey dear thanks thank welcome sorry bye goodbye good hallo liebe lieber guten danke bonjour merci cher chère
salut hola buenos buenas gracias ciao buongiorno grazie olá obrigado obrigada oi hej tack
"""
GREETINGS = frozenset(_GREETINGS.split())
"""What stands before a name at the beginning of a sentence."""

_NO_NAMES = """
i i'm i’m i'd i’d i'll i’ll i've i’ve ok okay yes no oh monday tuesday wednesday thursday friday saturday sunday january
february march april june july august september october november december christmas easter english
"""
NO_NAMES = frozenset(_NO_NAMES.split())
"""What is written with a capital letter and is nobody's name."""

_COMMON = """
will may mark grace rose hope faith joy bill frank art jack june april august summer dawn rob bob drew chase grant pat
sue ray rich iris ivy lily daisy violet ruby amber pearl gene guy jean nick ernest norm christian page dale glen cliff
heath lance wade ward miles victor earnest clay reed sandy penny holly hazel olive ginger candy carol eve autumn brook
charity destiny mercy patience prudence constance melody harmony sky star angel prince king major dean duke earl baron
young long short strong black white brown green gray grey baker cook smith miller fisher hunter mason taylor parker
walker carter cooper potter farmer shepherd bishop pope price field fields wood woods stone hill lake rivers banks
moore bush day love bell ball case cross ford marsh moss north south east west house church park lane street
"""
COMMON = frozenset(_COMMON.split())
"""English names that are words as well."""
