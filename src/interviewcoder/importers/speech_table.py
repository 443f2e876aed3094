"""Transcripts in a table: a row a turn, with a column for the speaker and one for the words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.imported import ImportedSource, ImportOptions, Turn
from interviewcoder.domain.text import name_key

from .clock import milliseconds
from .grid import is_grid, read_grid
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


@dataclass(frozen=True, slots=True)
class SpeechColumns:
    """The places of a table's columns; a cell under `start` may hold the end as well."""

    words: int
    speaker: int | None = None
    start: int | None = None
    end: int | None = None


def recognises(sample: FileSample) -> bool:
    """Whether a table's header has a column of speakers and one of words."""
    if is_grid(sample):
        rows = read_grid(sample).rows
        return len(rows) > 1 and speech_columns(rows[0]) is not None
    first, _, rest = sample.head.partition("\n")
    key = name_key(first)
    if not rest or not any(word in key for word in _SPEAKER):
        return False
    return speech_columns(records(sample.text[:20_000])[0]) is not None


def read(sample: FileSample, options: ImportOptions) -> ImportedSource:
    """The rows as turns. Raises StudyError when the columns are not there."""
    grid = read_grid(sample, options.sheet)
    columns = speech_columns(grid.rows[0]) if grid.rows else None
    if columns is None:
        raise StudyError(
            "The table has no column of speakers and none of words.",
            "Call them 'speaker' and 'text', or import it with --format survey.",
        )
    turns = speech_turns(grid.rows[1:], columns)
    if is_grid(sample):
        return build_transcript(
            sample, options, turns, warnings=grid.warnings, encoding=grid.encoding
        )
    return build_transcript(sample, options, turns)


def speech_columns(header: Sequence[str]) -> SpeechColumns | None:
    """Where the columns of a transcript are; None when the row is not the header of one."""
    keys = [name_key(cell).strip() for cell in header]

    def at(names: frozenset[str]) -> int | None:
        return next((i for i, key in enumerate(keys) if key in names), None)

    speaker, words = at(_SPEAKER), at(_WORDS)
    if speaker is None or words is None or len(keys) > 12:
        return None
    return SpeechColumns(words, speaker, at(_START), at(_END))


def speech_turns(rows: Iterable[Sequence[str]], columns: SpeechColumns) -> list[Turn]:
    """The turns in a table's rows, without the header, also where it is repeated.

    A row without a speaker goes on with the one before.
    """
    turns: list[Turn] = []
    speaker = ""
    for row in rows:
        words = _cell(row, columns.words)
        if name_key(words) in _WORDS:
            continue
        speaker = _cell(row, columns.speaker) or speaker
        start, end = time_span(_cell(row, columns.start))
        if columns.end is not None:
            end = time_span(_cell(row, columns.end))[0]
        turns.append(Turn(words, speaker, start, end))
    return turns


def time_span(cell: str) -> tuple[int | None, int | None]:
    """Start and end in milliseconds of a cell that holds one or both, as in `0:22.0 - 0:41.0`."""
    start, _, end = (part.strip(" #[]()") for part in _partition(cell.strip(" #[]()")))
    return milliseconds(_clock(start)), milliseconds(_clock(end))


def _cell(row: Sequence[str], at: int | None) -> str:
    return row[at].strip() if at is not None and at < len(row) else ""


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
