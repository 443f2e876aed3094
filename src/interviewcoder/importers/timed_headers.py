"""Transcripts whose turns begin with a line that has a speaker and a time, in one table of layouts."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from interviewcoder.domain.imported import Turn

from .clock import TIME, milliseconds
from .cues import Cue, turns_of
from .said import BOILERPLATE, Conversation, blocks_in, said

_NAME = r"(?P<name>\S(?:[^\n]{0,58}\S)??)"
_AT = rf"(?P<time>{TIME})"
_BRACKETED = rf"[\[(]{_AT}(?:\s*(?:-->|-|–|to)\s*(?P<end>{TIME}))?[\])]"


@dataclass(frozen=True, slots=True)
class Layout:
    """How one family of programs heads a turn. The pattern has groups name, time and at times text, end."""

    programs: str
    pattern: re.Pattern[str]
    captions: bool = False
    """Headers stand over each caption, not over each turn; the times are those of a wall clock."""


LAYOUTS: tuple[Layout, ...] = (
    Layout("Otter, Teams", re.compile(rf"{_NAME}(?:\s{{2,}}|\t){_AT}")),
    Layout("Rev, Plaud", re.compile(rf"{_NAME}\s*{_BRACKETED}\s*:\s*(?P<text>.*)")),
    Layout("Fireflies, Grain", re.compile(rf"{_NAME}\s+{_BRACKETED}")),
    Layout("Happy Scribe", re.compile(rf"{_BRACKETED}\s+[-–]\s+(?P<name>[^:\n]{{1,60}}):?")),
    Layout(
        "Descript, Supernormal",
        re.compile(rf"{_BRACKETED}\s*(?P<name>[^\s:\[(][^:\n]{{0,59}}?)\s?:(?:\s+(?P<text>.*))?"),
    ),
    Layout(
        "time, name and words",
        re.compile(rf"{_AT}\s+(?P<name>[^\s:\[(][^:\n]{{0,39}}?)\s?:\s+(?P<text>.*)"),
    ),
    Layout(
        "Sonix, older Rev",
        re.compile(rf"(?P<name>[^\s:][^:\n]{{0,59}}?)\s?:\s*{_BRACKETED}\s*(?P<text>.*)"),
    ),
    Layout(
        "Zoom's saved captions",
        re.compile(rf"\[(?P<name>[^\]\n]{{1,60}})\]\s+{_AT}"),
        captions=True,
    ),
    Layout("Zoom's chat", re.compile(rf"{_AT}\t(?P<name>[^\t\n]{{1,60}}?):?\t(?P<text>.*)")),
)

_HAS_TIME = re.compile(r"\d:\d")
TIME_ALONE = re.compile(rf"[\[(]?({TIME})[\])]?")
"""A line, stripped, that is nothing but a time."""
_COLON_DIGIT = re.compile(r":\d")
"""Every time has it, and a pattern that begins with a plain character is found fast."""
_NAME_ALONE = re.compile(r"[^\n:]{0,59}[^\s:.?!,;]")
_LINES_ASKED = 600
_WIDEST = 140
"""So far into a line a header's time is looked for."""


def read_timed(lines: Sequence[str], headings: frozenset[int]) -> Conversation | None:
    """The turns under header lines with times; None when there are no such lines."""
    if not _COLON_DIGIT.search("\n".join(lines)):
        return None
    timed = [i for i, line in enumerate(lines) if _HAS_TIME.search(line, 0, _WIDEST)]
    if not timed:
        return None
    blocks = blocks_in(lines)
    sampled = timed[:_LINES_ASKED]
    best: dict[int, re.Match[str]] = {}
    chosen: Layout | None = None
    for layout in LAYOUTS:
        found = {i: match for i in sampled if (match := _header(layout, lines[i]))}
        if len(found) > len(best):
            best, chosen = found, layout
    names_below = _names_below(lines, sampled)
    if len(names_below) > len(best) and _convincing(list(names_below.values()), blocks):
        return _under_time_and_name(lines, headings, _names_below(lines, timed))
    if chosen is None or not _convincing([match["name"] for match in best.values()], blocks):
        return None
    found = {i: match for i in timed if (match := _header(chosen, lines[i]))}
    return _under_headers(lines, headings, chosen, found)


def is_timed_header(line: str) -> bool:
    """Whether a line could head a turn in one of the layouts."""
    return bool(_HAS_TIME.search(line, 0, _WIDEST)) and any(
        _header(layout, line) for layout in LAYOUTS
    )


def _header(layout: Layout, line: str) -> re.Match[str] | None:
    match = layout.pattern.fullmatch(line.strip())
    return match if match and any(char.isalpha() for char in match["name"]) else None


def _convincing(names: Sequence[str], blocks: int) -> bool:
    """Whether headers are frequent enough, or repeat their names enough, to be headers."""
    return 10 * len(names) >= 3 * blocks or (len(names) >= 3 and 2 * len(set(names)) <= len(names))


def _names_below(lines: Sequence[str], timed: Sequence[int]) -> dict[int, str]:
    """The name under each line that is nothing but a time, by that line's index."""
    names = {}
    for index in timed:
        if index + 2 < len(lines) and TIME_ALONE.fullmatch(lines[index].strip()):
            below = lines[index + 1].strip()
            if (
                lines[index + 2].strip()
                and len(below.split()) <= 5
                and _NAME_ALONE.fullmatch(below)
            ):
                names[index] = below
    return names


def _under_headers(
    lines: Sequence[str], headings: frozenset[int], layout: Layout, found: dict[int, re.Match[str]]
) -> Conversation:
    starts = sorted(found)
    conversation = Conversation([], *_outside(lines, starts[0]))
    ends = [*starts[1:], len(lines)]
    for index, after in zip(starts, ends, strict=True):
        header = found[index].groupdict()
        body = [header.get("text") or "", *_words(lines, index + 1, after, headings, conversation)]
        start, end = milliseconds(header["time"]), milliseconds(header.get("end") or "")
        conversation.turns.append(Turn(said(body), header["name"], start, end))
    if layout.captions:
        conversation.turns = list(turns_of(list(_since_first(conversation.turns))))
    return conversation


def _under_time_and_name(
    lines: Sequence[str], headings: frozenset[int], names: dict[int, str]
) -> Conversation:
    starts = sorted(names)
    conversation = Conversation([], *_outside(lines, starts[0]))
    ends = [*starts[1:], len(lines)]
    for index, after in zip(starts, ends, strict=True):
        body = _words(lines, index + 2, after, headings, conversation)
        time = TIME_ALONE.fullmatch(lines[index].strip())
        start = milliseconds(time[1]) if time else None
        conversation.turns.append(Turn(said(body), names[index], start))
    return conversation


def _outside(lines: Sequence[str], first: int) -> tuple[list[str]]:
    return ([line.strip() for line in lines[:first] if line.strip()],)


def _words(
    lines: Sequence[str],
    start: int,
    end: int,
    headings: frozenset[int],
    conversation: Conversation,
) -> list[str]:
    """The lines from start to end that someone said; the others go to the dropped ones."""
    kept = []
    for index in range(start, end):
        line = lines[index]
        if index in headings or BOILERPLATE.match(line):
            conversation.dropped.append(line.strip())
        else:
            kept.append(line)
    return kept


def _since_first(turns: Sequence[Turn]) -> Iterator[Cue]:
    """Captions with a wall clock's times as cues with times from the first one on; midnight may pass."""
    day = 24 * 3600 * 1000
    first = next((turn.start_ms for turn in turns if turn.start_ms is not None), 0)
    for turn in turns:
        since = (turn.start_ms - first) % day if turn.start_ms is not None else None
        yield Cue([turn.text], since, None, turn.speaker)
