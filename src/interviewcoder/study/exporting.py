"""What the verbs have in common that write something of the study into a file."""

from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar

from ..domain.participant import is_in_own_words
from ..domain.redaction import Redaction
from ..domain.source import Role
from ..storage.engine import Connection
from ..storage.participants import list_attributes, list_participants
from ..storage.sources import list_other_voices, list_questions, list_sources, read_source
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
    content: Callable[[], "tuple[T, Pseudonyms | None]"],
    told: Told = unheard,
) -> Path:
    """Write a file in the format that its suffix names, whole or not at all.

    Args:
        path: where.
        exporters: the formats there are.
        content: reads what is to be written, once the format is known, and says what stands for names in it.
        told: is told what could not go into the file as it is, and what may still tell who somebody is.

    Raises:
        StudyError: the suffix is unknown, or the file cannot be written.
    """
    from ..exporters.exporter import exporter_for

    file = Path(path)
    exporter = exporter_for(exporters, file.name)
    value, names = content()
    exported = exporter.write(value)
    written = write_bytes(file, exported.content)
    for warning in exported.warnings:
        told(warning)
    tell_left(names, told)
    return written


def pseudonyms(connection: Connection, redact: Collection[Redaction]) -> "Pseudonyms | None":
    """What stands for the names of those who speak, the same in every export; None where they are to be seen."""
    if Redaction.NAMES not in redact:
        return None
    from ..exporters.pseudonyms import Pseudonyms

    return Pseudonyms(*names_known(connection))


def names_known(connection: Connection) -> tuple[list[str], list[str]]:
    """The names of participants in order of entry, and those of others who speak, such as interviewers."""
    from ..importers.role_words import is_generic

    people = sorted(list_participants(connection), key=lambda person: person.id)
    voices = [label for label in list_other_voices(connection) if not is_generic(label)]
    return [person.name for person in people], voices


def without_quotations(connection: Connection, redact: Collection[Redaction], value: T) -> T:
    """The value, with a note in what researchers wrote for what it quotes, where words are left out.

    Args:
        connection: to the study.
        redact: what to leave out.
        value: codes, memos, personas, segments; no words of sources.
    """
    if Redaction.QUOTES not in redact:
        return value
    from ..exporters.quotations import Quotations

    quotations = Quotations(value)
    if not quotations:
        return value
    for source in list_sources(connection):
        for passage in read_source(connection, source.id).passages:
            if passage.role is Role.INTERVIEWER:
                quotations.asked(passage.text)
            else:
                quotations.said(passage.text)
    for question in list_questions(connection):
        quotations.asked(question)
    attributes = {one.name: one for one in list_attributes(connection)}
    for person in list_participants(connection):
        for name, words in person.attributes.items():
            if is_in_own_words(attributes[name], words):
                quotations.said(words)
    return quotations.everywhere(value)


def tell_left(names: "Pseudonyms | None", told: Told) -> None:
    """Tell what may still identify somebody where names were left out."""
    if names is not None and (left := names.left()):
        told(left)


def endings(of: Literal["codebook", "codings", "concordance", "counts", "participants"]) -> str:
    """The suffixes that a file of these can have, in a sentence: `.csv, .yaml or .md`."""
    from ..exporters import registry
    from ..exporters.exporter import endings_told

    match of:
        case "codebook":
            return endings_told(registry.CODEBOOK)
        case "codings":
            return endings_told(registry.CODINGS)
        case "concordance":
            return endings_told(registry.CONCORDANCE)
        case "counts":
            return endings_told(registry.COUNTS)
        case "participants":
            return endings_told(registry.PARTICIPANTS)
