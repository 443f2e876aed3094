"""Lines at the top of a transcript that tell about it: `Date: 2 March`, `Participant: P07  Interviewer: JR`."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from interviewcoder.domain.text import name_key

from .names import is_heading
from .role_words import base_word, is_role_word

_ABOUT = frozenset(
    [
        # English
        *("date", "time", "place", "location", "duration", "length", "project", "study", "title", "topic"),
        *("subject", "recorded", "recording", "file", "transcriber", "transcribed", "transcript", "version"),
        *("language", "country", "interview", "session", "method", "setting", "age", "gender", "sex"),
        *("occupation", "job", "role", "company", "consent", "pseudonym", "url", "link", "video", "audio"),
        *("attendees", "participants", "speakers", "present", "presenters", "remote", "copyright"),
        # German, Dutch
        *("datum", "ort", "dauer", "projekt", "thema", "teilnehmer", "alter", "beruf", "plaats", "deelnemers"),
        # Spanish, Portuguese, Italian
        *("fecha", "lugar", "duración", "tema", "rol", "cargo", "edad", "transcripción", "participantes"),
        *("data", "local", "duração", "idade", "transcrição", "durata", "luogo", "partecipanti"),
        # French
        *("lieu", "durée", "sujet", "âge", "participants"),
        # Korean, Japanese, Chinese
        *("날짜", "장소", "日付", "場所", "日時", "日期", "地点", "地點", "时间", "時間"),
    ]
)  # fmt: skip
_LISTS = frozenset(
    [
        *("attendees", "participants", "speakers", "present", "presenters", "remote", "teilnehmer"),
        *("deelnemers", "participantes", "partecipanti"),
    ]
)
"""Words before a list of people, which is long."""
_PAIR = re.compile(r"\s*(?:[-*•]\s+)?([^\s:：][^:：\n]{0,40}?)\s?[:：](?!//)\s*(\S.*?)\s*$")
_SECOND_PAIR = re.compile(r"(?:\s{2,}|\t|[|;]\s*)[^\W\d_][^:\n]{0,30}:\s")
_PAIR_WITHIN = re.compile(r"\s([A-ZÀ-Þ][\w-]{0,20}):\s")
_LINK = re.compile(r"https?://\S+$")
_LONGEST_VALUE = 80
_LONGEST_LIST = 1000
_LINES_ASKED = 60
_BEFORE = 3
"""So many labels may stand before the lines about a transcript, as in a title page, and are no speakers then."""


def about_lines(lines: Sequence[str], labels: Mapping[int, str]) -> frozenset[int]:
    """The indices of labelled lines that are about the transcript and not said in it.

    A role with a short value (`Interviewer: JR`) is one only beside or above another line that surely is, or where
    the value is another speaker's label; so is a label that occurs nowhere else.
    """
    counts = Counter(map(name_key, labels.values()))
    about: set[int] = set()
    above: set[int] = set()
    paragraph = _Paragraph()
    talking: list[int] = []
    for index, line in enumerate([*lines[:_LINES_ASKED], ""]):
        if not line.strip():
            if found := paragraph.about(ended=True, amid_speech=bool(talking) and not above):
                about |= found | above
            above = above | paragraph.roles if paragraph.is_roles else set()
            if talking and about and max(about) > max(talking):
                about |= set(talking)
                talking = []
            paragraph = _Paragraph()
            continue
        pair = _PAIR.match(line)
        label = labels.get(index) or (pair[1] if pair else None)
        if label is None or pair is None:
            paragraph.is_roles = False
            continue
        if paragraph.take(index, label, pair[2], counts):
            continue
        talking.append(index)
        about |= paragraph.about(ended=False, amid_speech=len(talking) > 1)
        if len(talking) > _BEFORE:
            break
        paragraph = _Paragraph()
        above = set()
    return frozenset(about & labels.keys())


class _Paragraph:
    """Labelled lines without a blank one between them that may be about the transcript."""

    def __init__(self) -> None:
        self._sure: list[int] = []
        self._maybe: list[int] = []
        self.roles: set[int] = set()
        self.is_roles = True
        """Whether it holds nothing but roles with short values, or nothing yet."""

    def take(self, index: int, label: str, value: str, counts: Mapping[str, int]) -> bool:
        """Keep a line that could be about the transcript; False for what somebody says."""
        key = name_key(label)
        role = is_role_word(label)
        if _is_about(label, value) or (role and _is_voice(key, value, counts)):
            self._sure.append(index)
        elif _is_short(value) and (role or counts[key] <= 1):
            self._maybe.append(index)
        else:
            return False
        if role:
            self.roles.add(index)
        self.is_roles = self.is_roles and role
        return True

    def about(self, *, ended: bool, amid_speech: bool) -> set[int]:
        """The lines that are about the transcript; amid speech one sure line is not enough."""
        if len(self._sure) < (2 if amid_speech else 1):
            return set()
        last = max(self._sure)
        return {*self._sure, *(at for at in self._maybe if ended or at < last)}


def _has_pairs(value: str) -> bool:
    """Whether a short value goes on with other things about the transcript: `P07 Date: 2 March`."""
    return len(value) <= _LONGEST_VALUE and any(
        name_key(word) in _ABOUT for word in _PAIR_WITHIN.findall(value)
    )


def _is_about(label: str, value: str) -> bool:
    key = name_key(label)
    words = {key, base_word(label), *key.split()[:1]}
    if words & _LISTS:
        return len(value) <= _LONGEST_LIST and not value.endswith("?")
    known = bool(words & _ABOUT) or is_heading(label)
    return (known and len(value) <= _LONGEST_VALUE) or bool(
        _SECOND_PAIR.search(value) or _has_pairs(value) or _LINK.match(value)
    )


def _is_voice(key: str, value: str, counts: Mapping[str, int]) -> bool:
    """Whether a value is the label of somebody else who speaks."""
    named = name_key(value)
    return named != key and counts.get(named, 0) > 0


def _is_short(value: str) -> bool:
    return 0 < len(value.split()) <= 8 and value[-1] not in ".?!…,"
