"""The labels that Word puts before the items of its lists, where they hold words: `Q1:`, `Interviewer:`."""

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .word_parts import W, value_of

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_LETTERS = re.compile(r"[^\W\d_]")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Level:
    text: str = ""
    kind: str = "decimal"
    start: int = 1


@dataclass
class Numbering:
    """Counts the items of the lists as they are met.

    Plain numbers, letters and bullets are no words and give no label; a level's text with letters beside its
    counter does.
    """

    part: "Element | None"
    _lists: dict[str, tuple[str, list[_Level]]] = field(init=False)
    _counts: dict[str, list[int | None]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._lists = _lists(self.part) if self.part is not None else {}

    def label(self, list_id: str, level: int) -> str:
        """The label of the next item of a list on a level from 0; empty when it holds no words."""
        if list_id not in self._lists or not 0 <= level < _LEVELS:
            return ""
        family, levels = self._lists[list_id]
        counts = self._counts.setdefault(family, [None] * _LEVELS)
        counted = counts[level]
        counts[level] = levels[level].start if counted is None else counted + 1
        counts[level + 1 :] = [None] * (_LEVELS - level - 1)
        text = levels[level].text
        if not _LETTERS.search(text) or levels[level].kind == "bullet":
            return ""

        def counter(place: re.Match[str]) -> str:
            at = int(place[1]) - 1
            number = counts[at]
            return _written(levels[at].start if number is None else number, levels[at].kind)

        return _PLACE.sub(counter, text).strip()


def _lists(part: "Element") -> dict[str, tuple[str, list[_Level]]]:
    families = {
        abstract.get(f"{W}abstractNumId", ""): _levels(abstract, [_Level()] * _LEVELS)
        for abstract in part.iter(f"{W}abstractNum")
    }
    lists = {}
    for number in part.iter(f"{W}num"):
        list_id, family = number.get(f"{W}numId", ""), value_of(number, "abstractNumId")
        levels = families.get(family, [_Level()] * _LEVELS)
        overridden = number.findall(f"{W}lvlOverride")
        for override in overridden:
            levels = _levels(override, levels)
        # A list that overrides its family's levels counts for itself.
        lists[list_id] = (f"{family}/{list_id}" if overridden else family, levels)
    return lists


def _levels(element: "Element", before: list[_Level]) -> list[_Level]:
    levels = list(before)
    for level in element.iter(f"{W}lvl"):
        at = level.get(f"{W}ilvl", "")
        if at.isdecimal() and int(at) < _LEVELS:
            start = value_of(level, "start")
            levels[int(at)] = _Level(
                value_of(level, "lvlText")[:100],
                value_of(level, "numFmt") or "decimal",
                int(start) if start.isdecimal() and len(start) < 7 else 1,
            )
    return levels


def _written(number: int, kind: str) -> str:
    if kind in {"lowerLetter", "upperLetter"} and 0 < number <= 26 * 20:
        letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letters.upper() if kind == "upperLetter" else letters
    if kind in {"lowerRoman", "upperRoman"} and 0 < number < 4000:
        written = ""
        for worth, letters in _ROMAN:
            written += letters * (number // worth)
            number %= worth
        return written.upper() if kind == "upperRoman" else written
    if kind == "decimalZero":
        return f"{number:02d}"
    return "" if kind == "none" else str(number)
