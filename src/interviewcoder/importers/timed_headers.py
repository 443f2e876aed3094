"""Transcripts whose turns begin with a line that has a speaker and a time."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from interviewcoder.domain.imported import Turn
from interviewcoder.domain.text import name_key

from .about_lines import about_lines
from .clock import DAY, is_wall_clock, milliseconds
from .cues import Cue, turns_of
from .header_layouts import LAYOUTS, TIME_ALONE, TIMED_WORDS, Layout, header
from .names import like_a_name
from .role_words import is_role_word
from .said import BOILERPLATE, Conversation, Notes, blocks_in, has_times, said
from .times_apart import times_and_names

_HAS_TIME = re.compile(r"\d[:;]\d")
_LABEL = re.compile(r"\s*([^\s:：\[<(][^:：\n\t]{0,39}?)\s?[:：]\s+(?=\S)")
_LINES_ASKED = 600
_IN_ORDER = 0.9
_HOUR = re.compile(r"\d\d?:\d\d")
_FEWEST_ITEMS = 3
_EARLY_MS = 300_000
"""Recordings begin so early, read as minutes and seconds; a day's items begin later."""
_FIVE_MS = 5_000
_BRACKETS = frozenset("[({<#")
_WIDEST = 140
"""So far into a line a header's time is looked for."""


def read_timed(lines: Sequence[str], headings: frozenset[int]) -> Conversation | None:
    """The turns under header lines with times; None when there are no such lines."""
    if not has_times(lines):
        return None
    timed = [i for i, line in enumerate(lines) if _HAS_TIME.search(line, 0, _WIDEST)]
    if not timed:
        return None
    blocks = blocks_in(lines)
    sampled = timed[:_LINES_ASKED]
    chosen, headers = _best_layout(lines, sampled, blocks)
    apart = times_and_names(lines, sampled)
    if len(apart) > headers and _are_names([at.name for at in apart.values()], blocks):
        apart = times_and_names(lines, timed)
        heads = {
            i: Turn("", at.name, milliseconds(at.start), milliseconds(at.end))
            for i, at in apart.items()
        }
        below = {i: at.words_at for i, at in apart.items()}
        is_day = any(is_wall_clock(at.start) for at in apart.values())
        conversation = _under(lines, headings, heads, below)
        if all(at.end for at in apart.values()):
            # Older Teams heads each caption with its span of time and its speaker.
            cues = [
                Cue([turn.text], turn.start_ms, turn.end_ms, turn.speaker)
                for turn in conversation.turns
            ]
            conversation.turns = list(turns_of(cues))
        return _counted(conversation, is_day)
    if chosen is None:
        return None
    matches = {i: match for i in timed if (match := header(chosen, lines[i]))}
    heads = {i: _head(match) for i, match in matches.items()}
    if any(f"{match['name']}:" in match.string for match in matches.values()):
        heads |= _untimed(lines, heads)
    brackets = {match.string.lstrip()[:1] for match in matches.values()} & _BRACKETS
    conversation = _under(_without_times(lines, brackets), headings, heads, {})
    if chosen.captions:
        conversation.turns = list(turns_of(list(_since_first(conversation.turns))))
        return conversation
    clocks = (match.groupdict().get("time") or "" for match in matches.values())
    return _counted(conversation, any(map(is_wall_clock, clocks)))


def _best_layout(
    lines: Sequence[str], sampled: Sequence[int], blocks: int
) -> tuple[Layout | None, int]:
    """The layout of most headers among the sampled lines, and how many those are."""
    best, most = None, 0
    for layout in LAYOUTS:
        at = {i: match for i in sampled if (match := header(layout, lines[i]))}
        found = list(at.values())
        if len(found) <= most or (layout.bare and not _in_order(list(map(_head, found)))):
            continue
        if _is_agenda(found):
            continue
        names = [match["name"] for match in found]
        units = blocks
        if len(at) > 1 and 2 * min(at) < len(lines) and all(map(is_role_word, names)):
            # What stands before the first header says nothing about how the turns are headed.
            units = blocks_in(lines[min(at) :])
        if _convincing(names, units, layout.bare):
            best, most = layout, len(found)
        if most == len(sampled):
            break
    return best, most


def _untimed(lines: Sequence[str], heads: Mapping[int, Turn]) -> dict[int, Turn]:
    """Turns with a label and no time among those with both, by the index of their line; also before the first.

    The label is one of those that have times, a word for a role, or a name that repeats.
    """
    found = {
        i: match for i, line in enumerate(lines) if i not in heads and (match := _LABEL.match(line))
    }
    labels = {i: match[1] for i, match in found.items()}
    for index in about_lines(lines, labels | {i: head.speaker for i, head in heads.items()}):
        found.pop(index, None)
    timed = {name_key(head.speaker) for head in heads.values()}
    counts = Counter(name_key(match[1]) for match in found.values())
    return {
        i: Turn(lines[i][match.end() :], match[1])
        for i, match in found.items()
        if name_key(match[1]) in timed
        or is_role_word(match[1])
        or (counts[name_key(match[1])] >= 2 and like_a_name(match[1]))
    }


def is_timed_header(line: str) -> bool:
    """Whether a line could head a turn in one of the layouts."""
    return bool(_HAS_TIME.search(line, 0, _WIDEST)) and any(
        header(layout, line) for layout in LAYOUTS
    )


def _convincing(names: Sequence[str], blocks: int, bare: bool = False) -> bool:
    """Whether headers are frequent enough, or repeat their names enough, to be headers."""
    distinct = len(set(map(name_key, names)))
    if bare:
        repeat = 1 < distinct < len(names) or all(map(is_role_word, names))
        return (repeat or len(names) == blocks) and 10 * len(names) >= 3 * blocks
    return 10 * len(names) >= 3 * blocks or (len(names) >= 3 and 2 * distinct <= len(names))


def _are_names(names: Sequence[str], blocks: int) -> bool:
    """Whether lines beside times are frequent enough, and repeat or look like names."""
    repeat = len(set(map(name_key, names))) < len(names)
    return (repeat or all(like_a_name(name.rstrip(":")) for name in names)) and _convincing(
        names, blocks
    )


def _in_order(heads: Sequence[Turn]) -> bool:
    """Whether the times hardly ever go back, as scores and verses do."""
    starts = [head.start_ms for head in heads if head.start_ms is not None]
    rising = sum(before <= at for before, at in pairwise(starts))
    return rising >= _IN_ORDER * (len(starts) - 1)


def _is_agenda(found: Sequence[re.Match[str]]) -> bool:
    """Whether times are a day's, as `10:30 Lunch: soup`: without seconds, late, and all of them full five minutes."""
    written = [match.groupdict().get("time") or "" for match in found]
    starts = [milliseconds(time) or 0 for time in written]
    return (
        len(found) >= _FEWEST_ITEMS
        and all(_HOUR.fullmatch(time) for time in written)
        and min(starts) >= _EARLY_MS
        and all(start % _FIVE_MS == 0 for start in starts)
    )


def _head(match: re.Match[str]) -> Turn:
    """A header as a turn with the words that stand beside the name."""
    parts = match.groupdict()
    start = milliseconds(parts.get("time") or parts.get("hash") or "")
    if start is not None and (tenth := parts.get("tenth")):
        start += int(tenth) * 100
    end = milliseconds(parts.get("end") or "")
    return Turn(parts.get("text") or "", parts["name"], start, end)


def _under(
    lines: Sequence[str],
    headings: frozenset[int],
    heads: Mapping[int, Turn],
    words_at: Mapping[int, int],
) -> Conversation:
    """The turns under headers. Lines that are only a time are no words; notes and the recorder's own lines are dropped."""
    starts = sorted(heads)
    notes = Notes.among(lines, headings)
    conversation = Conversation([], [line.strip() for line in lines[: starts[0]] if line.strip()])
    for index, after in zip(starts, [*starts[1:], len(lines)], strict=True):
        head = heads[index]
        body = [head.text]
        ends = notes.first_between(index, after)
        for at in range(words_at.get(index, index + 1), after):
            if at >= ends and not lines[at].strip():
                continue
            if at >= ends or at in headings or BOILERPLATE.match(lines[at]):
                conversation.dropped.append(lines[at].strip())
            elif len(lines[at]) > 40 or not TIME_ALONE.fullmatch(lines[at].strip()):
                body.append(lines[at])
        conversation.turns.append(Turn(said(body), head.speaker, head.start_ms, head.end_ms))
    return conversation


def _without_times(lines: Sequence[str], brackets: set[str]) -> Sequence[str]:
    """Lines without a time in these brackets before their words: where headers begin so, so do lines of captions."""
    if not brackets:
        return lines
    return [
        bare[time.end() :]
        if (bare := line.lstrip())[:1] in brackets and (time := TIMED_WORDS.match(bare))
        else line
        for line in lines
    ]


def _since_first(turns: Sequence[Turn]) -> Iterator[Cue]:
    """Turns with a wall clock's times as cues with times from the first one on; midnight may pass."""
    first = next((turn.start_ms for turn in turns if turn.start_ms is not None), 0)
    for turn in turns:
        since = (turn.start_ms - first) % DAY if turn.start_ms is not None else None
        yield Cue([turn.text], since, None, turn.speaker)


def _counted(conversation: Conversation, is_day: bool) -> Conversation:
    """The conversation; times of a day count from the first one."""
    if is_day:
        conversation.turns = [
            Turn("\n".join(cue.lines), cue.speaker or "", cue.start_ms, cue.end_ms)
            for cue in _since_first(conversation.turns)
        ]
    return conversation
