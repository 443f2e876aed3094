"""The voices of a source: who asks, who is a participant, and under which name, changed by keys."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.message import Message

from ...domain.source import Role
from ..commands import bindings
from ..keymap import SPEAKERS
from ..labels import SOFT, counted, named
from .listing import Listing, Row, text_row

ROLE_STYLES = {Role.PARTICIPANT: "bold $primary", Role.INTERVIEWER: "$accent", Role.OTHER: SOFT}
_ROLES = tuple(Role)


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker as they stand in the list."""

    id: int
    label: str
    role: Role
    participant: str | None
    passages: int
    sample: str
    """Some words of theirs."""
    also: str = ""
    """What else is worth telling, such as that the study knows them."""


class VoicesList(Listing):
    """Lists voices; the keys of `keymap.SPEAKERS` change the highlighted one."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(SPEAKERS)]

    class Changed(Message):
        """Something else is said of a voice."""

    def __init__(self, *, empty: str = "", id: str | None = None) -> None:
        super().__init__(empty=empty, id=id)
        self._as_found: dict[int, Voice] = {}
        self._voices: dict[int, Voice] = {}
        self._people: Sequence[str] = ()
        self.named: set[int] = set()
        """The voices that the user gave a name."""

    def begin(self, voices: Iterable[Voice]) -> None:
        """Show voices."""
        self._as_found = {voice.id: voice for voice in voices}
        self._voices = dict(self._as_found)
        self.named = set()
        self._show()

    def take(self, voices: Iterable[Voice]) -> None:
        """Show some voices as they are now, whatever was said of them."""
        for voice in voices:
            self._as_found[voice.id] = self._voices[voice.id] = voice
        self._show()

    def know(self, people: Sequence[str]) -> None:
        """Offer names that the study knows."""
        self._people = people

    @property
    def voices(self) -> Sequence[Voice]:
        """The voices as they are now, in their order."""
        return tuple(self._voices.values())

    @property
    def changed(self) -> Sequence[Voice]:
        """Those of which something else is said than at the beginning."""
        return [voice for voice in self._voices.values() if voice != self._as_found[voice.id]]

    def as_found(self, voice: Voice) -> Voice:
        """A voice as it was at the beginning."""
        return self._as_found[voice.id]

    def call_them(self, names: Mapping[int, str | None]) -> None:
        """Show other names of participants, of voices that the user did not name."""
        for voice in self.voices:
            if voice.id in names and voice.id not in self.named:
                self._voices[voice.id] = replace(voice, participant=names[voice.id])
                if voice == self._as_found[voice.id]:
                    self._as_found[voice.id] = self._voices[voice.id]
        self._show()

    def _show(self) -> None:
        rows: list[Row] = []
        for voice in self._voices.values():
            rows += [text_row(Content(""), selectable=False)] * bool(rows) + [self._row(voice)]
        self.fill(rows)

    def _row(self, voice: Voice) -> Row:
        is_changed = voice != self._as_found[voice.id]

        def draw(width: int) -> Content:
            mark = Content.styled("• " if is_changed else "  ", "$accent")
            label = named(voice.label or "(no name in the file)", "" if voice.label else SOFT)
            role = Content.styled(voice.role.value.ljust(11), ROLE_STYLES[voice.role])
            count = Content.styled(counted(voice.passages, "passage").rjust(14), SOFT)
            room = max(8, width - 2 - 13 - 15)
            first = Content.assemble(
                mark,
                label.truncate(room, ellipsis=True).pad_right(max(0, room - label.cell_length)),
            )
            said = named(f"“{voice.sample}”" if voice.sample else "", SOFT)
            second = Content.assemble(
                "    ",
                _also_known_as(voice),
                named(voice.also, SOFT),
                "  " * bool(voice.also),
                said,
            )
            return Content("\n").join(
                (
                    (first + "  " + role + " " + count).truncate(width),
                    second.truncate(width - 1, ellipsis=True),
                )
            )

        return Row(draw, voice.id, key=voice.id, height=2)

    # -- Changing --------------------------------------------------------------------------------------------

    @property
    def _here(self) -> Voice | None:
        row = self.row
        return self._voices.get(row.key) if row and isinstance(row.key, int) else None

    def _put(self, voice: Voice) -> None:
        self._voices[voice.id] = voice
        self._show()
        self.post_message(self.Changed())

    def action_give(self, role: str) -> None:
        """Say what the highlighted voice does."""
        voice = self._here
        if voice is None:
            return
        given, before = Role(role), self._as_found[voice.id]
        person = None
        if given is Role.PARTICIPANT:
            person = voice.participant or before.participant or voice.label or None
        self._put(replace(voice, role=given, participant=person))

    def action_next_role(self) -> None:
        """Say that it does the next thing that a voice can do."""
        voice = self._here
        if voice is not None:
            self.action_give(_ROLES[(_ROLES.index(voice.role) + 1) % len(_ROLES)].value)

    def action_name(self) -> None:
        """Say under which name the voice is a participant."""
        from ..screens.participant_name import ParticipantName

        voice = self._here
        if voice is None:
            return

        def take(name: str | None) -> None:
            if name:
                self.named.add(voice.id)
                self._put(replace(voice, role=Role.PARTICIPANT, participant=name))

        now = voice.participant or voice.label
        self.app.push_screen(ParticipantName(voice.label, now, self._people), take)


def _also_known_as(voice: Voice) -> Content:
    """The participant's name, where it is not the label."""
    if voice.role is not Role.PARTICIPANT or not voice.participant:
        return Content("")
    if voice.participant == voice.label:
        return Content("")
    return Content.assemble(("is ", SOFT), named(voice.participant, "bold"), "   ")
