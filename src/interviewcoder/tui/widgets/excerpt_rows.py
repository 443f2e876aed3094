"""Excerpts in groups as rows that are made when they are looked at; their words are read by pages."""

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Mapping
from itertools import accumulate
from typing import overload

from textual.content import Content

from ...domain.coding import Coding, Tag
from ...domain.crosstab import Side
from ...domain.retrieval import ExcerptGroup, Retrieved
from ..labels import SOFT, coding_judged, coding_label, kind_chip, named, said_by
from .listing import Row, RowSource, text_row
from .quote_block import quoted, ruled, stacked

MOST_LINES = 3
"""Of an excerpt's words; w shows all of them."""

_MARK = "●"
_SPACE = text_row(Content(""), selectable=False)
_EDGE = 4
"""Cells before and after the words."""


class ExcerptRows(RowSource):
    """A heading a group, and its excerpts with a line between them.

    Args:
        found: what is shown.
        words: by id, the codings whose words have been read.
        marked: ids of those that are marked.
        wanted: is called with the place of a row that is looked at before its words are there.
    """

    def __init__(
        self,
        found: Retrieved,
        words: Mapping[int, Coding],
        marked: Collection[int],
        wanted: Callable[[int], None],
    ) -> None:
        self.found = found
        self._words = words
        self._marked = marked
        self._wanted = wanted
        self._labelled = found.by != Side.CODE
        self._starts = [0, *accumulate(2 * len(group.tags) for group in found.groups)]

    def __len__(self) -> int:
        return self._starts[-1]

    @overload
    def __getitem__(self, index: int) -> Row: ...

    @overload
    def __getitem__(self, index: slice) -> list[Row]: ...

    def __getitem__(self, index: int | slice) -> Row | list[Row]:
        if isinstance(index, slice):
            return [self[place] for place in range(*index.indices(len(self)))]
        if index < 0:
            index += len(self)
        if not 0 <= index < len(self):
            raise IndexError(index)
        group, within = self._within(index)
        if within == 0:
            return _heading(group, first=index == 0)
        if within % 2 == 0:
            return _SPACE
        tag = group.tags[within // 2]
        return Row(
            lambda width: self._draw(tag, index, width),
            self._words.get(tag.id, tag),
            ("coding", tag.id, group.label.name),
            None,
        )

    def _within(self, index: int) -> tuple[ExcerptGroup, int]:
        """The group of a row, and the row's place in it."""
        place = bisect_right(self._starts, index) - 1
        return self.found.groups[place], index - self._starts[place]

    def tags_around(self, index: int, reach: int) -> list[Tag]:
        """The tags of the excerpts so many rows before and after a place."""
        tags = []
        for place in range(max(0, index - reach), min(len(self), index + reach)):
            group, within = self._within(place)
            if within % 2:
                tags.append(group.tags[within // 2])
        return tags

    def heights(self, width: int) -> Iterable[int]:
        """Told by lengths, since words are not read yet: few excerpts have a line too much."""
        one, two = _lengths(width)
        others = 2 if self._labelled else 1
        for number, group in enumerate(self.found.groups):
            yield 2 if number else 1
            between = False
            for tag in group.tags:
                if between:
                    yield 1
                between = True
                length = tag.end - tag.start
                yield others + (1 if length <= one else 2 if length <= two else MOST_LINES)

    def place_of(self, key: object) -> int | None:
        """Where an excerpt is: in the same group, else in the first that has it."""
        if not (isinstance(key, tuple) and len(key) == 3):
            return None
        found: int | None = None
        for start, group in zip(self._starts, self.found.groups, strict=False):
            if found is not None and group.label.name != key[2]:
                continue
            for number, tag in enumerate(group.tags):
                if tag.id == key[1]:
                    place = start + 1 + 2 * number
                    if group.label.name == key[2]:
                        return place
                    found = place if found is None else found
        return found

    def _draw(self, tag: Tag, index: int, width: int) -> Content:
        coding = self._words.get(tag.id)
        lead = Content.styled(_MARK, "bold $accent") if tag.id in self._marked else Content(" ")
        rule = tag.kind.colour
        if coding is None:
            self._wanted(index)
            return _led(lead, ruled(Content.styled("…", SOFT), width, rule=rule, indent=0))
        head = ruled(coding_label(coding), width - 1, rule=rule, indent=0, most=1)
        by = said_by(coding.participant, coding.speaker, coding.source, coding.start_ms)
        judged = Content("") if self._labelled else coding_judged(coding)
        by = by.truncate(max(8, width - _EDGE - judged.cell_length), ellipsis=True) + judged
        one, two = _lengths(width)
        length = tag.end - tag.start
        lines = 1 if length <= one else 2 if length <= two else MOST_LINES
        words = ruled(quoted(coding.text), width - 1, rule=rule, indent=0, most=lines)
        below = ruled(by, width - 1, rule=rule, indent=0, most=1)
        return _led(lead, [*(head if self._labelled else []), *words, *below])


def _lengths(width: int) -> tuple[float, float]:
    """The most characters of an excerpt that takes one line, and of one that takes two."""
    room = max(8, width - _EDGE) * 0.94
    return room - 2, 2 * room - 2


def _led(lead: Content, lines: Iterable[Content]) -> Content:
    """Lines with a mark or a space before each."""
    return stacked([lead + line for line in lines])


def _heading(group: ExcerptGroup, *, first: bool) -> Row:
    label = group.label
    chip = (kind_chip(label.kind, label.colour or None), " ") if label.kind else ()
    title = Content.assemble(
        "" if first else "\n",
        *chip,
        named(label.shown, "bold", limit=80),
        (f"  {len(group.tags):,}", SOFT),
    )
    return text_row(title, selectable=False)
