"""The line that says which passages are searched; a click on a part of it changes that part."""

from dataclasses import dataclass, replace

from textual import events
from textual.content import Content
from textual.widgets import Static

from ...domain.search import EVERYWHERE, Scope, Voices
from ...domain.text import one_line
from ..labels import SOFT

_WHOSE = {
    Voices.EVERYBODY: "everybody",
    Voices.PARTICIPANTS: "participants only",
    Voices.OTHERS: "interviewers and others only",
}
_ACTIONS = ("next_voices", "choose_source", "choose_participant", "turn_untagged")
_BETWEEN = " · "


@dataclass(frozen=True, slots=True)
class NamedScope:
    """Which passages are searched, with the names that the screen shows."""

    scope: Scope = EVERYWHERE
    source: str = ""
    participant: str = ""

    def next_voices(self) -> "NamedScope":
        """Other people's words."""
        voices = list(Voices)
        following = voices[(voices.index(self.scope.voices) + 1) % len(voices)]
        return replace(self, scope=replace(self.scope, voices=following))

    def turned_untagged(self) -> "NamedScope":
        """Untagged passages only, or tagged ones too."""
        return replace(self, scope=replace(self.scope, untagged=not self.scope.untagged))

    def of_source(self, source_id: int, name: str) -> "NamedScope":
        """One source; 0: all of them."""
        return replace(self, scope=replace(self.scope, source_id=source_id or None), source=name)

    def of_participant(self, participant_id: int, name: str) -> "NamedScope":
        """One participant; 0: all of them."""
        scope = replace(self.scope, participant_id=participant_id or None)
        return replace(self, scope=scope, participant=name)

    def parts(self) -> list[tuple[str, bool]]:
        """What the line says, and whether each part leaves anything out."""
        scope = self.scope
        return [
            (_WHOSE[scope.voices], scope.voices is not Voices.EVERYBODY),
            (one_line(self.source, 30) or "all sources", scope.source_id is not None),
            (one_line(self.participant, 30) or "all people", scope.participant_id is not None),
            ("untagged only" if scope.untagged else "tagged or not", scope.untagged),
        ]


class ScopeLine(Static):
    """Shows a `NamedScope`."""

    DEFAULT_CSS = """
    ScopeLine {
        height: 1;
        padding: 0 1;
        text-wrap: nowrap;
        text-overflow: ellipsis;
    }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._shown: list[tuple[str, str]] = []
        """The parts as they are shown, and what a click on each does."""

    def show(self, named: NamedScope) -> None:
        """Say which passages are searched."""
        # What leaves something out comes first, since a narrow line is cut.
        parts = sorted(zip(named.parts(), _ACTIONS, strict=True), key=lambda one: not one[0][1])
        self._shown = [(text, action) for (text, _), action in parts]
        told: list[Content] = [Content.styled("In: ", SOFT)]
        for (text, narrows), _ in parts:
            told += [
                Content.styled(text, "bold $accent" if narrows else SOFT),
                Content.styled(_BETWEEN, SOFT),
            ]
        self.update(Content.assemble(*told[:-1]))

    async def on_click(self, event: events.Click) -> None:
        """Change the part that was clicked."""
        x = event.get_content_offset_capture(self).x
        end = len("In: ")
        for text, action in self._shown:
            end += Content(text).cell_length + len(_BETWEEN)
            if x < end:
                await self.screen.run_action(action)
                return
