"""A table as an Excel workbook in which every text is a text and every number a number."""

import io
from datetime import datetime
from typing import Any

from interviewcoder.domain.errors import StudyError

from .csv_cells import is_risky
from .exporter import Exported
from .table import Cell, Table
from .xml_text import legal

LONGEST_CELL = 32_767
"""The most UTF-16 code units that Excel takes in a cell."""

CUT = " … [cut here: a cell holds no more]"
"""What stands at the end of a text that was cut."""

MOST_ROWS = 1_048_575
"""Without the header."""
MOST_COLUMNS = 16_384

_LARGEST_WHOLE = 2**53
"""Excel keeps numbers as floats: a larger whole number would come back as another one."""
_UNDATED = datetime(1980, 1, 1)
_AS_TEXT = {
    "in_memory": True,
    "strings_to_numbers": False,
    "strings_to_formulas": False,
    "strings_to_urls": False,
}
_NARROWEST, _WIDEST = 8, 60


def workbook(table: Table) -> Exported:
    """One sheet with a header that stays in view and can be filtered by. The same table gives the same bytes.

    Texts go in as texts, never as formulas or links. One that Excel would read as a formula if it were typed
    in is marked as quoted, so that it stays a text when someone edits its cell. Texts that are too
    long for a cell are cut, and a warning tells how many.

    Raises:
        StudyError: a sheet cannot hold so many rows or columns.
    """
    import xlsxwriter  # only workbooks need it

    if len(table.header) > MOST_COLUMNS:
        raise _too_large("columns", MOST_COLUMNS)
    written = io.BytesIO()
    book = xlsxwriter.Workbook(written, _AS_TEXT)
    # The date is always the same, so that the bytes are.
    book.set_properties({"created": _UNDATED})
    writer = _Writer(book, table)
    try:
        for number, row in enumerate(table.rows, start=1):
            if number > MOST_ROWS:
                raise _too_large("rows", MOST_ROWS)
            writer.write(number, row)
    finally:
        writer.finish()
        book.close()
    return Exported(written.getvalue(), writer.warnings)


class _Writer:
    """Writes rows into a sheet and counts what it cuts."""

    def __init__(self, book: Any, table: Table) -> None:
        self._sheet = book.add_worksheet(table.name)
        self._columns = len(table.header)
        self._last_row = 0
        self._cut = 0
        self._plain = book.add_format({"text_wrap": True, "valign": "top"})
        self._quoted = book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True})
        bold = book.add_format({"bold": True, "bottom": 1, "valign": "top"})
        for column, heading in enumerate(table.header):
            width = table.widths.get(heading, min(max(len(heading) + 2, _NARROWEST), _WIDEST))
            self._sheet.set_column(column, column, width)
            self._sheet.write_string(0, column, self._fitting(heading), bold)
        self._sheet.freeze_panes(1, 0)

    @property
    def warnings(self) -> tuple[str, ...]:
        if not self._cut:
            return ()
        texts = "1 text is" if self._cut == 1 else f"{self._cut:,} texts are"
        return (
            f"{texts} longer than a cell holds and cut in the workbook; a CSV file has it all.",
        )

    def write(self, number: int, row: tuple[Cell, ...]) -> None:
        """Write a row; `number` counts from 1."""
        self._last_row = number
        for column, cell in enumerate(row):
            match cell:
                case None | "":
                    continue
                case str():
                    text = self._fitting(cell)
                    form = self._quoted if is_risky(text) else self._plain
                    self._sheet.write_string(number, column, text, form)
                case int() if abs(cell) > _LARGEST_WHOLE:
                    self._sheet.write_string(number, column, str(cell), self._plain)
                case _:
                    self._sheet.write_number(number, column, cell, self._plain)

    def finish(self) -> None:
        """Let the rows be filtered by the header."""
        self._sheet.autofilter(0, 0, self._last_row, self._columns - 1)

    def _fitting(self, text: str) -> str:
        """The text as a cell can hold it."""
        text = legal(text)
        if len(text) * 2 <= LONGEST_CELL or _units(text) <= LONGEST_CELL:
            return text
        self._cut += 1
        room = LONGEST_CELL - _units(CUT)
        kept = text.encode("utf-16-le")[: room * 2].decode("utf-16-le", "ignore")
        return kept + CUT


def _units(text: str) -> int:
    """Its length as Excel counts it."""
    return len(text.encode("utf-16-le")) // 2


def _too_large(what: str, most: int) -> StudyError:
    return StudyError(
        f"A sheet of a workbook holds {most:,} {what}, and there are more.", "Write a CSV file."
    )
