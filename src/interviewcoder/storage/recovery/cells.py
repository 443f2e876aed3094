"""Rows from the bytes of table pages: SQLite's record format, overflow pages included.

What was unreadable within a text is a NUL in it, which no text of a study holds otherwise: bytes of an overflow page that
is gone, and bytes that are no UTF-8. So a damaged text keeps its place and, nearly always, its length.
"""

import codecs
import struct
from dataclasses import dataclass, field
from typing import Any

from .pages import Pages, pointers

Value = Any
"""A cell: str, int, float, bytes or None."""
UNREADABLE = "\x00"
_MOST_COLUMNS = 64
_LONGEST_CHAIN = 4_096
"""Overflow pages of a longer chain are followed without a look at where they lead."""


def _as_unreadable(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return UNREADABLE * (error.end - error.start), error.end


codecs.register_error("unreadable", _as_unreadable)


@dataclass(frozen=True, slots=True)
class Cell:
    """A row as it stands in a page: its rowid and its values."""

    rowid: int
    values: tuple[Value, ...]


@dataclass(slots=True)
class Leaf:
    """The rows of a page, and whether all that the page says it holds was readable."""

    cells: list[Cell] = field(default_factory=list)
    unreadable: int = 0


@dataclass(slots=True)
class CellReader:
    """Reads the leaf pages of tables.

    Args:
        pages: the file's pages.
        budget: bytes that overflow pages may give in all, so that pages which many rows claim cannot fill the memory.
    """

    pages: Pages
    budget: int

    def read(self, number: int) -> Leaf:
        """The rows of a leaf page."""
        page, header = self.pages.page(number), self.pages.header_at(number)
        leaf = Leaf()
        if not page:
            return leaf
        (told,) = struct.unpack(">H", page[header + 3 : header + 5])
        covered = 0
        for at in pointers(page, header):
            cell, length = self._cell(page, at)
            covered += length
            if cell is None:
                continue
            leaf.cells.append(cell)
        leaf.unreadable = max(0, min(told, len(page) // 4) - len(leaf.cells))
        if not leaf.unreadable and covered != _space_of_cells(page, header):
            leaf.unreadable = 1
        return leaf

    def _cell(self, page: bytes, at: int) -> tuple[Cell | None, int]:
        """The cell at a place, None where there is none; and how many bytes of the page it takes."""
        length, at_rowid = _varint(page, at)
        rowid, start = _varint(page, at_rowid)
        if rowid >= 1 << 63:
            rowid -= 1 << 64
        local = _local_length(length, self.pages.usable)
        end = start + local + (4 if local < length else 0)
        taken = max(4, end - at)
        if not 0 < length <= len(self.pages.data) or end > len(page):
            return None, taken
        payload = page[start : start + local]
        if local < length:
            (overflow,) = struct.unpack(">I", page[start + local : end])
            payload = self._with_overflow(payload, length, overflow)
        values = _record(payload)
        return (Cell(rowid, values) if values is not None else None), taken

    def _with_overflow(self, payload: bytes, length: int, overflow: int) -> bytes:
        """A payload with what is on its overflow pages; what cannot be had is zeros."""
        room = self.pages.usable - 4
        parts, missing = [payload], length - len(payload)
        seen: set[int] = set()
        sure = missing > room * _LONGEST_CHAIN
        while missing > 0 and self.budget > 0:
            page = self.pages.page(overflow)
            if not page or overflow in seen:
                break
            seen.add(overflow)
            parts.append(page[4 : 4 + min(room, missing)])
            self.budget -= len(parts[-1])
            missing -= len(parts[-1])
            left = -(-missing // room)
            (following,) = struct.unpack(">I", page[:4])
            if left and not sure:
                sure = self._chain_length(following, left) == left
                # A page that was wiped out names none after it; SQLite most often took the one beside it.
                if not sure and self._chain_length(overflow + 1, left) == left:
                    following, sure = overflow + 1, True
            overflow = following
        return b"".join(parts).ljust(length, b"\x00")[:length]

    def _chain_length(self, first: int, wanted: int) -> int:
        """How many overflow pages hang together from one on, up to one more than wanted; 0 for none that end."""
        count, number = 0, first
        while count <= wanted:
            page = self.pages.page(number)
            if not page or number in self.pages.free:
                return 0
            count += 1
            (number,) = struct.unpack(">I", page[:4])
            if number == 0:
                return count
        return 0


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """A number of one to nine bytes, and where it ends."""
    value = 0
    for place in range(at, min(at + 8, len(data))):
        byte = data[place]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, place + 1
    if at + 8 >= len(data):
        return 0, len(data)
    return value << 8 | data[at + 8], at + 9


def _local_length(length: int, usable: int) -> int:
    """How many bytes of a payload stand in the leaf itself."""
    most = usable - 35
    if length <= most:
        return length
    least = (usable - 12) * 32 // 255 - 23
    fitting = least + (length - least) % (usable - 4)
    return fitting if fitting <= most else least


def _space_of_cells(page: bytes, header: int) -> int:
    """How many bytes of a page its own header leaves to cells: all but what it says is free."""
    _, free, _, content, fragments = struct.unpack(">BHHHB", page[header : header + 8])
    space: int = len(page) - (content or 65_536) - fragments
    seen: set[int] = set()
    while 0 < free <= len(page) - 4 and free not in seen:
        seen.add(free)
        following, length = struct.unpack(">HH", page[free : free + 4])
        space -= length
        free = following
    return space


def _record(payload: bytes) -> tuple[Value, ...] | None:
    """The values of a record; None unless it fills the payload to the byte."""
    header_end, at = _varint(payload, 0)
    if not at <= header_end <= len(payload):
        return None
    types = []
    while at < header_end:
        one, at = _varint(payload, at)
        types.append(one)
        if len(types) > _MOST_COLUMNS:
            return None
    if at != header_end or header_end + sum(map(_width, types)) != len(payload):
        return None
    values: list[Value] = []
    for one in types:
        end = at + _width(one)
        values.append(_value(one, payload[at:end]))
        at = end
    return tuple(values)


def _width(kind: int) -> int:
    """The bytes of a value, by its serial type."""
    if kind >= 12:
        return (kind - 12) // 2
    return (0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0)[kind]


def _value(kind: int, data: bytes) -> Value:
    if kind == 0 or 10 <= kind < 12:
        return None
    if kind == 7:
        number: float = struct.unpack(">d", data)[0]
        return number
    if kind < 10:
        return int.from_bytes(data, "big", signed=True) if kind < 7 else kind - 8
    return data if kind % 2 == 0 else data.decode("utf-8", "unreadable")
