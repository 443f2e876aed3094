"""Transcripts in a table: a row a turn, with a column for the speaker and one for the words."""

from collections.abc import Sequence

from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.imported import ImportedSource, ImportOptions, Turn
from interviewcoder.domain.text import name_key

from .clock import milliseconds
from .sample import FileSample
from .tables import records
from .transcript import build_transcript

_SPEAKER = frozenset(
    {"speaker", "speaker name", "who", "voice", "sprecher", "locuteur", "hablante"}
)
_WORDS = frozenset(
    {"content", "text", "words", "transcript", "utterance", "speech", "turn", "said", "transkript"}
)
_START = frozenset(
    {"timespan", "timestamp", "time", "start", "start time", "start_time", "begin", "from", "in"}
)
_END = frozenset({"end", "end time", "end_time", "to", "out"})


def recognises(sample: FileSample) -> bool:
    """Whether a table's header has a column of speakers and one of words."""
    first, _, rest = sample.head.partition("\n")
    key = name_key(first)
    if not rest or not any(word in key for word in _SPEAKER):
        return False
    return _columns(records(sample.text[:20_000])[0]) is not None


def read(sample: FileSample, options: ImportOptions) -> ImportedSource:
    """The rows as turns. Raises StudyError when the columns are not there."""
    turns = speech_turns(records(sample.text))
    if turns is None:
        raise StudyError(
            "The table has no column of speakers and none of words.",
            "Call them 'speaker' and 'text', or import it with --format survey.",
        )
    return build_transcript(sample, options, turns)


def speech_turns(rows: Sequence[Sequence[str]]) -> list[Turn] | None:
    """The turns in a table's rows; None when its first row is not the header of a transcript.

    A row without a speaker goes on with the one before.
    """
    columns = _columns(rows[0]) if rows else None
    if columns is None:
        return None
    speaker_at, words_at, start_at, end_at = columns
    turns: list[Turn] = []
    speaker = ""
    for row in rows[1:]:
        if words_at >= len(row) or name_key(row[words_at]) in _WORDS:
            continue
        named = row[speaker_at].strip() if speaker_at < len(row) else ""
        speaker = named or speaker
        start, end = _span(row, start_at, end_at)
        turns.append(Turn(row[words_at], speaker, start, end))
    return turns


def _columns(header: Sequence[str]) -> tuple[int, int, int | None, int | None] | None:
    keys = [name_key(cell).strip() for cell in header]

    def at(names: frozenset[str]) -> int | None:
        return next((i for i, key in enumerate(keys) if key in names), None)

    speaker, words = at(_SPEAKER), at(_WORDS)
    if speaker is None or words is None or len(keys) > 12:
        return None
    return speaker, words, at(_START), at(_END)


def _span(
    row: Sequence[str], start_at: int | None, end_at: int | None
) -> tuple[int | None, int | None]:
    """Start and end of a row; one cell may hold both, as in `0:22.0 - 0:41.0`."""
    start_cell = (
        row[start_at].strip(" []()") if start_at is not None and start_at < len(row) else ""
    )
    end_cell = row[end_at].strip(" []()") if end_at is not None and end_at < len(row) else ""
    start, dash, end = (part.strip() for part in _partition(start_cell))
    return milliseconds(_clock(start)), milliseconds(_clock(end if dash else end_cell))


def _partition(cell: str) -> tuple[str, str, str]:
    for mark in ("-->", " - ", " – ", "-", "–"):
        if mark in cell:
            return cell.partition(mark)
    return cell, "", ""


def _clock(written: str) -> str:
    """A time; with a video's frames as a fourth part, without them; days before it (pandas) are none."""
    written = written.removeprefix("0 days ")
    parts = written.split(":")
    return ":".join(parts[:3]) if len(parts) == 4 else written
