"""Spreadsheets (XLSX, XLSM, XLSB, XLS and ODS): the cells of one sheet as text."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.text import name_key, one_line, sanitise

from .archive import SAVE_AGAIN, opened_archive
from .sample import FileSample
from .spreadsheet_size import plain_member, refuse_oversized

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

SUFFIXES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = ("Workbook", "WORKBOOK", "Book", "BOOK")
_EXACT_DIGITS = 15
"""So many digits of a number a spreadsheet keeps."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet's filled part. All rows are equally wide."""

    name: str
    others: tuple[str, ...]
    """The names of all sheets of the workbook."""
    rows: list[list[str]]
    merged: frozenset[int]
    """The rows in which cells are merged with the cell on their right."""
    warnings: tuple[str, ...] = ()


def is_spreadsheet(sample: FileSample) -> bool:
    """Whether the bytes are a workbook, whatever the file is called."""
    if sample.members:
        members = set(map(plain_member, sample.members))
        if members & {"xl/workbook.xml", "xl/workbook.bin"}:
            return True
        return "content.xml" in members and _is_ods(sample.data)
    return sample.data.startswith(_OLE) and any(
        stream.encode("utf-16-le") + b"\0\0" in sample.data for stream in _OLE_STREAMS
    )


def _is_ods(data: bytes) -> bool:
    with opened_archive(data, "The spreadsheet") as archive:
        if "mimetype" not in archive.names:
            return False
        return b"opendocument.spreadsheet" in archive.read("mimetype")[:100]


def read_sheet(sample: FileSample, wanted: str | None = None) -> Sheet:
    """The sheet of that name or number; by default the first with a table in it.

    Dates become `2026-01-31` or `2026-01-31 09:30:00`, whole numbers lose their `.0`.

    Raises:
        StudyError: the workbook is damaged, protected or too large, or has no such sheet.
    """
    if sample.members:
        with opened_archive(sample.data, "The spreadsheet") as archive:
            refuse_oversized(archive)
    workbook = _calamine(
        lambda module: module.CalamineWorkbook.from_filelike(io.BytesIO(sample.data))
    )
    names = _visible_sheets(workbook)
    if wanted is not None:
        chosen = _named(names, wanted)
        return _sheet(workbook, chosen, names, told=False)
    best: Sheet | None = None
    for name in names:
        sheet = _sheet(workbook, name, names, told=len(names) > 1)
        if _has_table(sheet.rows):
            return sheet
        best = best or (sheet if sheet.rows else None)
    if best is None:
        raise StudyError("The spreadsheet is empty.", "Check that the responses were exported.")
    return best


def _calamine(work: Callable[[Any], Any]) -> Any:
    """What the reader of spreadsheets makes of it, with its failures told as ours."""
    try:
        import python_calamine
    except ImportError as error:
        raise StudyError(
            "Spreadsheets cannot be read: python-calamine is not installed.",
            "Run: pip install python-calamine",
        ) from error
    try:
        return work(python_calamine)
    except python_calamine.PasswordError as error:
        raise StudyError(
            "The spreadsheet is protected by a password.", "Save it without a password."
        ) from error
    except Exception as error:
        raise _damaged() from error
    except BaseException as error:
        # A panic of the reader is no Exception; whatever else is none is not ours to catch.
        if type(error).__name__ != "PanicException":
            raise
        raise _damaged() from error


def _damaged() -> StudyError:
    return StudyError("The spreadsheet is damaged and cannot be read.", SAVE_AGAIN)


def _visible_sheets(workbook: "CalamineWorkbook") -> tuple[str, ...]:
    def names(module: Any) -> list[str]:
        sheets = [
            sheet
            for sheet in workbook.sheets_metadata
            if sheet.typ == module.SheetTypeEnum.WorkSheet
        ]
        visible = [s.name for s in sheets if s.visible == module.SheetVisibleEnum.Visible]
        return visible or [sheet.name for sheet in sheets]

    found: list[str] = _calamine(names)
    if not found:
        raise StudyError("The spreadsheet has no sheets.", SAVE_AGAIN)
    return tuple(found)


def _named(names: Sequence[str], wanted: str) -> str:
    by_key = {name_key(name): name for name in names}
    if name_key(wanted) in by_key:
        return by_key[name_key(wanted)]
    if wanted.strip().isdecimal() and 1 <= int(wanted) <= len(names):
        return names[int(wanted) - 1]
    known = ", ".join(f"'{one_line(name, 40)}'" for name in names[:12])
    raise StudyError(
        f"The spreadsheet has no sheet '{one_line(wanted, 60)}'.", f"The sheets are: {known}."
    )


def _sheet(workbook: "CalamineWorkbook", name: str, names: tuple[str, ...], *, told: bool) -> Sheet:
    sheet: CalamineSheet = _calamine(lambda _: workbook.get_sheet_by_name(name))
    cells: list[list[Any]] = _calamine(lambda _: sheet.to_python(skip_empty_area=True))
    rows = [[cell if type(cell) is str else _text(cell) for cell in row] for row in cells]
    # Most cells are clean, and asking all of them at once is much faster than each.
    if sanitise(joined := "".join(map("".join, rows))) != joined or "\u00a0" in joined:
        rows = [[sanitise(cell) for cell in row] for row in rows]
    first = sheet.start[0] if sheet.start else 0
    merged = frozenset(
        top - first for (top, left), (_, right) in sheet.merged_cell_ranges or () if right > left
    )
    shown = tuple(one_line(other, 80) for other in names)
    warnings: tuple[str, ...] = ()
    if told:
        others = ", ".join(f"'{one_line(other, 40)}'" for other in names if other != name)
        warnings = (
            f"The sheet '{one_line(name, 60)}' was read and no other: {one_line(others, 200)}; "
            "--sheet names one.",
        )
    return Sheet(one_line(name, 80), shown, rows, merged, warnings)


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


def _has_table(rows: Sequence[Sequence[str]]) -> bool:
    """Whether there are two rows with two cells each: a note or a title is no table."""
    wide = 0
    for row in rows[:200]:
        wide += sum(1 for cell in row if cell.strip()) >= 2
        if wide >= 2:
            return True
    return False
