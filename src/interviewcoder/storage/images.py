"""Rows as the journal keeps them: a JSON object of columns and rows, compressed when it is long."""

import json
import operator
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ..domain.errors import StudyError

Cell = str | int | float | None

_BY_COLUMN_FROM = 32
_COMPRESS_FROM = 2_048
"""Images of fewer bytes stay readable JSON."""
_MOST_ROWS = 5_000_000
"""Rows that an image may say it has: a few damaged bytes could ask for all memory otherwise."""


@dataclass(frozen=True, slots=True)
class Image:
    """Some rows of one table."""

    columns: tuple[str, ...]
    rows: Sequence[Sequence[Any]]


def pack(image: Image) -> bytes:
    """An image as bytes: JSON, or zlib of it.

    Many rows are written column by column, where columns of one value, and of numbers that count up, are short.
    """
    content: dict[str, Any] = {"columns": image.columns}
    if len(image.rows) < _BY_COLUMN_FROM:
        content["rows"] = image.rows
    else:
        content["count"] = len(image.rows)
        content["cells"] = [_short(column) for column in zip(*image.rows, strict=True)]
    packed = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    return packed if len(packed) < _COMPRESS_FROM else zlib.compress(packed, 1)


def _short(column: Sequence[Any]) -> Any:
    """A column's cells, or what tells them: `{"same": 3}`, `{"from": 7}`."""
    first, last, count = column[0], column[-1], len(column)
    # Equal numbers of two types, as 1 and 1.0, are not the same cell.
    if first == last and column.count(first) == count and len(set(map(type, column))) == 1:
        return {"same": first}
    counts_up = type(first) is type(last) is int and last - first == count - 1
    if counts_up and all(map(operator.eq, column, range(first, last + 1))):
        return {"from": first} if set(map(type, column)) == {int} else column
    return column


def unpack(packed: bytes) -> Image:
    """The image that `pack` made.

    Raises:
        StudyError: it made no such thing; the journal is damaged.
    """
    try:
        plain = packed if packed.startswith(b"{") else zlib.decompress(packed)
        content = json.loads(plain)
        columns = tuple(content["columns"])
        if "rows" in content:
            return Image(columns, content["rows"])
        count = content["count"]
        if not 0 <= count <= _MOST_ROWS:
            raise ValueError("more rows than one action has")
        cells = [_long(column, count) for column in content["cells"]]
        return Image(columns, list(zip(*cells, strict=True)))
    except (AttributeError, LookupError, TypeError, ValueError, zlib.error) as error:
        raise damaged_journal() from error


def _long(column: Any, count: int) -> Sequence[Any]:
    """A column's cells again. Raises ValueError when they are not as many as the rows."""
    if isinstance(column, dict):
        if "same" in column:
            return [column["same"]] * count
        return range(column["from"], column["from"] + count)
    if len(column) != count:
        raise ValueError("a column of another length")
    return list(column)


def damaged_journal() -> StudyError:
    """What is said where an entry of the journal cannot be used."""
    return StudyError(
        "The journal of the study is damaged.",
        "Nothing was changed. Export what you need, or go back to a backup.",
    )
