"""Changing how the columns of a survey are used: one column, or several at a time."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from .errors import StudyError
from .participant import AttributeType
from .survey_mapping import ColumnMapping, ColumnUse, SurveyMapping
from .text import NAME_LIMIT, clean_name, name_key, one_line

_NAMED = (ColumnUse.QUESTION, ColumnUse.ATTRIBUTE)
_EDGES = " \t-–—:;,.|/([{<>)]}#*_"
"""What may stand between a question and an option in a header, and around the option."""
_SHORTEST_STEM = 2


def used_as(mapping: SurveyMapping, places: Iterable[int], use: ColumnUse) -> SurveyMapping:
    """The mapping with columns used as something else. One column at most is the respondent."""
    changes = {}
    for place in places:
        column = mapping.columns[place]
        if column.use is not use:
            name = default_name(column, use) if use in _NAMED else ""
            changes[place] = ColumnMapping(column.header, use, name)
    return _changed(mapping, changes)


def renamed(mapping: SurveyMapping, place: int, name: str) -> SurveyMapping:
    """The mapping with another name of a question or attribute.

    Raises:
        StudyError: the column is neither, or the name cannot be used.
    """
    column = mapping.columns[place]
    match column.use:
        case ColumnUse.ATTRIBUTE:
            clean = clean_name(name, "attribute's name")
        case ColumnUse.QUESTION:
            clean = one_line(name)
            if not clean:
                raise StudyError("The question is empty.", "Give it at least one character.")
        case _:
            raise StudyError(
                f"'{one_line(column.header, 60)}' is neither a question nor an attribute.",
                "Use it as one of them first.",
            )
    return _changed(mapping, {place: replace(column, name=clean, reason="")})


def typed(
    mapping: SurveyMapping, places: Iterable[int], kind: AttributeType | None
) -> SurveyMapping:
    """The mapping with another type of attributes, None to have it found out; other columns stay."""
    return _changed_attributes(mapping, places, type=kind)


def divided(mapping: SurveyMapping, places: Iterable[int], separator: str) -> SurveyMapping:
    """The mapping with attributes whose cells hold several values with a separator between them."""
    return _changed_attributes(mapping, places, separator=separator)


def labelled(
    mapping: SurveyMapping, places: Iterable[int], labels: Sequence[tuple[str, str]]
) -> SurveyMapping:
    """The mapping with attributes that are scales: what is written, and the number that it means.

    Without labels they are scales no more.
    """
    kind = AttributeType.NUMBER if labels else None
    return _changed_attributes(mapping, places, type=kind, labels=tuple(labels))


def joined(mapping: SurveyMapping, places: Sequence[int], name: str) -> SurveyMapping:
    """The mapping with several columns as one attribute that can have several values, an option a column.

    Raises:
        StudyError: there are fewer than two columns, or the name cannot be used.
    """
    if len(places) < 2:
        raise StudyError("It takes several columns to join.", "Mark them with Space first.")
    clean = clean_name(name, "attribute's name")
    headers = [mapping.columns[place].header for place in places]
    stem = len(common_stem(headers))
    changes = {}
    for place, header in zip(places, headers, strict=True):
        option = one_line(header[stem:].strip(_EDGES), NAME_LIMIT) or header
        changes[place] = ColumnMapping(header, ColumnUse.ATTRIBUTE, clean, option)
    return _changed(mapping, changes)


def split(mapping: SurveyMapping, place: int) -> SurveyMapping:
    """The mapping with the columns of one question or attribute apart again, each named after its header."""
    if mapping.columns[place].use not in _NAMED:
        return mapping
    changes = {}
    for part in group_of(mapping, place):
        column = replace(mapping.columns[part], name="", option="", reason="")
        changes[part] = replace(column, name=default_name(column, column.use))
    return _changed(mapping, changes)


def overlaid(mapping: SurveyMapping, other: SurveyMapping) -> SurveyMapping:
    """The mapping with what another says of the columns that both have.

    Raises:
        StudyError: they have no column in common.
    """
    said = other.by_header()
    changes = {
        place: replace(said[name_key(column.header)], header=column.header)
        for place, column in enumerate(mapping.columns)
        if name_key(column.header) in said
    }
    if not changes:
        raise StudyError(
            "No column of the table is in the mapping.", "Use the mapping of a table like this one."
        )
    return _changed(mapping, changes)


def group_of(mapping: SurveyMapping, place: int) -> tuple[int, ...]:
    """The places of the columns that are one question or attribute together with this one."""
    key = group_key(mapping.columns[place])
    if key is None:
        return (place,)
    return tuple(other for other, one in enumerate(mapping.columns) if group_key(one) == key)


def group_key(column: ColumnMapping) -> tuple[ColumnUse, str] | None:
    """What columns that are one question or attribute have in common; None for others."""
    return (column.use, name_key(column.name)) if column.use in _NAMED else None


def neighbours(mapping: SurveyMapping, place: int) -> tuple[int, ...]:
    """The columns side by side with this one whose headers begin as its own does, up to a divider.

    >>> columns = tuple(ColumnMapping(h, ColumnUse.ATTRIBUTE) for h in ("id", "Why? - Price", "Why? - Taste"))
    >>> neighbours(SurveyMapping("table", columns), 1)
    (1, 2)
    """
    stem = _stem(mapping.columns[place].header)
    if stem is None:
        return (place,)
    first = last = place
    while first > 0 and _stem(mapping.columns[first - 1].header) == stem:
        first -= 1
    while last + 1 < len(mapping.columns) and _stem(mapping.columns[last + 1].header) == stem:
        last += 1
    return tuple(range(first, last + 1))


def common_stem(headers: Sequence[str]) -> str:
    """What headers begin with in common, up to the last divider in it; empty when that says nothing.

    >>> common_stem(["Which? - Price", "Which? - Pride"])
    'Which? - '
    """
    first, last = min(headers), max(headers)
    alike = next(
        (place for place, pair in enumerate(zip(first, last, strict=False)) if pair[0] != pair[1]),
        min(len(first), len(last)),
    )
    stem = first[:alike]
    if stem not in headers:
        stem = re.sub(r"\w+$", "", stem)
    return stem if len(stem.strip(_EDGES)) >= _SHORTEST_STEM else ""


def stem_name(headers: Sequence[str]) -> str:
    """What an attribute of several columns may be called: what their headers have in common, else the first.

    >>> stem_name(["Which? - Price", "Which? - Taste"])
    'Which?'
    """
    return (common_stem(headers).rstrip(_EDGES) or headers[0])[:NAME_LIMIT]


def default_name(column: ColumnMapping, use: ColumnUse) -> str:
    """What a question or attribute is called unless somebody names it."""
    name = column.name or column.header
    if use is ColumnUse.QUESTION:
        return one_line(name)
    try:
        return clean_name(name[:NAME_LIMIT])
    except StudyError:
        return "column"


def _stem(header: str) -> str | None:
    """What stands before the option in a header: `Why?` in `Why? - Price`, `Why? [Price]` and `Why?: Price`."""
    found = re.match(r"(.{3,}?)(?:\s+[-–—|]\s+|:\s+|\s*[\[(])\S", header)
    return found[1] if found else None


def _changed_attributes(
    mapping: SurveyMapping, places: Iterable[int], **traits: object
) -> SurveyMapping:
    """The mapping with attributes of which only this is said; other columns stay."""
    columns = {place: mapping.columns[place] for place in places}
    return _changed(
        mapping,
        {
            place: ColumnMapping(column.header, column.use, column.name, column.option, **traits)  # type: ignore[arg-type]
            for place, column in columns.items()
            if column.use is ColumnUse.ATTRIBUTE
        },
    )


def _changed(mapping: SurveyMapping, changes: Mapping[int, ColumnMapping]) -> SurveyMapping:
    """The mapping with other columns at some places; of several respondents the last one counts."""
    columns = list(mapping.columns)
    for place, column in changes.items():
        columns[place] = column
    mapping = replace(mapping, columns=tuple(columns))
    respondents = [place for place, one in changes.items() if one.use is ColumnUse.RESPONDENT]
    for place in respondents[-1:]:
        mapping = mapping.with_column(place, columns[place])
    return mapping
