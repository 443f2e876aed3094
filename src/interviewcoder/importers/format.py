"""What a format is: a name, how it is told from others, and how it is read."""

from collections.abc import Callable
from dataclasses import dataclass

from interviewcoder.domain.imported import ImportedSource, ImportOptions

from .sample import FileSample


@dataclass(frozen=True, slots=True)
class Format:
    """One file format that can be imported."""

    name: str
    """What `--format` and the study call it."""
    label: str
    """What people call it."""
    suffixes: tuple[str, ...]
    """Lower case, with the dot; each may also be given to `--format`."""
    recognises: Callable[[FileSample], bool]
    """Whether the file's content (at times helped by its suffix) is in this format."""
    read: Callable[[FileSample, ImportOptions], ImportedSource]
    """Reads a file; raises StudyError when it cannot be read."""
    signs: str
    """What it is recognised by, for the page of formats."""
    speakers: str
    """Where the speakers' names are found."""
    times: str
    """Which times are read."""
