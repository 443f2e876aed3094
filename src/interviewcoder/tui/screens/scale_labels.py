"""The dialog in which the answers of a scale get their numbers."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from ...domain.errors import StudyError
from ...domain.participant import AttributeType, canonical_value
from ...domain.text import name_key, one_line
from ..labels import counted
from .dialog import Dialog
from .writing import WritingField

Labels = Sequence[tuple[str, str]]
"""What is written in the cells, and the number that it means, in order."""

_HINT = "Ctrl+S: use them   Esc: leave it"


class ScaleLabels(Dialog[Labels]):
    """Shows a line an answer, `Agree = 4`; dismissed with the labels, without any when all lines are removed.

    Args:
        header: of the column.
        labels: what to begin with; a number may be empty.
        columns: of how many columns it is said.
    """

    TALL = True
    WRITTEN = "#text"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Use them", priority=True, id="labels.use"),
    ]

    def __init__(self, header: str, labels: Labels, columns: int) -> None:
        super().__init__(f"Scale of {one_line(header, 40)}", hint=_HINT)
        self._labels = labels
        self._columns = columns

    def parts(self) -> Iterable[Widget]:
        """What the lines are, and the lines."""
        of = f" It is said of {counted(self._columns, 'column')}." if self._columns > 1 else ""
        told = f"A line for each answer, and the number that it means, such as: Agree = 4.{of}"
        yield Static(Content(told), classes="label")
        lines = [f"{one_line(written)} = {number}" for written, number in self._labels]
        yield WritingField("\n".join(lines), id="text")

    def action_save(self) -> None:
        """Use the lines; on trouble they stay."""
        try:
            self.dismiss(labels_in(self.query_one(WritingField).text))
        except StudyError as error:
            self.show_trouble(error)


def labels_in(text: str) -> Labels:
    """The labels that lines say; blank lines are passed over.

    Raises:
        StudyError: a line has no number, or an answer is there twice.

    >>> labels_in("Agree = 4\\n\\nx = y = 2,5")
    [('Agree', '4'), ('x = y', '2.5')]
    """
    labels: list[tuple[str, str]] = []
    for line in text.split("\n"):
        if not line.strip():
            continue
        written, equals, number = line.rpartition("=")
        answer = one_line(written)
        try:
            if not equals or not answer:
                raise StudyError("", "")
            labels.append((answer, canonical_value(AttributeType.NUMBER, number)))
        except StudyError:
            raise StudyError(
                f"'{one_line(line, 60)}' does not say a number.", "Write it like: Agree = 4."
            ) from None
    if len({name_key(written) for written, _ in labels}) < len(labels):
        raise StudyError("An answer is there twice.", "Give each one line.")
    return labels
