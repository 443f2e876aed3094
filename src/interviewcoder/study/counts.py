"""Codings counted: how often, with what, by whom, and where in a source. Every number opens its excerpts by a query."""

from collections.abc import Collection
from pathlib import Path

from ..analysis.counting import cooccurrence, frequencies, matrix
from ..analysis.sides import by_code
from ..analysis.timeline import timeline
from ..domain.crosstab import Crosstab, Frequencies, Side
from ..domain.redaction import Redaction
from ..domain.timeline import Counts as CodingCounts
from ..domain.timeline import Timeline
from ..storage.codebook import list_codes
from ..storage.codings import list_tags
from ..storage.engine import Connection
from ..storage.sources import read_source
from ..storage.study_file import StudyFile
from .chosen_codings import chosen_codings
from .exporting import Told, export, pseudonyms, unheard
from .querying import Queried
from .sides import Sides, sides_of


class Counts:
    """How often codes occur, alone and together."""

    def __init__(self, file: StudyFile) -> None:
        self._file = file

    def sides(self) -> tuple[str, ...]:
        """By what codings can be counted here: the sides that every study has, and attributes with few values."""
        with self._file.reading() as connection:
            return sides_of(Queried(connection))

    def frequencies(self, by: str = Side.CODE, *, where: str | None = None) -> Frequencies:
        """How many codings, participants and sources each code, kind, participant, ... has.

        Args:
            by: a `Side`, or the name of an attribute.
            where: a query; only the codings that it is true of. None: all.

        Raises:
            StudyError: nothing can be counted by that, or the query cannot be read.
        """
        with self._file.reading() as connection:
            look = _Look(connection, where)
            return frequencies(look.codings, look.side(by), where or "")

    def matrix(
        self, rows: str = Side.CODE, columns: str = Side.PARTICIPANT, *, where: str | None = None
    ) -> Crosstab:
        """How many codings have each of the rows and each of the columns; rows and columns of zeros are left out.

        Args:
            rows: a `Side`, or the name of an attribute.
            columns: likewise.
            where: a query; only the codings that it is true of. None: all.

        Raises:
            StudyError: nothing can be counted by one of them, or the query cannot be read.
        """
        with self._file.reading() as connection:
            look = _Look(connection, where)
            table = matrix(look.codings, look.side(rows), look.side(columns), where or "")
        return table.without_empty()

    def cooccurrence(self, *, where: str | None = None) -> Crosstab:
        """How many codings of each code share a character with a coding of each other code.

        Args:
            where: a query for the codings in the rows; what overlaps them is looked for among all. None: all.

        Raises:
            StudyError: the query cannot be read.
        """
        with self._file.reading() as connection:
            look = _Look(connection, where)
            every = list_tags(connection) if where else look.codings
            counted = {coding.id for coding in look.codings}
            table = cooccurrence(every, counted, look.side(Side.CODE), where or "")
        return table.without_empty()

    def timeline(self, source_id: int, *, where: str | None = None) -> Timeline:
        """Which codes lie where in a source.

        Args:
            source_id: the source.
            where: a query; only the codings that it is true of. None: all.

        Raises:
            StudyError: it is not in the study, or the query cannot be read.
        """
        with self._file.reading() as connection:
            source = read_source(connection, source_id)
            here = chosen_codings(connection, where=where, source=source.source.name)
            codes = by_code(list_codes(connection, counted=False))
            return timeline(source, here, codes, where or "")

    def export_file(
        self,
        path: str | Path,
        counts: CodingCounts,
        *,
        redact: Collection[Redaction] = (),
        told: Told = unheard,
    ) -> Path:
        """Write counts in the format that the file's suffix names: CSV, an Excel workbook or a drawing (SVG).

        There are no words of participants in them, but names.

        Args:
            path: where.
            counts: what `frequencies`, `matrix`, `cooccurrence` or `timeline` gave.
            redact: what to leave out.
            told: is told what could not go into the file as it is.

        Raises:
            StudyError: the suffix is unknown, or the file cannot be written.
        """
        from ..exporters.registry import COUNTS

        with self._file.reading() as connection:
            names = pseudonyms(connection, redact)
        shown = names.everywhere(counts) if names else counts
        return export(path, COUNTS, lambda: (shown, names), told)


class _Look:
    """The study at one moment, and the codings that are counted."""

    def __init__(self, connection: Connection, where: str | None) -> None:
        study = Queried(connection)
        self.codings = study.tags(study.read(where) if where is not None else None)
        self.side = Sides(connection, study, self.codings).side
