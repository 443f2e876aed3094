"""Delimited text (CSV, TSV and their kin) into rows of cells."""

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.text import one_line

from .sample import FileSample

DELIMITERS = (",", ";", "\t", "|")
"""What may stand between the cells of a table."""
_RECORDS_ASKED = 30
_PREFIXED = re.compile(r"'+[=+\-@＝＋－＠\t\r\n]")
_LARGEST_CELL = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, all as wide as the header. `first_line` is the number of the first row, for messages."""

    header: tuple[str, ...]
    rows: list[list[str]]
    first_line: int
    warnings: tuple[str, ...] = ()


def records(text: str, delimiter: str | None = None) -> list[list[str]]:
    """The records of delimited text, without blank ones; the delimiter is found when not given.

    Raises:
        StudyError: the text cannot be read as records.
    """
    csv.field_size_limit(_LARGEST_CELL)
    text = text.removeprefix("\ufeff")
    delimiter = delimiter or best_delimiter(text) or ","
    try:
        found = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    except csv.Error as error:
        raise StudyError(
            f"The table cannot be read: {error}.", "Save it again as CSV (UTF-8)."
        ) from error
    if "\ufeff" in text:
        found = [[cell.removeprefix("\ufeff") for cell in record] for record in found]
    return [record for record in found if any(record)]


def best_delimiter(text: str) -> str | None:
    """The delimiter that cuts the first records into the most constant width above one; None without any."""
    best: tuple[float, int, str] | None = None
    csv.field_size_limit(_LARGEST_CELL)
    for delimiter in DELIMITERS:
        if delimiter not in text:
            continue
        try:
            reader = csv.reader(io.StringIO(text), delimiter=delimiter)
            widths = Counter(len(row) for row in islice(filter(any, reader), _RECORDS_ASKED))
        except csv.Error:
            continue
        if not widths:
            continue
        # Where records of two widths are equally frequent, the wider ones are the rule.
        width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
        if width > 1 and (best is None or (count / widths.total(), width) > best[:2]):
            best = (count / widths.total(), width, delimiter)
    return best[2] if best else None


def read_table(sample: FileSample) -> Table:
    """A table with one header row. Short rows are filled up; headers that repeat are told apart.

    Raises:
        StudyError: there is no row, or one has more cells than the header.
    """
    found = records(sample.text)
    return table_of(found[0], found[1:], 2) if found else table_of([], [], 2)


def table_of(header: Sequence[str], rows: list[list[str]], first_line: int) -> Table:
    """A table of a header and rows. Raises StudyError when a row is wider than the header."""
    width = len(header)
    short = 0
    for number, row in enumerate(rows):
        if len(row) == width:
            continue
        if len(row) > width:
            if any(row[width:]):
                raise StudyError(
                    f"Row {number + first_line} has {len(row)} cells, but the header has {width}, "
                    f"beginning '{one_line(row[0], 40)}'.",
                    "Put cells that hold the delimiter between double quotes, or fix that row.",
                )
            del row[width:]
        else:
            row.extend([""] * (width - len(row)))
            short += 1
    warnings: tuple[str, ...] = ()
    if short:
        warnings = (f"{short} rows have fewer cells than the header; the rest is taken as empty.",)
        if short == 1:
            warnings = ("1 row has fewer cells than the header; the rest is taken as empty.",)
    return Table(told_apart(header), rows, first_line, warnings)


def told_apart(header: Sequence[str]) -> tuple[str, ...]:
    """Headers on one line, each once: a repeated one gets ` (2)`, an empty one `column 4`."""
    taken: set[str] = set()
    names = []
    for index, raw in enumerate(header):
        name = one_line(raw, 180) or f"column {index + 1}"
        unique, number = name, 1
        while unique.casefold() in taken:
            number += 1
            unique = f"{name} ({number})"
        taken.add(unique.casefold())
        names.append(unique)
    return tuple(names)


def unprefixed(cell: str) -> str:
    """A cell without the apostrophe that an export puts before what a spreadsheet would take for a formula."""
    return cell[1:] if _PREFIXED.match(cell) else cell
