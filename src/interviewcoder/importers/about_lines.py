"""Lines at the top of a transcript that tell about it: `Date: 2 March`, `Participant: P07  Interviewer: JR`."""

import re
from collections.abc import Mapping, Sequence

from interviewcoder.domain.text import name_key

from .role_words import base_word, is_role_word

_ABOUT = frozenset(
    [
        "date",
        "time",
        "place",
        "location",
        "duration",
        "length",
        "project",
        "study",
        "title",
        "topic",
        "subject",
        "recorded",
        "recording",
        "file",
        "transcriber",
        "transcribed",
        "transcript",
        "version",
        "language",
        "country",
        "interview",
        "session",
        "method",
        "setting",
        "age",
        "gender",
        "sex",
        "occupation",
        "job",
        "role",
        "company",
        "consent",
        "pseudonym",
        "url",
        "link",
        "video",
        "audio",
        "attendees",
        "participants",
        "present",
        "datum",
        "ort",
        "dauer",
        "projekt",
        "thema",
        "fecha",
        "lugar",
        "data",
        "local",
        "lieu",
        "durée",
    ]
)
_SECOND_PAIR = re.compile(r"(?:\s{2,}|\t|[|;]\s*)[^\W\d_][^:\n]{0,30}:\s")
_PAIR_WITHIN = re.compile(r"\s([A-ZÀ-Þ][\w-]{0,20}):\s")
_LONGEST_VALUE = 80
_LINES_ASKED = 40


def about_lines(lines: Sequence[str], labels: Mapping[int, str]) -> frozenset[int]:
    """The indices of labelled lines that are about the transcript and not said in it.

    A role with a short value (`Interviewer: JR`) is one only beside another line that surely is.
    """
    sure: set[int] = set()
    roles: set[int] = set()
    paragraph: set[int] = set()
    for index, line in enumerate(lines[:_LINES_ASKED]):
        if not line.strip():
            _settle(paragraph, sure, roles)
            paragraph = set()
            continue
        label = labels.get(index)
        if label is None:
            continue
        value = line.split(":", 1)[-1].strip()
        if _SECOND_PAIR.search(value) or _has_pairs(value) or _is_about(label, value):
            sure.add(index)
        elif is_role_word(label) and _is_short(value):
            roles.add(index)
        else:
            break
        paragraph.add(index)
    _settle(paragraph, sure, roles)
    return frozenset(sure)


def _settle(paragraph: set[int], sure: set[int], roles: set[int]) -> None:
    """Within a paragraph that has a sure line, the roles with short values are sure too."""
    if paragraph & sure:
        sure |= paragraph & roles


def _has_pairs(value: str) -> bool:
    """Whether a short value goes on with other things about the transcript: `P07 Date: 2 March`."""
    return len(value) <= _LONGEST_VALUE and any(
        name_key(word) in _ABOUT for word in _PAIR_WITHIN.findall(value)
    )


def _is_about(label: str, value: str) -> bool:
    words = {name_key(label), base_word(label), *name_key(label).split()[:1]}
    return bool(words & _ABOUT) and len(value) <= _LONGEST_VALUE


def _is_short(value: str) -> bool:
    return 0 < len(value.split()) <= 4 and value[-1] not in ".?!…"
