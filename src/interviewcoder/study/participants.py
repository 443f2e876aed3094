"""The researcher's verbs on participants."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..domain.conflict import Seen
from ..domain.participant import Attribute, Participant
from ..domain.redaction import Redaction
from ..storage import participants as stored
from ..storage.study_file import StudyFile
from .exporting import Told, export, pseudonyms, unheard
from .files import read_bytes
from .naming import by_name

if TYPE_CHECKING:
    from ..exporters.participants import People
    from ..exporters.pseudonyms import Pseudonyms

Attributes = list[Attribute]


@dataclass(frozen=True, slots=True)
class ParticipantsReport:
    """What a participants file did."""

    updated: tuple[str, ...]
    unknown: tuple[str, ...]
    """Names that the study did not know; they were added."""
    attributes: tuple[str, ...]
    warnings: tuple[str, ...]


class Participants:
    """People and their attributes."""

    def __init__(self, file: StudyFile, coder: str) -> None:
        self._file = file
        self._coder = coder

    def list(self) -> list[Participant]:
        """Everyone, by name."""
        with self._file.reading() as connection:
            return stored.list_participants(connection)

    def get(self, name: str) -> Participant:
        """The participant of that name, whatever its case.

        Raises:
            StudyError: there is none.
        """
        return by_name(self.list(), name, "participant", "participants")

    def attributes(self) -> Attributes:
        """The attributes, in the order in which they came."""
        with self._file.reading() as connection:
            return stored.list_attributes(connection)

    def set_attribute(
        self,
        participant_id: int,
        attribute: str,
        value: str | None,
        *,
        seen: Seen | None = None,
    ) -> None:
        """Give a participant a value, or take it away with None; a new attribute is entered as text.

        Args:
            seen: `value` as it was when the editing began, empty for none; None: whatever it is now.

        Raises:
            EditConflict: another has given another value since, or the participant is gone.
        """
        with self._file.writing("set attribute", self._coder) as change:
            change.summary = f"{attribute} = {'(none)' if value is None else value}"
            stored.set_value(change, participant_id, attribute, value, seen)

    def rename(self, participant_id: int, name: str, *, seen: Seen | None = None) -> None:
        """Give a participant another name.

        Args:
            seen: `name` as it was when the editing began; None: whatever it is now.

        Raises:
            EditConflict: another has renamed or removed the participant since.
            StudyError: the name is taken or empty.
        """
        with self._file.writing("rename participant", self._coder) as change:
            change.summary = name
            stored.rename_participant(change, participant_id, name, seen)

    def import_file(self, path: str | Path) -> ParticipantsReport:
        """Add attributes from a table with a column of names, whole or not at all.

        Raises:
            StudyError: the file cannot be read or a value does not fit.
        """
        from ..importers.participants import read_participants

        file = Path(path)
        imported = read_participants(file.name, read_bytes(file))
        names = [name for name, _ in imported.rows]
        with self._file.writing("import participants", self._coder) as change:
            change.summary = f"{len(names)} from {file.name}"
            registrar = stored.Registrar(change)
            unknown = tuple(name for name in names if not registrar.knows(name))
            people = registrar.participants(names)
            registrar.set_values(
                registrar.attributes(imported.attributes),
                {person: values for person, (_, values) in zip(people, imported.rows, strict=True)},
            )
        return ParticipantsReport(
            tuple(name for name in names if name not in set(unknown)),
            unknown,
            tuple(attribute.name for attribute in imported.attributes),
            imported.warnings,
        )

    def export_file(
        self,
        path: str | Path,
        *,
        redact: Collection[Redaction] = (),
        told: Told = unheard,
    ) -> Path:
        """Write everyone with their attributes, as a table that `import_file` reads: CSV or an Excel workbook.

        Args:
            path: where; the suffix names the format.
            redact: what to leave out.
            told: is told what could not go into the file as it is.

        Raises:
            StudyError: the suffix is unknown, or the file cannot be written.
        """
        from ..exporters.registry import PARTICIPANTS

        return export(path, PARTICIPANTS, lambda: self._people(redact), told)

    def _people(self, redact: Collection[Redaction]) -> "tuple[People, Pseudonyms | None]":
        from ..exporters.participants import People

        with self._file.reading() as connection:
            names = pseudonyms(connection, redact)
            people = People(
                stored.list_participants(connection),
                stored.list_attributes(connection),
                names,
                words=Redaction.QUOTES not in redact,
            )
        return people, names
