"""SubStation Alpha captions (.ass, .ssa): `Dialogue:` lines whose order a `Format:` line tells."""

import re
from collections.abc import Iterator

from interviewcoder.domain.imported import ImportedSource, ImportOptions

from .clock import milliseconds
from .cues import Cue, turns_of
from .role_words import is_role_word
from .sample import FileSample
from .transcript import build_transcript, omitted

_FIELDS = (
    "layer",
    "start",
    "end",
    "style",
    "name",
    "marginl",
    "marginr",
    "marginv",
    "effect",
    "text",
)
"""The order where no line tells it."""
_STYLE = re.compile(r"\{[^{}]*\}")
_BREAK = re.compile(r"\\[Nn]")


def recognises(sample: FileSample) -> bool:
    """Whether a file begins with `[Script Info]`."""
    return sample.head[:20].casefold().startswith("[script info]")


def read(sample: FileSample, options: ImportOptions) -> ImportedSource:
    """The captions as turns; the name field tells the speaker. Raises StudyError when there are no words."""
    lines = sample.text.removeprefix("\ufeff").split("\n")
    comments = sum(1 for line in lines if line.startswith("Comment:"))
    cues = sorted(_cues(lines), key=lambda cue: cue.start_ms or 0)
    if not any(cue.speaker for cue in cues):
        styled = sorted(_cues(lines, by_style=True), key=lambda cue: cue.start_ms or 0)
        cues = styled if any(cue.speaker for cue in styled) else cues
    return build_transcript(
        sample, options, turns_of(cues), warnings=omitted(comments, "comment", "")
    )


def _cues(lines: list[str], by_style: bool = False) -> Iterator[Cue]:
    """The dialogue; where no names are given, styles called `Speaker 1` or the like tell who speaks."""
    fields: tuple[str, ...] = _FIELDS
    in_events = False
    for line in lines:
        if line.startswith("["):
            in_events = line.strip().casefold() == "[events]"
        kind, _, rest = line.partition(":")
        if in_events and kind == "Format":
            fields = tuple(name.strip().casefold() for name in rest.split(","))
        elif kind == "Dialogue":
            cells = dict(zip(fields, rest.split(",", len(fields) - 1), strict=False))
            text = _BREAK.sub("\n", _STYLE.sub("", cells.get("text", ""))).replace("\\h", " ")
            start, end = (milliseconds(cells.get(key, "")) for key in ("start", "end"))
            name = (cells.get("name") or cells.get("actor") or "").strip() or None
            if by_style:
                style = cells.get("style", "").strip()
                name = style if is_role_word(style) else ""
            yield Cue(text.split("\n"), start, end, name)
