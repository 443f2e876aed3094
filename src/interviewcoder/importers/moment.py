"""Moments as programs write them into data: numbers, clocks, durations and dates, in milliseconds."""

import math
import re
from datetime import UTC, datetime
from typing import Any

from .clock import milliseconds

LATEST = 2**53
"""Milliseconds from here on are no time of a recording and no date either."""
SECONDS = 1000.0
MILLISECONDS = 1.0
TICKS = 0.0001
"""What a unit is in milliseconds; a tick is a hundred nanoseconds (Azure)."""

_NUMBER = re.compile(r"[-+]?\d{1,15}(?:\.\d{0,15})?(?:[eE][-+]?\d{1,2})?")
_DURATION = re.compile(
    r"PT(?:(\d{1,6}(?:\.\d{1,9})?)H)?(?:(\d{1,6}(?:\.\d{1,9})?)M)?(?:(\d{1,9}(?:\.\d{1,9})?)S)?"
)
_DATE = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d")


def moment(value: Any, unit: float = SECONDS) -> int | None:
    """A moment in milliseconds; None where there is none that a recording could have.

    Numbers, also in strings, are in the unit; `5.2s` is in seconds; `1:02` is a clock, `PT1M2S` a duration, a date
    with a time counts from 1970, and `{"seconds": 5, "nanos": 2000000}` is what it says.

    >>> moment(1.5), moment("1.5s"), moment("1:02"), moment("PT1M2S"), moment("soon")
    (1500, 1500, 62000, 62000, None)
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return _bounded(value, unit)
    if isinstance(value, str):
        return _written(value.strip(), unit)
    if isinstance(value, dict):
        seconds = moment(value.get("seconds", 0))
        nanos = moment(value.get("nanos", 0), 1e-6)
        return None if seconds is None or nanos is None else seconds + nanos
    return None


def is_date(value: Any) -> bool:
    """Whether a moment is a date with a time, so that it has to be counted from the first one.

    >>> is_date("2026-06-15T10:00:22Z"), is_date("10:00:22")
    (True, False)
    """
    return isinstance(value, str) and _DATE.match(value.strip()) is not None


def later(start: int | None, length: int | None) -> int | None:
    """The end of what begins at a moment and lasts so long; None where one of them is not known."""
    return None if start is None or length is None else start + length


def _written(text: str, unit: float) -> int | None:
    if _NUMBER.fullmatch(text):
        return _bounded(float(text), unit)
    if text.endswith("s") and _NUMBER.fullmatch(text[:-1]):
        return _bounded(float(text[:-1]), SECONDS)
    if (duration := _DURATION.fullmatch(text)) and len(text) > 2:
        hours, minutes, seconds = (float(part or 0) for part in duration.groups())
        return _bounded((hours * 60 + minutes) * 60 + seconds, SECONDS)
    if is_date(text):
        return _since_1970(text)
    return milliseconds(text)


def _since_1970(text: str) -> int | None:
    try:
        when = datetime.fromisoformat(text)
        if when.tzinfo is None:
            when = when.replace(tzinfo=UTC)
        return _bounded(when.timestamp(), SECONDS)
    except (ValueError, OverflowError, OSError):
        return None


def _bounded(number: float, unit: float) -> int | None:
    try:
        scaled = number * unit
    except OverflowError:
        return None
    return round(scaled) if math.isfinite(scaled) and 0 <= scaled < LATEST else None
