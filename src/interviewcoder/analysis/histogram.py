"""Numbers and days in at most ten bins of equal width whose ends are easy to read."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import count
from math import floor, log10

import numpy as np

MOST_BINS = 10
_FAR = 3.0
"""Values more than so many interquartile ranges beyond the quartiles share an open bin at the end."""
_LEAST = 1e-9

Bins = list[tuple[str, int]]


def number_bins(numbers: Sequence[float], weights: Sequence[int]) -> Bins:
    """Label and count of each bin, from least to most.

    Args:
        numbers: distinct values, from least to most.
        weights: how many people have each.
    """
    low, high = _without_far_ones(np.asarray(numbers), np.asarray(weights))
    under, over = numbers[0] < low, numbers[-1] > high
    whole = all(one.is_integer() for one in numbers)
    width = _readable_width(low, high, MOST_BINS - under - over, whole)
    first, last = _place(low, width), _place(high, width)
    counts = [0] * (last - first + 1)
    below = above = 0
    for number, weight in zip(numbers, weights, strict=True):
        # What is far may still fall into an outermost bin, which leaves nothing for the open one.
        if number < first * width:
            below += weight
        elif number >= (last + 1) * width:
            above += weight
        else:
            counts[min(_place(number, width), last) - first] += weight
    bins = [(_number_label(first + i, width, whole), n) for i, n in enumerate(counts)]
    return [
        *([(f"under {_text(first * width, width)}", below)] if below else []),
        *bins,
        *([(f"{_text((last + 1) * width, width)} or more", above)] if above else []),
    ]


def day_bins(days: Sequence[float], weights: Sequence[int]) -> Bins:
    """Label and count of each bin of days, weeks, months or years, from first to last.

    Args:
        days: distinct ordinals, from first to last.
        weights: how many people have each.
    """
    place, label = next(
        (place, label)
        for place, label in _calendar()
        if place(int(days[-1])) - place(int(days[0])) < MOST_BINS
    )
    first, last = place(int(days[0])), place(int(days[-1]))
    counts = [0] * (last - first + 1)
    for day, weight in zip(days, weights, strict=True):
        counts[place(int(day)) - first] += weight
    return [(label(first + i), n) for i, n in enumerate(counts)]


def _without_far_ones(
    numbers: np.ndarray[tuple[int], np.dtype[np.float64]],
    weights: np.ndarray[tuple[int], np.dtype[np.int64]],
) -> tuple[float, float]:
    """The least and the greatest number that are not far from the rest (Tukey's outer fences)."""
    share = weights.cumsum() / weights.sum()
    lower, upper = (float(numbers[np.searchsorted(share, at)]) for at in (0.25, 0.75))
    fence = _FAR * (upper - lower)
    near = numbers[(numbers >= lower - fence) & (numbers <= upper + fence)] if fence else numbers
    return float(near[0]), float(near[-1])


def _readable_width(low: float, high: float, bins: int, whole: bool) -> float:
    """The least of 1, 2 and 5 times a power of ten that cuts low to high into at most so many bins."""
    least = max((high - low) / bins, abs(high) * _LEAST, _LEAST)
    for power in count(0 if whole else floor(log10(least))):
        for step in (1, 2, 5):
            width = step * 10.0**power
            if _place(high, width) - _place(low, width) < bins:
                return width
    raise AssertionError("widths grow without end")


def _place(number: float, width: float) -> int:
    return floor(round(number / width, 9))


def _number_label(place: int, width: float, whole: bool) -> str:
    start, end = _text(place * width, width), _text((place + 1) * width, width)
    if not whole:
        return f"{start} to <{end}"
    if width == 1:
        return start
    end = _text((place + 1) * width - 1, width)
    return f"{start} to {end}" if "-" in start + end else f"{start}-{end}"


def _text(number: float, width: float) -> str:
    decimals = max(0, -floor(log10(width) + _LEAST))
    return f"{round(number, decimals) + 0.0:.{decimals}f}"


def _calendar() -> Iterator[tuple[Callable[[int], int], Callable[[int], str]]]:
    """Ever wider bins: where a day falls, and what to call the place."""
    yield (lambda day: day), (lambda place: date.fromordinal(place).isoformat())
    # The first day of the calendar is a Monday.
    yield (lambda day: (day - 1) // 7), _week
    for months in (1, 3, 6, 12, 24, 60, 120, 240, 600, 1_200, 2_400, 6_000, 12_000):
        yield _months(months)


def _week(place: int) -> str:
    first = place * 7 + 1
    last = min(first + 6, date.max.toordinal())
    return f"{date.fromordinal(first).isoformat()} to {date.fromordinal(last).isoformat()}"


def _months(months: int) -> tuple[Callable[[int], int], Callable[[int], str]]:
    def place(day: int) -> int:
        at = date.fromordinal(day)
        return (at.year * 12 + at.month - 1) // months

    def label(place: int) -> str:
        first, last = place * months, (place + 1) * months - 1
        if months >= 12:
            start, end = f"{first // 12:04}", f"{last // 12:04}"
        else:
            start, end = (f"{one // 12:04}-{one % 12 + 1:02}" for one in (first, last))
        return start if start == end else f"{start} to {end}"

    return place, label
