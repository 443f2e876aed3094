"""Whether a label names a speaker by what they do rather than by name."""

import re

from interviewcoder.domain.text import name_key

from .role_vocabulary import ANSWERING, ASKING, NOBODY, NUMBERED

_TAIL_NUMBER = re.compile(r"(.*?)(?:[\s_#.-]*\d{1,4}[a-z]?|[\s_#-]+[a-z])", re.I)
_ID = re.compile(r"[A-Za-z]{1,4}[-_ ]?\d{1,8}[A-Za-z]?")
_KEPT_ID = re.compile(r"[A-Za-z]{1,4}[-_]?\d{1,8}[A-Za-z]?")


def base_word(label: str) -> str:
    """A label's key without the number or letter at its end: `speaker` for `SPEAKER_00`, `unknown speaker`."""
    key = name_key(label).replace("\u200c", "").strip(" .:#[]()")
    found = _TAIL_NUMBER.fullmatch(key)
    return found[1] if found and found[1] else key


def asks(label: str) -> bool:
    """Whether a label is a word for the interviewer (`Q`, `Interviewer 2`, `AI`)."""
    return base_word(label) in ASKING


def answers(label: str) -> bool:
    """Whether a label is a word for the one who answers (`Participant`, `A`, `User 1`)."""
    return base_word(label) in ANSWERING


def is_role_word(label: str) -> bool:
    """Whether a label names a role, a nobody (`Speaker 1`) or an id (`P07`), and so surely a speaker."""
    word = base_word(label)
    return (
        word in ASKING
        or word in ANSWERING
        or word in NOBODY
        or _ID.fullmatch(label.strip()) is not None
    )


def question_word(label: str) -> str | None:
    """`Question` for `Question 7`: a label whose number counts questions, not people; else None."""
    found = _TAIL_NUMBER.fullmatch(label.strip())
    if found and name_key(found[1]) in NUMBERED:
        return found[1].strip(" _#.-")
    return None


def is_generic(label: str) -> bool:
    """Whether a label tells nobody's name: a role word, a numbered speaker, one letter, nothing.

    Ids such as `P07` or `ID3` are names; `S1` is what recognisers call a speaker.
    """
    if not label:
        return True
    word = base_word(label)
    if _KEPT_ID.fullmatch(label) and question_word(label) is None:
        return len(word) > 4 or word in {"spk", "user", "s"}
    parts = word.split()
    return (
        len(word) == 1
        or asks(label)
        or answers(label)
        or (bool(parts) and all(part in NOBODY or part.isdigit() for part in parts))
    )
