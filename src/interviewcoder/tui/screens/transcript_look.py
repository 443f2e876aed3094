"""What a transcript would become: who speaks and as whom, how it begins; roles and names can be changed."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from ...domain.errors import StudyError
from ...domain.imported import ImportOptions, VoiceMapping
from ...domain.preview import FilePreview, VoicePreview
from ...domain.source import Role, time_label
from ...domain.text import name_key
from ..commands import bindings
from ..keymap import LOOKING
from ..labels import SOFT, counted, named, percent
from ..widgets.voices import ROLE_STYLES, Voice, VoicesList
from .file_look import FileLook

if TYPE_CHECKING:
    from ...study import Study


class TranscriptLook(FileLook):
    """Lists the voices and draws the first turns.

    Args:
        path: the file.
        options: how it would be read.
        found: what that makes of it.
    """

    PLACE = "voices"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(LOOKING)]
    CSS = """
    TranscriptLook #dialog #voices { height: auto; max-height: 60%; }
    TranscriptLook #beginning { height: 1fr; border-top: solid $border-blurred; }
    TranscriptLook #turns { height: auto; }
    """

    def contents(self) -> Iterable[Widget]:
        """The voices, and the first turns."""
        yield VoicesList(id="voices", empty="Looking…")
        with VerticalScroll(id="beginning", can_focus=False):
            yield Static(id="turns")

    @property
    def _list(self) -> VoicesList:
        return self.query_one(VoicesList)

    def on_mount(self) -> None:
        """Show what was found, and load whom the study knows."""
        transcript = self.found.transcript
        assert transcript is not None, "a transcript is shown"
        self._list.begin([_voice(number, voice) for number, voice in enumerate(transcript.voices)])
        self._list.focus()
        self.show_changes()
        self._present(self.found)
        self.ask(_names, self._list.know, group="people")

    # -- What follows from a change --------------------------------------------------------------------------

    def on_voices_list_changed(self, message: VoicesList.Changed) -> None:
        """Look again: another role may make another name."""
        message.stop()
        self.clear_trouble()
        self.show_changes()
        path, options = self.path, self.as_shown
        self.ask(
            lambda study: study.sources.preview(path, options),
            self._present,
            group="look",
            refused=self._refused,
        )

    def _refused(self, error: StudyError) -> None:
        self.show_trouble(error)

    def _present(self, preview: FilePreview) -> None:
        transcript = preview.transcript
        if transcript is None:
            return
        self._list.call_them({n: one.participant for n, one in enumerate(transcript.voices)})
        facts = [preview.format, preview.encoding, counted(preview.passages, "passage")]
        if transcript.start_ms is not None:
            facts.append(f"{time_label(transcript.start_ms)} to {time_label(transcript.end_ms)}")
        self.query_one("#about", Static).update(
            Content(" · ").join(named(fact) for fact in facts if fact)
        )
        self.query_one("#turns", Static).update(_turns(preview))
        self.query_one("#sum", Static).update(_sum(preview))

    # -- What is decided -------------------------------------------------------------------------------------

    @property
    def changes(self) -> int:
        """How many voices were changed."""
        return len(self._list.changed)

    @property
    def as_shown(self) -> ImportOptions:
        """The options, with all voices as they are shown: what is said of one may change the guess of others."""
        named_before = {name_key(one.label): one.participant for one in self.options.voices}
        voices = []
        for voice in self._list.voices:
            person = None
            if voice.role is Role.PARTICIPANT:
                by_hand = voice.id in self._list.named
                person = voice.participant if by_hand else named_before.get(name_key(voice.label))
            voices.append(VoiceMapping(voice.label, voice.role, person))
        return replace(self.options, voices=tuple(voices))

    def row_clicked(self) -> None:
        """A click on the highlighted voice gives it its next role."""
        self._list.action_next_role()


def _names(study: "Study") -> Sequence[str]:
    return [person.name for person in study.participants.list()]


def _voice(number: int, preview: VoicePreview) -> Voice:
    also = f"{percent(preview.share)} of the words"
    if preview.is_known:
        also += " · in the study already"
    return Voice(
        number,
        preview.label,
        preview.role,
        preview.participant,
        preview.turns,
        preview.first_words,
        also,
    )


def _turns(preview: FilePreview) -> Content:
    """The first turns, each voice in the style of its role."""
    transcript = preview.transcript
    assert transcript is not None
    roles = {voice.label: voice.role for voice in transcript.voices}
    lines = []
    for turn in transcript.turns:
        time = time_label(turn.start_ms)
        speaker = named(turn.speaker, ROLE_STYLES[roles.get(turn.speaker, Role.OTHER)])
        lines.append(
            Content.assemble(
                (f"{time} " if time else "", SOFT),
                speaker,
                "  " if turn.speaker else "",
                named(turn.words),
            )
        )
    return Content("\n").join(lines)


def _sum(preview: FilePreview) -> Content:
    """How many participants there are, whom the study has, and how much is to mind."""
    parts = [Content.styled(counted(preview.people, "participant"), "bold")]
    if preview.warnings:
        told = counted(len(preview.warnings), "warning")
        parts.append(Content.styled(f"{told} (W)", "$warning"))
    if preview.imported_as:
        parts.append(named(f"imported already as '{preview.imported_as}'", "$warning"))
    if preview.known:
        parts.append(named(f"in the study already: {', '.join(preview.known[:4])}"))
    return Content(" · ").join(parts)
