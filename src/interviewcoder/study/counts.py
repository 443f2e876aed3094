"""Codings counted: how often, with what, by whom, and where in a source. Every number opens its excerpts by a query."""

from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from ..analysis.counting import cooccurrence, frequencies, matrix
from ..analysis.sides import Counted, by_attribute, by_code, by_kind, by_name, by_segment
from ..analysis.timeline import timeline
from ..domain.crosstab import Crosstab, Frequencies, Side, Tagged
from ..domain.errors import StudyError
from ..domain.participant import Attribute, AttributeType, is_in_own_words
from ..domain.redaction import Redaction
from ..domain.text import name_key, one_line
from ..domain.timeline import Counts as CodingCounts
from ..domain.timeline import Timeline
from ..storage.codebook import list_codes
from ..storage.codings import list_coders, list_tags
from ..storage.engine import Connection
from ..storage.sources import list_questions, list_sources, read_source
from ..storage.study_file import StudyFile
from .chosen_codings import chosen_codings
from .exporting import Told, export, pseudonyms, unheard
from .naming import by_name as named
from .querying import Queried

MOST_VALUES = 60
"""An attribute with more different values is no side to count by."""


class Counts:
    """How often codes occur, alone and together."""

    def __init__(self, file: StudyFile) -> None:
        self._file = file

    def sides(self) -> tuple[str, ...]:
        """By what codings can be counted here: the sides that every study has, and attributes with few values."""
        with self._file.reading() as connection:
            study = Queried(connection)
            taken = {side.value for side in Side}
            return (
                *(side.value for side in Side),
                *(
                    one.name
                    for one in study.attributes
                    if name_key(one.name) not in taken
                    and (values := _values(one, study))
                    and not _why_not(one, values)
                ),
            )

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
        self._connection = connection
        self._study = Queried(connection)
        self.codings: Sequence[Tagged] = (
            list_tags(connection) if where is None else self._study.codings(self._study.read(where))
        )

    def side(self, name: str) -> Counted:
        """The side of that name.

        Raises:
            StudyError: there is none, or an attribute has too many values.
        """
        key = name_key(name)
        if key in {side.value for side in Side}:
            return self._own_side(Side(key))
        attribute = named(self._study.attributes, name, "side or attribute", "attributes")
        values = _values(attribute, self._study)
        if error := _why_not(attribute, values):
            raise error
        return by_attribute(attribute.name, values, self._study.people)

    def _own_side(self, side: Side) -> Counted:
        connection = self._connection
        match side:
            case Side.CODE:
                return by_code(list_codes(connection, counted=False))
            case Side.KIND:
                return by_kind()
            case Side.SEGMENT:
                return by_segment(self._study.segments())
            case Side.PARTICIPANT:
                return self._named(
                    side,
                    [one.name for one in self._study.people],
                    lambda one: one.participant or "",
                )
            case Side.SOURCE:
                names = [one.name for one in list_sources(connection)]
                return self._named(side, names, lambda one: one.source)
            case Side.QUESTION:
                return self._named(side, list_questions(connection), lambda one: one.question or "")
            case Side.CODER:
                names = [one.name for one in list_coders(connection)]
                return self._named(side, names, lambda one: one.coder)

    def _named(self, side: Side, names: list[str], name_of: Callable[[Tagged], str]) -> Counted:
        """By names, and by having none where codings have none."""
        if any(not name_of(coding) for coding in self.codings):
            names = [*names, ""]
        return by_name(side, names, name_of)


def _values(attribute: Attribute, study: Queried) -> list[str]:
    """The values that participants have, in order."""
    found = {person.attributes.get(attribute.name, "") for person in study.people} - {""}
    if attribute.type is AttributeType.NUMBER:
        return sorted(found, key=float)
    listed = [choice for choice in attribute.choices if choice in found]
    return [*listed, *sorted(found.difference(listed), key=name_key)]


def _why_not(attribute: Attribute, values: Sequence[str]) -> StudyError | None:
    """Why codings cannot be counted by an attribute; None where they can."""
    name = one_line(attribute.name, 60)
    if len(values) > MOST_VALUES:
        return StudyError(
            f"'{name}' has {len(values)} different values: too many to count by.",
            "Make segments of it, and count by segment.",
        )
    if any(is_in_own_words(attribute, value) for value in values):
        return StudyError(
            f"'{name}' holds answers in participants' own words, which are not counted.",
            "Import it as a question and tag it.",
        )
    return None
