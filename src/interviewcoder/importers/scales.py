"""Answers on a scale, such as `Strongly agree` or `7 - very likely`, and the numbers they mean.

A column is a scale only when all that was answered in it is: words of one ladder, or numbers of which some
have a label. What stands beside a scale (`Don't know`, `N/A`) has no number.
"""

import math
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from interviewcoder.domain.text import name_key

from .scale_words import (
    BY_GENDER,
    DEGREES,
    LADDERS,
    MISSING,
    NEUTRAL,
    OPPOSITES,
    TWO_SIDED,
)

_NUMBERED = re.compile(r"[(\[]?(\d{1,2})[)\]]?\s*(?:[-–—=:.)]+\s*|\s(?=\())(\S.*)", re.S)
_BARE = re.compile(r"(\d{1,2})(?:\.0+)?")
_ASIDE = re.compile(r"\s*\([^()]*\)$")
_NEITHER = re.compile(r"neither (.+?) n?or (.+)")
_NEGATED = re.compile(r"(?:un|dis|in|im)(\w{4,})")
_EITHER_GENDER = re.compile(r"\(e\)|·e|(?<=o)/a\b")
_MOST_WRITTEN = 24
_UNIPOLAR = (
    (0, 12, 30),
    (0, 5, 12, 30),
    (0, 10, 14, 30, 40),
    (0, 5, 12, 30, 40),
    (0, 10, 12, 30, 40),
)


@dataclass(frozen=True, slots=True)
class Scale:
    """What is written, and the numbers that it means."""

    labels: tuple[tuple[str, str], ...]
    """Every way in which an answer is written, and its number, by number; also of rungs that nobody chose."""
    beside: frozenset[str] = frozenset()
    """Answers that are not on the scale, as written."""


def scale_of(written: Collection[str]) -> Scale | None:
    """The scale that all the answers are on; None where it is not surely one.

    >>> scale_of(["Agree", "Strongly agree", "N/A"]).labels[-1]
    ('Strongly agree', '5')

    Args:
        written: the different answers, as they stand in the cells.
    """
    if not 2 <= len(written) <= _MOST_WRITTEN:
        return None
    beside = frozenset(filter(is_beside, written))
    keys = {answer: scale_key(answer) for answer in written if answer not in beside}
    # One answer for each way of writing it: `Strongly Agree` is `Strongly agree`.
    on = {answer: key for key, answer in {key: answer for answer, key in keys.items()}.items()}
    if len(on) < 2:
        return None
    for found in (_numbered(on), _with_named_ends(on), _graded(on), _on_ladder(on)):
        if found is not None:
            numbers = {scale_key(answer): number for answer, number in found}
            alike = [(a, numbers[key]) for a, key in keys.items() if a not in on and key in numbers]
            return Scale(tuple(sorted((*found, *alike), key=lambda label: int(label[1]))), beside)
    return None


def scale_key(answer: str) -> str:
    """What answers of scales are compared by."""
    key = name_key(answer).replace("’", "'").replace("‘", "'").replace(",", "")
    return _EITHER_GENDER.sub("", key.strip(" .!:;"))


def is_beside(answer: str) -> bool:
    """Whether an answer says that there is none: `Don't know`, `Unfamiliar (N/A)`."""
    key = scale_key(answer)
    aside = re.search(r"\(([^()]*)\)$", key)
    return (
        key in MISSING
        or answer.strip().casefold() in MISSING
        or bool(aside and aside[1] in MISSING)
        or _ASIDE.sub("", key) in MISSING
    )


def _numbered(on: Mapping[str, str]) -> tuple[tuple[str, str], ...] | None:
    """Numbers with labels, all or only at the ends: `1 - not at all`, `2`, `3`, `4`, `5 - very`."""
    numbers: dict[str, int] = {}
    labelled: dict[str, str] = {}
    for answer, key in on.items():
        if bare := _BARE.fullmatch(key):
            numbers[answer] = int(bare[1])
        elif (found := _NUMBERED.fullmatch(key)) and not found[2][:1].isdigit():
            numbers[answer] = int(found[1])
            labelled[answer] = found[2].strip(" ()[]")
        else:
            return None
    if not labelled or len(set(numbers.values())) < len(numbers):
        return None
    if len(labelled) == len(on):
        # All have a number and a name: codes of choices look the same unless the names are a scale's.
        named = scale_of(list(labelled.values())) if len(labelled) > 1 else None
        if named is None:
            return None
    elif max(numbers.values()) > 11:
        return None
    return tuple(
        (answer, str(number)) for answer, number in sorted(numbers.items(), key=lambda n: n[1])
    )


def _with_named_ends(on: Mapping[str, str]) -> tuple[tuple[str, str], ...] | None:
    """Numbers whose ends are words instead: `Strongly disagree`, `2`, ..., `9`, `Strongly agree`."""
    numbers = {answer: int(bare[1]) for answer, key in on.items() if (bare := _BARE.fullmatch(key))}
    words = {answer: key for answer, key in on.items() if answer not in numbers}
    if len(numbers) < 3 or not 1 <= len(words) <= 2 or not min(numbers.values()) >= 1:
        return None
    ends: dict[str, int] = {}
    for answer, key in words.items():
        graded = _degree(_ASIDE.sub("", key))
        if graded is None or not (graded[0] >= 30 or graded[0] <= 5):
            return None
        is_low = graded[0] <= 5 or _opposite(graded[1]) is not None
        above = [size for size in (5, 7, 10) if size > max(numbers.values())]
        below = min(numbers.values()) - 1
        if not (0 <= below <= 1 if is_low else above):
            return None
        ends[answer] = below if is_low else above[0]
    if len(set(ends.values())) < len(ends):
        return None
    found = sorted({**numbers, **ends}.items(), key=lambda one: one[1])
    return tuple((answer, str(number)) for answer, number in found)


def _on_ladder(on: Mapping[str, str]) -> tuple[tuple[str, str], ...] | None:
    keys = {_ASIDE.sub("", key) for key in on.values()}
    for ladder in _ladders():
        if not keys <= ladder.keys():
            continue
        rungs = {ladder[key][0] for key in keys}
        top = max(rung for rung, _ in ladder.values())
        if len(rungs) < len(keys) or not (len(rungs) >= 3 or rungs & {1, top}):
            continue
        written = {ladder[_ASIDE.sub("", key)][0]: answer for answer, key in on.items()}
        names = dict(ladder.values())
        return tuple(
            (written.get(rung) or _like(names[rung], on), str(rung)) for rung in range(1, top + 1)
        )
    return None


@cache
def _ladders() -> tuple[dict[str, tuple[int, str]], ...]:
    """For each ladder, its words with their rung, and that rung's first word."""
    ladders = []
    for ladder in LADDERS:
        words: dict[str, tuple[int, str]] = {}
        for rung, names in enumerate(ladder.split(" < "), 1):
            for name in names.split("|"):
                for variant in _variants(name):
                    words[scale_key(variant)] = (rung, names.split("|")[0])
        ladders.append(words)
    return tuple(ladders)


def _variants(name: str) -> Iterable[str]:
    yield name
    changed = name
    for masculine in BY_GENDER:
        feminine = masculine + "e" if masculine.endswith("t") else masculine[:-1] + "a"
        changed = re.sub(rf"\b{masculine}\b", feminine, changed)
    if changed != name:
        yield changed


def _graded(on: Mapping[str, str]) -> tuple[tuple[str, str], ...] | None:
    """English adverbs before one adjective or verb, or before it and its opposite."""
    degrees: dict[str, int] = {}
    stems: set[str] = set()
    two_sided = False
    for answer, key in on.items():
        key = _ASIDE.sub("", key)
        if key in NEUTRAL or _NEITHER.fullmatch(key):
            degrees[answer], two_sided = 0, True
            continue
        graded = _degree(key)
        if graded is None:
            return None
        degree, stem = graded
        plain = _opposite(stem)
        if plain is not None and (plain in stems or _is_one_of(plain, on.values())):
            degrees[answer], two_sided = -degree, True
            stems.add(plain)
        else:
            degrees[answer] = degree
            stems.add(stem)
    if len(stems) != 1 or not any(_degree(_ASIDE.sub("", key)) for key in on.values()):
        return None
    if len(set(degrees.values())) < len(degrees) or set(map(abs, degrees.values())) <= {0, 20}:
        return None
    (stem,) = stems
    two_sided = two_sided or (stem in TWO_SIDED and not {0, 5} & set(degrees.values()))
    if two_sided:
        degrees = _alike(degrees)
    steps = _two_sided(degrees.values()) if two_sided else _one_sided(degrees.values())
    if steps is None:
        return None
    by_degree = {degree: answer for answer, degree in degrees.items()}
    return tuple(
        (
            by_degree[degree]
            if degree in by_degree
            else _like(_said(degree, stem, on, two_sided), on),
            str(n),
        )
        for n, degree in enumerate(steps, 1)
    )


def _degree(key: str) -> tuple[int, str] | None:
    """How much a phrase says, and of what: its last word, as `likely` in `very likely`."""
    words = key.split()
    for size in (3, 2, 1):
        adverb = " ".join(words[:size])
        if len(words) > size and adverb in DEGREES:
            return DEGREES[adverb], " ".join(words[size:])
    if len(words) >= 2 and words[-1] in DEGREES and words[-1] not in {"not"}:
        return DEGREES[words[-1]], " ".join(words[:-1])
    return (DEGREES[""], key) if len(words) <= 2 else None


def _opposite(stem: str) -> str | None:
    if stem in OPPOSITES:
        return OPPOSITES[stem]
    negated = _NEGATED.fullmatch(stem)
    return negated[1] if negated else None


def _is_one_of(stem: str, keys: Iterable[str]) -> bool:
    for key in keys:
        graded = _degree(_ASIDE.sub("", key))
        if graded and graded[1] == stem:
            return True
        neither = _NEITHER.fullmatch(_ASIDE.sub("", key))
        if neither and stem in neither.groups():
            return True
    # Nobody chose the plain side, but there is a middle: `dissatisfied`, `neutral`.
    return any(_ASIDE.sub("", key) in NEUTRAL for key in keys)


def _alike(degrees: dict[str, int]) -> dict[str, int]:
    """The degrees with `slightly` and `somewhat` as one, unless a side of the scale has both."""
    alike = {
        answer: int(math.copysign(12, d)) if abs(d) == 10 else d for answer, d in degrees.items()
    }
    return alike if len(set(alike.values())) == len(alike) else degrees


def _two_sided(degrees: Collection[int]) -> list[int] | None:
    """All steps from the far no to the far yes, both sides alike, with a middle."""
    sizes = {abs(degree) for degree in degrees} - {0}
    if len(sizes) == 1:
        sizes |= {20} if sizes != {20} else {30}
    return sorted({-size for size in sizes} | {0} | sizes)


def _one_sided(degrees: Collection[int]) -> list[int] | None:
    found = set(degrees)
    if len(found & {0, 5}) == 0 and len(found) < 3:
        return None
    for steps in _UNIPOLAR:
        if found <= set(steps):
            return list(steps)
    return sorted(found | {0})


def _said(degree: int, stem: str, on: Mapping[str, str], two_sided: bool) -> str:
    """A step that nobody chose, in words: the adverb that this scale would have."""
    if two_sided and degree == 0:
        return "neutral"
    used = {
        found[0]: key.removesuffix(found[1]).strip()
        for key in on.values()
        if (found := _degree(key))
    }
    adverb = used.get(abs(degree)) or next(
        adverb for adverb, size in DEGREES.items() if size == abs(degree)
    )
    return f"{adverb} {_negative(stem, on) if degree < 0 else stem}".strip()


def _negative(stem: str, on: Mapping[str, str]) -> str:
    """The word for the other side: the one that is used, else the usual one."""
    for key in on.values():
        if (graded := _degree(_ASIDE.sub("", key))) and _opposite(graded[1]) == stem:
            return graded[1]
    known = {plain: opposite for opposite, plain in reversed(OPPOSITES.items())}
    return known.get(stem) or (f"dis{stem}" if stem in {"agree", "satisfied"} else f"un{stem}")


def _like(name: str, on: Mapping[str, str]) -> str:
    """A word as the answers are written: with a capital where they have one."""
    capital = sum(answer[:1].isupper() for answer in on) * 2 >= len(on)
    return name[:1].upper() + name[1:] if capital else name
