"""Plain text: anything that is text and nothing more special."""

from interviewcoder.domain.imported import ImportedSource, ImportOptions, Turn

from .conversation import read_conversation
from .said import Conversation
from .sample import FileSample
from .transcript import build_transcript, left_out

_LONG = 3000
"""From so many characters on, what stands before the first speaker is too much to leave out."""


def recognises(sample: FileSample) -> bool:
    """Whatever is text; asking for it raises StudyError when it is not."""
    return bool(sample.text)


def read(sample: FileSample, options: ImportOptions) -> ImportedSource:
    """The turns of a text. Raises StudyError when it is empty or not text."""
    lines = sample.text.removeprefix("\ufeff").split("\n")
    return from_conversation(sample, options, read_conversation(lines))


def from_conversation(
    sample: FileSample,
    options: ImportOptions,
    conversation: Conversation,
    *,
    warnings: tuple[str, ...] = (),
    encoding: str | None = None,
) -> ImportedSource:
    """A transcript of what was found in lines; what was left out becomes warnings."""
    turns, asides = conversation.turns, frozenset[str]()
    before = left_out(conversation.preamble, "before the first speaker")
    if sum(map(len, conversation.preamble)) > _LONG and all(turn.speaker for turn in turns):
        turns = [*map(Turn, conversation.preamble), *turns]
        asides = frozenset({""})
        before = ("What stands before the first speaker is kept as nobody's words.",)
    return build_transcript(
        sample,
        options,
        turns,
        preamble="\n".join(conversation.preamble),
        asides=asides,
        warnings=(
            *warnings,
            *before,
            *conversation.notes,
            *left_out(conversation.dropped, "that nobody said"),
        ),
        encoding=encoding,
    )
