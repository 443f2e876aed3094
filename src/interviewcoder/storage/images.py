"""Rows as the journal keeps them: a JSON object of columns and rows, compressed when it is long."""

import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ..domain.errors import StudyError

Cell = str | int | float | None

_COMPRESS_FROM = 2_048
"""Images of fewer bytes stay readable JSON."""


@dataclass(frozen=True, slots=True)
class Image:
    """Some rows of one table."""

    columns: tuple[str, ...]
    rows: Sequence[Sequence[Any]]


def pack(image: Image) -> bytes:
    """An image as bytes: JSON, or zlib of it."""
    packed = json.dumps(
        {"columns": image.columns, "rows": image.rows}, ensure_ascii=False, separators=(",", ":")
    ).encode()
    return packed if len(packed) < _COMPRESS_FROM else zlib.compress(packed, 1)


def unpack(packed: bytes) -> Image:
    """The image that `pack` made.

    Raises:
        StudyError: it made no such thing; the journal is damaged.
    """
    try:
        plain = packed if packed.startswith(b"{") else zlib.decompress(packed)
        content = json.loads(plain)
        return Image(tuple(content["columns"]), content["rows"])
    except (AttributeError, LookupError, TypeError, ValueError, zlib.error) as error:
        raise damaged_journal() from error


def damaged_journal() -> StudyError:
    """What is said where an entry of the journal cannot be used."""
    return StudyError(
        "The journal of the study is damaged.",
        "Nothing was changed. Export what you need, or go back to a backup.",
    )
