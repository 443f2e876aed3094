"""The closed answers of a survey: its attributes, and the value of each in every row."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from interviewcoder.domain.participant import Attribute, AttributeType
from interviewcoder.domain.survey_mapping import ColumnUse
from interviewcoder.domain.text import name_key, one_line

from .closed_values import ClosedValues, closed_values, values_of_type
from .column_cells import ColumnCells
from .column_groups import is_other, said_as_mark
from .columns import Column
from .header_text import header_key
from .scales import scale_key
from .several_values import JOINED_BY, cut
from .tables import unprefixed

Pair = tuple[str, str]
"""An attribute's name and a value."""
_MISFITS = 0.1
"""So large a share of a column's answers may not fit the type that a mapping gives it."""
_SHOWN = 4


@dataclass(slots=True)
class ClosedAnswers:
    """The attributes of a survey. `values` has a list a column: for every row the pair, None without a value."""

    attributes: list[Attribute] = field(default_factory=list)
    values: list[list[Pair | None]] = field(default_factory=list)
    about_response: list[bool] = field(default_factory=list)
    """Of each attribute, whether it is about the response as a whole, such as its date."""
    written: dict[int, list[str]] = field(default_factory=dict)
    """By the column's index: what was written beside the choices, in every row."""
    warnings: list[str] = field(default_factory=list)

    def add(self, attribute: Attribute, values: list[Pair | None], about_response: bool) -> None:
        """Take in an attribute, unless it has no value in any row."""
        if any(values):
            self.attributes.append(attribute)
            self.values.append(values)
            self.about_response.append(about_response)

    def of_rows(self, rows: Sequence[int]) -> "ClosedAnswers":
        """The same attributes with only some rows."""
        values = [[column[row] for row in rows] for column in self.values]
        return replace(self, values=values, written={})


def closed_answers(
    columns: Sequence[Column], about_response: frozenset[int], *, comma_is_decimal: bool
) -> ClosedAnswers:
    """The attributes that columns are used as; columns of one name are one attribute.

    Args:
        columns: all columns of the table.
        about_response: the indices of those that tell about the response as a whole.
        comma_is_decimal: whether numbers of the table have a decimal comma.
    """
    told = ClosedAnswers()
    off_scale: Counter[str] = Counter()
    misfits: Counter[str] = Counter()
    groups: dict[str, list[tuple[int, Column]]] = {}
    for index, column in enumerate(columns):
        if column.mapping.use is ColumnUse.ATTRIBUTE:
            groups.setdefault(name_key(column.mapping.name), []).append((index, column))
    for members in groups.values():
        index, first = members[0]
        name = first.mapping.name
        if any(column.mapping.option for _, column in members):
            attribute, values = _joined(name, [column for _, column in members])
            told.add(attribute, values, index in about_response)
            continue
        if len(members) > 1:
            first = _one_of([column for _, column in members])
        if first.mapping.labels:
            attribute, values = _scaled(first, off_scale)
        elif first.mapping.separator or first.mapping.other:
            attribute, values, written = _chosen(first)
            if first.mapping.other:
                told.written[index] = written
        else:
            attribute, values = _plain(first, comma_is_decimal, misfits)
        told.add(attribute, values, index in about_response)
    told.warnings.extend(_warned(off_scale, misfits))
    return told


def _plain(
    column: Column, comma_is_decimal: bool, misfits: Counter[str]
) -> tuple[Attribute, list[Pair | None]]:
    counts, mapping = column.cells.counts, column.mapping
    found = _of_type(mapping.type, counts, comma_is_decimal)
    for cell in counts.keys() - found.values.keys():
        misfits[f"{mapping.name}\n{found.type.value}"] += counts[cell]
    pairs = {cell: (mapping.name, value) for cell, value in found.values.items() if value}
    choices: tuple[str, ...] = ()
    if found.type is AttributeType.CHOICE:
        choices = tuple(sorted(set(found.values.values()), key=name_key))
    return Attribute(mapping.name, found.type, choices), list(map(pairs.get, column.cells.cells))


def _of_type(
    wanted: AttributeType | None, counts: Mapping[str, int], comma_is_decimal: bool
) -> ClosedValues:
    """The values of the type that a mapping gives, unless the column is of another kind by now."""
    if wanted is not None:
        found = values_of_type(wanted, counts, comma_is_decimal=comma_is_decimal)
        lost = sum(count for cell, count in counts.items() if cell not in found.values)
        if lost <= _MISFITS * sum(counts.values()):
            return found
    return closed_values(counts, comma_is_decimal=comma_is_decimal)


def _scaled(column: Column, off_scale: Counter[str]) -> tuple[Attribute, list[Pair | None]]:
    mapping, counts = column.mapping, column.cells.counts
    numbers = {scale_key(written): number for written, number in mapping.labels}
    pairs: dict[str, Pair] = {}
    said: dict[str, str] = {}
    for cell in counts:
        number = numbers.get(scale_key(cell))
        if number is None:
            off_scale[one_line(cell, 40)] += counts[cell]
        else:
            pairs[cell] = (mapping.name, number)
            said.setdefault(number, one_line(cell))
    labels: list[tuple[str, str]] = []
    for written, number in mapping.labels:
        # What is only its number again needs no label.
        label = said.get(number, one_line(written))
        if number not in {known for known, _ in labels} and label != number:
            labels.append((number, label))
    attribute = Attribute(mapping.name, AttributeType.NUMBER, labels=tuple(labels))
    return attribute, list(map(pairs.get, column.cells.cells))


def _one_of(columns: Sequence[Column]) -> Column:
    """Several columns that are one attribute as one column: all that they say in a row."""
    cells = []
    for row in zip(*(column.cells.cells for column in columns), strict=True):
        said = [cell for cell in dict.fromkeys(row) if cell and not cell.isspace()]
        cells.append(said[0] if len(said) == 1 else JOINED_BY.join(map(str.strip, said)))
    first = columns[0].mapping
    types = {column.mapping.type for column in columns}
    labels = tuple(dict.fromkeys(label for c in columns for label in c.mapping.labels))
    mapping = replace(
        first,
        type=first.type if len(types) == 1 else None,
        labels=labels if all(c.mapping.labels for c in columns) else (),
    )
    return replace(columns[0], mapping=mapping, cells=ColumnCells(cells))


def _joined(name: str, columns: Sequence[Column]) -> tuple[Attribute, list[Pair | None]]:
    """Several columns as one attribute: the choices that are marked, or all that they say."""
    said = [_said(column) for column in columns]
    rows = zip(
        *(
            map(values.get, column.cells.cells)
            for values, column in zip(said, columns, strict=True)
        ),
        strict=True,
    )
    made: dict[tuple[str | None, ...], Pair | None] = {}
    values: list[Pair | None] = []
    for row in rows:
        if row not in made:
            kept = [value for value in dict.fromkeys(row) if value]
            made[row] = (name, JOINED_BY.join(kept)) if kept else None
        values.append(made[row])
    return Attribute(name, AttributeType.TEXT), values


def _said(column: Column) -> dict[str, str]:
    """For each cell of a column that is a part of an attribute, what it adds to its value."""
    option = column.mapping.option
    said: dict[str, str] = {}
    for cell in column.cells.counts:
        value = " ".join(unprefixed(cell.strip()).split())
        if option:
            mark = said_as_mark(cell)
            # The number of a choice, and the choice again, are marks as well.
            if header_key(cell) == header_key(option) or value.isdecimal():
                mark = mark is not False
            if mark is not False:
                said[cell] = option if mark else value
        else:
            said[cell] = value
    return said


def _chosen(column: Column) -> tuple[Attribute, list[Pair | None], list[str]]:
    """The choices in each cell, and what was written beside them where the mapping asks for that."""
    mapping = column.mapping
    order = {name_key(option): place for place, option in enumerate(mapping.options)}
    shown = {name_key(option): option for option in mapping.options}
    other = next((option for option in mapping.options if is_other(option)), "Other")
    pairs: dict[str, Pair] = {}
    written: dict[str, str] = {}
    for cell in column.cells.counts:
        text = unprefixed(cell.strip())
        values = cut(text, mapping.separator, mapping.options) if mapping.separator else [text]
        chosen = {key: shown[key] for value in values if (key := name_key(value)) in shown}
        beside = [value for value in values if name_key(value) not in shown]
        kept = [chosen[key] for key in sorted(chosen, key=lambda key: order[key])]
        if mapping.other and beside:
            written[cell] = "\n".join(beside)
            kept = list(dict.fromkeys([*kept, other]))
        else:
            kept += [one_line(value) for value in beside]
        if kept:
            pairs[cell] = (mapping.name, JOINED_BY.join(kept))
    values_found = {value for _, value in pairs.values()}
    kind = AttributeType.TEXT
    choices: tuple[str, ...] = ()
    if not mapping.separator:
        kind = AttributeType.CHOICE
        choices = tuple(sorted(values_found, key=name_key))
    cells = column.cells.cells
    return (
        Attribute(mapping.name, kind, choices),
        list(map(pairs.get, cells)),
        [written.get(cell, "") for cell in cells],
    )


def _warned(off_scale: Counter[str], misfits: Counter[str]) -> Iterable[str]:
    if off_scale:
        yield (
            f"{off_scale.total()} answers stand beside their question's scale and have no value: "
            f"{_listed(off_scale)}."
        )
    for key, count in misfits.items():
        name, kind = key.split("\n")
        yield f"{count} answers to '{one_line(name, 60)}' are no {kind} and were left out."


def _listed(counts: Counter[str]) -> str:
    shown = ", ".join(f"'{cell}'" for cell, _ in counts.most_common(_SHOWN))
    return f"{shown}, …" if len(counts) > _SHOWN else shown
