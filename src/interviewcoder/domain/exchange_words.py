"""How a study's things are told in the words that REFI-QDA has, and read back from them.

The standard knows no kind of code, no polarity, no speaker. What it has no place for is told in names and descriptions
that people can read in any program, and each of these can be read back exactly.
"""

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime

from .coding import LARGEST_WEIGHT, Origin, Polarity, Suggested
from .kinds import Kind
from .participant import Attribute, AttributeType
from .text import one_line

KIND_SET, SEGMENT_SET = "Kind", "Segment"
"""What the names of sets begin with: codes of a kind, and a segment, whose rule is the description."""
PERSONA_NOTE, MEMO_NOTE = "Persona", "Memo"
"""What the names of notes begin with."""
MEMBER_LINK, EVIDENCE_LINK, MEMO_LINK = "member", "evidence", "memo"
"""The names of links: to a case that is a member, to a coding that is evidence, to a case or set that a memo is on."""
NO_TIME = datetime(1970, 1, 1, tzinfo=UTC)
"""Stands where a time is asked for and none is known."""


def titled(title: str, name: str) -> str:
    """A name that tells what it names: `Segment: North`."""
    return f"{title}: {name}"


def untitled(title: str, name: str) -> str | None:
    """What follows the title; None where the name does not begin with it.

    >>> untitled("Segment", "Segment: North"), untitled("Segment", "North")
    ('North', None)
    """
    before, colon, rest = name.partition(":")
    return rest.strip() if colon and before.strip().casefold() == title.casefold() else None


def kind_named(name: str) -> Kind | None:
    """The kind that a set of codes, such as `Kind: need`, or a word, such as `Needs`, tells."""
    word = (untitled(KIND_SET, name) or name).strip().casefold()
    return next((kind for kind in Kind if word in (kind.value, kind.plural.casefold())), None)


_SECTIONS = ("Use when", "Do not use when")
_HEADING = re.compile(rf"({'|'.join(_SECTIONS)}):[ \t]*(.*)")
_QUOTED_HEADING = re.compile(rf">*({'|'.join(_SECTIONS)}):")


def code_description(definition: str, include: str, exclude: str) -> str:
    """A code's texts as one.

    >>> print(code_description("Fear of cost.", "Money is named.", ""))
    Fear of cost.
    <BLANKLINE>
    Use when: Money is named.
    """
    parts = [_guarded(definition)] if definition else []
    for heading, text in zip(_SECTIONS, (include, exclude), strict=True):
        if text:
            first, newline, rest = text.partition("\n")
            parts.append(f"{heading}: {first}{newline}{_guarded(rest)}")
    return "\n\n".join(parts)


def code_texts(description: str) -> tuple[str, str, str]:
    """A description as definition, when to use the code, and when not.

    >>> code_texts("Fear of cost.\\n\\nUse when: Money is named.")
    ('Fear of cost.', 'Money is named.', '')
    """
    texts: dict[str, list[str]] = {"": [], **{heading: [] for heading in _SECTIONS}}
    section = ""
    for line in description.split("\n"):
        heading = _HEADING.fullmatch(line)
        if heading:
            section = heading[1]
            texts[section].append(heading[2])
        else:
            texts[section].append(line[1:] if _QUOTED_HEADING.match(line) else line)
    definition, include, exclude = ("\n".join(lines).strip() for lines in texts.values())
    return definition, include, exclude


def _guarded(text: str) -> str:
    """The text with its own lines that look like headings put behind a `>`."""
    return "\n".join(
        f">{line}" if _QUOTED_HEADING.match(line) else line for line in text.split("\n")
    )


_CHOICES, _SCALE = "One of:", "A scale:"


def attribute_description(attribute: Attribute) -> str:
    """The choices of a choice, a line each, or the numbers of a scale with what they are called."""
    if attribute.type is AttributeType.CHOICE:
        return "\n".join([_CHOICES, *(f"- {choice}" for choice in attribute.choices)])
    if attribute.labels:
        return "\n".join([_SCALE, *(f"{number} = {label}" for number, label in attribute.labels)])
    return ""


def attribute_told(guid: str, name: str, type: AttributeType, description: str) -> Attribute:
    """An attribute from its variable; other descriptions than `attribute_description` writes say nothing."""
    first, *lines = description.strip().split("\n")
    if first == _CHOICES and type is AttributeType.TEXT:
        choices = tuple(line[2:] for line in lines if line.startswith("- "))
        return Attribute(name, AttributeType.CHOICE, choices, guid=guid)
    if first == _SCALE and type is AttributeType.NUMBER:
        pairs = (line.partition(" = ") for line in lines)
        labels = tuple((number, label) for number, equals, label in pairs if equals)
        return Attribute(name, type, guid=guid, labels=labels)
    return Attribute(name, type, guid=guid)


@dataclass(frozen=True, slots=True)
class PassageTold:
    """What the name of a selection says of a passage."""

    speaker: str
    start_ms: int | None = None
    end_ms: int | None = None
    question: int | None = None


_TIME = r"\d+:\d\d:\d\d\.\d{3}"
_PASSAGE = re.compile(
    rf"passage \d+(?:, ({_TIME})?–({_TIME})?)?(?:, question (\d{{1,9}}))?:(?: (.*))?"
)


def passage_name(number: int, told: PassageTold) -> str:
    """The name of the selection that is a passage; numbers count from 1.

    >>> passage_name(3, PassageTold("Ana", 62500, None, 0))
    'passage 3, 0:01:02.500–, question 1: Ana'
    """
    times = ""
    if told.start_ms is not None or told.end_ms is not None:
        times = f", {_clock(told.start_ms)}–{_clock(told.end_ms)}"
    asked = "" if told.question is None else f", question {told.question + 1}"
    return f"passage {number}{times}{asked}: {told.speaker}"


def passage_told(name: str) -> PassageTold | None:
    """What the name of a selection says; None where it does not name a passage.

    >>> passage_told("passage 3, 0:01:02.500–, question 1: Ana")
    PassageTold(speaker='Ana', start_ms=62500, end_ms=None, question=0)
    """
    found = _PASSAGE.fullmatch(name)
    if found is None:
        return None
    start, end, asked, speaker = found.groups()
    question = int(asked) - 1 if asked and int(asked) else None
    return PassageTold(speaker or "", _milliseconds(start), _milliseconds(end), question)


def _clock(milliseconds: int | None) -> str:
    if milliseconds is None:
        return ""
    seconds, thousandths = divmod(milliseconds, 1000)
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}.{thousandths:03}"


def _milliseconds(clock: str | None) -> int | None:
    if not clock:
        return None
    hours, minutes, seconds = clock.split(":")
    return (int(hours[:12]) * 60 + int(minutes)) * 60_000 + int(seconds.replace(".", ""))


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a coder said of a coding, beyond making it."""

    polarity: Polarity = Polarity.NEUTRAL
    weight: int | None = None
    origin: Origin = Origin.HAND
    suggested: Suggested | None = None


def judgement_notes(told: Judgement) -> tuple[str, ...]:
    """The names of the notes that tell it; none for a plain coding made by hand.

    >>> judgement_notes(Judgement(Polarity.AGAINST, 40))
    ('Polarity: against', 'Weight: 40')
    """
    parts = (
        ("Polarity", told.polarity.name.lower() if told.polarity else ""),
        ("Weight", "" if told.weight is None else str(told.weight)),
        ("Origin", "" if told.origin is Origin.HAND else told.origin.value),
        ("Suggested", _suggestion(told.suggested)),
    )
    return tuple(titled(title, value) for title, value in parts if value)


def is_judgement(name: str) -> bool:
    """Whether a note of this name tells something of a coding."""
    return judgement([name]) != Judgement()


def judgement(names: list[str]) -> Judgement:
    """What notes on a coding tell, by their names; those of other names say nothing."""
    polarity, weight, origin = Polarity.NEUTRAL, None, Origin.HAND
    suggested: Suggested | None = None
    for name in names:
        if value := untitled("Polarity", name):
            known = {one.name.lower(): one for one in Polarity}
            polarity = known.get(value.casefold(), polarity)
        elif (value := untitled("Weight", name)) and re.fullmatch(r"[0-9]{1,3}", value):
            weight = int(value) if int(value) <= LARGEST_WEIGHT else weight
        elif value := untitled("Origin", name):
            origin = Origin(value) if value in set(Origin) else origin
        elif found := _SUGGESTION.fullmatch(untitled("Suggested", name) or ""):
            suggested = Suggested(found["model"], int(found["percent"]) / 100)
    return Judgement(polarity, weight, origin, suggested)


_SUGGESTION = re.compile(r"(?P<model>\S.*) at (?P<percent>[0-9]{1,2}|100)%")


def _suggestion(told: Suggested | None) -> str:
    return "" if told is None else f"{told.model} at {told.score * 100:.0f}%"


def memo_name(text: str) -> str:
    """A name for the note that a memo becomes: its first words."""
    return titled(MEMO_NOTE, one_line(text, 60))


def written(value: str) -> str:
    r"""A value on one line of a description, as it is where that can be read back, else as JSON.

    >>> written("Why?"), written("two\nlines")
    ('Why?', '"two\\nlines"')
    """
    plain = value and "\n" not in value and value[0] != '"' and value == value.strip()
    return value if plain else json.dumps(value, ensure_ascii=False)


def unwritten(line: str) -> str:
    r"""The value that a line of a description holds.

    >>> unwritten("Why?"), unwritten('"two\\nlines"')
    ('Why?', 'two\nlines')
    """
    line = line.strip()
    if line.startswith('"'):
        try:
            value = json.loads(line)
        except (ValueError, RecursionError):
            return line
        return value if isinstance(value, str) else line
    return line
