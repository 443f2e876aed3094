"""What the questions and attributes of a survey are called."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from interviewcoder.domain.survey_mapping import ColumnMapping, ColumnUse
from interviewcoder.domain.text import NAME_LIMIT, clean_name, name_key, one_line

from .column_groups import Shape
from .survey_table import SurveyColumn

BETWEEN = " – "
"""What stands between a question and the row or option of it."""
_FOLLOW_UP = re.compile(
    r"(?:why|why not|why or why not|please (?:explain|specify|elaborate|describe)|explain|specify|if so,? (?:why|what|how)"
    r"|if (?:yes|no|other),? .{0,40}|warum|wieso|bitte (?:erläutern|begründen).{0,20}|pourquoi|¿?por ?qu[eé]|perch[eé]|waarom"
    r"|justifique.{0,20}|expliqu\w+.{0,20})[?.!:…]*",
    re.I,
)
_UNNAMED = re.compile(r"column \d+")
_OTHER = re.compile(r"others?(?:\W.*)?|sonstiges?|autre|otro|outro|altro|anders", re.I)
_LONGEST_ROW = 90
_SHORT_QUESTION = 8
"""A question of so many words says enough, also where it is asked again."""


def attribute_name(title: str, row: str = "") -> str:
    """The name of an attribute: a title, and where it is a row of it, the row, cut to what a name may be."""
    row = one_line(row, _LONGEST_ROW)
    room = NAME_LIMIT - (len(row) + len(BETWEEN) if row else 0)
    name = one_line(title, room)
    return clean_name(f"{name}{BETWEEN}{row}" if row else name or "column")


def named(
    columns: Sequence[SurveyColumn],
    shapes: Sequence[Shape],
    mappings: Sequence[ColumnMapping],
    variants: Mapping[int, int],
) -> list[ColumnMapping]:
    """The mappings with the names of questions and attributes, each once.

    A follow-up such as `Why?`, a column without a header, and a question that is asked again and again in the same words, are told apart
    by the question on their left. Marks of one question, boxes of one that are only numbered, and the variants
    of one for different people share a name.

    Args:
        columns: all columns.
        shapes: what they are in their questions.
        mappings: how they are used.
        variants: for a column that is a variant of another, the first of them.
    """
    numbered = numbered_boxes(columns, shapes)
    taken: dict[tuple[ColumnUse, str], object] = {}
    numbers: dict[tuple[ColumnUse, str], int] = {}
    told = []
    for index, name in enumerate(_names(columns, shapes, mappings, numbered, variants)):
        mapping, key = mappings[index], name_key(columns[index].question)
        is_box = shapes[index] is Shape.ROW and key in numbered
        shared = shapes[index] is Shape.MARK or (is_box and mapping.use is ColumnUse.QUESTION)
        whose = key if shared else variants.get(index, index)
        unique = name
        while name and taken.setdefault((mapping.use, name_key(unique)), whose) != whose:
            # Counted on from the last one, so that many alike are numbered in one pass.
            place = (mapping.use, name_key(name))
            numbers[place] = numbers.get(place, 1) + 1
            suffix = f" ({numbers[place]})"
            room = NAME_LIMIT - len(suffix) if mapping.use is ColumnUse.ATTRIBUTE else 0
            unique = f"{one_line(name, room)}{suffix}"
        told.append(replace(mapping, name=unique))
    return told


def _names(
    columns: Sequence[SurveyColumn],
    shapes: Sequence[Shape],
    mappings: Sequence[ColumnMapping],
    numbered: set[str],
    variants: Mapping[int, int],
) -> Iterator[str]:
    """The name of each question and attribute; empty for columns that are neither."""
    asked = Counter(
        name_key(column.question)
        for index, (column, shape) in enumerate(zip(columns, shapes, strict=True))
        if shape is Shape.ALONE and variants.get(index, index) == index
    )
    left = ""
    for column, shape, mapping in zip(columns, shapes, mappings, strict=True):
        if mapping.use not in (ColumnUse.QUESTION, ColumnUse.ATTRIBUTE):
            yield ""
            continue
        question = column.question.strip()
        again = shape is Shape.ALONE and asked[name_key(question)] > 1
        is_short = question.count(" ") < _SHORT_QUESTION
        follows = bool(left) and (
            (again and is_short)
            or (shape is Shape.ALONE and _follows(question, mapping.use is ColumnUse.QUESTION))
        )
        row = column.option if shape in (Shape.ROW, Shape.OTHER) else ""
        if mapping.use is ColumnUse.QUESTION:
            row = "" if name_key(question) in numbered else row
            yield _question_name(question, row, left if follows else "")
        elif follows:
            yield attribute_name(f"{question} ({one_line(left, 100)})")
        else:
            yield attribute_name(question, row)
        if not follows and not (again and is_short):
            left = question


def _follows(question: str, is_open: bool) -> bool:
    """Whether a header says nothing without the question on its left."""
    return any(one.fullmatch(question) for one in (_OTHER, _UNNAMED)) or (
        is_open and bool(_FOLLOW_UP.fullmatch(question))
    )


def _question_name(question: str, row: str, left: str) -> str:
    if left and _OTHER.fullmatch(question.strip()):
        return f"{one_line(left)}{BETWEEN}{one_line(question)}"
    if left:
        return f"{one_line(question)} ({one_line(left)})"
    return f"{one_line(question)}{BETWEEN}{one_line(row)}" if row else one_line(question)


def numbered_boxes(columns: Sequence[SurveyColumn], shapes: Sequence[Shape]) -> set[str]:
    """The questions, by key, whose boxes are only numbered: `Need #1`, `Need #2`."""
    boxes: dict[str, list[str]] = {}
    for column, shape in zip(columns, shapes, strict=True):
        if shape is Shape.ROW:
            boxes.setdefault(name_key(column.question), []).append(column.option)
    return {
        question
        for question, options in boxes.items()
        if len(options) > 1
        and all(re.search(r"\d", option) for option in options)
        and len({name_key(re.sub(r"[\d#.():\s]+", "", option)) for option in options}) == 1
    }
