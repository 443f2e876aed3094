"""How each column of a survey is used, and why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.imported import ImportOptions
from interviewcoder.domain.participant import AttributeType
from interviewcoder.domain.survey_mapping import NO_VALUES, ColumnMapping, ColumnUse
from interviewcoder.domain.text import name_key, one_line

from .closed_values import closed_values, dates
from .column_cells import ColumnCells, columns_of_rows, without_machine_marks
from .column_groups import Shape, shapes_of
from .column_kinds import is_closed_type, is_open, is_private, written_beside
from .column_names import attribute_name, named, numbered_boxes
from .column_variants import together, variants_of
from .respondents import respondent_column
from .scales import Scale, is_beside, scale_of
from .several_values import SEPARATORS, several_values
from .survey_table import Part, SurveyColumn, SurveyTable

PRIVATE = Part.PRIVATE.value
"""The reason of a column that was left out since it may tell who somebody is."""
_LEFT_OUT = frozenset({Part.TECHNICAL, Part.REPEATED})
_IDS = frozenset({Part.RESPONDENT, Part.PERSON})


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a survey and its use."""

    mapping: ColumnMapping
    cells: ColumnCells
    survey: SurveyColumn


@dataclass(frozen=True, slots=True)
class Columns:
    """All columns of a survey, and how often it said that nothing was answered."""

    all: tuple[Column, ...]
    marks: tuple[tuple[str, int], ...] = ()

    def used_as(self, use: ColumnUse) -> list[Column]:
        """The columns of one use."""
        return [column for column in self.all if column.mapping.use is use]


def columns_of(survey: SurveyTable, options: ImportOptions) -> Columns:
    """The columns of a survey with their uses, as found out and as the user overrides it.

    Raises:
        StudyError: a column that the user names is not there, or a mapping is for another table.
    """
    cells, marks = without_machine_marks(
        columns_of_rows(survey.rows, len(survey.columns)), survey.missing
    )
    known = options.mapping.by_header() if options.mapping else {}
    keys = [name_key(column.header) for column in survey.columns]
    if known and known.keys().isdisjoint(keys):
        raise StudyError(
            "No column of the table is in the mapping.", "Use the mapping of a table like this one."
        )
    understanding = _Understanding(survey, cells, options)
    found = understanding.mappings(frozenset(n for n, key in enumerate(keys) if key in known))
    chosen = [known.get(key, mapping) for key, mapping in zip(keys, found, strict=True)]
    if any(column.use is ColumnUse.RESPONDENT for column in known.values()):
        # Whom the mapping names is who answered, whatever a new column looks like.
        chosen = [
            replace(one, use=ColumnUse.ATTRIBUTE, name=attribute_name(one.header))
            if one.use is ColumnUse.RESPONDENT and name_key(one.header) not in known
            else one
            for one in chosen
        ]
    return Columns(tuple(map(Column, chosen, cells, survey.columns)), tuple(sorted(marks.items())))


class _Understanding:
    """What is found out of one table's columns."""

    def __init__(
        self, survey: SurveyTable, cells: Sequence[ColumnCells], options: ImportOptions
    ) -> None:
        self._columns, self._shapes = shapes_of(survey.columns, cells)
        self._cells = list(cells)
        self._variants: dict[int, int] = {}
        for members in variants_of(self._columns, cells, self._shapes):
            pooled = together([cells[index] for index in members])
            for index in members:
                self._variants[index] = members[0]
                # A branch that nobody took still has no values.
                self._cells[index] = pooled if cells[index].filled else cells[index]
        self._numbered = numbered_boxes(self._columns, self._shapes)
        self._texts = _named(survey, options.text_columns)
        self._attributes = _named(survey, options.attribute_columns)
        self._ids = _named(survey, (options.id_column,) if options.id_column else ())
        self._separators = _separators(survey.profile)
        self._scales: dict[int, Scale] = {}
        self._open_groups: dict[str, bool] = {}

    def mappings(self, decided: frozenset[int]) -> list[ColumnMapping]:
        """The use of each column; `decided` are the indices of those that a mapping speaks of."""
        taken = self._texts | self._attributes | decided
        respondent = next(iter(sorted(self._ids)), None)
        if respondent is None and not any(name in self._ids for name in taken):
            usable = frozenset(range(len(self._columns))) - taken
            respondent = respondent_column(self._columns, self._cells, self._shapes, usable)
        self._find_scales()
        found = []
        for index in range(len(self._columns)):
            if index == respondent:
                mapping = self._mapping(index, ColumnUse.RESPONDENT, "tells the respondents apart")
            else:
                mapping = self._understood(index)
            found.append(mapping)
        return named(self._columns, self._shapes, found, self._variants)

    def _find_scales(self) -> None:
        """The scales of columns; the rows of a grid are on one."""
        groups: dict[str, list[int]] = {}
        for index, (column, shape) in enumerate(zip(self._columns, self._shapes, strict=True)):
            if shape is Shape.ROW and not column.scale:
                groups.setdefault(name_key(column.question), []).append(index)
            elif shape is Shape.ALONE and len(self._cells[index].counts) <= 40:
                self._scales_of([index])
        for members in groups.values():
            self._scales_of([index for index in members if self._cells[index].counts])

    def _scales_of(self, members: Sequence[int]) -> None:
        told = next(
            (self._columns[index].scale for index in members if self._columns[index].scale), ()
        )
        written = {
            cell.strip() for index in members for cell in list(self._cells[index].counts)[:40]
        }
        if told:
            beside = frozenset(written - {label for label, _ in told})
            scale = Scale(told, beside) if all(map(is_beside, beside)) else None
        else:
            scale = scale_of(written)
        if scale is not None:
            self._scales.update(dict.fromkeys(members, scale))
        elif len(members) > 1:
            for index in members:
                self._scales_of([index])

    def _understood(self, index: int) -> ColumnMapping:
        column, cells, shape = self._columns[index], self._cells[index], self._shapes[index]
        if index in self._texts:
            return self._mapping(index, ColumnUse.QUESTION)
        if index in self._attributes:
            return replace(self._attribute(index), reason="")
        if not cells.counts and shape is not Shape.MARK:
            return self._mapping(index, ColumnUse.LEFT_OUT, NO_VALUES)
        if column.part in _LEFT_OUT or column.part is Part.PRIVATE:
            assert column.part is not None
            return self._mapping(index, ColumnUse.LEFT_OUT, column.part.value)
        if shape is Shape.MARK:
            reason = f"a mark for the choice '{one_line(column.option, 60)}'"
            mapping = self._mapping(index, ColumnUse.ATTRIBUTE, reason)
            return replace(mapping, option=one_line(column.option))
        if column.part is Part.FACT and len(cells.counts) == 1 and not dates(set(cells.counts)):
            return self._mapping(index, ColumnUse.LEFT_OUT, "says the same of everybody")
        if column.part in _IDS:
            return self._mapping(index, ColumnUse.LEFT_OUT, Part.TECHNICAL.value)
        if shape is Shape.ALONE and column.part is None and is_private(column.header, cells):
            return self._mapping(index, ColumnUse.LEFT_OUT, PRIVATE)
        if self._is_open(index):
            return self._mapping(index, ColumnUse.QUESTION, "answers in people's own words")
        return self._attribute(index)

    def _is_closed_type(self, cells: ColumnCells) -> bool:
        # Where the tool writes `1,3` for the first and third choice, that is no number.
        lists = self._separators[0] == "," and several_values(cells.counts, (",",))
        return not lists and is_closed_type(cells)

    def _is_open(self, index: int) -> bool:
        column, cells, shape = self._columns[index], self._cells[index], self._shapes[index]
        if self._texts or column.part is Part.FACT or index in self._scales:
            return False
        if self._is_closed_type(cells):
            return False
        if shape is Shape.OTHER or column.part is Part.OPEN:
            return True
        if several_values(cells.counts, self._separators):
            return False
        if is_open(column.question, cells):
            return True
        return shape is Shape.ROW and self._is_open_in_group(index)

    def _is_open_in_group(self, index: int) -> bool:
        """Whether a box of a question is open since the others are: the last ones are seldom filled in."""
        question, cells = self._columns[index].question, self._cells[index]
        key = name_key(question)
        if key not in self._open_groups:
            boxes = [
                box
                for column, shape, box in zip(self._columns, self._shapes, self._cells, strict=True)
                if shape is Shape.ROW and name_key(column.question) == key and box.counts
            ]
            together = ColumnCells([cell for box in boxes for cell in box.cells])
            self._open_groups[key] = is_open(question, together) or (
                key in self._numbered and any(is_open(question, box) for box in boxes)
            )
        if not self._open_groups[key]:
            return False
        return key in self._numbered or 2 * len(cells.counts) > cells.filled

    def _attribute(self, index: int) -> ColumnMapping:
        """A closed column, with its type, scale or separator."""
        column, cells = self._columns[index], self._cells[index]
        mapping = self._mapping(index, ColumnUse.ATTRIBUTE)
        if scale := self._scales.get(index):
            first, last = scale.labels[0], scale.labels[-1]
            reason = (
                f"a scale from {first[1]}, '{one_line(first[0], 40)}', "
                f"to {last[1]}, '{one_line(last[0], 40)}'"
            )
            return replace(mapping, type=AttributeType.NUMBER, labels=scale.labels, reason=reason)
        if not cells.counts:
            return mapping
        if self._is_closed_type(cells):
            kind = closed_values(cells.counts).type
            said = {"number": "numbers", "date": "dates", "yes/no": "yes or no"}
            return replace(mapping, type=kind, reason=said.get(kind.value, "short values"))
        if several := several_values(cells.counts, self._separators):
            told = _SEPARATOR_NAMES.get(several.separator, f"'{several.separator.strip()}'")
            mapping = replace(
                mapping,
                separator=several.separator,
                options=tuple(map(one_line, several.options)),
                reason=f"several of {len(several.options)} choices, divided by {told}"
                if several.options
                else f"a ranking, divided by {told}",
            )
            written = [
                value for value in several.others if value.count(" ") >= 3 or len(value) > 40
            ]
            if written and 2 * len(written) >= len(several.others) and column.part is not Part.FACT:
                mapping = replace(mapping, other=f"{one_line(column.question)} – Other")
            return mapping
        if column.part is not Part.FACT and (choices := written_beside(cells.counts)):
            return replace(
                mapping,
                options=tuple(one_line(choice) for choice in choices),
                other=f"{one_line(column.question)} – Other",
                reason=f"one of {len(choices)} choices, or what was written instead",
            )
        kind = closed_values(cells.counts).type
        if kind is AttributeType.CHOICE:
            return replace(mapping, type=kind, reason=f"one of {len(cells.counts)} choices")
        return replace(mapping, reason="short or repeated values")

    def _mapping(self, index: int, use: ColumnUse, reason: str = "") -> ColumnMapping:
        return ColumnMapping(self._columns[index].header, use, reason=reason)


_SEPARATOR_NAMES = {"\n": "line ends", ", ": "commas", ",": "commas", " / ": "slashes"}


def _separators(profile: str) -> tuple[str, ...]:
    if profile == "qualtrics":
        return (",", *(one for one in SEPARATORS if one not in {",", ", "}))
    # Slashes stand within choices as well, so that they count only where a tool is known to write them.
    return (" / ", *SEPARATORS) if profile == "typeform" else SEPARATORS


def _named(survey: SurveyTable, names: Sequence[str]) -> frozenset[int]:
    """The indices of the columns that the user names, by header, question or the tool's short name."""
    found = set()
    for name in names:
        key = name_key(name)
        matching = [n for n, column in enumerate(survey.columns) if key in _keys(column)]
        if not matching:
            known = ", ".join(f"'{one_line(column.header, 40)}'" for column in survey.columns[:12])
            raise StudyError(
                f"There is no column '{one_line(name, 60)}'.", f"The columns are: {known}."
            )
        found.add(matching[0])
    return frozenset(found)


def _keys(column: SurveyColumn) -> Iterable[str]:
    return (name_key(column.header), name_key(column.code), name_key(column.question))
