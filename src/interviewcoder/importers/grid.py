"""A table as it stands in a file of any kind: rows of cells, of which nothing is understood yet."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.text import one_line

from .gzipped import is_gzipped_table, unpacked
from .sample import FileSample
from .spreadsheet import is_spreadsheet, read_sheet
from .spss import SpssVariable, is_spss, read_spss
from .tables import best_delimiter, declared_delimiter, records


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of a table that have something in them, the header among them."""

    rows: list[list[str]]
    encoding: str
    """Of text; `xlsx` and the like for what is none."""
    delimiter: str = ""
    """What stands between the cells of text."""
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    merged: frozenset[int] = frozenset()
    """The rows in which cells are merged with the cell on their right."""
    variables: tuple[SpssVariable, ...] = ()
    """Of an SPSS file, one a column; its first row has their names."""
    warnings: tuple[str, ...] = ()


def is_grid(sample: FileSample) -> bool:
    """Whether a file is a table by its bytes: a spreadsheet, SPSS data, or a table that is gzipped."""
    return is_spreadsheet(sample) or is_spss(sample) or is_gzipped_table(sample)


def read_grid(sample: FileSample, sheet: str | None = None) -> Grid:
    """The rows of a table.

    Args:
        sample: a spreadsheet, an SPSS file, or delimited text, which may be gzipped.
        sheet: name or number of the sheet of a spreadsheet; None: the first with a table.

    Raises:
        StudyError: it cannot be read.
    """
    if is_spreadsheet(sample):
        return _read_once(sample, sheet, _of_spreadsheet)
    if is_spss(sample):
        return _read_once(sample, None, _of_spss)
    sample = unpacked(sample)
    text = sample.text
    delimiter = best_delimiter(text) or ","
    rows = records(text, delimiter)
    return Grid(
        rows,
        sample.decoded.encoding,
        delimiter,
        warnings=(*sample.decoded.warnings, *_unclosed(declared_delimiter(text)[1], rows)),
    )


_GRIDS: WeakKeyDictionary[FileSample, dict[str | None, Grid]] = WeakKeyDictionary()
"""By file and sheet what was read, since several formats ask for it."""


def _read_once(
    sample: FileSample, sheet: str | None, reading: Callable[[FileSample, str | None], Grid]
) -> Grid:
    grids = _GRIDS.setdefault(sample, {})
    if sheet not in grids:
        grids[sheet] = reading(sample, sheet)
    return grids[sheet]


def _of_spreadsheet(sample: FileSample, wanted: str | None) -> Grid:
    sheet = read_sheet(sample, wanted)
    kept = [index for index, row in enumerate(sheet.rows) if any(map(str.strip, row))]
    places = {index: place for place, index in enumerate(kept)}
    return Grid(
        [sheet.rows[index] for index in kept],
        sample.suffix.removeprefix(".") or "xlsx",
        sheet=sheet.name,
        sheets=sheet.others,
        merged=frozenset(places[index] for index in sheet.merged if index in places),
        warnings=sheet.warnings,
    )


def _of_spss(sample: FileSample, _: str | None) -> Grid:
    data = read_spss(sample)
    warnings: tuple[str, ...] = ()
    if data.missing:
        warnings = (f"{data.missing} values that the file declares as missing were left out.",)
    names = [variable.name for variable in data.variables]
    return Grid([names, *data.rows], data.encoding, variables=data.variables, warnings=warnings)


def _unclosed(text: str, rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """A warning where a quotation mark that is never closed swallowed the end of the file."""
    if not rows or text.count('"') % 2 == 0 or not any("\n" in cell for cell in rows[-1]):
        return ()
    begins = one_line(rows[-1][0], 40)
    return (
        f"A quotation mark in row {len(rows)}, which begins '{begins}', is never closed: "
        "all that follows was taken as one answer.",
    )


def require_rows(grid: Grid) -> list[list[str]]:
    """The rows of a grid. Raises StudyError when there is none."""
    if not grid.rows:
        raise StudyError("The table is empty.", "Check that the responses were exported.")
    return grid.rows
