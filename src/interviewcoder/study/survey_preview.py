"""What a survey would be: what is asked and answered, what is known of the respondents, what they are called."""

from collections import Counter
from collections.abc import Sequence
from itertools import chain

from ..domain.imported import ImportedSource
from ..domain.participant import AttributeType
from ..domain.preview import AttributePreview, QuestionPreview, SurveyPreview
from ..domain.survey_mapping import ColumnUse
from ..domain.table_preview import TablePreview
from ..domain.text import one_line

_EXAMPLES = 2
_VALUES = 12
_NAMES = 5
_CUT = 200
"""The longest part of an answer that is shown, in code points."""


def survey_preview(imported: ImportedSource, table: TablePreview) -> SurveyPreview:
    """The questions with answers, the attributes with values, and the first respondents' names."""
    answers: list[list[str]] = [[] for _ in imported.questions]
    counts = [0] * len(imported.questions)
    for passage in imported.passages:
        if passage.question is None:
            continue
        counts[passage.question] += 1
        if len(answers[passage.question]) < _EXAMPLES:
            said = imported.text[passage.start : min(passage.end, passage.start + 2 * _CUT)]
            answers[passage.question].append(one_line(said, _CUT))
    return SurveyPreview(
        table=table,
        questions=tuple(
            QuestionPreview(text, count, tuple(examples))
            for text, count, examples in zip(imported.questions, counts, answers, strict=True)
        ),
        attributes=_attributes(imported),
        names=tuple(one.participant or one.label for one in imported.speakers[:_NAMES]),
        named_by=named_by(table),
    )


def survey_preview_of_table(table: TablePreview) -> SurveyPreview:
    """As much as can be told of a table that cannot be imported yet."""
    return SurveyPreview(table, (), (), (), named_by(table))


def named_by(table: TablePreview) -> str:
    """The header of the column that names the respondents; empty where they are numbered."""
    uses = (column.mapping for column in table.columns)
    return next((one.header for one in uses if one.use is ColumnUse.RESPONDENT), "")


def _attributes(imported: ImportedSource) -> tuple[AttributePreview, ...]:
    # A respondent has one value of an attribute at most.
    pairs = Counter(chain.from_iterable(one.attributes for one in imported.speakers))
    values: dict[str, list[tuple[str, int]]] = {}
    for (name, value), count in pairs.most_common():
        values.setdefault(name, []).append((value, count))
    return tuple(
        AttributePreview(
            attribute,
            sum(count for _, count in values.get(attribute.name, ())),
            tuple(values.get(attribute.name, ())[:_VALUES]),
            len(values.get(attribute.name, ())),
            _span(attribute.type, [value for value, _ in values.get(attribute.name, ())]),
        )
        for attribute in imported.attributes
    )


def _span(kind: AttributeType, values: Sequence[str]) -> tuple[str, str] | None:
    if not values or kind not in (AttributeType.NUMBER, AttributeType.DATE):
        return None
    ordered = sorted(values, key=float if kind is AttributeType.NUMBER else None)
    return ordered[0], ordered[-1]
