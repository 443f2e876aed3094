"""What a speaker's label looks like, and what only looks like one."""

from interviewcoder.domain.text import name_key

from .role_words import is_role_word

_NOT_NAMES = frozenset(
    [
        "note",
        "notes",
        "nb",
        "ps",
        "p.s",
        "example",
        "examples",
        "e.g",
        "i.e",
        "url",
        "http",
        "https",
        "date",
        "time",
        "place",
        "location",
        "duration",
        "source",
        "warning",
        "todo",
        "title",
        "subject",
        "re",
        "tel",
        "phone",
        "fax",
        "email",
        "e-mail",
        "topic",
        "summary",
        "transcript",
        "part",
        "chapter",
        "section",
        "step",
        "tip",
        "update",
        "edit",
        "spoiler",
        "answer",
        "key",
        "keywords",
        "remarks",
        "remark",
        "comment",
        "comments",
        "total",
        "introduction",
        "conclusion",
        "conclusions",
        "discussion",
        "results",
        "introdução",
        "conclusão",
        "introducción",
        "conclusión",
        "einleitung",
        "fazit",
        "conclusie",
        "observação",
        "anmerkung",
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
_MOST_WORDS = 6


def is_plausible_label(label: str) -> bool:
    """Whether a label could be one: has letters, few words, is neither a question nor a known heading."""
    words = label.split()
    return (
        any(char.isalnum() for char in label)
        and not label.replace(".", "").isdigit()
        and len(words) <= _MOST_WORDS
        and "?" not in label
        and "!" not in label
        and (name_key(label) not in _NOT_NAMES or name_key(label) == "answer")
        and words[0].casefold() not in {"http", "https"}
    )


def is_like_a_name(label: str) -> bool:
    """Whether every word of a label is written as names are, or it is a word for a role."""
    words = label.split()
    return is_role_word(label) or (
        0 < len(words) <= 5
        and is_plausible_label(label)
        and all(
            word.lstrip("([\"'“@#")[:1].isupper()
            or word[:1].isdigit()
            or word.casefold() in _PARTICLES
            or not word[:1].isascii()
            for word in words
        )
        and not words[0][0].isdigit()
    )
