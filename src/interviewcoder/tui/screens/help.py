"""The help: every key of the screen or dialog it was asked on."""

from collections.abc import Iterable, Sequence

from textual.binding import Binding
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, TextArea

from ...domain.text import visible
from ..commands import Command
from ..keymap import CODEBOOK, DIALOGS, EVERY_MODE, EVERYWHERE, GROUPS, WITH_CODEBOOK
from ..labels import SOFT
from ..widgets.listing import Listing, Row, text_row
from .dialog import Dialog

_INTRODUCTION = (
    "Import interviews and survey answers (i), read them (2), tag what shows an attitude, a need, a motivation (t), "
    "then synthesize personas (4, s). Every claim in a persona opens the quotes it stands on. Segments (5) show whether "
    "groups by attributes tell the same story. Everything is saved at "
    "once and everything undoes (z)."
)


Keys = tuple[str, Sequence[Binding]]
"""A heading and the keys under it."""


def keys_of(node: Widget | None) -> list[Keys]:
    """The keys that a widget or a dialog itself has, apart from commands that the help lists anyway."""
    if node is None:
        return []
    listed = {command.name for commands in GROUPS.values() for command in commands}
    own = [
        binding
        for _, binding in node._bindings
        if binding.description and binding.id not in listed and not binding.system
    ]
    merged: dict[str, Binding] = {}
    for binding in own:
        known = merged.get(binding.action)
        key = binding.key if known is None else f"{known.key},{binding.key}"
        merged[binding.action] = binding.with_key(key)
    return [(_title_of(node), list(merged.values()))] if merged else []


def _title_of(node: Widget) -> str:
    match node:
        case Dialog():
            return "In this dialog"
        case Listing():
            return "In the list"
        case Input():
            return "In the line to type in"
        case TextArea():
            return "In the text to type in"
    return "Here"


class HelpDialog(Dialog[None]):
    """Lists the commands of a mode and those of everywhere, or those of a dialog.

    Args:
        place: the mode, or the dialog's name in `keymap.DIALOGS`; empty for any other dialog.
        here: more keys, such as those of the widget with the focus.
        hint: what the dialog says at its foot.
    """

    TITLE_TEXT = "Help"
    TALL = True
    CSS = """
    HelpDialog #dialog { width: 108; }
    """

    def __init__(self, place: str, here: Sequence[Keys] = (), hint: str = "") -> None:
        by_name = "   Ctrl+P: all commands by name" if place in EVERY_MODE else ""
        super().__init__(hint=f"Esc: close{by_name}")
        self._place = place
        self._here = here
        self._hint_there = hint

    def parts(self) -> Iterable[Widget]:
        """The list."""
        yield Listing(id="keys")

    def on_mount(self) -> None:
        """Fill the list."""
        dialog = DIALOGS.get(self._place)
        if dialog:
            rows = self._section(*dialog)
        elif self._place:
            rows = self._of_mode()
        else:
            rows = [text_row(Content(visible(self._hint_there)), selectable=False)]
            rows += self._keys_here()
        self.query_one(Listing).fill(rows)

    def action_help(self) -> None:
        """There is no more to tell."""

    def _keys_here(self) -> list[Row]:
        return [
            row
            for title, bindings in self._here
            for row in (_heading(title), *(self._line(binding, "") for binding in bindings))
        ]

    def _of_mode(self) -> list[Row]:
        rows = [text_row(Content(_INTRODUCTION), selectable=False)]
        if self._place in GROUPS:
            title = f"On the {EVERY_MODE[self._place].lower()} screen"
            rows += self._section(title, GROUPS[self._place])
        if self._place == "reading":
            rows += self._motions()
        if self._place in WITH_CODEBOOK:
            rows += self._section("In the codebook (Tab goes there; Enter tags)", CODEBOOK)
        if self._place != "reading":
            rows += self._keys_here()
        rows += self._section("Everywhere", EVERYWHERE)
        palette = Command("app.palette", "ctrl+p", "Palette", "Find any command by its name.", "")
        return [*rows, self._line(palette.binding, palette.help)]

    def _section(self, title: str, commands: Sequence[Command]) -> list[Row]:
        lines = [self._line(command.binding, command.help) for command in commands]
        return [_heading(title), *lines]

    def _motions(self) -> list[Row]:
        from ..widgets.reading_view import ReadingView

        motions = [binding for binding in ReadingView.BINDINGS if isinstance(binding, Binding)]
        lines = [self._line(binding, "") for binding in motions]
        return [_heading("Moving and selecting"), *lines]

    def _line(self, binding: Binding, help_text: str) -> Row:
        own = self.coder_app.own_keys
        shown = [
            self.app.get_key_display(binding.with_key(key.strip()))
            for key in own.get(binding.id or "", binding.key).split(",")
        ]
        keys = "  ".join(dict.fromkeys(shown))
        return Row(
            lambda width: Content.assemble(
                (keys.rjust(11), "bold $footer-key-foreground"),
                "  ",
                (
                    binding.description.ljust(18) if help_text else binding.description,
                    "bold" if help_text else "",
                ),
                (f" {help_text}" if help_text else "", SOFT),
            ).truncate(width, ellipsis=True),
            key=binding.id,
        )


def _heading(title: str) -> Row:
    return text_row(Content.assemble("\n", (title, "bold $primary")), selectable=False)
