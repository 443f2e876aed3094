"""The quick strip: digits tag with pinned codes, letters find a code of one kind, or take what is suggested. Two keys a tag."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from ...domain.codebook import Code
from ...domain.kinds import Kind
from ...domain.suggestion import SuggestedCode
from ...domain.text import one_line
from ..labels import SOFT, chip_style, percent
from ..widgets.code_lines import code_label
from ..widgets.key_strip import KeyStrip, StripKey
from ..widgets.suggestion_lines import like_line
from .pinning import DIGITS
from .strip import Strip, strip_key

KIND_KEYS: Mapping[str, Kind] = {
    "a": Kind.ATTITUDE,
    "n": Kind.NEED,
    "m": Kind.MOTIVATION,
    "e": Kind.EXPERIENCE,
    "r": Kind.PREFERENCE,
    "b": Kind.BEHAVIOUR,
    "v": Kind.VALUE,
    "l": Kind.BELIEF,
    "p": Kind.PAIN,
    "o": Kind.OTHER,
}
"""The letter of each kind."""

SUGGESTED_KEYS = "xyz"
"""The letters of what is suggested, the likeliest first; as capitals they ask why."""


@dataclass(frozen=True, slots=True)
class Picked:
    """What was asked for in the strip: one of them."""

    code: Code | None = None
    """To be tagged with."""
    kind: Kind | None = None
    """Whose codes are to be shown."""
    again: bool = False
    """The codes used last."""
    pin: bool = False
    """A code is to be pinned."""
    suggested: SuggestedCode | None = None
    """To be tagged with, since it was suggested."""
    why: SuggestedCode | None = None
    """What speaks for it is to be shown."""


class QuickStrip(Strip[Picked]):
    """Waits for a digit or a letter.

    Args:
        pins: the pinned codes, by digit.
        words: what would be tagged, to be seen.
    """

    # Bindings, not a handler of keys: a key that was pressed before the strip is there is looked up among them as well.
    BINDINGS: ClassVar[list[BindingType]] = [
        *[Binding(digit, f"digit('{digit}')", show=False) for digit in DIGITS],
        *[Binding(key, f"kind('{key}')", show=False) for key in KIND_KEYS],
        *[Binding(key, f"suggested('{key}')", show=False) for key in SUGGESTED_KEYS],
        *[Binding(key.upper(), f"why('{key}')", show=False) for key in SUGGESTED_KEYS],
        Binding("space", "again", "Again", show=False, id="strip.again"),
        Binding("P", "pin", "Pin", show=False, id="strip.pin"),
    ]

    def __init__(self, pins: Mapping[str, Code], words: str) -> None:
        title = Content.assemble("Tag  ", (words, f"not bold {SOFT}")).truncate(70, ellipsis=True)
        super().__init__(title)
        self._pins = pins
        self._suggested: dict[str, tuple[SuggestedCode, Code]] = {}

    def suggest(self, found: Sequence[SuggestedCode], codes: Mapping[int, Code]) -> None:
        """Offer what was suggested meanwhile, each with the words that speak for it.

        Args:
            found: the likeliest first.
            codes: the codebook by ids.
        """
        known = [(one, codes[one.code_id]) for one in found if one.code_id in codes]
        self._suggested = dict(zip(SUGGESTED_KEYS, known, strict=False))
        # There is none yet, or none any more, where somebody was faster.
        for strip in self.query(KeyStrip):
            strip.groups = self.keys()

    def keys(self) -> Sequence[Sequence[StripKey]]:
        """The pinned codes, the kinds, and what else there is."""
        pins = [strip_key(digit, code_label(code)) for digit, code in self._pins.items()]
        kinds = [
            StripKey(
                key,
                Content.assemble((f" {key} ", chip_style(kind.colour))),
                Content.styled(kind.value, SOFT),
            )
            for key, kind in KIND_KEYS.items()
        ]
        more = [strip_key("space", "the last codes again", "Space")]
        pin = "pin a code" if pins else "pin a code on a digit"
        more.append(strip_key("P", pin))
        if self._suggested:
            capitals = [key.upper() for key in self._suggested]
            more.append(strip_key(capitals[0], "why", " ".join(capitals)))
        suggested = [
            replace(
                strip_key(key, _suggestion_label(one, code)),
                below=partial(like_line, one.nearest[0], one.words) if one.nearest else None,
            )
            for key, (one, code) in self._suggested.items()
        ]
        return [group for group in (suggested, pins, kinds, more) if group]

    def action_digit(self, digit: str) -> None:
        """Tag with the code that is pinned there."""
        if digit in self._pins:
            self.dismiss(Picked(code=self._pins[digit]))
        else:
            self.app.notify(f"Nothing is pinned on {digit}. P pins a code.")

    def action_suggested(self, key: str) -> None:
        """Tag with a code that is suggested."""
        if key in self._suggested:
            self.dismiss(Picked(suggested=self._suggested[key][0]))

    def action_why(self, key: str) -> None:
        """Show what speaks for a code that is suggested."""
        if key in self._suggested:
            self.dismiss(Picked(why=self._suggested[key][0]))

    def action_kind(self, key: str) -> None:
        """Show the codes of a kind."""
        self.dismiss(Picked(kind=KIND_KEYS[key]))

    def action_again(self) -> None:
        """Tag with the codes used last."""
        self.dismiss(Picked(again=True))

    def action_pin(self) -> None:
        """Pin a code."""
        self.dismiss(Picked(pin=True))


def _suggestion_label(one: SuggestedCode, code: Code) -> Content:
    """How likely a code is, its name, and the words that speak for it."""
    words = ", ".join(one_line(word, 20) for word in one.words[:3])
    because = f"  {words}" if words else ""
    return Content.assemble((f"{percent(one.score)} ", SOFT), code_label(code), (because, SOFT))
