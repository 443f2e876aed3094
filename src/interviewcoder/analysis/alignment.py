"""What of a text came through into a corrected version of it: runs of characters that are in both, in order.

Lines that occur once in both texts are the first anchors, then runs of three words, then words (the idea of
patience diff, by Bram Cohen); between anchors the longest common subsequence is found with one bit a token
(Hyyrö 2004), at last character by character. What matches by chance between larger changes is dropped again, as in
the semantic clean-up of diff-match-patch (Neil Fraser). Nothing is quadratic in the length of the texts: a
stretch without anchors that is too long to compare counts as changed.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from itertools import pairwise

LARGEST_COMPARISON = 25_000_000
"""Elements of one stretch times those of the other, at most: 3 MB and some 10 ms."""

NO_CHANCE = 32
"""More characters than so many are not the same in two texts by chance."""

_DEEPEST = 12
"""So many times a stretch is cut at anchors that are unique within it."""

_PASSES = 30
_TOKEN = re.compile(
    "[\u2e80-\u9fff\uf900-\ufaff\uff66-\uff9f]|[^\\W\u2e80-\u9fff\uf900-\ufaff\uff66-\uff9f]+|[^\\w\\s]"
)
"""A word, a character of a script that does not divide words, or a mark."""

Block = tuple[int, int, int]
"""Where equal elements start in one sequence and in the other, and how many they are."""


@dataclass(frozen=True, slots=True)
class Run:
    """`old_text[old:old + length] == new_text[new:new + length]`, in code points."""

    old: int
    new: int
    length: int

    @property
    def old_end(self) -> int:
        """Where it ends in the old text."""
        return self.old + self.length

    @property
    def new_end(self) -> int:
        """Where it ends in the new text."""
        return self.new + self.length


class Alignment:
    """The runs that two texts share, in order in both, with a change between any two of them."""

    def __init__(self, runs: Sequence[Run], old_length: int, new_length: int) -> None:
        self.runs = runs
        self._old_ends = [run.old_end for run in runs]
        self._new_ends = [run.new_end for run in runs]
        self._end = Run(old_length, new_length, 0)
        self.largest_insertion = max(
            after.new - before.new_end
            for before, after in pairwise((Run(0, 0, 0), *runs, self._end))
        )
        """The most characters of the new text in a row that the old one does not have."""

    def share(self) -> float:
        """How much of the old text came through, 0 to 1."""
        length = self._end.old
        return sum(run.length for run in self.runs) / length if length else 1.0

    def within_old(self, start: int, end: int) -> list[Run]:
        """What came through of `old_text[start:end]`."""
        found = []
        for index in range(bisect_right(self._old_ends, start), len(self.runs)):
            run = self.runs[index]
            if run.old >= end:
                break
            first, last = max(run.old, start), min(run.old_end, end)
            found.append(Run(first, run.new + first - run.old, last - first))
        return found

    def within_new(self, start: int, end: int) -> list[Run]:
        """Where `new_text[start:end]` came from."""
        found = []
        for index in range(bisect_right(self._new_ends, start), len(self.runs)):
            run = self.runs[index]
            if run.new >= end:
                break
            first, last = max(run.new, start), min(run.new_end, end)
            found.append(Run(run.old + first - run.new, first, last - first))
        return found

    def before(self, position: int) -> Run:
        """The last run that ends at or before a position of the old text; an empty one at the start if there is none."""
        index = bisect_right(self._old_ends, position)
        return self.runs[index - 1] if index else Run(0, 0, 0)

    def after(self, position: int) -> Run:
        """The first run that starts at or after a position of the old text; an empty one at the end if there is none."""
        index = bisect_left(self.runs, position, key=lambda run: run.old)
        return self.runs[index] if index < len(self.runs) else self._end


def aligned(old: str, new: str, known: Sequence[Run] = ()) -> Alignment:
    """Align two versions of a text.

    Args:
        old: the earlier text.
        new: the later one.
        known: runs that are known to be the same, in order; only what lies between them is compared.
    """
    runs: list[Run] = []
    before = Run(0, 0, 0)
    for anchor in (*known, Run(len(old), len(new), 0)):
        gap = Run(before.old_end, before.new_end, 0)
        between = _in_stretch(old[gap.old : anchor.old], new[gap.new : anchor.new])
        runs += [Run(gap.old + run.old, gap.new + run.new, run.length) for run in between]
        runs.append(anchor)
        before = anchor
    return Alignment(_joined(runs), len(old), len(new))


def _in_stretch(old: str, new: str) -> list[Run]:
    if not old or not new:
        return []
    runs = _by_pieces(old, new, _lines, (1,), _by_words)
    return _without_chance(_joined(runs), len(old), len(new))


def _by_words(old: str, new: str) -> list[Run]:
    return _by_pieces(old, new, _words, (3, 1), _by_characters)


def _by_characters(old: str, new: str) -> list[Run]:
    return [Run(*block) for block in _blocks(old, new, ())]


def _lines(text: str) -> list[tuple[int, int]]:
    """Where the lines that are not blank start and end."""
    spans, start = [], 0
    for line in text.split("\n"):
        if line and not line.isspace():
            spans.append((start, start + len(line)))
        start += len(line) + 1
    return spans


def _words(text: str) -> list[tuple[int, int]]:
    return [found.span() for found in _TOKEN.finditer(text)]


def _by_pieces(
    old: str,
    new: str,
    cut: Callable[[str], list[tuple[int, int]]],
    shingles: Sequence[int],
    finer: Callable[[str, str], list[Run]],
) -> list[Run]:
    """Runs of equal pieces, and in what lies between them what a finer comparison finds."""
    old_pieces, new_pieces = cut(old), cut(new)
    blocks = _blocks(
        [old[start:end] for start, end in old_pieces],
        [new[start:end] for start, end in new_pieces],
        shingles,
    )
    equal: list[Run] = []
    for i, j, length in blocks:
        start, new_start = old_pieces[i][0], new_pieces[j][0]
        end, new_end = old_pieces[i + length - 1][1], new_pieces[j + length - 1][1]
        if old[start:end] == new[new_start:new_end]:
            equal.append(Run(start, new_start, end - start))
        else:
            # What stands between some of the pieces differs.
            equal += [
                Run(
                    old_pieces[i + n][0],
                    new_pieces[j + n][0],
                    old_pieces[i + n][1] - old_pieces[i + n][0],
                )
                for n in range(length)
            ]
    runs: list[Run] = []
    done = Run(0, 0, 0)
    for piece in (*equal, Run(len(old), len(new), 0)):
        left, right = old[done.old_end : piece.old], new[done.new_end : piece.new]
        between = [Run(0, 0, len(left))] if left == right else finer(left, right)
        runs += [Run(done.old_end + run.old, done.new_end + run.new, run.length) for run in between]
        runs.append(piece)
        done = piece
    return runs


def _blocks(
    old: Sequence[Hashable], new: Sequence[Hashable], shingles: Sequence[int], depth: int = 0
) -> list[Block]:
    """Blocks of equal elements, in order.

    Args:
        shingles: so many elements in a row that occur once in both are anchors, the surest first.
    """
    start = 0
    shorter = min(len(old), len(new))
    while start < shorter and old[start] == new[start]:
        start += 1
    end = 0
    while end < shorter - start and old[-1 - end] == new[-1 - end]:
        end += 1
    head = [(0, 0, start)] if start else []
    tail = [(len(old) - end, len(new) - end, end)] if end else []
    old, new = old[start : len(old) - end], new[start : len(new) - end]
    middle: list[Block] = []
    if old and new:
        middle = [(start + i, start + j, n) for i, j, n in _inner(old, new, shingles, depth)]
    return head + middle + tail


def _inner(
    old: Sequence[Hashable], new: Sequence[Hashable], shingles: Sequence[int], depth: int
) -> list[Block]:
    """The blocks of two sequences that begin and end differently."""
    if depth < _DEEPEST:
        for size in shingles:
            anchors = _anchors(old, new, size)
            if anchors:
                found: list[Block] = []
                i = j = 0
                for old_at, new_at in (*anchors, (len(old), len(new))):
                    if old_at < i or new_at < j:
                        continue
                    between = _blocks(old[i:old_at], new[j:new_at], shingles, depth + 1)
                    found += [(i + a, j + b, n) for a, b, n in between]
                    i, j = old_at, new_at
                    while i < len(old) and j < len(new) and old[i] == new[j]:
                        i, j = i + 1, j + 1
                    if i > old_at:
                        found.append((old_at, new_at, i - old_at))
                return found
    if len(old) * len(new) <= LARGEST_COMPARISON:
        return _longest_common(old, new)
    return []


def _anchors(old: Sequence[Hashable], new: Sequence[Hashable], size: int) -> list[tuple[int, int]]:
    """Where a run of so many elements is that occurs once in both: the most that are in the same order."""
    places = _once(old, size)
    others = _once(new, size)
    pairs = sorted((place, others[run]) for run, place in places.items() if run in others)
    # The longest increasing subsequence, by patience sorting.
    tops: list[int] = []
    piles: list[int] = []
    below: list[int] = []
    for index, (_, place) in enumerate(pairs):
        pile = bisect_left(tops, place)
        below.append(piles[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [place]
        piles[pile : pile + 1] = [index]
    chosen = []
    index = piles[-1] if piles else -1
    while index >= 0:
        chosen.append(pairs[index])
        index = below[index]
    return chosen[::-1]


def _once(elements: Sequence[Hashable], size: int) -> dict[Hashable, int]:
    """Where each run of so many elements is that occurs once."""
    runs: Sequence[Hashable] = (
        elements if size == 1 else list(zip(*(elements[n:] for n in range(size)), strict=False))
    )
    counts = Counter(runs)
    return {run: place for place, run in enumerate(runs) if counts[run] == 1}


def _longest_common(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Block]:
    """The longest common subsequence as blocks. A row of the usual table is one whole number here."""
    places: dict[Hashable, int] = {}
    for i, element in enumerate(old):
        places[element] = places.get(element, 0) | 1 << i
    everywhere = (1 << len(old)) - 1
    row = everywhere
    rows = [row]
    for element in new:
        matches = row & places.get(element, 0)
        row = (row + matches | row - matches) & everywhere
        rows.append(row)
    found: list[Block] = []
    i, j = len(old) - 1, len(new) - 1
    while i >= 0 and j >= 0:
        if rows[j + 1] >> i & 1:
            i -= 1
        elif not rows[j] >> i & 1:
            j -= 1
        else:
            if found and found[-1][0] == i + 1 and found[-1][1] == j + 1:
                found[-1] = (i, j, found[-1][2] + 1)
            else:
                found.append((i, j, 1))
            i, j = i - 1, j - 1
    return found[::-1]


def _joined(runs: Sequence[Run]) -> list[Run]:
    """Runs that touch in both texts made one; empty ones left out."""
    joined: list[Run] = []
    for run in runs:
        if joined and joined[-1].old_end == run.old and joined[-1].new_end == run.new:
            joined[-1] = Run(joined[-1].old, joined[-1].new, joined[-1].length + run.length)
        elif run.length:
            joined.append(run)
    return [run for run in joined if run.length]


def _without_chance(runs: list[Run], old_length: int, new_length: int) -> list[Run]:
    """The runs without short ones that are no longer than the changes on both sides of them."""
    start, end = Run(0, 0, 0), Run(old_length, new_length, 0)
    for _ in range(_PASSES):
        kept: list[Run] = []
        for run, after in pairwise((*runs, end)):
            before = kept[-1] if kept else start
            left = max(run.old - before.old_end, run.new - before.new_end)
            right = max(after.old - run.old_end, after.new - run.new_end)
            if run.length > min(left, right, NO_CHANCE):
                kept.append(run)
        if len(kept) == len(runs):
            break
        runs = kept
    return runs
