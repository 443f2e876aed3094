"""WebVTT: Zoom, Teams, Stream, YouTube, Whisper and what else writes it."""

import html
import re
from collections.abc import Iterator
from typing import Any

from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.imported import ImportedSource, ImportOptions

from .clock import milliseconds
from .cues import Cue, turns_of
from .json_value import parse_json
from .sample import FileSample
from .speech_json.fields import voice, words_in
from .transcript import build_transcript, left_out

TIMING = re.compile(
    r"\s*((?:\d{1,6}:)?\d{1,6}:\d{1,6}(?:[.,]\d{1,9})?)\s*-->"
    r"\s*((?:\d{1,6}:)?\d{1,6}:\d{1,6}(?:[.,]\d{1,9})?)?"
)
"""A line of a cue's times; padded or not, with a comma or a point, the end may be missing."""

_SETTINGS = re.compile(r"(?:[A-Za-z][\w-]*:\S+\s*)+")
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?(?:\s([^<>]*))?>|</v>")
_TAG = re.compile(r"</?(?:c|i|b|u|ruby|rt|lang|font|[\d:.]+)(?:[.\s][^<>]*)?>", re.I)
_ONLY_HEADER = 200
"""A file called .vtt that is shorter has no words beside its header, in code points."""
_SKIPPED = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s|$)")
_NUMBER_OR_ID = re.compile(r"\d+|[0-9a-fA-F-]{8,}(?:/\S*)?|\S{1,60}")


def recognises(sample: FileSample) -> bool:
    """Whether a file begins with `WEBVTT` or is called .vtt, and has cue times.

    Captions whose times somebody took out are text; a file of that name without any words is still one.
    """
    named = sample.suffix in {".vtt", ".webvtt"}
    if sample.head.startswith("WEBVTT"):
        return "-->" in sample.text or (named and len(sample.text) < _ONLY_HEADER)
    return named and "-->" in sample.text


def read(sample: FileSample, options: ImportOptions) -> ImportedSource:
    """The cues as turns of their speakers. Raises StudyError when there are no words in them."""
    cues, dropped = read_cues(sample.text)
    return build_transcript(
        sample, options, turns_of(cues), warnings=left_out(dropped, "that belong to no cue")
    )


def read_cues(text: str) -> tuple[list[Cue], list[str]]:
    """The cues of a file, and the lines that belong to none (notes, styles and ids not counted)."""
    cues: list[Cue] = []
    dropped: list[str] = []
    lines = text.removeprefix("\ufeff").split("\n")
    position = 0
    while position < len(lines):
        block: list[str] = []
        while position < len(lines) and lines[position] != "":
            block.append(lines[position])
            position += 1
        position += 1
        if block:
            _read_block(block, cues, dropped)
    return cues, dropped


def _read_block(block: list[str], cues: list[Cue], dropped: list[str]) -> None:
    if block[0].startswith("WEBVTT") or _SKIPPED.match(block[0]):
        timed = next((i for i, line in enumerate(block) if TIMING.match(line)), None)
        if timed is None:
            return
        block = block[timed:]
    times = [(i, found) for i, line in enumerate(block) if (found := TIMING.match(line))]
    if not times:
        if not (len(block) == 1 and _NUMBER_OR_ID.fullmatch(block[0].strip())):
            dropped.extend(line for line in block if line.strip())
        return
    lead = [line for line in block[: times[0][0]] if line.strip()]
    dropped.extend(line for line in lead[:-1])
    for number, (index, found) in enumerate(times):
        after = times[number + 1][0] if number + 1 < len(times) else len(block)
        payload = [*words_beside(block[index], found), *block[index + 1 : after]]
        if number + 1 < len(times) and payload and payload[-1].strip().isdigit():
            payload = payload[:-1]
        start, end = milliseconds(found[1]), milliseconds(found[2] or "")
        if start is not None and end is not None and end < start:
            end = None
        cues.extend(_voices(payload, start, end))


def words_beside(line: str, times: re.Match[str]) -> list[str]:
    """What stands behind a cue's times and is no setting such as `align:start` or `X1:40`."""
    rest = line[times.end() :].strip()
    return [rest] if rest and not _SETTINGS.fullmatch(rest) else []


def _voices(payload: list[str], start: int | None, end: int | None) -> Iterator[Cue]:
    """A cue, divided where its voice tags change the speaker."""
    whole = "\n".join(payload)
    if (spoken := _metadata(whole)) is not None:
        yield Cue([words_in(spoken, "spokenText")], start, end, voice(spoken.get("speakerName")))
        return
    if "<v" not in whole:
        yield Cue([plain(line) for line in payload], start, end)
        return
    speaker: str | None = None
    position = 0
    for tag in _VOICE.finditer(whole):
        if words := plain(whole[position : tag.start()]).strip():
            yield Cue(words.split("\n"), start, end, speaker)
        if tag[0] != "</v>":
            speaker = " ".join(plain(tag[1] or "").split())
        position = tag.end()
    if words := plain(whole[position:]).strip():
        yield Cue(words.split("\n"), start, end, speaker)


def _metadata(payload: str) -> dict[str, Any] | None:
    """What Teams writes into a cue when it is asked for metadata: an object with `spokenText`."""
    if not payload.lstrip().startswith("{") or '"spokenText"' not in payload:
        return None
    try:
        value = parse_json(payload)
    except StudyError:
        return None
    return value if isinstance(value, dict) else None


def plain(marked_up: str) -> str:
    """Caption text without tags, its entities as characters."""
    if "<" in marked_up:
        marked_up = _TAG.sub("", marked_up)
    return html.unescape(marked_up) if "&" in marked_up else marked_up
