"""Rows of a small table by column name, each with the line of the file it stands on."""

import csv
from collections.abc import Iterator, Mapping, Sequence

from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.text import name_key

from .foreign import refuse_foreign_bytes, refuse_structured_text
from .grid import is_grid, read_grid
from .sample import FileSample
from .tables import best_delimiter, unprefixed


def numbered_rows(
    sample: FileSample, other_headers: Mapping[str, Sequence[str]]
) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows as dicts by lower-case header, with the number of the line each begins on (from 1).

    Blank rows are skipped; the apostrophe before formulas is taken off; cells beyond the header are ignored.

    Args:
        sample: the file.
        other_headers: for a column, the headers that also stand for it, the first present one counts.

    Raises:
        StudyError: the file cannot be read as a table.
    """
    refuse_foreign_bytes(sample)
    header: list[str] | None = None
    for line, record in _records(sample):
        if not any(cell.strip() for cell in record):
            continue
        if header is None:
            header = _header(record, other_headers)
            continue
        row: dict[str, str] = {}
        for key, cell in zip(header, record, strict=False):
            row.setdefault(key, unprefixed(cell))
        yield line, row


def _records(sample: FileSample) -> Iterator[tuple[int, Sequence[str]]]:
    """The records, each with the number of the line or row on which it begins."""
    if is_grid(sample):
        yield from enumerate(read_grid(sample).rows, 1)
        return
    refuse_structured_text(sample)
    text = sample.text.removeprefix("\ufeff")
    reader = csv.reader(
        (f"{line}\n" for line in text.split("\n")), delimiter=best_delimiter(text) or ","
    )
    begins = 1
    try:
        for record in reader:
            yield begins, record
            begins = reader.line_num + 1
    except csv.Error as error:
        raise StudyError(
            f"Line {begins} cannot be read: {error}.", "Save the table again as CSV (UTF-8)."
        ) from error


def _header(record: Sequence[str], other_headers: Mapping[str, Sequence[str]]) -> list[str]:
    keys = [name_key(cell.removeprefix("\ufeff")) for cell in record]
    for column, others in other_headers.items():
        if column not in keys:
            present = next((other for other in others if other in keys), None)
            if present is not None:
                keys[keys.index(present)] = column
    return keys
