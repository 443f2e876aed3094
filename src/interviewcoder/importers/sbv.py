"""SBV captions of YouTube and Google Meet: a line `0:00:00.599,0:00:04.160` above the words."""

import re
from collections.abc import Iterator

from interviewcoder.domain.imported import ImportedSource, ImportOptions

from .clock import milliseconds
from .cues import Cue, turns_of
from .sample import FileSample
from .transcript import build_transcript, left_out
from .webvtt import plain

_TIMES = re.compile(r"\s*(\d{1,3}:\d\d:\d\d\.\d{1,3}),(\d{1,3}:\d\d:\d\d\.\d{1,3})\s*")


def recognises(sample: FileSample) -> bool:
    """Whether a file's first line is two times with a comma between."""
    return _TIMES.fullmatch(sample.head.partition("\n")[0]) is not None


def read(sample: FileSample, options: ImportOptions) -> ImportedSource:
    """The captions as turns of their speakers. Raises StudyError when there are no words in them."""
    dropped: list[str] = []
    cues = list(_cues(sample.text.removeprefix("\ufeff"), dropped))
    return build_transcript(
        sample, options, turns_of(cues), warnings=left_out(dropped, "that belong to no caption")
    )


def _cues(text: str, dropped: list[str]) -> Iterator[Cue]:
    cue: Cue | None = None
    for line in text.split("\n"):
        if found := _TIMES.fullmatch(line):
            if cue:
                yield cue
            cue = Cue([], milliseconds(found[1]), milliseconds(found[2]))
        elif line.strip():
            (cue.lines if cue else dropped).extend(plain(line).split("[br]"))
    if cue:
        yield cue
