"""A program that reads an SPSS data file and tells its variables and values as text; the one door to pyreadstat.

It is started by `child_process.py` and imports nothing of interviewcoder. It tells `{"variables": …, "missing": count,
"encoding": name}`, then the cases as `{"rows": rows}`, a part at a time. A variable is its name, its label, number
and label of its values, whether it is ordinal, and the label of its set of marks.
"""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, time, timedelta
from itertools import islice
from typing import Any

MOST_BYTES = 3 * 1024**3
SECONDS = 60
_EPOCH = datetime(1582, 10, 14)
_DATES = frozenset(
    ["DATE", "ADATE", "EDATE", "SDATE", "JDATE", "DATETIME", "YMDHMS", "MOYR", "QYR", "WKYR"]
)
_TIMES = frozenset(["TIME", "DTIME", "MTIME"])
_MOST_CELLS = 20_000_000
_CELLS_A_LINE = 50_000
_EXACT_DIGITS = 15


def lines(data: bytes) -> Iterator[dict[str, Any]]:
    """The variables and cases of a data file, or why it is not read."""
    try:
        import pyreadstat
    except ImportError:
        yield {"refused": "missing"}
        return
    _, about = pyreadstat.read_sav(io.BytesIO(data), output_format="dict", metadataonly=True)
    most = _MOST_CELLS // max(1, about.number_columns or 0)
    columns, meta = pyreadstat.read_sav(
        io.BytesIO(data),
        output_format="dict",
        user_missing=True,
        # One more than the most tells a file that is too large from one that is just not.
        row_limit=most + 1,
        # A single date outside of Python's calendar would fail the file.
        disable_datetime_conversion=True,
    )
    if any(len(values) > most for values in columns.values()):
        yield {"refused": "values"}
        return
    yield from _told(columns, meta)


def _told(columns: Mapping[str, Sequence[Any]], meta: Any) -> Iterator[dict[str, Any]]:
    variables = []
    cells: list[list[str]] = []
    missing = 0
    groups = {
        variable: one.get("label") or name
        for name, one in (meta.mr_sets or {}).items()
        if one.get("is_dichotomy")
        for variable in one.get("variable_list") or ()
    }
    for name, values in columns.items():
        labels = meta.variable_value_labels.get(name) or {}
        ranges = meta.missing_ranges.get(name) or ()
        written = {value: str(label).strip() for value, label in labels.items()}
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
            (
                str(name or ""),
                str(meta.column_names_to_labels.get(name) or ""),
                [(_text(value), written[value]) for value in sorted(kept, key=_number)],
                meta.variable_measure.get(name) == "ordinal",
                str(groups.get(name) or ""),
            )
        )
    encoding = (meta.file_encoding or "utf-8").lower()
    yield {"variables": variables, "missing": missing, "encoding": encoding}
    rows = zip(*cells, strict=True)
    while part := list(islice(rows, max(1, _CELLS_A_LINE // max(1, len(cells))))):
        yield {"rows": part}


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
    if isinstance(value, float):
        if value != value:
            return ""
        exact = value.is_integer() and abs(value) < 10**_EXACT_DIGITS
        return str(int(value)) if exact else f"{value:.{_EXACT_DIGITS}g}"
    return "" if value is None else str(value).strip()
