"""What an import would make of a file, before anything is imported."""

from dataclasses import dataclass
from pathlib import Path

from ..domain.imported import ImportedSource, ImportOptions
from .files import read_bytes


@dataclass(frozen=True, slots=True)
class KnownFormat:
    """A format that can be imported."""

    name: str
    """What `ImportOptions.format` calls it."""
    label: str
    suffixes: tuple[str, ...]


def formats() -> tuple[KnownFormat, ...]:
    """The formats, in the order in which they are asked whether they recognise a file."""
    from ..importers.registry import FORMATS

    return tuple(KnownFormat(known.name, known.label, known.suffixes) for known in FORMATS)


def understood(path: Path, options: ImportOptions) -> ImportedSource:
    """What an importer understands of a file.

    Raises:
        StudyError: the file cannot be read, or is a project of another program.
    """
    from ..importers.registry import read_source

    return read_source(path.name, read_bytes(path), options)
