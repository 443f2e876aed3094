"""The rows of the page of closed questions: how many people gave which answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textual.content import Content

from ...domain.figures import in_percent
from ...domain.participant import Attribute, AttributeType
from ...domain.segment import Distribution
from ..labels import SOFT, bar, counted, named
from .listing import Row, text_row
from .quote_block import stacked
from .segment_lines import histogram_bar

_MEASURED = (AttributeType.NUMBER, AttributeType.DATE)


@dataclass(frozen=True, slots=True)
class AnswerAsked:
    """A segment of those who gave an answer."""

    attribute: str
    value: str


def answers_rows(
    questions: Sequence[Distribution], attributes: Mapping[str, Attribute]
) -> list[Row]:
    """All rows of the page. Enter on an answer makes a segment of it."""
    if not questions:
        return [
            text_row(
                Content(
                    "\n There are no closed questions yet: they come with a survey's columns, with a CSV of "
                    "participants, or by hand in a participant's profile (1)."
                )
            )
        ]
    hint = Content.styled(" Enter on an answer makes a segment of it.", SOFT)
    rows = [text_row(hint, selectable=False)]
    # One width for all, so that the bars stand under one another.
    widest = max((named(v).cell_length for one in questions for v, _ in one.values), default=0)
    for question in questions:
        attribute = attributes.get(question.attribute)
        rows.append(_title(question))
        rows += [
            _answer(question, value, count, attribute.type in _MEASURED, widest)
            for value, count in question.values
            if attribute is not None
        ]
        if question.other:
            told = f"   {counted(question.other, 'person', 'people')} with other answers"
            rows.append(text_row(Content.styled(told, SOFT), selectable=False))
    return rows


def _title(question: Distribution) -> Row:
    known = counted(question.known, "person", "people")
    unknown = f", {question.unknown:,} unknown" if question.unknown else ""

    def draw(width: int) -> Content:
        told = Content.styled(f"  {known}{unknown}", SOFT)
        name = named(question.attribute, "bold $primary")
        room = max(8, width - 1 - told.cell_length)
        return stacked(
            [Content(""), Content.assemble(" ", name.truncate(room, ellipsis=True), told)]
        )

    return Row(draw, height=2, selectable=False)


def _answer(question: Distribution, value: str, count: int, measured: bool, widest: int) -> Row:
    most = max((number for _, number in question.values), default=0)
    digits = len(f"{most:,}")

    def draw(width: int) -> Content:
        name_wide = min(max(widest, 4), max(8, width // 2 - 12), 24)
        cells = max(6, min(30, width - name_wide - digits - 12))
        name = named(value).truncate(name_wide, ellipsis=True)
        share = count / question.known if question.known else 0.0
        drawn = (
            histogram_bar(count / most if most else 0.0, cells) if measured else bar(share, cells)
        )
        return Content.assemble(
            "   ",
            name.pad_right(name_wide - name.cell_length + 2),
            drawn,
            f"  {count:>{digits},}",
            (f" {in_percent(share):>4}", SOFT),
        )

    return Row(draw, AnswerAsked(question.attribute, value), (question.attribute, value))
