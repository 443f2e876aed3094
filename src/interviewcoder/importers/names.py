"""What a speaker's label may be: which words are none, and which look like names."""

import re

from interviewcoder.domain.text import name_key

from .role_words import is_role_word

_NOT_NAMES = frozenset(
    [
        # Notes, references and facts about a text
        *("note", "notes", "nb", "ps", "p.s", "example", "examples", "e.g", "i.e", "url", "http", "https", "date"),
        *("time", "place", "location", "duration", "source", "warning", "todo", "title", "subject", "re", "tel"),
        *("phone", "fax", "email", "e-mail", "topic", "transcript", "part", "chapter", "section", "step", "tip"),
        *("update", "edit", "spoiler", "answer", "key", "keywords", "remarks", "remark", "comment", "comments"),
        *("total", "important", "reminder", "fact", "attendees", "participants", "speakers", "agenda", "action"),
        *("actions", "action items", "next steps", "decision", "decisions", "resolution", "resolutions", "outcome"),
        *("outcomes", "context", "background", "overview", "objective", "objectives", "goals", "abstract"),
        *("summary", "introduction", "conclusion", "conclusions", "discussion", "results"),
        # Portuguese, Spanish
        *("introdução", "conclusão", "observação", "resumo", "nota", "notas", "contexto", "objetivo", "objetivos"),
        *("introducción", "conclusión", "conclusiones", "resumen", "participantes"),
        # German, French, Dutch
        *("einleitung", "fazit", "anmerkung", "zusammenfassung", "notizen", "hinweis"),
        *("contexte", "résumé", "remarque", "remarques", "objectif", "objectifs", "conclusie", "samenvatting"),
    ]
)  # fmt: skip
_NOT_VOICES = frozenset(
    [
        "laughs",
        "laughter",
        "laughing",
        "inaudible",
        "crosstalk",
        "pause",
        "silence",
        "music",
        "applause",
        "sighs",
        "cough",
        "coughs",
        "unclear",
        "noise",
        "sic",
        "redacted",
        "overlap",
        "laugh",
        "chuckle",
        "chuckles",
        "chuckling",
        "sigh",
        "cheering",
        "clapping",
        "ringing",
        "beep",
        "blank_audio",
        "blank",
        "audio",
        "sound",
        "sounds",
        "indistinct",
        "unintelligible",
        "foreign",
        "speaking",
        "snorts",
        "gasps",
        "crying",
        "sobs",
        "whispers",
        "whispering",
        "shouting",
        "background",
        "phone",
        "door",
        "end",
        "start",
        "recording",
        "interruption",
        "break",
        "static",
        "no",
    ]
)
_PARTICLES = frozenset(
    [
        "de",
        "da",
        "do",
        "dos",
        "van",
        "von",
        "der",
        "den",
        "la",
        "le",
        "el",
        "al",
        "bin",
        "y",
        "e",
        "of",
        "und",
        "and",
        "&",
        "the",
    ]
)
_ABBREVIATED = re.compile(
    r"(?:^|[\s.])(?:[^\W\d_]|dr|dra|mr|mrs|ms|prof|st|sr|sra|jr|hr|fr|phd|md|esq|rev|ing|mag|lic)\.$",
    re.I,
)
_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+")
_AFTER_NAME = re.compile(r"\s+[(\[][^()\[\]]*[)\]]$")
_MOST_WORDS = 6


def is_heading(label: str) -> bool:
    """Whether a label is a word such as `Note`, `Summary` or `Part 2`, which heads what nobody in particular says."""
    key = name_key(label).rstrip(" .#0123456789")
    return key in _NOT_NAMES and key != "answer"


def heads_notes(text: str) -> bool:
    """Whether a heading is a word such as `Summary`, or several: `Conclusion/Resolution`."""
    return any(is_heading(part) for part in re.split(r"[/&]", text.strip(" :")) if part.strip())


def plausible(label: str) -> bool:
    """Whether a label could be one: has letters, few words, is neither a question nor a known heading."""
    words = label.split()
    return (
        any(char.isalnum() for char in label)
        and not label.replace(".", "").isdigit()
        and len(words) <= _MOST_WORDS
        and "?" not in label
        and "!" not in label
        and not is_heading(label)
        and words[0].casefold() not in {"http", "https"}
    )


def like_a_name(label: str) -> bool:
    """Whether every word of a label is written as names are, or it is a word for a role.

    Addresses, what stands in brackets behind the name and signs between words are passed over: `Ana Ruiz (she/her)`,
    `Ana | Harbour Ltd`, `ana@example.org`.
    """
    if is_role_word(label) or _ADDRESS.fullmatch(label):
        return True
    bare = _AFTER_NAME.sub("", label) or label
    words = [word for word in bare.split() if any(char.isalnum() for char in word)]
    return (
        0 < len(words) <= 5
        and plausible(label)
        and all(
            word.lstrip("([\"'“@#")[:1].isupper()
            or word[:1].isdigit()
            or word.casefold() in _PARTICLES
            or not word[:1].isascii()
            for word in words
        )
        and not words[0][0].isdigit()
        and all(map(ends_like_a_name, words[:-1]))
    )


def ends_like_a_name(label: str) -> bool:
    """Whether a label ends without a full stop, or in an initial or a title (`Anna K.`, `Tom Jr.`)."""
    return not label.endswith(".") or _ABBREVIATED.search(label) is not None


def is_voice(label: str) -> bool:
    """Whether words in brackets name nobody's sound, such as `laughter` or `door slams`."""
    return not (set(name_key(label).split()) & _NOT_VOICES)
