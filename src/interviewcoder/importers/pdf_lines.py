"""Words on a page into lines in the order in which they are read: across the page, or down its columns."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from statistics import median

from .pdf_pages import Word

_SAME_LINE = 0.45
"""How far apart words of one line may stand, in sizes of the font: raised and lowered ones too."""
_WIDE = 1.5
"""From so many sizes of the font on, a gap between words is more than a blank."""
_CLOSE = 0.6
"""Up to so many sizes of the font, a gap between words that the file writes apart is a blank."""
_FEW = 6
"""With fewer lines on a side there is no telling whether it is a column."""
_CROSSING = 0.25
"""The largest share of lines that may cross what lies between two columns: headings and the like."""
_FILLED = 0.6
"""How much of its column's width the longer lines of a column fill."""
_NARROWEST = 0.25
"""How narrow a column may be, as a share of the text's width: names beside their words are narrower."""
_DEEPEST = 2


@dataclass(slots=True)
class Line:
    """What stands on one line, from left to right."""

    cells: list[list[Word]]
    """Its words, divided where the file does not write on or leaves a wide gap."""
    column: tuple[float, float] = (0.0, math.inf)
    """Where the column that it stands in begins, and where the next one does; infinite without a next one."""
    numbered: bool = False
    """Whether the number of a paragraph stands beside it."""
    page: int = 0

    @property
    def words(self) -> list[Word]:
        """All its words."""
        return [word for cell in self.cells for word in cell]

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.cells[0][0].left

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.cells[-1][-1].right

    @property
    def base(self) -> float:
        """The height that it stands on."""
        return self.cells[0][0].base

    @property
    def size(self) -> float:
        """The size of its first word's font."""
        return self.cells[0][0].size

    @property
    def text(self) -> str:
        """Its words, with two blanks at wide gaps."""
        text = self.cells[0][0].text
        for before, word in pairwise(self.words):
            text += f"  {word.text}" if is_wide(before, word) else f" {word.text}"
        return text


def is_wide(before: Word, word: Word) -> bool:
    """Whether more than a blank lies between two words of a line."""
    return word.left - before.right > _WIDE * word.size


def spelled(words: Sequence[Word]) -> str:
    """Words with single blanks between them."""
    return " ".join(word.text for word in words)


def strips(words: Sequence[Word]) -> list[Line]:
    """The words that follow one another on a line without a wide gap, in the order of the file."""
    found: list[Line] = []
    for word in words:
        if found:
            before = found[-1].cells[0][-1]
            size = max(before.size, word.size)
            gap = word.left - before.right
            if abs(word.base - found[-1].base) <= _SAME_LINE * size and -size < gap <= _WIDE * size:
                found[-1].cells[0].append(word)
                continue
        found.append(Line([[word]]))
    return found


def in_order(pieces: Sequence[Line], gutter: float | None = None) -> list[Line]:
    """The lines of a page in the order of reading.

    Args:
        pieces: its strips.
        gutter: where the columns of the document's other pages are divided, from the left.
    """
    return _ordered(list(pieces), gutter, math.inf, 0)


def gutter_of(pieces: Sequence[Line]) -> float | None:
    """Where two columns of prose are divided, from the left; None where there are none."""
    if len(pieces) < 2 * _FEW:
        return None
    left, right = min(piece.left for piece in pieces), max(piece.right for piece in pieces)
    width = right - left
    crossing = _crossings(pieces, left, width / 100) if width else []
    middle = crossing[25:76]
    if not middle or min(middle) > _CROSSING * len(pieces):
        return None
    # Of the places that the fewest lines cross, the one nearest to the middle of the page.
    step = min(range(25, 76), key=lambda step: (crossing[step], abs(step - 50)))
    gutter = left + width * step / 100
    sides = (
        ([piece for piece in pieces if piece.right <= gutter], gutter - left),
        ([piece for piece in pieces if piece.left >= gutter], right - gutter),
    )
    columns = all(
        _is_column(side, room, width) or gutter_of(side) is not None for side, room in sides
    )
    return gutter if columns else None


def _ordered(pieces: list[Line], known: float | None, limit: float, depth: int) -> list[Line]:
    if not pieces:
        return []
    gutter = gutter_of(pieces)
    if gutter is None and known is not None and _crossing(pieces, known) <= _CROSSING * len(pieces):
        gutter = known
    if gutter is None or depth >= _DEEPEST:
        return _across(pieces, limit)
    ordered: list[Line] = []
    left: list[Line] = []
    right: list[Line] = []
    for piece in sorted(pieces, key=lambda piece: -piece.base):
        if piece.right <= gutter:
            left.append(piece)
        elif piece.left >= gutter:
            right.append(piece)
        else:
            # What crosses both columns comes after what stands above it in either.
            ordered += _ordered(left, None, gutter, depth + 1)
            ordered += _ordered(right, None, limit, depth + 1)
            ordered += _across([piece], limit)
            left, right = [], []
    ordered += _ordered(left, None, gutter, depth + 1)
    return ordered + _ordered(right, None, limit, depth + 1)


def _across(pieces: Sequence[Line], limit: float) -> list[Line]:
    """Lines from the top to the bottom; what stands at one height is one line."""
    rows: list[list[Line]] = []
    for piece in sorted(pieces, key=lambda piece: -piece.base):
        if rows and rows[-1][0].base - piece.base <= _SAME_LINE * max(rows[-1][0].size, piece.size):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    column = (min(piece.left for piece in pieces), limit)
    lines = []
    for row in rows:
        cells: list[list[Word]] = []
        for piece in sorted(row, key=lambda piece: piece.left):
            cell = piece.cells[0]
            if cells and cell[0].left - cells[-1][-1].right <= _CLOSE * cell[0].size:
                cells[-1].extend(cell)
            else:
                cells.append(list(cell))
        lines.append(Line(cells, column, any(piece.numbered for piece in row), row[0].page))
    return lines


def _crossing(pieces: Sequence[Line], at: float) -> int:
    return sum(piece.left < at - 1 and piece.right > at + 1 for piece in pieces)


def _crossings(pieces: Sequence[Line], left: float, step: float) -> list[int]:
    """How many lines cross each of the places that lie a hundredth of the text's width apart."""
    changes = [0] * 102
    for piece in pieces:
        first = max(math.ceil((piece.left + 1 - left) / step), 0)
        last = min(math.floor((piece.right - 1 - left) / step), 100)
        if first <= last:
            changes[first] += 1
            changes[last + 1] -= 1
    return list(accumulate(changes))


def _is_column(side: Sequence[Line], room: float, width: float) -> bool:
    """Whether the lines on one side are a column of prose, not names or times beside it."""
    if len(side) < _FEW or room < _NARROWEST * width:
        return False
    lengths = sorted(piece.right - piece.left for piece in side)
    longer = lengths[len(lengths) * 3 // 4]
    return longer >= _FILLED * room and median(len(piece.cells[0]) for piece in side) >= 3
