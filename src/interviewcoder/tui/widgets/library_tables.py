"""The library's two tables: a line for a source and a line for a participant, in columns that fit the width."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rich.cells import cell_len
from textual.content import Content

from ...domain.participant import Attribute, AttributeType, Participant
from ...domain.source import Source, SourceKind
from ...domain.text import name_key, one_line
from ..labels import SOFT, bar, counted, named, percent
from .listing import Row
from .table_columns import GAP, Column, table_heading, table_line, widths

_NAMES_SHOWN = 12
_VALUE_CELLS = 12
_NAME_CELLS = 16

_SOURCES = (
    Column("Source", share=5),
    Column("Participants", least=48, share=4),
    Column("Format", 10, least=66),
    Column("Passages", 8, right=True),
    Column("Tags", 6, right=True),
    Column("Imported", 10, least=92),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A row and what a filter looks at."""

    row: Row
    words: str

    def fits(self, wanted: Sequence[str]) -> bool:
        """Whether it has all the words."""
        return all(word in self.words for word in wanted)


def sources_heading(width: int) -> Content:
    """The titles of the columns of sources."""
    return table_heading(_SOURCES, width)


def source_entry(source: Source) -> Entry:
    """A source as a line of its table."""
    is_survey = source.kind is SourceKind.SURVEY

    def draw(width: int) -> Content:
        who = (
            Content.styled(counted(len(source.participants), "respondent"), SOFT)
            if is_survey
            else named(", ".join(source.participants[:_NAMES_SHOWN]), SOFT)
        )
        cells = (
            _name_of(source, widths(_SOURCES, width - 2)[0]),
            who,
            named(source.format, SOFT),
            Content.styled(f"{source.passages:,}", SOFT),
            _figure(source.codings),
            Content.styled(source.imported_at.astimezone().strftime("%Y-%m-%d"), SOFT),
        )
        return table_line(_SOURCES, cells, width)

    people = source.participants if not is_survey else ()
    words = name_key(" ".join((source.name, source.format, source.kind.value, *people)))
    return Entry(Row(draw, source, key=source.id), words)


def _name_of(source: Source, room: int) -> Content:
    """The name, and how many of its tags are to be looked at; the name gives way."""
    if not source.unreviewed:
        return named(source.name)
    told = Content.styled(f"  {source.unreviewed:,} to review", "$warning")
    return named(source.name).truncate(max(4, room - told.cell_length), ellipsis=True) + told


def _figure(number: int) -> Content:
    return Content.styled(f"{number:,}" if number else "–", "" if number else SOFT)


class PeopleTable:
    """The participants with as many attributes as columns as the width allows."""

    def __init__(self, people: Sequence[Participant], attributes: Iterable[Attribute]) -> None:
        self._attributes = [
            (attribute, cells)
            for attribute in attributes
            if (cells := _cells_of(attribute.name, people))
        ]
        self.columns = lru_cache(8)(self._columns_for)
        self.entries = [self._entry(person) for person in people]

    def _columns_for(self, width: int) -> tuple[tuple[str, ...], tuple[Column, ...]]:
        """The attributes that fit, and all the columns."""
        left = width - 2 - _NAME_CELLS - (6 + GAP)
        shown: list[tuple[Attribute, int]] = []
        for attribute, cells in self._attributes:
            left -= cells + GAP
            if left < 0:
                break
            shown.append((attribute, cells))
        columns = (
            Column("Participant"),
            *(_column(attribute, cells) for attribute, cells in shown),
            Column("Tags", 6, right=True),
        )
        return tuple(attribute.name for attribute, _ in shown), columns

    def heading(self, width: int) -> Content:
        """The titles of the columns."""
        return table_heading(self.columns(width)[1], width)

    def _entry(self, person: Participant) -> Entry:
        def draw(width: int) -> Content:
            names, columns = self.columns(width)
            values = (named(person.attributes.get(name, ""), SOFT) for name in names)
            cells = (named(person.name), *values, _figure(person.codings))
            return table_line(columns, cells, width)

        words = name_key(" ".join((person.name, *person.attributes.values(), *person.sources)))
        return Entry(Row(draw, person, key=person.id), words)


def _column(attribute: Attribute, cells: int) -> Column:
    """An attribute's column; numbers stand at the right."""
    is_number = attribute.type is AttributeType.NUMBER
    return Column(one_line(attribute.name, cells), cells, right=is_number)


def _cells_of(attribute: str, people: Sequence[Participant]) -> int:
    """How wide the attribute's column is; 0 when nobody has a value."""
    values = {person.attributes[attribute] for person in people if attribute in person.attributes}
    if not values:
        return 0
    widest = max(cell_len(one_line(value, _VALUE_CELLS)) for value in values)
    return max(3, min(_VALUE_CELLS, max(widest, min(cell_len(one_line(attribute)), 9))))


def library_figures(
    sources: Sequence[Source], people: Sequence[Participant], width: int
) -> Content:
    """What the study has, on one soft line; the last figures give way first."""
    surveys = [source for source in sources if source.kind is SourceKind.SURVEY]
    answers = sum(source.passages for source in surveys)
    tagged = sum(person.codings > 0 for person in people)
    share = tagged / len(people) if people else 0.0
    parts = [Content.styled(counted(len(sources) - len(surveys), "interview"), SOFT)]
    unreviewed = sum(source.unreviewed for source in sources)
    if unreviewed:
        told = f"{counted(unreviewed, 'tag')} to review (v)"
        parts.insert(0, Content.styled(told, "bold $warning"))
    if surveys:
        parts.append(Content.styled(counted(answers, "survey answer"), SOFT))
    parts.append(Content.styled(counted(len(people), "participant"), SOFT))
    if people:
        figure = Content.styled(f" {percent(share)} of them tagged", SOFT)
        parts.append(bar(share) + figure)
    between = Content.styled("  ·  ", "$foreground 30%")
    while len(parts) > 1 and between.join(parts).cell_length > width:
        parts.pop()
    return between.join(parts).truncate(max(1, width), ellipsis=True)
