"""A dialog on the voices of a source: who asks, who is a participant, and under which name."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from ...domain.conflict import Seen
from ...domain.source import voice
from ...domain.text import one_line
from ..labels import counted
from ..widgets.listing import Listing
from ..widgets.voices import Voice, VoicesList
from .dialog import Dialog

if TYPE_CHECKING:
    from ...study import Study

_HINT = "i: interviewer   p: participant   o: other   n: name   Enter: save   Esc: leave it"


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

    SAVED_BY = "Enter"
    CSS = """
    SpeakersDialog #dialog { width: 88; }
    SpeakersDialog #dialog #voices { max-height: 55vh; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "save", "Save", id="speakers.save"),
    ]

    def __init__(self, source_id: int, source_name: str) -> None:
        super().__init__(f"Who speaks in {one_line(source_name, 40)}", hint=_HINT)
        self._source_id = source_id

    def parts(self) -> Iterable[Widget]:
        """The list of voices."""
        yield VoicesList(id="voices", empty="Looking…")

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
        self._list.begin(found.voices)
        self._list.know(found.people)
        self._list.focus()

    @property
    def _list(self) -> VoicesList:
        return self.query_one(VoicesList)

    @property
    def unsaved(self) -> bool:
        """Whether something else is said of a voice than the study has."""
        return bool(self._list.changed)

    def _typing(self) -> Mapping[str, str]:
        return {str(one.id): voice(one.role, one.participant) for one in self._list.voices}

    def on_voices_list_changed(self, message: VoicesList.Changed) -> None:
        """Tell that it is not saved yet."""
        message.stop()
        changed = len(self._list.changed)
        self.say(f"{counted(changed, 'change')}, not saved yet.   {_HINT}" if changed else _HINT)

    def on_listing_chosen(self, message: Listing.Chosen) -> None:
        """Enter saves."""
        message.stop()
        self.action_save()

    def fill(self, values: Seen) -> None:
        """Take what they said of some voices."""
        ids = {int(field.split()[1]) for field in values}

        def take(found: Voices) -> None:
            self._list.take(one for one in found.voices if one.id in ids)

        self.ask(self._fetch, take, group="voices", refused=self.show_trouble)

    def action_save(self) -> None:
        """Save what was changed, and close."""
        changed = self._list.changed
        if not changed:
            self.dismiss(False)
            return

        found = [self._list.as_found(one) for one in changed]
        self.seen = {f"voice {one.id}": voice(one.role, one.participant) for one in found} | dict(
            self.seen
        )

        def verb(study: "Study", seen: Seen) -> None:
            study.sources.set_speakers(
                [(one.id, one.role, one.participant) for one in changed], seen=seen
            )

        def done(_: None) -> None:
            self.app.notify(f"{counted(len(changed), 'speaker')} saved.")
            self.dismiss(True)

        self.save(verb, done)
