"""Rules of segments as text in the query language, and short names that say the same."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from interviewcoder.domain.participant import Attribute, AttributeType
from interviewcoder.domain.query import quoted
from interviewcoder.domain.text import NAME_LIMIT, one_line

from .attribute_values import MEASURED, measure


@dataclass(frozen=True, slots=True)
class Split:
    """A question about one attribute. Who has no value answers no."""

    attribute: Attribute
    operator: str
    """`=`, `<` or `>=`."""
    value: str


Path = Sequence[tuple[Split, bool]]
"""Splits and how they are answered."""


def term(attribute: str, operator: str, value: str) -> str:
    r"""A comparison in the query language, quoted where it must be.

    >>> print(term("plan", "=", "pro"), term("Used for", "!=", 'the "office"'), term("plan", "=", ""))
    plan=pro "Used for"!="the \"office\"" plan=""
    """
    return f"{quoted(attribute)}{operator}{quoted(value)}"


def any_of(rules: Sequence[str]) -> str:
    """A rule that is true of whoever one of these is true of.

    >>> any_of(["plan=pro AND visits>=3", "plan=free"])
    '(plan=pro AND visits>=3) OR plan=free'
    """
    if len(rules) == 1:
        return rules[0]
    return " OR ".join(f"({rule})" if " AND " in rule else rule for rule in rules)


def range_rule(attribute: str, low: str, high: str) -> str:
    """The rule for values from `low` to below `high`; an empty end is open."""
    ends = [term(attribute, ">=", low)] if low else []
    return " AND ".join([*ends, term(attribute, "<", high)] if high else ends)


def range_label(attribute: Attribute, low: str, high: str, *, whole: bool) -> str:
    """The same range for people to read; `whole` if all values are whole numbers.

    >>> visits = Attribute("visits", AttributeType.NUMBER)
    >>> [range_label(visits, *ends, whole=True) for ends in (("", "3"), ("3", "12"), ("12", ""))]
    ['under 3', '3-11', '12 or more']
    """
    if attribute.type is AttributeType.DATE:
        if not low or not high:
            return f"before {high}" if high else f"since {low}"
        last = (date.fromisoformat(high) - timedelta(days=1)).isoformat()
        return low if last == low else f"{low} to {last}"
    if not low or not high:
        return f"under {high}" if high else f"{low} or more"
    if not whole:
        return f"{low} to under {high}"
    last = str(int(high) - 1)
    if last == low:
        return low
    return f"{low} to {last}" if "-" in low + last else f"{low}-{last}"


def readable_between(attribute_type: AttributeType, below: str, upto: str) -> str:
    """The value easiest to read that is greater than one value and at most another.

    >>> readable_between(AttributeType.NUMBER, "11", "14"), readable_between(AttributeType.NUMBER, "7", "13")
    ('14', '10')
    >>> readable_between(AttributeType.DATE, "2025-12-20", "2026-01-09")
    '2026-01-01'
    """
    if attribute_type is AttributeType.DATE:
        day = date.fromisoformat(upto)
        firsts = (day.replace(month=1, day=1).isoformat(), day.replace(day=1).isoformat())
        return next((first for first in firsts if first > below), upto)
    low, high = Decimal(below), Decimal(upto)
    exponent = max(low.adjusted(), high.adjusted()) + 1
    while True:
        for digit in (5, 2, 1):
            step = Decimal(digit).scaleb(exponent)
            nearest = (high / step).to_integral_value("ROUND_FLOOR") * step
            if nearest > low:
                return _plain(nearest)
        exponent -= 1


def path_rule(path: Path, gaps: Collection[str], values: Mapping[str, Sequence[str]]) -> str:
    """The rule that is true of those who answer a path's splits as it says.

    Args:
        path: splits and their answers.
        gaps: names of the attributes that somebody has no value of.
        values: name of a choice to all its values, in order.
    """
    pieces = [
        piece
        for attribute, answers in _by_attribute(path)
        for piece in _pieces(attribute, answers, attribute.name in gaps, values)
    ]
    if len(pieces) == 1:
        return pieces[0]
    return " AND ".join(f"({piece})" if " OR " in piece else piece for piece in pieces)


def path_label(path: Path, gaps: Collection[str], values: Mapping[str, Sequence[str]]) -> str:
    """What a path says, for people to read, such as `plan: pro, visits: 12 or more`."""
    return ", ".join(
        f"{attribute.name}: {_label(attribute, answers, attribute.name in gaps, values)}"
        for attribute, answers in _by_attribute(path)
    )


def distinct_names(names: Iterable[str]) -> list[str]:
    """Names on one line and short enough to be stored, with a number behind those that came before."""
    made: list[str] = []
    seen: set[str] = set()
    for name in names:
        short, number = one_line(name, NAME_LIMIT - 6), 2
        unique = short
        while unique.casefold() in seen:
            unique, number = f"{short} ({number})", number + 1
        seen.add(unique.casefold())
        made.append(unique)
    return made


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _by_attribute(path: Path) -> list[tuple[Attribute, list[tuple[Split, bool]]]]:
    found: dict[str, tuple[Attribute, list[tuple[Split, bool]]]] = {}
    for split, answer in path:
        found.setdefault(split.attribute.name, (split.attribute, []))[1].append((split, answer))
    return list(found.values())


def _ends(attribute: Attribute, answers: Path) -> tuple[str, str]:
    """The least value, and the value below which it stays; empty where that end is open."""
    lows = [one.value for one, yes in answers if yes == (one.operator == ">=")]
    highs = [one.value for one, yes in answers if yes == (one.operator == "<")]

    def size(value: str) -> float:
        return measure(attribute.type, value) or 0.0

    return max(lows, key=size, default=""), min(highs, key=size, default="")


def _choice(
    attribute: Attribute, answers: Path, gap: bool, values: Mapping[str, Sequence[str]]
) -> tuple[str, list[str]]:
    """The value that is asked for, or else those that are not."""
    wanted = next((split.value for split, yes in answers if yes), "")
    unwanted = [split.value for split, _ in answers]
    left = [value for value in values.get(attribute.name, ()) if value not in unwanted]
    if not wanted and not gap and len(left) == 1:
        wanted = left[0]
    return wanted, unwanted


def _pieces(
    attribute: Attribute, answers: Path, gap: bool, values: Mapping[str, Sequence[str]]
) -> list[str]:
    """Terms to be joined by AND."""
    name = attribute.name
    if attribute.type in MEASURED:
        ranged = range_rule(name, *_ends(attribute, answers))
        if not gap or any(yes for _, yes in answers):
            return [ranged]
        return [any_of([ranged, term(name, "=", "")])]
    wanted, unwanted = _choice(attribute, answers, gap, values)
    if wanted:
        return [term(name, "=", wanted)]
    # NOT also lets those in who have no value, and != does not.
    if gap:
        return [f"NOT {term(name, '=', value)}" for value in unwanted]
    return [term(name, "!=", value) for value in unwanted]


def _label(
    attribute: Attribute, answers: Path, gap: bool, values: Mapping[str, Sequence[str]]
) -> str:
    unknown = " or unknown" if gap and not any(yes for _, yes in answers) else ""
    if attribute.type in MEASURED:
        low, high = _ends(attribute, answers)
        whole = all(end.lstrip("-").isdigit() for end in (low, high) if end) and all(
            value.lstrip("-").isdigit() for value in values.get(attribute.name, ())
        )
        return range_label(attribute, low, high, whole=whole) + unknown
    wanted, unwanted = _choice(attribute, answers, gap, values)
    return wanted or f"not {' or '.join(unwanted)}{unknown}"
