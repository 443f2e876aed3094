"""The one place through which the command line prints: data to stdout, talk to stderr.

Everything passes `visible` or the escapes of JSON, so that no text of a study, of a file name or of an
argument can command the terminal.
"""

import sys
from collections.abc import Iterable, Sequence
from typing import Any, TextIO

from interviewcoder.domain.text import one_line, visible


def show(text: str = "") -> None:
    """A line, or several, of data on stdout."""
    _write(sys.stdout, f"{visible(text)}\n")


def say(text: str) -> None:
    """A line of talk on stderr."""
    _write(sys.stderr, f"{visible(text)}\n")


def warn(text: str) -> None:
    """Something to mind, on stderr."""
    say(f"Warning: {text}")


def say_error(message: str, remedy: str = "") -> None:
    """What is wrong and what helps, on stderr."""
    say(f"Error: {message} {remedy}".rstrip())


def show_record(record: Any) -> None:
    """One JSON object on stdout."""
    from interviewcoder.domain.records import json_text

    _write(sys.stdout, json_text(record, ascii_only=_needs_ascii()) + "\n")


def show_records(records: Iterable[Any]) -> None:
    """A JSON array on stdout, a record a line, written as the records come."""
    from interviewcoder.domain.records import json_text

    ascii_only = _needs_ascii()
    separator = "[\n"
    for record in records:
        _write(sys.stdout, separator + json_text(record, indent=None, ascii_only=ascii_only))
        separator = ",\n"
    _write(sys.stdout, "[]\n" if separator == "[\n" else "\n]\n")


def show_table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A table on stdout: fitted to a terminal's width, else whole and aligned with spaces.

    Numbers stand to the right. Without rows nothing is printed.
    """
    values = [tuple(row) for row in rows]
    if not values:
        return
    cells = [[_cell(value) for value in row] for row in values]
    to_right = [
        all(isinstance(row[column], int | float) for row in values) for column in range(len(header))
    ]
    if sys.stdout.isatty():
        _show_fitted(header, cells, to_right)
    else:
        _show_aligned(header, cells, to_right)


def watches_stderr() -> bool:
    """Whether a person sees stderr as it comes."""
    return sys.stderr.isatty()


def _show_fitted(header: Sequence[str], cells: list[list[str]], to_right: Sequence[bool]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for name, right in zip(header, to_right, strict=True):
        table.add_column(Text(name), justify="right" if right else "left", overflow="fold")
    for row in cells:
        table.add_row(*(Text(cell) for cell in row))
    Console(file=sys.stdout, markup=False, highlight=False, emoji=False).print(table)


def _show_aligned(header: Sequence[str], cells: list[list[str]], to_right: Sequence[bool]) -> None:
    from rich.cells import cell_len

    lines = [list(header), *cells]
    widths = [max(cell_len(line[column]) for line in lines) for column in range(len(header))]
    for line in lines:
        padded = [
            " " * (width - cell_len(cell)) + cell
            if right
            else cell + " " * (width - cell_len(cell))
            for cell, width, right in zip(line, widths, to_right, strict=True)
        ]
        _write(sys.stdout, "  ".join(padded).rstrip() + "\n")


def _cell(value: object) -> str:
    return one_line("" if value is None else str(value))


def _needs_ascii() -> bool:
    """Whether stdout cannot hold every character."""
    return not (sys.stdout.encoding or "").casefold().replace("-", "").startswith("utf")


def _write(stream: TextIO, text: str) -> None:
    try:
        stream.write(text)
    except UnicodeEncodeError:
        # A terminal in an older encoding: what it cannot show becomes a question mark.
        encoding = stream.encoding or "ascii"
        stream.write(text.encode(encoding, "replace").decode(encoding))
