"""Personas without participants' names, or without their words."""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any, TypeVar

from interviewcoder.domain.coding import Coding
from interviewcoder.domain.persona import Synthesis
from interviewcoder.domain.redaction import Redaction
from interviewcoder.domain.text import name_key

T = TypeVar("T")

LEFT_OUT = "[words left out]"
"""What stands for a participant's words that are left out."""

SOMEONE = "[someone]"
"""What stands for a first or family name that several participants share."""

_SHORTEST_PART = 3
_MOST_SHARING = 3
_TOKEN = re.compile(r"[^\W\d_]+|\d+")
_PART = re.compile(r"[^\W\d_][\w’'-]*[^\W_]")
_LEFT_ALONE = ("guid", "code_guid", "coding_guid", "fingerprint", "evidence", "contrary", "colour")


def redacted(
    study: str,
    synthesis: Synthesis,
    codings: Mapping[str, Coding],
    people: Sequence[str],
    what: Collection[Redaction],
) -> tuple[str, Synthesis, dict[str, Coding]]:
    """The study's name, the run and the codings it cites with what is asked for left out.

    Args:
        study: the study's name.
        synthesis: the run.
        codings: by GUID.
        people: names of all participants of the study, in the order in which they were entered.
        what: names become P01, P02, ... in that order, wherever they occur; words become a note.
    """
    cited = dict(codings)
    if Redaction.QUOTES in what:
        synthesis = _without_words(synthesis)
        cited = {guid: replace(coding, text=LEFT_OUT) for guid, coding in cited.items()}
    if Redaction.NAMES in what:
        change = pseudonyms([*people, *_named_in(synthesis, cited.values())])
        study = change(study)
        synthesis = _everywhere(synthesis, change)
        cited = {guid: _everywhere(coding, change) for guid, coding in cited.items()}
    return study, synthesis, cited


def pseudonyms(people: Iterable[str]) -> Callable[[str], str]:
    """A function that puts P01, P02, ... for these names in a text.

    Whole names are found as whole words, whatever their case; figures and underscores around them do not
    hide them (`interview_01_ana`). Of a name of several words, each part of three letters or more is found
    where it is written with a capital, and in a text without white space (a file's name) in any case.

    >>> change = pseudonyms(["Ana", "Will Smith"])
    >>> change("ANA's sister Anabel, Will and i will"), change("interview_02_smith")
    ("P01's sister Anabel, P02 and i will", 'interview_02_P02')
    """
    named: dict[str, str] = {}
    for name in people:
        if name.strip():
            named.setdefault(name_key(name), name)
    width = max(2, len(str(len(named))))
    codes = {key: f"P{number:0{width}}" for number, key in enumerate(named, start=1)}
    parts = {_key(word): shown for word, shown in _parts(named, codes).items()}
    whole_names, name_parts = _Names(named.values()), _Names(parts)

    def change(text: str) -> str:
        if exact := codes.get(name_key(text)):
            return exact
        in_a_file_name = not any(mark.isspace() for mark in text)

        def part(found: re.Match[str]) -> str:
            hidden = in_a_file_name or found[0][0].isupper()
            return parts[_key(found[0])] if hidden else found[0]

        text = whole_names.replaced(text, lambda found: codes.get(_key(found[0]), SOMEONE))
        return name_parts.replaced(text, part)

    return change


class _Names:
    """Names to be found in texts: only those all of whose words occur in a text are searched for there."""

    def __init__(self, names: Iterable[str]) -> None:
        self._tokens = {name: frozenset(_TOKEN.findall(_key(name))) for name in names}
        self._by_token: dict[str, list[str]] = {}
        for name, tokens in self._tokens.items():
            self._by_token.setdefault(min(tokens, default=""), []).append(name)
        self._patterns: dict[frozenset[str], re.Pattern[str]] = {}

    def replaced(self, text: str, change: Callable[[re.Match[str]], str]) -> str:
        """The text with what `change` gives for each name in it."""
        there = {"", *_TOKEN.findall(_key(text))}
        wanted = frozenset(
            name
            for token in there
            for name in self._by_token.get(token, ())
            if self._tokens[name] <= there
        )
        if not wanted:
            return text
        if wanted not in self._patterns:
            self._patterns[wanted] = _any_of(wanted)
        return self._patterns[wanted].sub(change, text)


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


def _named_in(synthesis: Synthesis, codings: Iterable[Coding]) -> list[str]:
    """Everyone who is named in a run and its codings, in order of appearance."""
    names: list[str] = []
    for persona in synthesis.personas:
        names += [member.participant for member in persona.members]
        names += [name for claim in persona.claims for name in claim.against]
        names += [quote.participant for quote in persona.quotes]
        for divide in persona.divides:
            names += [*divide.having, *divide.lacking]
    names += [point.participant for point in synthesis.map.points]
    left_out = synthesis.quality.get("left_out", ())
    if isinstance(left_out, list | tuple):
        names += [str(name) for name in left_out]
    names += [coding.participant for coding in codings if coding.participant]
    return names


def _without_words(synthesis: Synthesis) -> Synthesis:
    return replace(
        synthesis,
        personas=tuple(
            replace(
                persona, quotes=tuple(replace(quote, text=LEFT_OUT) for quote in persona.quotes)
            )
            for persona in synthesis.personas
        ),
    )


def _everywhere(value: T, change: Callable[[str], str]) -> T:
    """The value with every text in it changed, however deep; GUIDs and hashes stay."""
    return _changed(value, change)  # type: ignore[no-any-return]


def _changed(value: Any, change: Callable[[str], str]) -> Any:
    match value:
        case Enum():
            return value
        case str():
            return change(value)
        case Mapping():
            return {
                key: item if key == "badge" else _changed(item, change)
                for key, item in value.items()
            }
        case tuple() | list():
            return type(value)(_changed(item, change) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        texts = {
            one.name: _changed(getattr(value, one.name), change)
            for one in fields(value)
            if one.name not in _LEFT_ALONE
        }
        return replace(value, **texts)
    return value
