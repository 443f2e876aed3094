"""The quick strip: digits tag with pinned codes, letters find a code of one kind. Two keys a tag."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content

from ...domain.codebook import Code
from ...domain.kinds import Kind
from ..labels import SOFT, chip_style
from ..widgets.code_lines import code_label
from ..widgets.key_strip import StripKey
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


class QuickStrip(Strip[Picked]):
    """Waits for a digit or a letter.

    Args:
        pins: the pinned codes, by digit.
        words: what would be tagged, to be seen.
    """

    def __init__(self, pins: Mapping[str, Code], words: str) -> None:
        title = Content.assemble("Tag  ", (words, f"not bold {SOFT}")).truncate(70, ellipsis=True)
        super().__init__(title)
        self._pins = pins

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
        pin = "pin a code" if pins else "pin a code on a digit, to tag with it by two keys"
        more.append(strip_key("P", pin))
        return [pins, kinds, more] if pins else [kinds, more]

    def on_key(self, event: events.Key) -> None:
        """Take what the key stands for."""
        key = "space" if event.key == "space" else event.character or ""
        picked: Picked | None = None
        if key in self._pins:
            picked = Picked(code=self._pins[key])
        elif key in KIND_KEYS:
            picked = Picked(kind=KIND_KEYS[key])
        elif key == "space":
            picked = Picked(again=True)
        elif key == "P":
            picked = Picked(pin=True)
        elif key.isdigit():
            self.app.notify(f"Nothing is pinned on {key}. P pins a code.")
        if picked is not None:
            event.stop()
            self.dismiss(picked)
