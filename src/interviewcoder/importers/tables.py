"""Delimited text (CSV, TSV and their kin) into rows of cells."""

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from itertools import islice

from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.text import name_key, one_line

DELIMITERS = (",", ";", "\t", "|")
"""What may stand between the cells of a table."""
HEADER_LENGTH = 180
"""A header is cut to so many characters."""
_RECORDS_ASKED = 30
_LOOKED_AT = 1_000_000
"""Characters in which the delimiter is looked for."""
_PREFIXED = re.compile(r"'+[=+\-@＝＋－＠\t\r\n]")
_LARGEST_CELL = 2**31 - 1
_DECLARED = re.compile(r'\ufeff?"?sep=(.)"?[ \t]*\n', re.I)


def declared_delimiter(text: str) -> tuple[str | None, str]:
    """The delimiter that a first line `sep=;` declares for spreadsheets, and the text after that line."""
    if declared := _DECLARED.match(text):
        return declared[1], text[declared.end() :]
    return None, text


def records(text: str, delimiter: str | None = None) -> list[list[str]]:
    """The records of delimited text, without blank ones; the delimiter is found when not given.

    Raises:
        StudyError: the text cannot be read as records.
    """
    csv.field_size_limit(_LARGEST_CELL)
    declared, text = declared_delimiter(text)
    text = text.removeprefix("\ufeff")
    delimiter = delimiter or declared or best_delimiter(text) or ","
    try:
        found = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise StudyError(
            f"The table cannot be read: {error}.", "Save it again as CSV (UTF-8)."
        ) from error
    if "\ufeff" in text:
        found = [[cell.removeprefix("\ufeff") for cell in record] for record in found]
    return [record for record in found if any(record)]


def best_delimiter(text: str) -> str | None:
    """The delimiter that cuts the first records into the most constant width above one; None without any."""
    declared, text = declared_delimiter(text[:_LOOKED_AT])
    if declared:
        return declared
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


def told_apart(header: Sequence[str]) -> tuple[str, ...]:
    """Headers on one line, each once: a repeated one gets ` (2)`, an empty one `column 4`."""
    taken: set[str] = set()
    repeated: dict[str, int] = {}
    names = []
    for index, raw in enumerate(header):
        name = one_line(raw, HEADER_LENGTH) or f"column {index + 1}"
        unique = name
        while name_key(unique) in taken:
            repeated[name] = repeated.get(name, 1) + 1
            unique = f"{name} ({repeated[name]})"
        taken.add(name_key(unique))
        names.append(unique)
    return tuple(names)


def unprefixed(cell: str) -> str:
    """A cell without the apostrophe that an export puts before what a spreadsheet would take for a formula."""
    return cell[1:] if cell[:1] == "'" and _PREFIXED.match(cell) else cell
