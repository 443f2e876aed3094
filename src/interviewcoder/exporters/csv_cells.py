"""CSV that spreadsheets open as text: no cell is run as a formula."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from itertools import chain

_RISKY = re.compile(r"'*[=+\-@＝＋－＠\t\r\n]")
"""The wide forms are formulas as well where people write Chinese or Japanese."""


def csv_text(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A CSV file: comma, `\\n` line ends, cells quoted where they must be, texts made safe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for row in chain((header,), rows):
        writer.writerow([safe_cell(cell) if isinstance(cell, str) else cell for cell in row])
    return out.getvalue()


def safe_cell(text: str) -> str:
    """The text, with an apostrophe before it when a spreadsheet would take it for a formula.

    A text that has apostrophes before such a character gets one more, so that taking one off again
    gives every text back.

    >>> safe_cell("=1+1"), safe_cell("'=1"), safe_cell("'tis")
    ("'=1+1", "''=1", "'tis")
    """
    return f"'{text}" if is_risky(text) else text


def is_risky(text: str) -> bool:
    """Whether a spreadsheet would take the text for a formula, or would if apostrophes before it were taken off."""
    return _RISKY.match(text) is not None
