"""Pseudonyms: P01, P02, ... for participants' names, wherever the names stand in what is exported."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from functools import lru_cache
from typing import Any, TypeVar

from interviewcoder.domain.coding import Span
from interviewcoder.domain.edits import Edit, edited, moved
from interviewcoder.domain.text import name_key

T = TypeVar("T")

SOMEONE = "[someone]"
"""What stands for a first or family name that several participants share."""

_SHORTEST_PART = 3
_MOST_SHARING = 3
_TOKEN = re.compile(r"[^\W\d_]+|\d+")
_PART = re.compile(r"[^\W\d_][\w’'-]*[^\W_]")
_LEFT_ALONE = ("guid", "code_guid", "coding_guid", "fingerprint", "evidence", "contrary", "colour")


class Pseudonyms:
    """Puts P01, P02, ... for names in texts.

    Whole names are found as whole words, whatever their case; figures and underscores around them do not
    hide them (`interview_01_ana`). Of a name of several words, each part of three letters or more is found
    where it is written with a capital, and in a text without white space (a file's name) in any case.

    >>> change = Pseudonyms(["Ana", "Will Smith"])
    >>> change("ANA's sister Anabel, Will and i will"), change("interview_02_smith")
    ("P01's sister Anabel, P02 and i will", 'interview_02_P02')
    """

    def __init__(self, people: Iterable[str]) -> None:
        """Number the names.

        Args:
            people: the names, in the order in which they were entered; what is given twice counts once.
        """
        named: dict[str, str] = {}
        for name in people:
            if name.strip():
                named.setdefault(name_key(name), name)
        width = max(2, len(str(len(named))))
        self._codes = {key: f"P{number:0{width}}" for number, key in enumerate(named, start=1)}
        self._parts = {_key(word): shown for word, shown in _parts(named, self._codes).items()}
        self._whole_names, self._name_parts = _Names(named.values()), _Names(self._parts)
        # The same names of sources, codes and people come up again and again.
        self._without = lru_cache(maxsize=10_000)(lambda text: self.moved(text, ())[0])

    def __call__(self, text: str) -> str:
        """The text without the names."""
        return self._without(text)

    def moved(self, text: str, spans: Sequence[Span]) -> tuple[str, list[Span]]:
        """The text without the names, and where spans of it lie by then.

        A span that begins or ends within a name reaches over the whole of what stands for it.

        >>> Pseudonyms(["Maria"]).moved("says Maria now", [Span(7, 14)])
        ('says P01 now', [Span(start=5, end=12)])
        """
        if exact := self._codes.get(name_key(text)):
            return exact, [Span(0, len(exact)) for _ in spans]
        in_a_file_name = not any(mark.isspace() for mark in text)

        def whole(found: re.Match[str]) -> str:
            return self._codes.get(_key(found[0]), SOMEONE)

        def part(found: re.Match[str]) -> str:
            hidden = in_a_file_name or found[0][0].isupper()
            return self._parts[_key(found[0])] if hidden else found[0]

        kept = list(spans)
        for names, change in ((self._whole_names, whole), (self._name_parts, part)):
            edits = names.edits(text, change)
            text, kept = edited(text, edits), [moved(span, edits) for span in kept]
        return text, kept

    def everywhere(self, value: T) -> T:
        """The value with every text in it changed, however deep; GUIDs and hashes stay."""
        return self._changed(value)  # type: ignore[no-any-return]

    def _changed(self, value: Any) -> Any:
        match value:
            case Enum():
                return value
            case str():
                return self(value)
            case Mapping():
                return {
                    key: item if key == "badge" else self._changed(item)
                    for key, item in value.items()
                }
            case tuple() | list():
                return type(value)(self._changed(item) for item in value)
        if is_dataclass(value) and not isinstance(value, type):
            texts = {
                one.name: self._changed(getattr(value, one.name))
                for one in fields(value)
                if one.name not in _LEFT_ALONE
            }
            return replace(value, **texts)
        return value


class _Names:
    """Names to be found in texts: only those all of whose words occur in a text are searched for there."""

    def __init__(self, names: Iterable[str]) -> None:
        self._tokens = {name: frozenset(_TOKEN.findall(_key(name))) for name in names}
        self._by_token: dict[str, list[str]] = {}
        for name, tokens in self._tokens.items():
            self._by_token.setdefault(min(tokens, default=""), []).append(name)
        self._patterns: dict[frozenset[str], re.Pattern[str]] = {}

    def edits(self, text: str, change: Callable[[re.Match[str]], str]) -> list[Edit]:
        """What `change` puts for each name in the text, in order."""
        there = {"", *_TOKEN.findall(_key(text))}
        wanted = frozenset(
            name
            for token in there
            for name in self._by_token.get(token, ())
            if self._tokens[name] <= there
        )
        if not wanted:
            return []
        if wanted not in self._patterns:
            self._patterns[wanted] = _any_of(wanted)
        found = self._patterns[wanted].finditer(text)
        return [Edit(one.start(), one.end(), change(one)) for one in found]


def _parts(named: Mapping[str, str], codes: Mapping[str, str]) -> dict[str, str]:
    """The parts of names of several words, and what is put for each."""
    owners: dict[str, list[str]] = {}
    for key, name in named.items():
        words = name.split()
        if len(words) < 2:
            continue
        for word in dict.fromkeys(_PART.findall(name)):
            if len(word) >= _SHORTEST_PART:
                owners.setdefault(_key(word), []).append(codes[key])
    # A word that many names share (Participant, Respondent) is no name.
    return {
        word: whose[0] if len(whose) == 1 else SOMEONE
        for word, whose in owners.items()
        if len(whose) <= _MOST_SHARING and word not in codes
    }


def _any_of(names: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted({name.strip() for name in names}, key=lambda name: (-len(name), name))
    return re.compile("|".join(_as_words(name) for name in longest_first), re.IGNORECASE)


def _as_words(name: str) -> str:
    """A pattern of the name as whole words, however its letters are composed and its words spaced."""
    body = r"\s+".join("".join(_letter(mark) for mark in word) for word in name.split())
    return f"{_edge(name[0], '<!')}{body}{_edge(name[-1], '!')}"


def _letter(mark: str) -> str:
    forms = dict.fromkeys((mark, unicodedata.normalize("NFD", mark), mark.casefold(), mark.upper()))
    escaped = [re.escape(form) for form in forms]
    return escaped[0] if len(escaped) == 1 else f"(?:{'|'.join(escaped)})"


def _edge(mark: str, side: str) -> str:
    """That a name does not go on beyond its first or last character."""
    if mark.isdigit():
        return rf"(?{side}\d)"
    return rf"(?{side}[^\W\d_])" if mark.isalpha() else ""


def _key(text: str) -> str:
    return name_key(unicodedata.normalize("NFC", text))
