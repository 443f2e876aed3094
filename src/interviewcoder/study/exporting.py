"""What the verbs have in common that write something of the study into a file."""

from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar

from ..domain.redaction import Redaction
from ..storage.engine import Connection
from ..storage.participants import list_participants
from .files import write_bytes

if TYPE_CHECKING:
    from ..exporters.exporter import Exporter
    from ..exporters.pseudonyms import Pseudonyms

T = TypeVar("T")
Told = Callable[[str], None]


def unheard(warning: str) -> None:
    """What is told of a warning that nobody asked for: nothing."""


def export(
    path: str | Path,
    exporters: "Sequence[Exporter[T]]",
    content: Callable[[], T],
    told: Told = unheard,
) -> Path:
    """Write a file in the format that its suffix names, whole or not at all.

    Args:
        path: where.
        exporters: the formats there are.
        content: reads what is to be written, once the format is known.
        told: is told what could not go into the file as it is.

    Raises:
        StudyError: the suffix is unknown, or the file cannot be written.
    """
    from ..exporters.exporter import exporter_for

    file = Path(path)
    exporter = exporter_for(exporters, file.name)
    exported = exporter.write(content())
    written = write_bytes(file, exported.content)
    for warning in exported.warnings:
        told(warning)
    return written


def pseudonyms(connection: Connection, redact: Collection[Redaction]) -> "Pseudonyms | None":
    """What stands for participants' names, the same in every export; None where they are to be seen."""
    if Redaction.NAMES not in redact:
        return None
    from ..exporters.pseudonyms import Pseudonyms

    people = sorted(list_participants(connection), key=lambda person: person.id)
    return Pseudonyms(person.name for person in people)


def endings(of: Literal["codebook", "codings", "counts", "participants"]) -> str:
    """The suffixes that a file of these can have, in a sentence: `.csv, .yaml or .md`."""
    from ..exporters import registry
    from ..exporters.exporter import endings_told

    match of:
        case "codebook":
            return endings_told(registry.CODEBOOK)
        case "codings":
            return endings_told(registry.CODINGS)
        case "counts":
            return endings_told(registry.COUNTS)
        case "participants":
            return endings_told(registry.PARTICIPANTS)
