"""What a header tells of its column: the question, and the option or row of it."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from .header_text import header_key
from .survey_table import Part, SurveyColumn

ANSWER = frozenset(
    map(
        header_key,
        ("Response", "Antwort", "Réponse", "Respuesta", "Resposta", "Risposta", "Antwoord"),
    )
)
"""Keys of what stands under a question that has one column."""
OPEN_ANSWER = frozenset(
    map(
        header_key,
        (
            "Open-Ended Response",
            "Offene Antwort",
            "Antwort mit offenem Ende",
            "Réponse ouverte",
            "Respuesta abierta",
            "Resposta aberta",
            "Risposta aperta",
            "Open antwoord",
        ),
    )
)
"""Keys of what stands under an open question."""
_BRACKETED = re.compile(r"(.*\S)\s*\[(.+)\]", re.S)
_BETWEEN = (" >> ", " → ", " - ", " – ", " — ", " | ", ": ", "/", "___")
_NUMBERED = re.compile(r"(.*[^\s#(_\d])[\s_]*[#(]?\s*(\d{1,2})\)?", re.S)
_LEAST_SHARED = 3


def bracketed(header: str) -> tuple[str, str, Part | None] | None:
    """Question and row of `Question [Row]`."""
    found = _BRACKETED.fullmatch(header)
    return (found[1], found[2].strip(), Part.OPTION) if found else None


def arrowed(header: str) -> tuple[str, str, Part | None] | None:
    """Question and row of `Question >> Row >> Column`."""
    question, arrow, option = header.partition(" >> ")
    return (question.strip(), option.strip(), Part.OPTION) if arrow and option.strip() else None


def grouped(
    columns: Sequence[SurveyColumn], between: Sequence[str] = _BETWEEN
) -> list[SurveyColumn]:
    """Columns with what they have in common in their headers as the question.

    `Question [Row]` tells it alone. `Question - Option` and the like count where columns side by side begin
    alike, or where a column beside them is headed by the question alone; so do numbers at the end of questions.
    """
    told = [_bracket(column) for column in columns]
    titles = {column.question for column in columns}
    for mark in between:
        split = [
            _split(column.question, mark) if column.part is None and not column.option else None
            for column in told
        ]
        _put(told, split, titles)
    numbered = [
        found.groups() if column.part is None and not column.option and (found := _NUMBERED.fullmatch(column.question)) else None
        for column in told
    ]  # fmt: skip
    long = [pair if pair and pair[0].count(" ") >= _LEAST_SHARED else None for pair in numbered]
    _put(told, long, set())
    return told


def _bracket(column: SurveyColumn) -> SurveyColumn:
    split = bracketed(column.question) if column.part is None else None
    return replace(column, question=split[0], option=split[1], part=split[2]) if split else column


def _split(header: str, between: str) -> tuple[str, str] | None:
    question, found, option = header.rpartition(between)
    if not found or len(question.strip()) < _LEAST_SHARED or not option.strip():
        return None
    # A slash within words is no border: `and/or`, `w/o`.
    if between == "/" and (
        question.count(" ") < 2 or option.count(" ") > 12 or question[-1:] == " "
    ):
        return None
    return question.strip(), option.strip()


def _put(told: list[SurveyColumn], split: Sequence[Sequence[str] | None], titles: set[str]) -> None:
    """Take the splits on whose question columns side by side agree."""
    shared = Counter(
        before[0] for before, after in pairwise(split) if before and after and before[0] == after[0]
    )
    for index, pair in enumerate(split):
        if pair and (shared[pair[0]] or pair[0] in titles):
            told[index] = replace(told[index], question=pair[0], option=pair[1], part=Part.OPTION)
