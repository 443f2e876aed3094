"""Rows as the journal keeps them: a JSON object of columns and rows, compressed when it is long."""

import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

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
    """The image that `pack` made."""
    plain = packed if packed.startswith(b"{") else zlib.decompress(packed)
    content = json.loads(plain)
    return Image(tuple(content["columns"]), content["rows"])
