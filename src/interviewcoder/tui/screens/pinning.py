"""Pins: up to nine codes on digits, each of them this user's in this study."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from ...domain.codebook import Code, CodeBranch
from ...domain.text import one_line
from ..labels import named
from ..widgets.code_lines import code_label
from ..widgets.key_strip import StripKey
from ..work import StudyWork
from .chooser import Chooser
from .strip import Strip, strip_key

if TYPE_CHECKING:
    from ..habits import Habits

DIGITS = "123456789"


def pinned(habits: "Habits", branches: Iterable[CodeBranch]) -> dict[str, Code]:
    """Digit to the code that is pinned there, in the order of the digits; codes that are gone are left out."""
    codes = {branch.code.guid: branch.code for branch in branches}
    return {
        digit: codes[habits.pins[digit]] for digit in DIGITS if habits.pins.get(digit, "") in codes
    }


class PinStrip(Strip[str]):
    """Asks for the digit of a code; dismissed with it, or with `0` for none.

    Args:
        code: the code.
        pins: what is pinned now.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(digit, f"digit('{digit}')", show=False) for digit in "0" + DIGITS
    ]

    def __init__(self, code: Code, pins: dict[str, Code]) -> None:
        title = Content.assemble("Pin ", named(code.name, limit=40), " on a digit")
        super().__init__(title)
        self._code = code
        self._pins = pins
        self._is_pinned = any(one.guid == code.guid for one in pins.values())

    def keys(self) -> Sequence[Sequence[StripKey]]:
        """The digits, with what is on them."""
        digits = [
            strip_key(digit, code_label(self._pins[digit]) if digit in self._pins else "free")
            for digit in DIGITS
        ]
        return [digits, [strip_key("0", "unpin it")]] if self._is_pinned else [digits]

    def action_digit(self, digit: str) -> None:
        """Take the digit."""
        if digit != "0" or self._is_pinned:
            self.dismiss(digit)


def ask_to_pin(
    work: StudyWork, code: Code, branches: Sequence[CodeBranch], done: Callable[[], None]
) -> None:
    """Ask on which digit a code is to be, and put it there; a code is on one digit at most."""
    habits = work.coder_app.habits

    def pin(digit: str | None) -> None:
        if digit is None:
            return
        habits.pins = {at: guid for at, guid in habits.pins.items() if guid != code.guid}
        name = one_line(code.name, 60)
        if digit == "0":
            work.app.notify(f"{name} is on no digit any more.")
        else:
            habits.pins[digit] = code.guid
            work.app.notify(f"Space {digit} tags with {name}.")
        work.coder_app.keep_habits()
        done()

    work.app.push_screen(PinStrip(code, pinned(habits, branches)), pin)


def ask_what_to_pin(
    work: StudyWork, branches: Sequence[CodeBranch], done: Callable[[], None]
) -> None:
    """Ask which code to pin, and where."""
    choices = [(code_label(branch.code), branch.code) for branch in branches]
    work.app.push_screen(
        Chooser("Pin which code?", choices),
        lambda code: ask_to_pin(work, code, branches, done) if code is not None else None,
    )
