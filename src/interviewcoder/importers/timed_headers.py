"""Transcripts whose turns begin with a line that has a speaker and a time, in one table of layouts."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from interviewcoder.domain.imported import Turn
from interviewcoder.domain.text import name_key

from .clock import TIME, milliseconds
from .cues import Cue, turns_of
from .role_words import is_role_word
from .said import BOILERPLATE, Conversation, blocks_in, said
from .speaker_names import is_like_a_name

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
    bare: bool = False
    """Nothing but the look of the name tells a header from words beside a time."""


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
    Layout(
        "f4, times first",
        re.compile(rf"#{_AT}(?:-\d)?#\s*(?P<name>[^\s:#][^:\n]{{0,39}}?)\s?:\s+(?P<text>.*)"),
    ),
    Layout("Zoom's chat", re.compile(rf"{_AT}\t(?P<name>[^\t\n]{{1,60}}?):?\t(?P<text>.*)")),
    Layout("Word's Transcribe", re.compile(rf"{_AT}\s+(?P<name>[^:\n]{{1,60}})"), bare=True),
    Layout("name and time", re.compile(rf"{_NAME}\s{_AT}"), bare=True),
)

_HAS_TIME = re.compile(r"\d:\d")
TIME_ALONE = re.compile(rf"[\[(]?({TIME})(?:\s*(?:-->|-|–|to)\s*({TIME}))?[\])]?")
"""A line, stripped, that is nothing but a time, or two with what lies between."""
_COLON_DIGIT = re.compile(r":\d")
"""Every time has it, and a pattern that begins with a plain character is found fast."""
_UNTIMED = re.compile(r"\s*(\S[^:\n]{0,58}?)\s?:\s+")
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
    names = [name for _, name in names_below.values()]
    named = _repeated(names) or all(map(is_like_a_name, names))
    if len(names_below) > len(best) and named and _convincing(names, blocks):
        return _under_time_and_name(lines, headings, _names_below(lines, timed))
    names = [match["name"] for match in best.values()]
    if len(best) >= 2 and 2 * min(best) < len(lines):
        # What stands before the first header says nothing about how the turns are headed.
        blocks = blocks_in(lines[min(best) :])
    if chosen is None or not _convincing(names, blocks):
        return None
    if chosen.bare and len(best) < len(sampled) and not _repeated(names):
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
    if match is None or not any(char.isalpha() for char in match["name"]):
        return None
    return match if not layout.bare or is_like_a_name(match["name"]) else None


def _convincing(names: Sequence[str], blocks: int) -> bool:
    """Whether headers are frequent enough, or repeat their names enough, to be headers."""
    return 10 * len(names) >= 3 * blocks or _repeated(names)


def _repeated(names: Sequence[str]) -> bool:
    return len(names) >= 3 and 2 * len(set(names)) <= len(names)


def _names_below(lines: Sequence[str], timed: Sequence[int]) -> dict[int, tuple[int, str]]:
    """Under each line that is nothing but a time, by its index: the index of the name's line, and the name.

    In documents, where each line is a paragraph, blank ones lie between; the name must look like one there.
    """
    names = {}
    for index in timed:
        if not TIME_ALONE.fullmatch(lines[index].strip()):
            continue
        filled = (at for at in range(index + 1, min(index + 6, len(lines))) if lines[at].strip())
        name_at, words_at = next(filled, 0), next(filled, 0)
        if not words_at or TIME_ALONE.fullmatch(lines[words_at].strip()):
            continue
        name = lines[name_at].strip()
        if len(name.split()) > 5 or not _NAME_ALONE.fullmatch(name):
            continue
        if words_at == index + 2 or (name_at > index + 1 and is_like_a_name(name)):
            names[index] = (name_at, name)
    return names


def _under_headers(
    lines: Sequence[str], headings: frozenset[int], layout: Layout, found: dict[int, re.Match[str]]
) -> Conversation:
    starts = sorted(found)
    names = _names(lines, found)
    conversation = Conversation([], *_outside(lines, starts[0]))
    ends = [*starts[1:], len(lines)]
    for index, after in zip(starts, ends, strict=True):
        header = found[index].groupdict()
        body = _words(lines, index + 1, after, headings, conversation)
        start, end = milliseconds(header["time"]), milliseconds(header.get("end") or "")
        if "text" not in header:
            conversation.turns.append(Turn(said(["", *body]), header["name"], start, end))
            continue
        first = Turn(header["text"] or "", header["name"], start, end)
        conversation.turns.extend(_with_untimed(first, body, names))
    if layout.captions:
        conversation.turns = list(turns_of(list(_since_first(conversation.turns))))
    return conversation


def _names(lines: Sequence[str], found: dict[int, re.Match[str]]) -> frozenset[str]:
    """The keys of the headers' names, and of those that begin lines without a time at least twice."""
    labels = Counter(
        name_key(label[1])
        for index, line in enumerate(lines)
        if index not in found and (label := _UNTIMED.match(line)) and is_like_a_name(label[1])
    )
    untimed = {key for key, count in labels.items() if count >= 2 or is_role_word(key)}
    return frozenset(untimed | {name_key(match["name"]) for match in found.values()})


def _with_untimed(first: Turn, body: Sequence[str], names: frozenset[str]) -> Iterator[Turn]:
    """A turn and those after it that begin with one of the names and no time."""
    turn, lines = first, [first.text]
    for line in body:
        label = _UNTIMED.match(line)
        if label and name_key(label[1]) in names:
            yield replace(turn, text=said(lines))
            turn, lines = Turn("", label[1]), [line[label.end() :]]
        else:
            lines.append(line)
    yield replace(turn, text=said(lines))


def _under_time_and_name(
    lines: Sequence[str], headings: frozenset[int], names: dict[int, tuple[int, str]]
) -> Conversation:
    """Turns under a time and a name; under two times (older Teams) stand captions, which are joined."""
    starts = sorted(names)
    conversation = Conversation([], *_outside(lines, starts[0]))
    ends = [*starts[1:], len(lines)]
    for index, after in zip(starts, ends, strict=True):
        name_at, name = names[index]
        body = _words(lines, name_at + 1, after, headings, conversation)
        time = TIME_ALONE.fullmatch(lines[index].strip())
        start = milliseconds(time[1]) if time else None
        end = milliseconds(time[2] or "") if time else None
        conversation.turns.append(Turn(said(["", *body]), name, start, end))
    if all(turn.end_ms is not None for turn in conversation.turns):
        cues = [
            Cue([turn.text], turn.start_ms, turn.end_ms, turn.speaker)
            for turn in conversation.turns
        ]
        conversation.turns = list(turns_of(cues))
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
