"""The pages of a table, found by walking its b-tree from the root."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from .pages import TABLE_INTERIOR, TABLE_LEAF, Pages, pointers


@dataclass(slots=True)
class Tree:
    """A table's leaf pages in order, and how many of its pages are no pages of a table any more."""

    leaves: list[int] = field(default_factory=list)
    inner: set[int] = field(default_factory=set)
    lost: int = 0


def walk(pages: Pages, root: int) -> Tree:
    """Find the leaves under a root. Pages that are gone or hold something else are counted."""
    tree = Tree()
    seen: set[int] = set()
    waiting = [root]
    while waiting:
        number = waiting.pop()
        flag = pages.flag(number) if number <= pages.count and number not in seen else 0
        seen.add(number)
        if flag == TABLE_LEAF:
            tree.leaves.append(number)
        elif flag == TABLE_INTERIOR:
            tree.inner.add(number)
            waiting.extend(reversed(list(_children(pages, number))))
        else:
            tree.lost += 1
    return tree


def _children(pages: Pages, number: int) -> Iterator[int]:
    page, header = pages.page(number), pages.header_at(number)
    for at in pointers(page, header):
        yield int.from_bytes(page[at : at + 4], "big")
    (last,) = struct.unpack(">I", page[header + 8 : header + 12])
    yield last
