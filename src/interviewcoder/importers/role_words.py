"""Words that label a speaker by what they do rather than by name, in the languages that were met."""

import re

from interviewcoder.domain.text import name_key

INTERVIEWER_WORDS = frozenset(
    [
        "interviewer",
        "interviewers",
        "i",
        "int",
        "iv",
        "q",
        "question",
        "moderator",
        "mod",
        "facilitator",
        "researcher",
        "assistant",
        "ai",
        "host",
        "interviewerin",
        "moderatorin",
        "befragerin",
        "forscher",
        "forscherin",
        "frage",
        "entrevistador",
        "entrevistadora",
        "moderador",
        "moderadora",
        "investigador",
        "investigadora",
        "pregunta",
        "pergunta",
        "pesquisador",
        "pesquisadora",
        "enquêteur",
        "enquêtrice",
        "enqueteur",
        "animateur",
        "animatrice",
        "chercheur",
        "chercheuse",
        "intervieweur",
        "intervieweuse",
        "intervistatore",
        "intervistatrice",
        "domanda",
        "haastattelija",
        "interviewleder",
        "onderzoeker",
        "vraag",
    ]
)
"""Labels of the one who asks."""

PARTICIPANT_WORDS = frozenset(
    [
        "participant",
        "interviewee",
        "respondent",
        "user",
        "answer",
        "a",
        "befragter",
        "befragte",
        "befragt",
        "teilnehmer",
        "teilnehmerin",
        "antwort",
        "entrevistado",
        "entrevistada",
        "participante",
        "respuesta",
        "resposta",
        "interviewé",
        "interviewée",
        "répondant",
        "répondante",
        "réponse",
        "intervistato",
        "intervistata",
        "partecipante",
        "risposta",
        "geïnterviewde",
        "antwoord",
        "informant",
    ]
)
"""Labels of the one who answers."""

_NOBODY_WORDS = frozenset(
    [
        "speaker",
        "spk",
        "guest",
        "person",
        "voice",
        "unknown",
        "unidentified",
        "subject",
        "client",
        "customer",
        "visitor",
        "caller",
        "sprecher",
        "sprecherin",
        "locuteur",
        "hablante",
        "falante",
        "parlante",
        "man",
        "woman",
        "male",
        "female",
        "r",
        "p",
        "resp",
    ]
)
_NUMBERED_WORDS = frozenset(
    [
        "q",
        "a",
        "question",
        "answer",
        "frage",
        "antwort",
        "pregunta",
        "respuesta",
        "pergunta",
        "resposta",
        "domanda",
        "risposta",
    ]
)
_TAIL_NUMBER = re.compile(r"(.*?)[\s_#.-]*\d{1,4}[a-z]?")
_ID = re.compile(r"[A-Za-z]{1,4}[-_ ]?\d{1,8}[A-Za-z]?")
_KEPT_ID = re.compile(r"[A-Za-z]{1,4}[-_]?\d{1,8}[A-Za-z]?")


def base_word(label: str) -> str:
    """A label's key without the number at its end: `speaker` for `SPEAKER_00`, `unknown speaker`."""
    key = name_key(label).strip(" .:#[]()")
    found = _TAIL_NUMBER.fullmatch(key)
    return found[1] if found and found[1] else key


def asks(label: str) -> bool:
    """Whether a label is a word for the interviewer (`Q`, `Interviewer 2`, `AI`)."""
    return base_word(label) in INTERVIEWER_WORDS


def answers(label: str) -> bool:
    """Whether a label is a word for the one who answers (`Participant`, `A`, `User 1`)."""
    return base_word(label) in PARTICIPANT_WORDS


def is_role_word(label: str) -> bool:
    """Whether a label names a role, a nobody (`Speaker 1`) or an id (`P07`), and so surely a speaker."""
    word = base_word(label)
    return (
        word in INTERVIEWER_WORDS
        or word in PARTICIPANT_WORDS
        or word in _NOBODY_WORDS
        or _ID.fullmatch(label.strip()) is not None
    )


def question_word(label: str) -> str | None:
    """`Question` for `Question 7`: a label whose number counts questions, not people; else None."""
    found = _TAIL_NUMBER.fullmatch(label.strip())
    if found and name_key(found[1]) in _NUMBERED_WORDS:
        return found[1].strip(" _#.-")
    return None


def is_generic(label: str) -> bool:
    """Whether a label tells nobody's name: a role word, a numbered speaker, one letter, nothing.

    Ids such as `P07` or `ID3` are names.
    """
    if not label:
        return True
    word = base_word(label)
    if _KEPT_ID.fullmatch(label) and question_word(label) is None:
        return len(word) > 4 or word in {"spk", "user"}
    parts = word.split()
    return (
        len(word) == 1
        or asks(label)
        or answers(label)
        or (bool(parts) and all(part in _NOBODY_WORDS or part.isdigit() for part in parts))
    )
