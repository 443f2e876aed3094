"""What an exporter is: a format that something of a study can be written in, told by a file's suffix."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.text import one_line

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Exported:
    """The bytes of a file, and what could not go into it as it is."""

    content: bytes
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Exporter(Generic[T]):
    """A format of files that hold a `T`.

    `write` is pure: the same value gives the same bytes.
    """

    suffixes: tuple[str, ...]
    """The endings of its files, lower-case, with the dot; the first is the usual one."""
    write: Callable[[T], Exported]
    holds_words: bool
    """Whether what participants say is in its files, unless it is left out."""


def exporter_for(exporters: Sequence[Exporter[T]], file_name: str) -> Exporter[T]:
    """The exporter that a file's name asks for.

    Raises:
        StudyError: the name ends in none of the known suffixes; it names them.
    """
    name = file_name.casefold()
    for exporter in exporters:
        if name.endswith(exporter.suffixes):
            return exporter
    raise StudyError(
        f"'{one_line(file_name, 80)}' does not say which format it wants.",
        f"End it in {endings_told(exporters)}.",
    )


def endings_told(exporters: Sequence[Exporter[T]]) -> str:
    """The usual suffixes in a sentence: `.csv, .yaml or .md`."""
    *others, last = (exporter.suffixes[0] for exporter in exporters)
    return f"{', '.join(others)} or {last}" if others else last


def text_file(text: str) -> Exported:
    """A text in UTF-8."""
    return Exported(text.encode("utf-8"))
