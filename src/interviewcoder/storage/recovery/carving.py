"""The rows that a file's bytes still hold, by table: those under a tree, and those on pages that lost theirs."""

from dataclasses import dataclass, field

from .cells import Cell, CellReader
from .pages import TABLE_LEAF, Pages
from .shapes import Key, Row, Shape, shapes, table_of_cells
from .trees import Tree, walk

_OVERFLOW_BUDGET = 4
"""Times the file's size that overflow pages may give in all; in a sound file they give it once."""
_SCHEMA_COLUMNS = 5


@dataclass(slots=True)
class Found:
    """What the bytes hold of one table.

    Most keys have one row. On a page that lost its tree there may be an older state of a row as well.
    """

    rows: dict[Key, list[Row]] = field(default_factory=dict)
    strays: set[Key] = field(default_factory=set)
    """Keys whose rows stand only on pages without a tree."""
    whole: bool = False
    """Whether the table's tree could be read to the last row."""
    unreadable_pages: int = 0
    unreadable_rows: int = 0
    """Rows on pages that could be read otherwise."""

    def add(self, key: Key, row: Row) -> None:
        """Note a row, once."""
        known = self.rows.setdefault(key, [])
        if row not in known:
            known.append(row)


@dataclass(slots=True)
class Carved:
    """All tables, and whether the list of tables could be read."""

    tables: dict[str, Found]
    schema: bool


def carve(pages: Pages) -> Carved:
    """Find the rows of all tables."""
    reader = CellReader(pages, _OVERFLOW_BUDGET * len(pages.data))
    carved = Carved({name: Found() for name in shapes()}, False)
    used: set[int] = set()
    roots = _roots(pages, reader, used)
    carved.schema = bool(roots)
    for name, root in roots.items():
        tree = walk(pages, root)
        if name not in carved.tables:
            used.update(tree.leaves, tree.inner)
            continue
        _read_tree(reader, shapes()[name], tree, carved.tables[name], used)
    for number in range(1, pages.count + 1):
        if number not in used and number not in pages.free and pages.flag(number) == TABLE_LEAF:
            _read_orphan(reader, number, carved.tables)
    return carved


def _roots(pages: Pages, reader: CellReader, used: set[int]) -> dict[str, int]:
    """The root pages of the tables that the schema names."""
    tree = walk(pages, 1)
    used.update(tree.leaves, tree.inner)
    roots: dict[str, int] = {}
    for leaf in tree.leaves:
        for cell in reader.read(leaf).cells:
            if len(cell.values) == _SCHEMA_COLUMNS and cell.values[0] == "table":
                name, root = cell.values[1], cell.values[3]
                if isinstance(name, str) and isinstance(root, int) and 1 < root <= pages.count:
                    roots[name] = root
    return roots


def _read_tree(reader: CellReader, shape: Shape, tree: Tree, found: Found, used: set[int]) -> None:
    strange = 0
    for number in tree.leaves:
        leaf = reader.read(number)
        rows = [shape.row(cell) for cell in leaf.cells]
        if leaf.cells and not any(rows):
            # The page is of another table: the way to it was damaged, or the page was.
            strange += 1
            continue
        used.add(number)
        found.unreadable_rows += leaf.unreadable + rows.count(None)
        for row in rows:
            if row is not None:
                found.add(shape.key(row), row)
    used.update(tree.inner)
    found.unreadable_pages += tree.lost + strange
    found.whole = not (found.unreadable_pages or found.unreadable_rows)


def _read_orphan(reader: CellReader, number: int, tables: dict[str, Found]) -> None:
    leaf = reader.read(number)
    cells: list[Cell] = leaf.cells
    shape = table_of_cells(cells) if cells else None
    if shape is None:
        return
    found = tables[shape.table.name]
    if found.whole:
        return  # Its tree has all rows: what is here was deleted from it.
    found.unreadable_rows += leaf.unreadable
    for cell in cells:
        row = shape.row(cell)
        if row is not None:
            key = shape.key(row)
            if key not in found.rows:
                found.strays.add(key)
            found.add(key, row)
