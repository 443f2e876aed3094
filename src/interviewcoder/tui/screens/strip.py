"""What the strips at the bottom have in common: a few lines over the footer, the mode stays in view, Escape leaves."""

from collections.abc import Sequence
from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from ..labels import SOFT
from ..widgets.key_strip import KeyStrip, StripKey
from .layered import Overlay

R = TypeVar("R")


class Strip(Overlay[R]):
    """Waits for a key; dismissed with None it did nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave", show=False, id="strip.leave"),
    ]

    def __init__(self, title: Content, hint: str = "Esc: leave it") -> None:
        super().__init__()
        self._title_content = title
        self._hint_told = hint

    def compose(self) -> ComposeResult:
        """The keys."""
        strip = KeyStrip()
        strip.border_title = self._title_content
        strip.border_subtitle = Content(self._hint_told)
        strip.groups = self.keys()
        yield strip

    def keys(self) -> Sequence[Sequence[StripKey]]:
        """The keys to show, in groups."""
        raise NotImplementedError

    def action_leave(self) -> None:
        """Leave without doing anything."""
        self.dismiss(None)


def strip_key(key: str, label: str | Content, shown: str = "") -> StripKey:
    """A key and what it does.

    Args:
        key: as Textual names it.
        label: what it does; a name, as `Content`, is cut where there is little room.
        shown: how it is shown, if other than by its name.
    """
    told = Content.styled(label, SOFT) if isinstance(label, str) else label
    head = Content.styled(shown or key, "bold $footer-key-foreground")
    return StripKey(key, head, told, cut=not isinstance(label, str))
