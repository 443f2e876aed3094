"""SRT captions: numbers, times and text; lenient about all three."""

import re

from interviewcoder.domain.imported import ImportedSource, ImportOptions

from .clock import milliseconds
from .cues import Cue, turns_of
from .sample import FileSample
from .transcript import build_transcript, left_out
from .webvtt import TIMING, plain, words_beside

_START = re.compile(r"(?:\d+\s*\n+)?\s*\d+:\d+(?::\d+)?[.,]\d+\s*-->\s*\d")
_BROKEN_TIMES = re.compile(r"\s*\d[\w:.,]*\s*-->")
_STYLE = re.compile(r"\{\\[^{}]*\}")


def recognises(sample: FileSample) -> bool:
    """Whether a file begins with a cue, or is called .srt and has cue times."""
    if _START.match(sample.head):
        return True
    return sample.suffix == ".srt" and "-->" in sample.text


def read(sample: FileSample, options: ImportOptions) -> ImportedSource:
    """The cues as turns of their speakers. Raises StudyError when there are no words in them."""
    cues, dropped = read_cues(sample.text)
    return build_transcript(
        sample, options, turns_of(cues), warnings=left_out(dropped, "that belong to no cue")
    )


def read_cues(text: str) -> tuple[list[Cue], list[str]]:
    """The cues of a file, and the lines that belong to none. A blank line within a cue does not end it."""
    cues: list[Cue] = []
    dropped: list[str] = []
    broken: list[str] = []
    lines = text.removeprefix("\ufeff").split("\n")
    for index, line in enumerate(lines):
        found = TIMING.match(line) if "-->" in line else None
        if found:
            start, end = milliseconds(found[1]), milliseconds(found[2] or "")
            if start is not None and end is not None and end < start:
                end = None
            cues.append(Cue([plain(text) for text in words_beside(line, found)], start, end))
        elif "-->" in line and _BROKEN_TIMES.match(line):
            broken.append(line.strip())
        elif line.strip() and not _is_number(lines, index):
            into = cues[-1].lines if cues else dropped
            into.append(plain(_STYLE.sub("", line)))
    return cues, [*dropped, *broken]


def _is_number(lines: list[str], index: int) -> bool:
    """Whether a line is a cue's number: digits right before a line of times."""
    after = lines[index + 1] if index + 1 < len(lines) else ""
    return lines[index].strip().isdigit() and "-->" in after
