"""Cells that hold several values at once, as checkboxes leave them: which ones, and how they are cut."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, islice, pairwise
from statistics import median

from interviewcoder.domain.text import name_key

SEPARATORS = (";", "\n", " | ", "|", ", ", ",")
"""What may stand between values in a cell, the surest first."""
JOINED_BY = "; "
"""What stands between the values of one attribute."""
_MOST_OPTIONS = 60
_LONGEST_OPTION = 160
_ASKED = 3000
"""So many different cells are looked at; more say nothing new."""
_MOST_PIECES = 8
_CODES = re.compile(r"\d+(?:,\d+)*")
_BARE_COMMA = re.compile(r",(?!\s)(?!(?<=\d,)\d)")
_CLOSING = re.compile(r"[)\]]")
_OPENING = re.compile(r"[(\[]")


@dataclass(frozen=True, slots=True)
class SeveralValues:
    """How the cells of a column are cut."""

    separator: str
    options: tuple[str, ...]
    """The values that make up most of the cells, in the order in which the cells tell them."""
    others: tuple[str, ...]
    """Values that were written rather than chosen."""


def several_values(
    counts: Mapping[str, int], separators: Sequence[str] = SEPARATORS
) -> SeveralValues | None:
    """How cells that hold several values at once are cut; None where a cell is one value.

    Options must come together in different ways, and most of what is cut must be said again and again, so
    that sentences and single choices with commas in them stay whole. Rankings, in which all options stand in
    every cell, have no `options`, so that their order is kept.

    Args:
        counts: the different cells, and how often each occurs.
        separators: what may stand between values.
    """
    looked_at = dict(islice(counts.items(), _ASKED))
    for separator in separators:
        found = _cut_at(looked_at, separator)
        if found:
            return found
    return None


def cut(cell: str, separator: str, options: Sequence[str] = ()) -> list[str]:
    """The values in a cell. What is among `options` is one value although the separator is in it.

    >>> cut("Yes, daily, Home, ", ", ", ["Yes, daily"])
    ['Yes, daily', 'Home']
    """
    bare = separator.strip()
    whole = {name_key(option): option for option in options if bare and bare in option}
    parts = _pieces(cell, separator)
    if whole:
        parts = _put_together(parts, separator, whole)
    return [part for part in parts if part]


def _pieces(cell: str, separator: str) -> list[str]:
    """A cell cut at every separator; a bare comma between digits, or before a space, is none."""
    if separator != "," or _CODES.fullmatch(cell):
        return [part.strip() for part in cell.split(separator)]
    return [part.strip() for part in _BARE_COMMA.split(cell)]


def _put_together(parts: list[str], separator: str, whole: Mapping[str, str]) -> list[str]:
    kept: list[str] = []
    at = 0
    while at < len(parts):
        for end in range(min(len(parts), at + _MOST_PIECES), at + 1, -1):
            option = whole.get(name_key(separator.join(parts[at:end])))
            if option is not None:
                kept.append(option)
                at = end
                break
        else:
            kept.append(parts[at])
            at += 1
    return kept


def _cut_at(counts: Mapping[str, int], separator: str) -> SeveralValues | None:
    if not any(separator in cell for cell in counts):
        return None
    tokens = {cell: [piece for piece in _pieces(cell, separator) if piece] for cell in counts}
    tokens = _joined_again(tokens, counts, separator)
    frequency: Counter[str] = Counter()
    alone: set[str] = set()
    for cell, count in counts.items():
        frequency.update(dict.fromkeys(tokens[cell], count))
        if len(tokens[cell]) == 1:
            alone.update(tokens[cell])
    if not frequency or max(map(len, frequency)) > 2 * _LONGEST_OPTION:
        return None
    options = [token for token, count in frequency.most_common() if count >= 2]
    known = set(options)
    others = tuple(token for token in frequency if token not in known)
    if separator == ";" and all(cell.rstrip().endswith(";") for cell in counts):
        # Microsoft Forms ends every answer with a separator, also where one was chosen.
        ordered = () if _is_ranking(tokens) else _in_order(options, tokens.values())
        return SeveralValues(separator, ordered, others)
    if not 2 <= len(options) <= _MOST_OPTIONS or max(map(len, options)) > _LONGEST_OPTION:
        return None
    if _is_ranking(tokens):
        return SeveralValues(separator, (), ())
    filled = sum(counts.values())
    both = sum(count for cell, count in counts.items() if len(known & set(tokens[cell])) > 1)
    # Commas and slashes stand within choices as well.
    is_weak = separator.strip() in {",", "/"}
    if both < max(2, 0.05 * filled if is_weak else 0) or _are_phrases(tokens, counts):
        return None
    total = frequency.total()
    said = sum(frequency[token] for token in options)
    share = 0.9 if is_weak else 0.75
    if said < share * total or total < 2 * len(options):
        return None
    # One choice with a comma in it gives as many different cells as choices; several choices give more.
    found_together = len({tuple(sorted(found)) for found in tokens.values()})
    if is_weak and (
        (found_together <= len(options) and not all(token in alone for token in options[:4]))
        or _reads_like_prose(tokens)
    ):
        return None
    return SeveralValues(separator, _in_order(options, tokens.values()), others)


def _in_order(options: Sequence[str], cells: Iterable[Sequence[str]]) -> tuple[str, ...]:
    """Options in the order that most cells tell, the more frequent first where they tell none."""
    before: Counter[tuple[str, str]] = Counter()
    for found in cells:
        before.update(combinations(found, 2))
    earlier = {
        option: {other for other in options if before[other, option] > before[option, other]}
        for option in options
    }
    ordered: list[str] = []
    while earlier:
        first = min(earlier, key=lambda option: len(earlier[option] & earlier.keys()))
        del earlier[first]
        ordered.append(first)
    return tuple(ordered)


def _are_phrases(tokens: Mapping[str, Sequence[str]], counts: Mapping[str, int]) -> bool:
    """Whether each cell with the separator is a choice said again and again, none of whose parts is in another."""
    several = [cell for cell, found in tokens.items() if len(found) > 1]
    within = Counter(part for found in tokens.values() for part in set(found))
    return all(
        counts[cell] >= 2 and all(within[part] == 1 for part in tokens[cell]) for cell in several
    )


def _is_ranking(tokens: Mapping[str, Sequence[str]]) -> bool:
    """Whether all cells hold the same values, three or more, each in an order of its own."""
    first = next(iter(tokens.values()))
    return (
        len(first) >= 3
        and len(tokens) >= 3
        and all(len(found) == len(first) for found in tokens.values())
        and len({frozenset(found) for found in tokens.values()}) == 1
    )


def _joined_again(
    tokens: dict[str, list[str]], counts: Mapping[str, int], separator: str
) -> dict[str, list[str]]:
    """Cells whose options hold the separator themselves: what always stands together is one option."""
    for _ in range(4):
        single: Counter[str] = Counter()
        pairs: Counter[tuple[str, str]] = Counter()
        for cell, found in tokens.items():
            single.update(dict.fromkeys(set(found), counts[cell]))
            pairs.update(dict.fromkeys(set(pairwise(found)), counts[cell]))
        together = {
            (first, second)
            for (first, second), count in pairs.items()
            if _is_cut_within(first, second, count, single)
        }
        if not together:
            break
        tokens = {cell: _glued(found, together, separator) for cell, found in tokens.items()}
    return tokens


def _is_cut_within(first: str, second: str, count: int, single: Mapping[str, int]) -> bool:
    open_bracket = len(_OPENING.findall(first)) > len(_CLOSING.findall(first))
    if open_bracket and len(_CLOSING.findall(second)) >= len(_OPENING.findall(second)):
        return True
    always = count == single[second] and count >= 2
    continues = second[:1].islower() and not first[:1].islower()
    return always and continues and (count == single[first] or single[first] > count)


def _glued(found: Sequence[str], together: set[tuple[str, str]], glue: str) -> list[str]:
    kept: list[str] = []
    last = ""
    for token in found:
        if kept and (last, token) in together:
            kept[-1] = f"{kept[-1]}{glue}{token}"
        else:
            kept.append(token)
        last = token
    return kept


def _reads_like_prose(tokens: Mapping[str, Sequence[str]]) -> bool:
    """Whether the pieces between commas look like parts of sentences rather than options."""
    several = [found for found in tokens.values() if len(found) > 1]
    if not several:
        return False
    words = median(token.count(" ") + 1 for found in several for token in found)
    lower = sum(found[1][:1].islower() for found in several)
    begins = sum(found[0][:1].isupper() for found in several)
    return words > 8 or (begins >= 0.9 * len(several) and lower >= 0.7 * len(several))
