"""A program that reads a workbook and tells the cells of one sheet as text; the one door to calamine.

It is started by `child_process.py` and imports nothing of interviewcoder. It tells `{"sheets": names}`, then, where
there is such a sheet, `{"sheet": name, "merged": rows}` and its rows as `{"rows": rows}`, a part at a time.
"""

import io
from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

MOST_BYTES = 3 * 1024**3
SECONDS = 60
_CELLS_A_LINE = 50_000
_EXACT_DIGITS = 15
"""So many digits of a number a spreadsheet keeps."""
_LOOKED_AT = 200
"""Rows in which a table must begin."""


def lines(data: bytes, asked: str) -> Iterator[dict[str, Any]]:
    """A workbook's sheets and the cells of one of them.

    Args:
        data: the workbook.
        asked: the sheet's number from 0, `first` for the first with a table in it, or `none`.
    """
    try:
        import python_calamine
    except ImportError:
        yield {"refused": "missing"}
        return
    try:
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    except python_calamine.PasswordError:
        yield {"refused": "password"}
        return
    names = _visible_sheets(workbook)
    yield {"sheets": names}
    if asked == "first":
        sheet = _first_with_table(workbook, names)
    else:
        sheet = None if asked == "none" else workbook.get_sheet_by_name(names[int(asked)])
    if sheet is not None:
        yield from _cells(sheet)


def _visible_sheets(workbook: "CalamineWorkbook") -> list[str]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    sheets = [sheet for sheet in workbook.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    visible = [sheet.name for sheet in sheets if sheet.visible == SheetVisibleEnum.Visible]
    return visible or [sheet.name for sheet in sheets]


def _first_with_table(workbook: "CalamineWorkbook", names: Sequence[str]) -> "CalamineSheet | None":
    """Else the first with anything in it; None: all are empty."""
    filled: CalamineSheet | None = None
    for name in names:
        sheet = workbook.get_sheet_by_name(name)
        if _has_table(sheet.to_python(nrows=_LOOKED_AT)):
            return sheet
        if filled is None and sheet.height:
            filled = sheet
    return filled


def _has_table(rows: Sequence[Sequence[Any]]) -> bool:
    """Whether there are two rows with two cells each: a note or a title is no table."""
    wide = [row for row in rows if sum(1 for cell in row if _text(cell).strip()) >= 2]
    return len(wide) >= 2


def _cells(sheet: "CalamineSheet") -> Iterator[dict[str, Any]]:
    first = sheet.start[0] if sheet.start else 0
    ranges = sheet.merged_cell_ranges or ()
    merged = {top - first for (top, left), (_, right) in ranges if right > left}
    yield {"sheet": sheet.name, "merged": sorted(merged)}
    rows = islice(sheet.iter_rows(), first, None)
    at_once = max(1, _CELLS_A_LINE // max(1, sheet.width))
    while part := list(islice(rows, at_once)):
        yield {
            "rows": [[cell if type(cell) is str else _text(cell) for cell in row] for row in part]
        }


def _text(cell: Any) -> str:
    """A cell as a person would write it."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        if cell.is_integer() and abs(cell) < 10**_EXACT_DIGITS:
            return str(int(cell))
        return f"{cell:.{_EXACT_DIGITS}g}"
    if isinstance(cell, datetime):
        moment = cell.replace(microsecond=0)
        return str(moment.date() if moment.time() == time() else moment)
    if isinstance(cell, time):
        return str(cell.replace(microsecond=0))
    if isinstance(cell, timedelta):
        minutes, seconds = divmod(int(cell.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    return str(cell)
