"""How the columns of a survey's table are used: found out, looked at, changed, saved and used again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from .errors import StudyError
from .participant import AttributeType, canonical_value
from .text import clean_name, name_key, one_line, sanitise

_SEPARATOR_LIMIT = 10

NO_VALUES = "has no values"
"""The reason of a column that is left out only because nothing stands in it: a later export may fill it."""


class ColumnUse(StrEnum):
    """What a column is used as. The value is what a saved mapping says."""

    RESPONDENT = "respondent"
    """Who answered: one column at most."""
    QUESTION = "question"
    """Answers in the respondents' own words, which become passages."""
    ATTRIBUTE = "attribute"
    """A closed fact about the respondents."""
    LEFT_OUT = "left out"


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """What one column of a table is used as."""

    header: str
    """The column's header as the table is read: all header rows together, each header once."""
    use: ColumnUse
    name: str = ""
    """Of the question or attribute; columns of one use and name are put together."""
    option: str = ""
    """What a mark in this column means, where several columns are one attribute with several values."""
    type: AttributeType | None = None
    """Of an attribute; None: found out from its values."""
    labels: tuple[tuple[str, str], ...] = ()
    """Of a scale: what is written in the cells, and the number that it means, in order."""
    reason: str = ""
    """Why it was understood so; empty where a person decided."""
    separator: str = ""
    """What stands between several values in one cell of this column; empty: a cell is one value."""
    options: tuple[str, ...] = ()
    """What could be chosen, where answers may be cut at a separator or be written beside the choices."""
    other: str = ""
    """The open question whose answers are the values that are none of the options; empty: they stay values."""

    def is_used_as(self, other: "ColumnMapping") -> bool:
        """Whether both are used alike, for whatever reason."""
        return self is other or replace(self, reason="") == replace(other, reason="")


@dataclass(frozen=True, slots=True)
class SurveyMapping:
    """All the columns of a table, in its order."""

    profile: str
    """Which survey tool's layout it is: `qualtrics`, `surveymonkey`, ...; `table` for none in particular."""
    columns: tuple[ColumnMapping, ...]

    def with_column(self, index: int, column: ColumnMapping) -> "SurveyMapping":
        """The mapping with another use of one column; another respondent column gives way to a new one."""
        changed = list(self.columns)
        if column.use is ColumnUse.RESPONDENT:
            changed = [
                replace(one, use=ColumnUse.ATTRIBUTE, name=one.name or one.header, reason="")
                if one.use is ColumnUse.RESPONDENT
                else one
                for one in changed
            ]
        changed[index] = column
        return replace(self, columns=tuple(changed))

    @property
    def lasting(self) -> tuple[ColumnMapping, ...]:
        """The columns of which something is said for other tables too.

        Those that had no values are not among them: where they have some, they are found out there.
        """
        return tuple(
            column
            for column in self.columns
            if column.use is not ColumnUse.LEFT_OUT or column.reason != NO_VALUES
        )

    def by_header(self) -> dict[str, ColumnMapping]:
        """The columns by the key of their header."""
        return {name_key(column.header): column for column in self.columns}


def mapping_record(mapping: SurveyMapping) -> dict[str, Any]:
    """A mapping as plain values for a file; what is empty is left out, and so is what is not lasting."""
    return {
        "profile": mapping.profile,
        "columns": [_column_record(column) for column in mapping.lasting],
    }


def mapping_from(record: object) -> SurveyMapping:
    """The mapping that `mapping_record` told, maybe changed by hand.

    Raises:
        StudyError: it is no mapping, or a column's use, type or name cannot be.
    """
    if not isinstance(record, Mapping) or not isinstance(record.get("columns"), Sequence):
        raise _wrong("it has no list of columns")
    columns = tuple(_column_from(column) for column in record["columns"])
    if sum(column.use is ColumnUse.RESPONDENT for column in columns) > 1:
        raise _wrong("more than one column is the respondent")
    headers = {name_key(column.header) for column in columns}
    if len(headers) < len(columns):
        raise _wrong("a header stands in it twice")
    return SurveyMapping(one_line(str(record.get("profile") or "table"), 40), columns)


def _column_record(column: ColumnMapping) -> dict[str, Any]:
    record: dict[str, Any] = {"header": column.header, "use": column.use.value}
    if column.name and column.name != column.header:
        record["name"] = column.name
    if column.option:
        record["option"] = column.option
    if column.separator:
        record["separator"] = column.separator
    if column.options:
        record["options"] = list(column.options)
    if column.other:
        record["other"] = column.other
    if column.type:
        record["type"] = column.type.value
    if column.labels:
        record["labels"] = [
            {"written": written, "number": number} for written, number in column.labels
        ]
    return record


def _column_from(record: object) -> ColumnMapping:
    if not isinstance(record, Mapping) or not str(record.get("header") or "").strip():
        raise _wrong("a column has no header")
    header = one_line(str(record["header"]))
    shown = one_line(header, 60)
    try:
        use = ColumnUse(str(record.get("use")))
    except ValueError:
        known = ", ".join(use.value for use in ColumnUse)
        raise StudyError(
            f"The mapping of '{shown}' has no use that is known.", f"The uses are: {known}."
        ) from None
    kind = record.get("type")
    try:
        attribute_type = AttributeType(str(kind)) if kind else None
    except ValueError:
        known = ", ".join(one.value for one in AttributeType)
        raise StudyError(
            f"The mapping of '{shown}' has no type that is known.", f"The types are: {known}."
        ) from None
    name = ""
    if use in (ColumnUse.QUESTION, ColumnUse.ATTRIBUTE):
        name = str(record.get("name") or header)
        name = (
            clean_name(name, "attribute's name") if use is ColumnUse.ATTRIBUTE else one_line(name)
        )
    return ColumnMapping(
        header,
        use,
        name,
        one_line(str(record.get("option") or "")),
        attribute_type,
        _labels_from(record.get("labels") or (), shown),
        separator=_separator_from(record.get("separator") or ""),
        options=_options_from(record.get("options") or (), shown),
        other=one_line(str(record.get("other") or "")),
    )


def _separator_from(separator: object) -> str:
    # White space may be all of it, and a tab or line end is a separator too.
    return sanitise(str(separator))[:_SEPARATOR_LIMIT]


def _options_from(options: object, shown: str) -> tuple[str, ...]:
    if not isinstance(options, Sequence) or isinstance(options, str):
        raise _wrong(f"the options of '{shown}' are no list")
    return tuple(one_line(str(option)) for option in options)


def _labels_from(labels: object, shown: str) -> tuple[tuple[str, str], ...]:
    found = []
    if not isinstance(labels, Sequence) or isinstance(labels, str):
        raise _wrong(f"the labels of '{shown}' are no list")
    for label in labels:
        if not isinstance(label, Mapping) or "written" not in label or "number" not in label:
            raise _wrong(f"a label of '{shown}' does not say what is written and its number")
        try:
            number = canonical_value(AttributeType.NUMBER, str(label["number"]))
        except StudyError:
            raise _wrong(f"a label of '{shown}' has no number") from None
        found.append((one_line(str(label["written"])), number))
    return tuple(found)


def _wrong(why: str) -> StudyError:
    return StudyError(
        f"The mapping cannot be used: {why}.",
        "Save one with 'import --preview --save-mapping FILE' and change that.",
    )
