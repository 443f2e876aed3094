"""What a user can ask for: one `Command` gives the key, the footer, the palette entry and the help."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from textual.binding import Binding


@dataclass(frozen=True, slots=True)
class Command:
    """One thing a user can ask for."""

    name: str
    """Its id, `group.verb`, by which the settings file gives it another key."""
    key: str
    """Textual's names of its keys, with commas between them; the first is shown."""
    title: str
    """What the footer and the palette call it."""
    help: str
    """One sentence for the help screen and the palette."""
    action: str
    """Textual's action, with its namespace where the widget that has the key is not the one that acts."""
    shown: bool = True
    """Whether the footer has it."""

    @property
    def group(self) -> str:
        """The part of its name before the dot."""
        return self.name.partition(".")[0]

    @property
    def binding(self) -> Binding:
        """The command as Textual binds it."""
        return Binding(self.key, self.action, self.title, show=self.shown, id=self.name)


def bindings(commands: Iterable[Command]) -> list[Binding]:
    """The bindings of some commands, for a `BINDINGS`."""
    return [command.binding for command in commands]


def clashes(groups: Iterable[Sequence[Command]], keymap: Mapping[str, str]) -> tuple[str, ...]:
    """Names of commands that a user's keymap (name to keys) gives a key which another of their group has."""
    clashing: list[str] = []
    for commands in groups:
        keys = {
            command.name: [key.strip() for key in keymap.get(command.name, command.key).split(",")]
            for command in commands
        }
        uses = Counter(key for own in keys.values() for key in own)
        clashing += [
            name
            for name, own in keys.items()
            if name in keymap and any(uses[key] > 1 for key in own)
        ]
    return tuple(clashing)
