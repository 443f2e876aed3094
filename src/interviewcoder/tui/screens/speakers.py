"""A dialog on the voices of a source: who asks, who is a participant, and under which name."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget

from ...domain.errors import StudyError
from ...domain.source import Role
from ...domain.text import one_line
from ..labels import SOFT, counted, named
from ..widgets.listing import Listing, Row, text_row
from .dialog import Dialog
from .participant_name import ParticipantName

if TYPE_CHECKING:
    from ...study import Study

_ROLES = tuple(Role)
_HINT = "i: interviewer   p: participant   o: other   n: name   Enter: save   Esc: leave it"
_STYLES = {Role.PARTICIPANT: "bold $primary", Role.INTERVIEWER: "$accent", Role.OTHER: SOFT}


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker of the source as they stand in the dialog."""

    id: int
    label: str
    role: Role
    participant: str | None
    passages: int
    sample: str


@dataclass(frozen=True, slots=True)
class Voices:
    """The speakers, and whom the study knows."""

    voices: Sequence[Voice]
    people: Sequence[str]


class SpeakersDialog(Dialog[bool]):
    """Says what each voice of a source does; saved together with Enter, dismissed with True when saved.

    Args:
        source_id: the source.
        source_name: what it is called.
    """

    CSS = """
    SpeakersDialog #dialog { width: 88; }
    SpeakersDialog #dialog #voices { max-height: 55vh; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("i", "give('interviewer')", "Interviewer", id="speakers.interviewer"),
        Binding("p", "give('participant')", "Participant", id="speakers.participant"),
        Binding("o", "give('other')", "Other", id="speakers.other"),
        Binding("space,w", "next_role", "Next role", id="speakers.next-role"),
        Binding("n,e", "name", "Name", id="speakers.name"),
        Binding("s", "save", "Save", id="speakers.save"),
    ]

    def __init__(self, source_id: int, source_name: str) -> None:
        super().__init__(f"Who speaks in {one_line(source_name, 40)}", hint=_HINT)
        self._source_id = source_id
        self._as_stored: dict[int, Voice] = {}
        self._voices: dict[int, Voice] = {}
        self._people: Sequence[str] = ()

    def parts(self) -> Iterable[Widget]:
        """The list of voices."""
        yield Listing(id="voices", empty="Looking…")

    def on_mount(self) -> None:
        """Load the voices."""
        self.ask(self._fetch, self._present, group="voices", refused=self.show_trouble)

    def _fetch(self, study: "Study") -> Voices:
        counts: dict[str, int] = {}
        samples: dict[str, str] = {}
        for passage in study.sources.read(self._source_id).passages:
            counts[passage.speaker] = counts.get(passage.speaker, 0) + 1
            said = one_line(passage.text[:400], 200)
            # A greeting tells little: the longest of the first few turns tells more of who it is.
            if counts[passage.speaker] <= 3 and len(said) > len(samples.get(passage.speaker, "")):
                samples[passage.speaker] = said
        voices = [
            Voice(
                speaker.id,
                speaker.label,
                speaker.role,
                speaker.participant,
                counts.get(speaker.label, 0),
                samples.get(speaker.label, ""),
            )
            for speaker in study.sources.speakers(self._source_id)
        ]
        return Voices(voices, [person.name for person in study.participants.list()])

    def _present(self, found: Voices) -> None:
        self._people = found.people
        self._as_stored = {voice.id: voice for voice in found.voices}
        self._voices = dict(self._as_stored)
        self._show()
        self.query_one(Listing).focus()

    def _show(self) -> None:
        rows: list[Row] = []
        for voice in self._voices.values():
            rows += [text_row(Content(""), selectable=False)] * bool(rows) + [self._row(voice)]
        self.query_one(Listing).fill(rows, empty="Nobody speaks in this source.")
        changed = len(self._changed())
        self.say(f"{counted(changed, 'change')}, not saved yet.   {_HINT}" if changed else _HINT)

    def _row(self, voice: Voice) -> Row:
        is_changed = voice != self._as_stored[voice.id]

        def draw(width: int) -> Content:
            mark = Content.styled("• " if is_changed else "  ", "$accent")
            label = named(voice.label or "(no name in the file)", "" if voice.label else SOFT)
            role = Content.styled(voice.role.value.ljust(11), _STYLES[voice.role])
            count = Content.styled(counted(voice.passages, "passage").rjust(14), SOFT)
            room = max(8, width - 2 - 13 - 15)
            first = Content.assemble(
                mark,
                label.truncate(room, ellipsis=True).pad_right(max(0, room - label.cell_length)),
            )
            who = _also_known_as(voice)
            return Content("\n").join(
                (
                    (first + "  " + role + " " + count).truncate(width),
                    Content.assemble(
                        "    ", who, named(f"“{voice.sample}”" if voice.sample else "", SOFT)
                    ).truncate(width - 1, ellipsis=True),
                )
            )

        return Row(draw, voice.id, key=voice.id, height=2)

    # -- Changing --------------------------------------------------------------------------------------------

    @property
    def _here(self) -> Voice | None:
        row = self.query_one(Listing).row
        return self._voices.get(row.value) if row and isinstance(row.value, int) else None

    def _put(self, voice: Voice) -> None:
        self._voices[voice.id] = voice
        self._show()

    def action_give(self, role: str) -> None:
        """Say what the highlighted voice does."""
        voice = self._here
        if voice is None:
            return
        given, before = Role(role), self._as_stored[voice.id]
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
        voice = self._here
        if voice is None:
            return

        def take(name: str | None) -> None:
            if name:
                self._put(replace(voice, role=Role.PARTICIPANT, participant=name))

        now = voice.participant or voice.label
        self.app.push_screen(ParticipantName(voice.label, now, self._people), take)

    def _changed(self) -> list[Voice]:
        """The voices to save."""
        return [voice for voice in self._voices.values() if voice != self._as_stored[voice.id]]

    def on_listing_chosen(self, message: Listing.Chosen) -> None:
        """Enter saves."""
        message.stop()
        self.action_save()

    def action_save(self) -> None:
        """Save what was changed, and close."""
        changed = self._changed()
        if not changed:
            self.dismiss(False)
            return

        def verb(study: "Study") -> None:
            study.sources.set_speakers([(one.id, one.role, one.participant) for one in changed])

        def done(_: None) -> None:
            self.app.notify(f"{counted(len(changed), 'speaker')} saved.")
            self.dismiss(True)

        self.clear_trouble()
        self.change(verb, done, self._refused)

    def _refused(self, error: StudyError) -> None:
        self.show_trouble(error)


def _also_known_as(voice: Voice) -> Content:
    """The participant's name, where it is not the label."""
    if voice.role is not Role.PARTICIPANT or not voice.participant:
        return Content("")
    if voice.participant == voice.label:
        return Content("")
    return Content.assemble(("is ", SOFT), named(voice.participant, "bold"), "   ")
