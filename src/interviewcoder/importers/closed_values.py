"""The values of a closed question or a fact in the form in which they are kept, found out over the whole column.

A column is read as numbers or dates only where all of its cells can be: how a country writes them is told by the
cells together, and where they do not tell it, they stay text.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.participant import AttributeType, canonical_value, guess_type

from .scales import is_beside
from .tables import unprefixed

_MEASURED = (AttributeType.NUMBER, AttributeType.DATE)
_MOST_DIGITS = 15
"""Longer numbers are ids, and would lose digits."""
_PLAIN_NUMBER = re.compile(r"[+-]?(?:(?:0|[1-9]\d*)(?:\.\d+)?|\.\d+)")
_UNITS = re.compile(
    r"(?P<before>[$€£¥₹₩]|US\$|CHF|USD|EUR|GBP|R\$)?\s*(?P<number>[+\-−]?[\d.,'’\s]*\d)\s*"
    r"(?P<after>[$€£¥₹₩%]|CHF|USD|EUR|GBP|kr\.?|zł|PLN|SEK|NOK|DKK)?",
    re.I,
)
_GROUPED = {
    ",": re.compile(r"[+-]?\d{1,3}(?:[,\s'’]\d{3})+(?:\.\d+)?"),
    ".": re.compile(r"[+-]?\d{1,3}(?:[.\s'’]\d{3})+(?:,\d+)?"),
}
_NOT_DIGITS = re.compile(r"[\s'’]")
_CLOCK = r"(?:[T,]?\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:[AaPp]\.?[Mm]\.?)?\s*(?:Z|[+-]\d{2}:?\d{2}|[A-Z]{2,5}|GMT[+-]\d{1,2})?)?"
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})" + _CLOCK)
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])\s?(\d{1,2})\2\s?(\d{4}|\d{2})" + _CLOCK)
_DAY_NAMED = re.compile(
    r"(?:[^\W\d]+\.?,?\s+)?(\d{1,2})\.?(?:st|nd|rd|th)?[\s-]+(?:de\s+)?([^\W\d]+)\.?,?[\s-]+(?:de\s+)?(\d{4})"
    + _CLOCK
)
_MONTH_NAMED = re.compile(
    r"(?:[^\W\d]+\.?,?\s+)?([^\W\d]{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})" + _CLOCK
)
_MONTHS = (
    ("jan", "ene", "gen"), ("feb", "fév", "fev"), ("mar", "mär", "mrz", "maa"), ("apr", "avr", "abr"), ("may", "mai", "mei", "mag"),
    ("jun", "juin", "giu"), ("jul", "juil", "lug"), ("aug", "aoû", "aou", "ago"), ("sep", "set"), ("oct", "okt", "out", "ott"),
    ("nov",), ("dec", "dez", "déc", "dic"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ClosedValues:
    """The type of a column's values, and each cell's value."""

    type: AttributeType
    values: Mapping[str, str]
    """By cell; a cell that does not fit the type is not among them."""


def closed_values(counts: Mapping[str, int], *, comma_is_decimal: bool = False) -> ClosedValues:
    """The values of a column's cells, of the narrowest type that all of them fit.

    Among numbers and dates, what says that there is none (`prefer not to say`) has no value.

    Args:
        counts: the different cells, none of them blank, and how often each occurs.
        comma_is_decimal: whether the table is written where numbers have a decimal comma.
    """
    clean = {cell: _clean(cell) for cell in counts}
    # The type depends on the values and on whether they repeat, not on how often.
    repeat = 2 if sum(counts.values()) >= 2 * len(counts) else 1
    kind = guess_type(list(clean.values()) * repeat)
    if kind is not AttributeType.YES_NO:
        told = {cell: value for cell, value in clean.items() if not is_beside(value)}
        for measured in _MEASURED if says_enough(told, clean) else ():
            found = _measured(measured, set(told.values()), comma_is_decimal)
            if found is not None:
                return ClosedValues(measured, {cell: found[value] for cell, value in told.items()})
        if kind in _MEASURED:
            kind = _words_type(clean.values(), repeat)
    return ClosedValues(kind, {cell: canonical_value(kind, value) for cell, value in clean.items()})


def says_enough(told: Collection[str], cells: Collection[str]) -> bool:
    """Whether cells that `told` something are a column of numbers or dates among cells that told nothing."""
    return len(told) >= (2 if len(told) < len(cells) else 1)


def values_of_type(
    kind: AttributeType, counts: Mapping[str, int], *, comma_is_decimal: bool = False
) -> ClosedValues:
    """The values of a column's cells of a type that is given; cells that do not fit it have none."""
    clean = {cell: _clean(cell) for cell in counts}
    if kind in _MEASURED:
        fits = _day_of if kind is AttributeType.DATE else _UNITS.fullmatch
        fitting = {value for value in clean.values() if fits(value)}
        found = _measured(kind, fitting, comma_is_decimal) or {}
        values = {cell: found[value] for cell, value in clean.items() if value in found}
        return ClosedValues(kind, values)
    values = {}
    for cell, value in clean.items():
        try:
            values[cell] = canonical_value(kind, value)
        except StudyError:
            continue
    return ClosedValues(kind, values)


def _measured(
    kind: AttributeType, values: Collection[str], comma_is_decimal: bool
) -> dict[str, str] | None:
    return dates(values) if kind is AttributeType.DATE else numbers(values, comma_is_decimal)


def _clean(cell: str) -> str:
    return " ".join(unprefixed(cell.strip()).split())


def _words_type(values: Iterable[str], repeat: int) -> AttributeType:
    """The type of what looks like numbers or dates and is none: `007`, `01/02/03`."""
    guessed = guess_type([f"{value} ." for value in values] * repeat)
    return AttributeType.CHOICE if guessed is AttributeType.CHOICE else AttributeType.TEXT


def numbers(present: Collection[str], comma_is_decimal: bool = False) -> dict[str, str] | None:
    """The numbers that all values are, in canonical form; None when one is none.

    Currency and percent signs are taken off where no two values have different ones.

    >>> numbers(["$1,250.50", "$3"]), numbers(["1.250,5", "3"]), numbers(["007"])
    ({'$1,250.50': '1250.5', '$3': '3'}, {'1.250,5': '1250.5', '3': '3'}, None)
    """
    if all(_PLAIN_NUMBER.fullmatch(value) and len(value) <= _MOST_DIGITS for value in present):
        return {value: _canonical(value) for value in present}
    bare: dict[str, str] = {}
    units: set[str] = set()
    for value in present:
        found = _UNITS.fullmatch(value)
        if not found or (found["before"] and found["after"]):
            return None
        unit = found["before"] or found["after"]
        if unit:
            units.add(unit.casefold().rstrip("."))
        bare[value] = found["number"].replace("−", "-").strip()
    if len(units) > 1:
        return None
    grouping = _grouping(bare.values(), comma_is_decimal)
    if grouping is None:
        return None
    decimal = "," if grouping == "." else "."
    plain = {
        value: _NOT_DIGITS.sub("", number).replace(grouping, "").replace(decimal, ".")
        for value, number in bare.items()
    }
    if not all(_PLAIN_NUMBER.fullmatch(n) and len(n) <= _MOST_DIGITS for n in plain.values()):
        return None
    return {value: _canonical(number) for value, number in plain.items()}


def _grouping(written: Iterable[str], comma_is_decimal: bool) -> str | None:
    """What stands between thousands, as all numbers together tell; None when they contradict one another."""
    with_marks = [number for number in written if re.search(r"[.,'’\s]", number)]
    possible = [mark for mark in (",", ".") if all(_reads(number, mark) for number in with_marks)]
    if len(possible) != 1:
        # `1,234` can be both: the country of the table tells, or else all of them are whole thousands.
        return (possible and ("." if comma_is_decimal else ",")) or None
    return possible[0]


def _reads(number: str, grouping: str) -> bool:
    decimal = "," if grouping == "." else "."
    if _GROUPED[grouping].fullmatch(number):
        return True
    return bool(re.fullmatch(rf"[+-]?\d+(?:{re.escape(decimal)}\d+)?", number))


def _canonical(number: str) -> str:
    value = float(number)
    return str(int(value)) if value.is_integer() else repr(value)


def dates(present: Collection[str]) -> dict[str, str] | None:
    """The days that all values tell, as `2026-01-31`; None when one tells none, or day and month may be either.

    >>> dates(["12/31/2025", "1/2/2026"]), dates(["1/2/2026"]), dates({"31.12.2025 10:00"})
    ({'12/31/2025': '2025-12-31', '1/2/2026': '2026-01-02'}, None, {'31.12.2025 10:00': '2025-12-31'})
    """
    parts: dict[str, tuple[int, int, int] | tuple[int, int, int, str]] = {}
    for value in present:
        found = _day_of(value)
        if found is None:
            return None
        parts[value] = found
    unsure = [day for day in parts.values() if len(day) == 4]
    day_first = _day_first(unsure)
    if unsure and day_first is None:
        return None
    days: dict[str, str] = {}
    for value, part in parts.items():
        year, first, second = part[:3]
        month, day = (second, first) if len(part) == 4 and day_first else (first, second)
        try:
            days[value] = date(year, month, day).isoformat()
        except ValueError:
            return None
    return days


def _day_of(value: str) -> tuple[int, int, int] | tuple[int, int, int, str] | None:
    """Year, month and day; or year, first and second number and what stands between them."""
    if found := _YEAR_FIRST.fullmatch(value):
        return int(found[1]), int(found[2]), int(found[3])
    if found := _YEAR_LAST.fullmatch(value):
        year = int(found[4])
        return (year + 2000 if year < 100 else year), int(found[1]), int(found[3]), found[2]
    for pattern, day_at, month_at in ((_DAY_NAMED, 1, 2), (_MONTH_NAMED, 2, 1)):
        found = pattern.fullmatch(value)
        if found and (month := _month(found[month_at])):
            return int(found[3]), month, int(found[day_at])
    return None


def _day_first(unsure: Sequence[Sequence[int | str]]) -> bool | None:
    """Whether days come before months; None when nothing tells."""
    if any(mark == "." for *_, mark in unsure):
        return True
    if any(isinstance(first, int) and first > 12 for _, first, *_ in unsure):
        return True
    if any(isinstance(second, int) and second > 12 for _, _, second, _ in unsure):
        return False
    return None


def _month(name: str) -> int | None:
    key = name.casefold()
    return next(
        (n for n, names in enumerate(_MONTHS, 1) if any(key.startswith(one) for one in names)), None
    )
