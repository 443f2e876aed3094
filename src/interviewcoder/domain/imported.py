"""What an importer understood of a file: values that no database has seen yet."""

import operator
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, repeat

from .participant import Attribute
from .source import Role, SourceKind
from .survey_mapping import SurveyMapping
from .text import NAME_LIMIT, clean_name, name_key, sanitise

PASSAGE_GAP = "\n\n"
"""What stands between two passages in a source's text."""


@dataclass(frozen=True, slots=True)
class VoiceMapping:
    """What the user says that a speaker's label does in a transcript."""

    label: str
    role: Role
    participant: str | None = None
    """The person's name; None: the label, or the source's name where the label tells none."""


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How the user wants a file to be read. None and empty mean: find out."""

    format: str | None = None
    encoding: str | None = None
    interviewers: tuple[str, ...] = ()
    usual_interviewers: tuple[str, ...] = ()
    """Who asks in most files: looked for where a file does not tell, without a word where none of them speaks."""
    text_columns: tuple[str, ...] = ()
    attribute_columns: tuple[str, ...] = ()
    id_column: str | None = None
    mapping: SurveyMapping | None = None
    """How a survey's columns are used; columns that it does not know are found out."""
    voices: tuple[VoiceMapping, ...] = ()
    sheet: str | None = None
    """The sheet of a spreadsheet; None: the first with a table in it."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Words of one speaker without a break, before they are laid out in a text."""

    text: str
    speaker: str = ""
    start_ms: int | None = None
    end_ms: int | None = None
    question: int | None = None
    """Index into the survey's questions."""


@dataclass(frozen=True, slots=True)
class ImportedPassage:
    """A turn at its place in the source's text."""

    start: int
    end: int
    speaker: str
    start_ms: int | None = None
    end_ms: int | None = None
    question: int | None = None


@dataclass(frozen=True, slots=True)
class ImportedSpeaker:
    """A voice and what it seems to do. `participant` is the person's name, None unless a participant."""

    label: str
    role: Role
    participant: str | None = None
    attributes: tuple[tuple[str, str], ...] = ()
    """Attribute name and canonical value, in a survey."""


@dataclass(frozen=True, slots=True)
class ImportedSource:
    """A file, understood. Speaker labels are unique; each passage's `speaker` is one of them."""

    name: str
    kind: SourceKind
    format: str
    encoding: str
    text: str
    passages: tuple[ImportedPassage, ...]
    speakers: tuple[ImportedSpeaker, ...]
    questions: tuple[str, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    warnings: tuple[str, ...] = ()
    mapping: SurveyMapping | None = None
    """How the columns of a survey were used; None for a transcript."""

    def renamed(self, name: str) -> "ImportedSource":
        """The source under another name; participants who are named after it follow."""
        if name == self.name:
            return self

        def follow(speaker: ImportedSpeaker) -> ImportedSpeaker:
            person = speaker.participant
            if person is None or person == speaker.label:
                return speaker
            if person == self.name:
                return replace(speaker, participant=name)
            if person == named_after(self.name, speaker.label):
                return replace(speaker, participant=named_after(name, speaker.label))
            return speaker

        return replace(self, name=name, speakers=tuple(map(follow, self.speakers)))

    def recast(self, voices: Sequence[VoiceMapping]) -> "ImportedSource":
        """The source with what the user says of its speakers; labels it does not have are passed over."""
        if not voices:
            return self
        said = {name_key(voice.label): voice for voice in voices}
        if not said:
            return self

        def told(speaker: ImportedSpeaker) -> ImportedSpeaker:
            voice = said.get(name_key(speaker.label))
            if voice is None:
                return speaker
            if voice.role is not Role.PARTICIPANT:
                return replace(speaker, role=voice.role, participant=None)
            person = voice.participant or speaker.participant or speaker.label or self.name
            return replace(speaker, role=voice.role, participant=clean_name(person))

        return replace(self, speakers=tuple(map(told, self.speakers)))


def named_after(source_name: str, label: str) -> str:
    """A name for a participant whose label tells none: no other source has such a one."""
    room = max(0, NAME_LIMIT - len(label) - 3)
    return f"{source_name[:room]} · {label}"[:NAME_LIMIT]


@dataclass(frozen=True, slots=True)
class ImportedParticipants:
    """A participants file: attributes, and values by participant's name."""

    attributes: tuple[Attribute, ...]
    rows: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A text and the passages in it."""

    text: str
    passages: tuple[ImportedPassage, ...] = field(default=())


def lay_out(turns: Iterable[Turn]) -> LaidOut:
    """Put turns one after the other into one sanitised text; empty turns are left out.

    Every passage keeps `text[start:end]` equal to its turn's own stripped, sanitised text.
    """
    said = [(words, turn) for turn in turns if (words := sanitise(turn.text).strip())]
    return _laid_out(
        [words for words, _ in said],
        [turn.speaker for _, turn in said],
        [turn.start_ms for _, turn in said],
        [turn.end_ms for _, turn in said],
        [turn.question for _, turn in said],
    )


def lay_out_answers(answers: Iterable[tuple[str, str, int]]) -> LaidOut:
    """Lay answers out as `lay_out` does; each is its text, who gave it, and the index of the question."""
    said = [answer for answer in answers if answer[0]]
    words = [sanitise(text).strip() for text, _, _ in said]
    if not all(words):
        said = [answer for answer, text in zip(said, words, strict=True) if text]
        words = [text for text in words if text]
    return _laid_out(
        words,
        [speaker for _, speaker, _ in said],
        repeat(None),
        repeat(None),
        [question for _, _, question in said],
    )


def _laid_out(
    words: Sequence[str],
    speakers: Iterable[str],
    start_ms: Iterable[int | None],
    end_ms: Iterable[int | None],
    questions: Iterable[int | None],
) -> LaidOut:
    lengths = list(map(len, words))
    ends = list(accumulate(lengths, lambda end, length: end + len(PASSAGE_GAP) + length))
    starts = map(operator.sub, ends, lengths)
    passages = map(ImportedPassage, starts, ends, speakers, start_ms, end_ms, questions)
    return LaidOut(PASSAGE_GAP.join(words), tuple(passages))
