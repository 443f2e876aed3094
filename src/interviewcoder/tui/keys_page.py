"""The docs' page of keys, made from the commands: `python -m interviewcoder.tui.keys_page > docs/keys.md`."""

from collections.abc import Iterable

from textual.keys import format_key

from .keymap import DIALOGS, EVERY_MODE, EVERYWHERE, GROUPS
from .widgets.reading_keys import READING_KEYS

_TITLES = {"codebook": "In the codebook"} | {
    mode: f"On the {title.lower()} screen" for mode, title in EVERY_MODE.items()
}
_NAMED = {
    "pageup": "Page up",
    "pagedown": "Page down",
    "escape": "Esc",
    "f1": "F1",
    **{
        name: name.capitalize()
        for name in ("up", "down", "left", "right", "home", "end", "enter", "backspace", "space")
    },
}
_INTRODUCTION = """\
# Keys

`?` shows the keys of the screen it is pressed on; <kbd>Ctrl</kbd>+<kbd>P</kbd> finds any command by its name. In a list, the arrow
keys or `j` and `k` move and <kbd>Enter</kbd> opens; <kbd>Tab</kbd> goes to the next pane, <kbd>Esc</kbd> goes back.

Every command can have other keys: write its name and them under `[keys]` into the [file of settings](settings.md), for example
`reading.tag = "Q,enter"`. A key that has another use on the same screen is refused and said."""


def keys_page() -> str:
    """The page as Markdown."""
    parts = [
        _INTRODUCTION,
        "## Everywhere",
        _table((c.key, c.title, c.help, c.name) for c in EVERYWHERE),
    ]
    for group, commands in GROUPS.items():
        if group in _TITLES:
            parts.append(f"## {_TITLES[group]}")
            parts.append(_table((c.key, c.title, c.help, c.name) for c in commands))
        if group == "reading":
            parts.append("### Moving and selecting")
            parts.append(_table((key.key, key.description, key.id or "") for key in READING_KEYS))
    for title, commands in DIALOGS.values():
        parts.append(f"## {title}")
        parts.append(_table((c.key, c.title, c.help, c.name) for c in commands))
    return "\n\n".join(parts) + "\n"


def _table(rows: Iterable[tuple[str, ...]]) -> str:
    """A table of keys, what they are about, and the command's name."""
    lines = []
    for keys, *words, name in rows:
        shown = " ".join(f"`{_shown(key.strip())}`" for key in keys.split(","))
        lines.append(f"| {shown} | {' | '.join(words)} | `{name}` |")
    columns = lines[0].count(" | ") + 1
    heading = "| keys " + "| " * (columns - 2) + "| name |"
    return "\n".join([heading, "|---" * columns + "|", *lines])


def _shown(key: str) -> str:
    """A key as it is written on a keyboard: `Ctrl+Z`, `Shift+Page down`, `?`."""
    *modifiers, name = key.split("+") if key != "+" else [key]
    held = [modifier.capitalize() for modifier in modifiers]
    plain = _NAMED.get(name) or format_key(name)
    if held and len(plain) == 1:
        plain = plain.upper()
    return "+".join([*held, plain])


if __name__ == "__main__":
    print(keys_page(), end="")  # noqa: T201
