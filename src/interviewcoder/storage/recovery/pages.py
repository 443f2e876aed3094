"""The pages of a SQLite file, read from its bytes without trusting any of them."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ..header import MAGIC

TABLE_LEAF, TABLE_INTERIOR = 0x0D, 0x05
_FLAGS = frozenset({0x02, 0x05, 0x0A, 0x0D})
_HEADER = 100
"""Bytes before the b-tree of the first page."""
_USUAL_SIZE = 4096
_SIZES = tuple(1 << power for power in range(9, 17))
_SAMPLED = 1_000


@dataclass(frozen=True)
class Pages:
    """A file's bytes, cut into pages that count from 1. A last page that is cut short is filled with zeros."""

    data: bytes
    size: int
    reserved: int = 0
    """Bytes at the end of each page that are not SQLite's: an encrypted study's marks stand there."""

    @property
    def count(self) -> int:
        """How many pages there are, the last perhaps cut short."""
        return -(-len(self.data) // self.size)

    @property
    def usable(self) -> int:
        """How many bytes of a page are SQLite's."""
        return self.size - self.reserved

    def page(self, number: int) -> bytes:
        """The usable bytes of a page; empty where the file has no such page."""
        if not 1 <= number <= self.count:
            return b""
        start = (number - 1) * self.size
        return self.data[start : start + self.usable].ljust(self.usable, b"\x00")

    def header_at(self, number: int) -> int:
        """Where the header of a page's b-tree begins in the page."""
        return _HEADER if number == 1 else 0

    def flag(self, number: int) -> int:
        """What sort of b-tree page it says that it is; 0 for none."""
        start = (number - 1) * self.size + self.header_at(number)
        return self.data[start] if number >= 1 and start < len(self.data) else 0

    @cached_property
    def free(self) -> frozenset[int]:
        """The pages that the file's list of free pages names: what they hold was deleted."""
        if not self.data.startswith(MAGIC):
            return frozenset()
        found: set[int] = set()
        (trunk,) = struct.unpack(">I", self.data[32:36].ljust(4, b"\x00"))
        while 1 < trunk <= self.count and trunk not in found:
            found.add(trunk)
            page = self.page(trunk)
            trunk, leaves = struct.unpack(">II", page[:8])
            fitting = min(leaves, self.usable // 4 - 2)
            found.update(struct.unpack(f">{fitting}I", page[8 : 8 + 4 * fitting]))
        return frozenset(found)


def pages_of(data: bytes) -> Pages:
    """A file's pages, in the size that fits its bytes best; its header may be gone or lie."""
    if not data.startswith(MAGIC) and _looks_like_a_tree(data[:8], _USUAL_SIZE):
        # The first page was cut off: on it a tree begins behind the file's header. The others keep their numbers.
        data = bytes(_USUAL_SIZE) + data
    told = int.from_bytes(data[16:18], "big") if data.startswith(MAGIC) else _USUAL_SIZE
    told = 65_536 if told == 1 else told

    def fit(size: int) -> tuple[float, bool]:
        return _sound_pages(data, size), size == told or (
            told not in _SIZES and size == _USUAL_SIZE
        )

    return Pages(data, max(_SIZES, key=fit))


def _sound_pages(data: bytes, size: int) -> float:
    """How many pages of this size look like pages of a b-tree, judged by a sample, times their size."""
    count = len(data) // size
    step = max(1, count // _SAMPLED)
    starts = [number * size for number in range(1, count, step)]
    sound = sum(_looks_like_a_tree(data[start : start + 8], size) for start in starts)
    return sound * step


def _looks_like_a_tree(header: bytes, size: int) -> bool:
    if len(header) < 8 or header[0] not in _FLAGS:
        return False
    _, _, cells, content, fragments = struct.unpack(">BHHHB", header)
    content = content or 65_536
    pointers_end = (8 if header[0] in (0x0A, 0x0D) else 12) + 2 * cells
    return bool(cells > 0 and pointers_end <= content < size and fragments <= 60)


def pointers(page: bytes, header: int) -> Iterator[int]:
    """Where the cells of a b-tree page begin, as far as they can be in it."""
    leaf = page[header] in (0x0A, 0x0D)
    (count,) = struct.unpack(">H", page[header + 3 : header + 5])
    first = header + (8 if leaf else 12)
    for place in range(first, min(first + 2 * count, len(page) - 1), 2):
        at = page[place] << 8 | page[place + 1]
        if first <= at < len(page) - 3:
            yield at
