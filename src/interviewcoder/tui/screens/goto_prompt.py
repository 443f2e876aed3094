"""Asking for a place in the source on show: a time, a turn's number, or a share of the text."""

import re
from bisect import bisect_right
from collections.abc import Iterable

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from ...domain.errors import StudyError
from ...domain.source import SourceText, time_label
from ..labels import percent
from .dialog import Dialog

_TIME = re.compile(r"(?:(\d{1,3})[:.])?(\d{1,3})[:.](\d{1,2})")
_SHARE = re.compile(r"(\d{1,3})(?:[.,]\d+)?\s*%")
_TURN = re.compile(r"#?\s*(\d{1,9})")


def position_of(written: str, source_text: SourceText) -> int:
    """The position that someone writes as `12:30`, `1:02:30`, `#40`, `40` or `50 %`.

    A time is the last turn's that began by then; a number counts turns from 1.

    Raises:
        StudyError: it is none of these, the source has no times, or no such turn.
    """
    passages, line = source_text.passages, written.strip()
    if not passages:
        raise StudyError("There is no text in this source.")
    if match := _TIME.fullmatch(line):
        hours, minutes, seconds = (int(part or 0) for part in match.groups())
        return _position_at((hours * 3600 + minutes * 60 + seconds) * 1000, source_text)
    if match := _SHARE.fullmatch(line):
        share = min(100, int(match[1]))
        return min(len(source_text.text) * share // 100, passages[-1].end)
    if match := _TURN.fullmatch(line):
        number = int(match[1])
        if 1 <= number <= len(passages):
            return passages[number - 1].start
        raise StudyError(f"There is no turn {number}.", f"Write 1 to {len(passages)}.")
    raise StudyError("This is no place in a source.", f"Write {_ways(source_text)}.")


def _position_at(milliseconds: int, source_text: SourceText) -> int:
    timed = [(one.start_ms, one.start) for one in source_text.passages if one.start_ms is not None]
    if not timed:
        raise StudyError("There are no times in this source.", f"Write {_ways(source_text)}.")
    begun = [one for one in timed if one[0] <= milliseconds]
    return max(begun)[1] if begun else min(timed)[1]


def _ways(source_text: SourceText) -> str:
    """What can be written, in words."""
    last = max((one.start_ms or 0 for one in source_text.passages), default=0)
    turns = f"a turn, 1 to {len(source_text.passages)}, or a share such as 50 %"
    return f"a time up to {time_label(last)}, {turns}" if last else turns


def _told_of(position: int, source_text: SourceText) -> str:
    """Where a position is, in the words that can be written."""
    starts = [passage.start for passage in source_text.passages]
    turn = max(1, bisect_right(starts, position))
    time = time_label(source_text.passages[turn - 1].start_ms) if starts else ""
    share = percent(position / max(1, len(source_text.text)))
    return "Here: " + ", ".join(filter(None, (time, f"turn {turn}", share)))


class GotoPrompt(Dialog[int]):
    """Asks for a place; dismissed with its position.

    Args:
        source_text: what is on show.
        position: where the reader is.
    """

    TITLE_TEXT = "Go to"

    def __init__(self, source_text: SourceText, position: int = 0) -> None:
        super().__init__(hint=f"Enter: go   Esc: stay   {_told_of(position, source_text)}")
        self._source_text = source_text

    def parts(self) -> Iterable[Widget]:
        """The line."""
        ways = _ways(self._source_text)
        yield Static(Content(ways[0].upper() + ways[1:]), classes="label")
        timed = any(one.start_ms is not None for one in self._source_text.passages)
        yield Input(placeholder="12:30" if timed else "40", id="line")

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Go there."""
        message.stop()
        self.clear_trouble()
        try:
            self.dismiss(position_of(message.value, self._source_text))
        except StudyError as error:
            self.show_trouble(error)
