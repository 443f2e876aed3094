"""How programs head a turn with a speaker and a time, in one table."""

import re
from dataclasses import dataclass

from .clock import TIME
from .names import ends_like_a_name, like_a_name

_S = r"\s{0,20}"
_SS = r"\s{1,20}"
"""Spaces have a limit, so that no line can be made that takes forever."""
_SPAN = rf"{_S}(?:-->|->|→|-|–|—|to|bis){_S}"
_AT = rf"(?P<time>{TIME})(?:{_SPAN}(?P<end>{TIME}))?"
_BRACKETED = rf"(?:[\[(<{{]{_S}{_AT}{_S}[\])>}}]|#(?P<hash>{TIME})(?:-(?P<tenth>\d))?#)"
_NAME = r"(?P<name>\S(?:[^\n]{0,58}\S)??)"
_PLAIN_NAME = r"(?P<name>[^\s:\[({#|<>-](?:[^:\t\n]{0,58}[^\s:|,@–—-])?)"
_ANY_NAME = r"(?P<name>[^\s:][^:\n]{0,59}?)"
_TEXT = r"(?P<text>.*)"
_DATE = r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}"

TIME_ALONE = re.compile(
    rf"[\[(<{{#]?\s{{0,3}}({TIME})(?:{_SPAN}({TIME})|-\d)?\s{{0,3}}[\])>}}#]?:?"
)
"""A line, stripped, that is nothing but a time or a span of time."""
TIMED_WORDS = re.compile(
    rf"(?:[\[(<{{#]\s{{0,3}}({TIME})(?:{_SPAN}({TIME})|-\d)?\s{{0,3}}[\])>}}#]{_S}(?:-{_SS})?"
    rf"|({TIME})(?:{_SPAN}({TIME}))?(?:{_SS}|{_S}[-–|]{_SS}))(?=\S)"
)
"""The beginning of a line that has a time before its words."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How one family of programs heads a turn. The pattern has groups name, and at times time, end and text."""

    programs: str
    pattern: re.Pattern[str]
    captions: bool = False
    """Headers stand over each caption, not over each turn; the times are those of a wall clock."""
    bare: bool = False
    """Nothing but its place shows it to be a header, so that names must look like names and repeat."""


def _layout(programs: str, pattern: str, *, captions: bool = False, bare: bool = False) -> Layout:
    return Layout(programs, re.compile(pattern), captions, bare)


LAYOUTS: tuple[Layout, ...] = (
    _layout("Otter, Teams", rf"{_NAME}(?:\s{{2,20}}|\t){_AT}"),
    _layout("Rev, Plaud", rf"{_NAME}{_S}{_BRACKETED}{_S}:{_S}{_TEXT}"),
    _layout("Fireflies, Grain, tl;dv, Riverside", rf"{_NAME}{_SS}{_BRACKETED}"),
    _layout("Happy Scribe", rf"{_BRACKETED}{_SS}[-–]{_SS}(?P<name>[^:\n]{{1,60}}):?"),
    _layout(
        "Descript, Supernormal",
        rf"{_BRACKETED}{_S}(?:[-–]{_SS})?{_PLAIN_NAME}\s?:(?:{_SS}{_TEXT})?",
    ),
    _layout("time, name: words", rf"{_AT}{_SS}(?:[-–|]{_SS})?{_PLAIN_NAME}\s?:{_SS}{_TEXT}"),
    _layout("Sonix, older Rev, noScribe", rf"{_ANY_NAME}\s?:{_S}{_BRACKETED}{_S}{_TEXT}"),
    _layout("Temi", rf"{_ANY_NAME}\s?:{_SS}{_AT}(?:{_SS}{_TEXT})?"),
    _layout("Zoom's saved captions", rf"\[(?P<name>[^\]\n]{{1,60}})\]{_SS}{_AT}", captions=True),
    _layout("Zoom's chat", rf"{_AT}\t(?P<name>[^\t\n]{{1,60}}?):?\t{_TEXT}"),
    _layout(
        "Zoom's older chat",
        rf"{_AT}{_SS}From{_SS}(?P<name>[^:\n]{{1,60}}?)(?:{_SS}to{_SS}[^:\n]{{1,80}})?{_S}:{_S}{_TEXT}",
    ),
    _layout("name, time, words between tabs", rf"(?P<name>[^\t\n]{{1,60}})\t{_AT}\t{_TEXT}"),
    _layout(
        "WhatsApp",
        rf"[\[\u200e]{{0,2}}{_DATE},?{_SS}{TIME}\]?{_S}(?:[-–]{_SS})?(?P<name>[^:\n]{{1,60}}?):\s{_TEXT}",
    ),
    _layout("Notta, Krisp", rf"{_PLAIN_NAME}(?:{_SS}|{_S}[|,@–—-]{_S}){_AT}", bare=True),
    _layout("Fathom, MacWhisper", rf"{_AT}(?:{_SS}|{_S}[|–—-]{_S}){_PLAIN_NAME}", bare=True),
    _layout("time in brackets, name", rf"{_BRACKETED}{_S}{_PLAIN_NAME}", bare=True),
    _layout("[name time] words", rf"\[{_PLAIN_NAME}[,|]?{_SS}{_AT}\]:?{_S}{_TEXT}", bare=True),
    _layout(
        "[time name] words",
        rf"\[{_AT}[,|]?{_SS}(?P<name>[^\]:\n]{{1,60}})\]:?{_S}{_TEXT}",
        bare=True,
    ),
    _layout("name time: words", rf"{_PLAIN_NAME}{_SS}{_AT}{_S}:{_SS}{_TEXT}", bare=True),
    _layout("name [time] words", rf"{_PLAIN_NAME}{_SS}{_BRACKETED}{_SS}{_TEXT}", bare=True),
    *(
        _layout(
            "time, name - words",
            rf"{time}{_SS}(?P<name>[^\s:|–-][^:\n|–-]{{0,58}}?){_SS}[-–—]{_SS}{_TEXT}",
            bare=True,
        )
        for time in (_AT, _BRACKETED)
    ),
)
"""In the order in which they win where several fit the same lines."""

_BULLET = re.compile(r"(?:[-*•·–]|>{1,3})\s{1,20}(?=\S)")
_HALVES_OF_DAYS = frozenset({"am", "pm", "a.m", "p.m", "a.m.", "p.m."})
_ENDS_OF_WORDS = frozenset("?!;,…")


def unbulleted(line: str) -> str:
    """A line without the bullet, dash or `>>` that it begins with.

    >>> unbulleted("- Ana: yes")
    'Ana: yes'
    """
    found = _BULLET.match(line)
    return line[found.end() :] if found else line


def header(layout: Layout, line: str) -> re.Match[str] | None:
    """The parts of a line in a layout; None where it is not in it or its name can be none."""
    found = layout.pattern.fullmatch(unbulleted(line.strip()))
    if found is None or not any(char.isalpha() for char in found["name"]):
        return None
    name = found["name"].strip()
    if ": " in name or name[-1] in _ENDS_OF_WORDS or name.casefold() in _HALVES_OF_DAYS:
        return None
    return found if not layout.bare or (like_a_name(name) and ends_like_a_name(name)) else None
