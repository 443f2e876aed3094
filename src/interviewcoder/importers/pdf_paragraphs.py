"""Lines of a PDF into paragraphs: wrapped lines and divided words are joined again."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from interviewcoder.domain.text import name_key

from .blocks import Block, block_of
from .names import like_a_name
from .pdf_joining import Joining, is_divided
from .pdf_lines import Line
from .role_words import is_role_word
from .timed_headers import is_timed_header

_LABEL = re.compile(r"([^\s:：\[<(][^:：\n]{0,39}?)\s?[:：](?=\s|$)")
_GAP = 1.35
"""From so many usual distances between lines on, a distance divides paragraphs."""
_INDENT = 0.8
"""From so many sizes of the font on, a line begins farther in."""
_ROOM = 0.5
"""So many sizes of the font a line may stay shorter than its column and still be full."""
_FULL = 0.7
"""From this share of full lines before indented ones on, those go on with the lines before."""
_SIZES = 0.1
"""How much the size of the font may differ within a paragraph."""
_HEADING = 1.3
"""From so many usual sizes on, a short paragraph is a heading."""
_LONGEST_HEADING = 100
_LONGEST_LEAD = 40
_BLANK = 0.25
"""The width of a blank, in sizes of the font."""
_NEAR = 8.0
"""How far apart places are that count as the same, in points."""
_JUTTING = 2
"""So many lines may jut out of their column."""


class Paragraphs:
    """Joins the lines of a document, after learning from all of them how paragraphs are divided in it.

    Args:
        lines: the lines of all pages in the order of reading.
        joining: what puts them together.
    """

    def __init__(self, lines: Sequence[Line], joining: Joining) -> None:
        self._lines = lines
        self._joining = joining
        self._pitches = _pitches(self._lines)
        self._edges = _edges(self._lines)
        self._numbered = any(line.numbered for line in self._lines)
        sizes = Counter(round(line.size, 1) for line in self._lines for _ in line.words)
        self._size = sizes.most_common(1)[0][0] if sizes else 10.0
        self._goes_on_indented = self._learn_indents()
        self._labels = _labels(self._lines)

    def blocks(self) -> list[Block]:
        """The paragraphs in order."""
        blocks: list[Block] = []
        paragraph: list[Line] = []
        for line in self._lines:
            if paragraph and self._begins(paragraph[-1], line):
                blocks.append(self._joined(paragraph))
                paragraph = []
            paragraph.append(line)
        if paragraph:
            blocks.append(self._joined(paragraph))
        return blocks

    def _begins(self, before: Line, line: Line) -> bool:
        """Whether a line begins a paragraph and does not go on with the one before it."""
        if self._numbered:
            return line.numbered
        if abs(before.size - line.size) > _SIZES * before.size:
            return True
        if self._is_apart(before, line) or is_timed_header(line.text):
            return True
        label = _LABEL.match(line.text)
        names = (label[1] if label else "", _lead(line), line.text)
        if any(name_key(name) in self._labels for name in names):
            return True
        if (
            is_divided(before.words[-1].text)
            and line.text[0].isalnum()
            and not line.text[0].isupper()
        ):
            return False
        if self._has_room(before, line):
            return True
        if line.left > before.left + _INDENT * line.size:
            return not self._goes_on_indented
        return self._goes_on_indented and line.left < before.left - _INDENT * line.size

    def _is_apart(self, before: Line, line: Line) -> bool:
        """Whether more than the usual distance lies between two lines of a column."""
        distance = before.base - line.base
        pitch = self._pitches.get(round(line.size), 0.0)
        return before.page == line.page and pitch > 0 and distance > _GAP * pitch

    def _has_room(self, before: Line, line: Line) -> bool:
        """Whether a line's first word would have fitted on the line before, so that it was ended on purpose."""
        edge = self._edges[before.column]
        first = line.words[0]
        blank = _BLANK * before.size
        return before.right + blank + first.right - first.left <= edge - _ROOM * before.size

    def _learn_indents(self) -> bool:
        """Whether indented lines go on with the line before: those lines are full then."""
        indented = [
            (before, line)
            for before, line in pairwise(self._lines)
            if before.page == line.page
            and line.left > before.left + _INDENT * line.size
            and not self._is_apart(before, line)
        ]
        full = sum(not self._has_room(before, line) for before, line in indented)
        return bool(indented) and full >= _FULL * len(indented)

    def _joined(self, lines: Sequence[Line]) -> Block:
        block = block_of(self._joining.runs([line.words for line in lines]))
        if lines[0].size >= _HEADING * self._size and len(block.text) <= _LONGEST_HEADING:
            block.level = 1
        return block


def _pitches(lines: Sequence[Line]) -> dict[int, float]:
    """The usual distance of lines, by the size of their font: the smallest that is frequent."""
    distances: dict[int, Counter[float]] = {}
    for above, below in pairwise(lines):
        distance = above.base - below.base
        if above.page == below.page and 0.8 * below.size <= distance <= 4 * below.size:
            distances.setdefault(round(below.size), Counter())[round(distance, 1)] += 1
    return {
        size: min(distance for distance, count in counts.items() if 10 * count >= counts.total())
        if 10 * max(counts.values()) >= counts.total()
        else min(counts)
        for size, counts in distances.items()
    }


def _edges(lines: Sequence[Line]) -> dict[tuple[float, float], float]:
    """Where the lines of each column end; single ones that jut out do not count."""
    starts = _clusters({line.column[0] for line in lines})
    limits = _clusters({line.column[1] for line in lines})
    rights: dict[tuple[int, int], list[float]] = {}
    for line in lines:
        start, limit = line.column
        rights.setdefault((starts[start], limits[limit]), []).append(line.right)
    edges = {
        column: sorted(ends)[-1 - min(_JUTTING, len(ends) // 50)] for column, ends in rights.items()
    }
    return {line.column: edges[starts[line.column[0]], limits[line.column[1]]] for line in lines}


def _clusters(places: set[float]) -> dict[float, int]:
    """Numbers for places; those that are near to one another, as from page to page, have the same one."""
    numbers: dict[float, int] = {}
    number, before = 0, 0.0
    for place in sorted(places):
        if numbers and place - before > _NEAR:
            number += 1
        numbers[place] = number
        before = place
    return numbers


def _labels(lines: Sequence[Line]) -> frozenset[str]:
    """The keys of the names that begin lines again and again, as labels, in bold or alone."""
    labels = Counter(name_key(found[1]) for line in lines if (found := _LABEL.match(line.text)))
    leads = Counter(name_key(lead) for line in lines if (lead := _lead(line)))
    names = {
        found[1] for line in lines if (found := _LABEL.match(line.text)) and like_a_name(found[1])
    }
    keys = {name_key(name) for name in names if labels[name_key(name)] >= 2 or is_role_word(name)}
    alone = Counter(
        name_key(line.text)
        for line in lines
        if len(line.text) <= _LONGEST_LEAD
        and line.text[-1] not in ".?!,;:…-"
        and like_a_name(line.text)
    )
    repeated = {key for key, count in (leads + alone).items() if count >= 2}
    return frozenset(keys | repeated)


def _lead(line: Line) -> str:
    """The bold words that a line begins with and does not end with."""
    words: list[str] = []
    for word in line.words:
        if not word.bold:
            lead = " ".join(words).rstrip(" :")
            return lead if len(lead) <= _LONGEST_LEAD else ""
        words.append(word.text)
    return ""
