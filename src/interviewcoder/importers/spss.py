"""SPSS data files (.sav, .zsav): variables as columns, with the labels of variables and values."""

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.text import sanitise

from .archive import SAVE_AGAIN
from .sample import FileSample

SUFFIXES = (".sav", ".zsav")
_MAGIC = (b"$FL2", b"$FL3")
_EPOCH = datetime(1582, 10, 14)
_DATES = frozenset(
    ["DATE", "ADATE", "EDATE", "SDATE", "JDATE", "DATETIME", "YMDHMS", "MOYR", "QYR", "WKYR"]
)
_TIMES = frozenset(["TIME", "DTIME", "MTIME"])
_MOST_CELLS = 20_000_000


@dataclass(frozen=True, slots=True)
class SpssVariable:
    """A column: its short name, what was asked, and what its values are called."""

    name: str
    label: str
    values: tuple[tuple[str, str], ...] = ()
    """Number (or code) and label, in the order of the numbers."""
    is_ordinal: bool = False
    group: str = ""
    """The label of the set of marks that it belongs to."""


@dataclass(frozen=True, slots=True)
class SpssData:
    """A data file. Labelled values are written as their labels, missing ones are empty."""

    variables: tuple[SpssVariable, ...]
    rows: list[list[str]]
    missing: int
    """So many cells held a value that the file declares as missing."""
    encoding: str


def is_spss(sample: FileSample) -> bool:
    """Whether the bytes are an SPSS data file, whatever the file is called."""
    return sample.data.startswith(_MAGIC)


def read_spss(sample: FileSample) -> SpssData:
    """The variables and cases of a data file.

    Raises:
        StudyError: it is damaged, or the library that reads it is not installed.
    """
    columns, meta = _read(sample.data)
    variables = []
    cells: list[list[str]] = []
    missing = 0
    groups = {
        variable: sanitise(one.get("label") or name)
        for name, one in (meta.mr_sets or {}).items()
        if one.get("is_dichotomy")
        for variable in one.get("variable_list") or ()
    }
    for name, values in columns.items():
        labels = meta.variable_value_labels.get(name) or {}
        ranges = meta.missing_ranges.get(name) or ()
        written = {value: sanitise(str(label)).strip() for value, label in labels.items()}
        kind = re.sub(r"[\d.]", "", meta.original_variable_types.get(name) or "")
        column = []
        for value in values:
            if value is not None and ranges and _is_missing(value, ranges):
                missing += 1
                column.append("")
            else:
                column.append(written.get(value) or _moment(value, kind) or _text(value))
        cells.append(column)
        kept = [value for value in written if not (ranges and _is_missing(value, ranges))]
        variables.append(
            SpssVariable(
                sanitise(name),
                " ".join(sanitise(meta.column_names_to_labels.get(name) or "").split()),
                tuple((_text(value), written[value]) for value in sorted(kept, key=_number)),
                meta.variable_measure.get(name) == "ordinal",
                groups.get(name, ""),
            )
        )
    rows = [list(row) for row in zip(*cells, strict=True)]
    return SpssData(tuple(variables), rows, missing, (meta.file_encoding or "utf-8").lower())


def _read(data: bytes) -> tuple[Mapping[str, Sequence[Any]], Any]:
    try:
        import pyreadstat
    except ImportError as error:
        raise StudyError(
            "SPSS files cannot be read: the library for them is not installed.",
            "Run: pip install 'interviewcoder[spss]', or export the data as CSV.",
        ) from error
    try:
        _, about = pyreadstat.read_sav(io.BytesIO(data), output_format="dict", metadataonly=True)
        most = _MOST_CELLS // max(1, about.number_columns or 0)
        # One more than the most tells a file that is too large from one that is just not.
        columns, meta = pyreadstat.read_sav(
            io.BytesIO(data),
            output_format="dict",
            user_missing=True,
            row_limit=most + 1,
            # A single date outside of Python's calendar would fail the file.
            disable_datetime_conversion=True,
        )
    except Exception as error:
        raise StudyError("The SPSS file is damaged and cannot be read.", SAVE_AGAIN) from error
    if any(len(values) > most for values in columns.values()):
        raise StudyError("The SPSS file has too many values.", "Export the variables you need.")
    return columns, meta


def _is_missing(value: Any, ranges: Sequence[Mapping[str, Any]]) -> bool:
    try:
        return any(one["lo"] <= value <= one["hi"] for one in ranges)
    except TypeError:
        return False


def _moment(value: Any, kind: str) -> str:
    """A date or time, which is kept as seconds; empty for anything else."""
    if kind not in _DATES | _TIMES or not isinstance(value, float) or value != value:
        return ""
    try:
        if kind in _TIMES:
            minutes, seconds = divmod(int(value), 60)
            return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
        moment = _EPOCH + timedelta(seconds=int(value))
    except (OverflowError, ValueError):
        return ""
    return str(moment.date() if moment.time() == time() else moment)


def _number(value: Any) -> tuple[int, float, str]:
    return (0, float(value), "") if isinstance(value, int | float) else (1, 0.0, str(value))


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return sanitise(value).strip()
    if isinstance(value, float):
        if value != value:
            return ""
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}"
    return str(value)
