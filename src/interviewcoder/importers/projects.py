"""The project files of other programs that can be read, and the one door to them."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.exchange import ExchangedStudy
from interviewcoder.domain.text import one_line

from . import qc_project, qualcoder, refi_project, rqda, taguette
from .archive import SAVE_AGAIN
from .collector import collector_paused
from .sample import FileSample


@dataclass(frozen=True, slots=True)
class ProjectFormat:
    """One sort of project file."""

    name: str
    label: str
    """What people call it."""
    suffixes: tuple[str, ...]
    """Lower case, with the dot."""
    recognises: Callable[[FileSample], bool]
    """Whether the file's content is in this format."""
    read: Callable[[FileSample], ExchangedStudy]
    """Reads a file; raises StudyError when it cannot be read."""
    read_named: Callable[[FileSample, str], ExchangedStudy] | None = None
    """Reads the project of a name; None where a file holds one only."""


PROJECT_FORMATS: tuple[ProjectFormat, ...] = (
    ProjectFormat(
        "qdpx",
        "REFI-QDA project",
        (".qdpx", ".qde"),
        refi_project.recognises,
        refi_project.read,
    ),
    ProjectFormat(
        "qualcoder", "QualCoder project", (".qda",), qualcoder.recognises, qualcoder.read
    ),
    ProjectFormat(
        "taguette",
        "Taguette project",
        (".sqlite3",),
        taguette.recognises,
        taguette.read,
        taguette.read,
    ),
    ProjectFormat("rqda", "RQDA project", (".rqda",), rqda.recognises, rqda.read),
    ProjectFormat("qc", "qc project", (), qc_project.recognises, qc_project.read),
)
"""In the order in which they are asked whether they recognise a file."""

PROJECT_SUFFIXES: frozenset[str] = frozenset(
    suffix for format in PROJECT_FORMATS for suffix in format.suffixes
)


def project_format(sample: FileSample) -> ProjectFormat | None:
    """The format of a project file; None for what is none.

    Raises:
        StudyError: it is called a project file and holds something else.
    """
    for candidate in PROJECT_FORMATS:
        if candidate.recognises(sample):
            return candidate
    if sample.suffix in PROJECT_SUFFIXES:
        raise StudyError(
            f"'{one_line(sample.file_name, 80)}' is not the project that its name says.",
            "Export it again from the program that made it.",
        )
    return None


def project_in(file_name: str, data: bytes, format: str | None) -> ExchangedStudy | None:
    """The project that a file among others holds; None where it is none, or is to be read as another format.

    Args:
        file_name: with or without folders.
        data: the file's bytes.
        format: the name of the format that the user asked for.

    Raises:
        StudyError: it is a project and cannot be read.
    """
    if format and format not in {known.name for known in PROJECT_FORMATS}:
        return None
    if not format and project_format(FileSample(file_name, data)) is None:
        return None
    return read_project(file_name, data)


def read_project(file_name: str, data: bytes, project: str = "") -> ExchangedStudy:
    """Understand a project file, by its content before its name.

    Args:
        file_name: with or without folders.
        data: the file's bytes.
        project: the name of the project, for a file that holds several; empty: the only one.

    Raises:
        StudyError: it is none, cannot be read, or does not hold one project of the name. No other exception leaves
            this function.
    """
    shown = one_line(file_name, 80)
    try:
        sample = FileSample(file_name, data)
        found = project_format(sample)
        if found is None:
            known = ", ".join(sorted(PROJECT_SUFFIXES))
            raise StudyError(f"'{shown}' is not a project file.", f"Give one of: {known}.")
        if project and found.read_named is None:
            raise StudyError(
                f"'{shown}' holds one project only, which needs no name.", "Leave --project out."
            )
        with collector_paused():
            if project and found.read_named is not None:
                study = found.read_named(sample, project)
            else:
                study = found.read(sample)
            return replace(study, format=found.name)
    except StudyError:
        raise
    except Exception as error:
        raise StudyError(
            f"'{shown}' is damaged or not what its name says: it cannot be read.", SAVE_AGAIN
        ) from error
