"""The codebook beside a text or a list of excerpts: the tree of codes with their counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, cast

from textual.binding import BindingType
from textual.content import Content
from textual.message import Message

from ...domain.codebook import Code, CodeBranch
from ..commands import bindings
from ..keymap import CODEBOOK
from ..labels import SOFT, counted
from .code_lines import code_line
from .listing import Listing, Row, text_row

if TYPE_CHECKING:
    from ..app import InterviewCoderApp

_EMPTY = "There are no codes yet.\n\na adds one; I reads a codebook file; t, in the text, makes one as you tag."

ALL_CODES = "all codes"
"""The value of the row that stands for every code."""


class CodebookPanel(Listing):
    """The tree of codes; Enter chooses one."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(CODEBOOK)]

    @dataclass
    class CodeChosen(Message):
        """A code was chosen with Enter or a click."""

        code: Code

    def __init__(self, *, with_all: bool = False, id: str | None = None) -> None:
        """Make a panel.

        Args:
            with_all: whether to begin with a row for all codes.
        """
        super().__init__(id=id, classes="pane")
        self._with_all = with_all
        self._branches: Sequence[CodeBranch] = ()
        self.border_title = Content("Codebook")

    def show(self, branches: Sequence[CodeBranch]) -> None:
        """Show these codes; the highlight stays on the code it was on."""
        self._branches = branches
        digits = self._digits()
        rows = [_code_row(branch, digits.get(branch.code.guid, "")) for branch in branches]
        if self._with_all and rows:
            everything = Content.styled("All codes", "bold")
            rows.insert(0, text_row(everything, ALL_CODES, ALL_CODES))
        self.fill(rows, empty=_EMPTY)
        figure = Content.styled(f"  {counted(len(branches), 'code')}", f"not bold {SOFT}")
        self.border_title = Content("Codebook") + figure if branches else Content("Codebook")

    def show_pins(self) -> None:
        """Show the pins as they are now."""
        self.show(self._branches)

    def _digits(self) -> dict[str, str]:
        """GUID of a code to the digit that it is pinned on."""
        habits = cast("InterviewCoderApp", self.app).habits
        return {guid: digit for digit, guid in habits.pins.items()}

    @property
    def code(self) -> Code | None:
        """The highlighted code."""
        value = self.row.value if self.row else None
        return value if isinstance(value, Code) else None

    def on_listing_chosen(self, message: Listing.Chosen) -> None:
        """Tell which code was chosen."""
        if isinstance(message.row.value, Code):
            message.stop()
            self.post_message(self.CodeChosen(message.row.value))


def _code_row(branch: CodeBranch, digit: str) -> Row:
    return Row(lambda width: code_line(branch, width, digit), branch.code, branch.code.guid)
