"""Spreadsheets (XLSX, XLSM, XLSB, XLS and ODS): the cells of one sheet as text."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.text import name_key, one_line, sanitise

from .archive import SAVE_AGAIN, opened_archive
from .child_process import told_by
from .sample import FileSample
from .spreadsheet_size import plain_member, refuse_oversized

SUFFIXES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = ("Workbook", "WORKBOOK", "Book", "BOOK")
_REFUSALS = {
    "missing": (
        "Spreadsheets cannot be read: python-calamine is not installed.",
        "Run: pip install python-calamine",
    ),
    "password": ("The spreadsheet is protected by a password.", "Save it without a password."),
    "damaged": ("The spreadsheet is damaged and cannot be read.", SAVE_AGAIN),
    "stopped": (
        "The spreadsheet is damaged, or takes too much time or memory to be read.",
        f"{SAVE_AGAIN} A table that is very large can be saved as CSV.",
    ),
}


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
    if wanted is None:
        told = _told(sample.data, "first")
        if len(told) == 1:
            raise StudyError("The spreadsheet is empty.", "Check that the responses were exported.")
    else:
        names = _told(sample.data, "none")[0]["sheets"]
        told = _told(sample.data, str(_numbered(names, wanted)))
    names = told[0]["sheets"]
    return _sheet(told, names, warn=wanted is None and len(names) > 1)


def _told(data: bytes, asked: str) -> list[dict[str, Any]]:
    told = told_by("spreadsheet_process.py", data, _REFUSALS, asked)
    if not told[0]["sheets"]:
        raise StudyError("The spreadsheet has no sheets.", SAVE_AGAIN)
    return told


def _numbered(names: Sequence[str], wanted: str) -> int:
    """Where among the names, from 0, the sheet of that name or number is."""
    by_key = {name_key(name): at for at, name in enumerate(names)}
    if name_key(wanted) in by_key:
        return by_key[name_key(wanted)]
    if wanted.strip().isdecimal() and 1 <= int(wanted) <= len(names):
        return int(wanted) - 1
    known = ", ".join(f"'{one_line(name, 40)}'" for name in names[:12])
    raise StudyError(
        f"The spreadsheet has no sheet '{one_line(wanted, 60)}'.", f"The sheets are: {known}."
    )


def _sheet(told: Sequence[dict[str, Any]], names: Sequence[str], *, warn: bool) -> Sheet:
    """The sheet that was told after the names."""
    name: str = told[1]["sheet"]
    rows: list[list[str]] = [row for part in told[2:] for row in part["rows"]]
    # Most cells are clean, and asking all of them at once is much faster than each.
    if sanitise(joined := "".join(map("".join, rows))) != joined or "\u00a0" in joined:
        rows = [[sanitise(cell) for cell in row] for row in rows]
    shown = tuple(one_line(other, 80) for other in names)
    warnings: tuple[str, ...] = ()
    if warn:
        others = ", ".join(f"'{one_line(other, 40)}'" for other in names if other != name)
        warnings = (
            f"The sheet '{one_line(name, 60)}' was read and no other: {one_line(others, 200)}; "
            "--sheet names one.",
        )
    return Sheet(one_line(name, 80), shown, rows, frozenset(told[1]["merged"]), warnings)
