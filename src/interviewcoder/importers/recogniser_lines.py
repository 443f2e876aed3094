"""Lines that speech recognisers write: Whisper's console text, its .tsv table and .lrc lyrics."""

import re
from collections.abc import Iterator

from interviewcoder.domain.imported import ImportedSource, ImportOptions

from .clock import TIME, milliseconds
from .cues import Cue, turns_of
from .sample import FileSample
from .transcript import build_transcript, left_out

_CONSOLE = re.compile(rf"\s*\[({TIME})\s*-->\s*({TIME})\]\s*(.*)")
_LYRICS = re.compile(r"\s*\[(\d{1,3}:\d\d[.:]\d{2,3})\](.*)")
_LYRICS_ABOUT = re.compile(r"\s*\[[a-z#]{1,10}:.*\]\s*")
_TABLE_HEAD = re.compile(r"start\tend\ttext\s*\n")


def recognises(sample: FileSample) -> bool:
    """Whether a file begins with recogniser's lines; lyrics only when it is called .lrc or nearly all fit."""
    head = sample.head
    if _CONSOLE.match(head) or _TABLE_HEAD.match(head):
        return True
    if sample.suffix == ".lrc":
        return bool(_LYRICS.search(head))
    return False


def read(sample: FileSample, options: ImportOptions) -> ImportedSource:
    """The lines as turns. Raises StudyError when there are no words in them."""
    dropped: list[str] = []
    if _TABLE_HEAD.match(sample.text):
        cues = list(_table(sample.text, dropped))
    elif _CONSOLE.match(sample.head):
        cues = list(_console(sample.text, dropped))
    else:
        cues = list(_lyrics(sample.text, dropped))
    return build_transcript(
        sample, options, turns_of(cues), warnings=left_out(dropped, "without a time")
    )


def _console(text: str, dropped: list[str]) -> Iterator[Cue]:
    cue: Cue | None = None
    for line in text.split("\n"):
        if found := _CONSOLE.match(line):
            if cue:
                yield cue
            cue = Cue([found[3]], milliseconds(found[1]), milliseconds(found[2]))
        elif line.strip():
            (cue.lines if cue else dropped).append(line)
    if cue:
        yield cue


def _table(text: str, dropped: list[str]) -> Iterator[Cue]:
    """Rows of start, end (both in milliseconds) and text."""
    for line in text.split("\n")[1:]:
        cells = line.split("\t", 2)
        if len(cells) == 3 and _is_count(cells[0]) and _is_count(cells[1]):
            yield Cue([cells[2]], int(cells[0]), int(cells[1]))
        elif line.strip():
            dropped.append(line)


def _lyrics(text: str, dropped: list[str]) -> Iterator[Cue]:
    """Lines that begin with their time; an empty one ends the line before."""
    cue: Cue | None = None
    for line in text.split("\n"):
        if found := _LYRICS.fullmatch(line):
            at = milliseconds(found[1])
            if cue:
                cue.end_ms = at
                yield cue
                cue = None
            if found[2].strip():
                cue = Cue([found[2]], at)
        elif line.strip() and not _LYRICS_ABOUT.fullmatch(line):
            (cue.lines if cue else dropped).append(line)
    if cue:
        yield cue


def _is_count(cell: str) -> bool:
    return cell.isascii() and cell.isdigit() and len(cell) < 16
