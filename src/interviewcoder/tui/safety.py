"""What keeps other people's text from harming the terminal and from leaking out of a crash."""

import asyncio
import os
import re
import select
import signal
import sys
import threading
from collections.abc import Callable

from rich.segment import Segment
from rich.text import Text
from textual.color import Color
from textual.filter import LineFilter

from ..domain.defects import kind_of, places_of

# Fields to type in show their text as it is, so bidirectional overrides are stopped here as well.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_SURROGATE = re.compile("[\ud800-\udfff]")
LONGEST_LEAVING = 5.0
"""Seconds that the program may take to end when it is asked to by a signal."""


class ControlCharacters(LineFilter):
    """Drops the control characters that a widget let through, on their way to the terminal."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments without control characters; lone surrogates become U+FFFD."""
        if all(text.isprintable() for text, _, _ in segments):
            return segments
        return [
            Segment(_SURROGATE.sub("\ufffd", _CONTROL.sub("", text)), style, control)
            for text, style, control in segments
        ]


def crash_report(error: BaseException | None) -> Text:
    """What is printed when the program fails: where, and never which text it was working on."""
    report = Text("\ninterviewcoder stopped because of a defect of its own.\n", style="bold red")
    report.append(
        "Everything that was tagged is safe in the study's file. ", style="not bold default"
    )
    report.append(
        "Please report these lines and what 'interviewcoder doctor' prints; they hold no text of the study:\n\n",
        style="not bold default",
    )
    if error is not None:
        for place in places_of(error):
            report.append(f"  {place}\n", style="not bold default")
        report.append(f"  {kind_of(error)}\n", style="bold red")
    return report


def terminal_is_gone() -> bool:
    """Whether the terminal that the program reads from has been closed."""
    if not hasattr(select, "poll"):
        return False
    poll = select.poll()
    try:
        poll.register(sys.stdin.fileno(), 0)
        return any(happened & (select.POLLHUP | select.POLLERR) for _, happened in poll.poll(0))
    except (OSError, ValueError):
        return True


def leave_on_signals(leave: Callable[[int], None], seconds: float = LONGEST_LEAVING) -> None:
    """Call `leave` with the exit code when the system or a closed window asks the program to end.

    Args:
        leave: begins to end the program; what it waits for may never come where the terminal is gone.
        seconds: after this long the program ends whatever it waits for. A change that was told is on disk by
            then; one that is not finished has not happened.
    """
    loop = asyncio.get_running_loop()

    def leave_for_sure(code: int) -> None:
        end_after(seconds, code)
        leave(code)

    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is None:
            continue
        try:
            loop.add_signal_handler(number, leave_for_sure, 128 + number)
        except (NotImplementedError, RuntimeError, ValueError):
            return


def end_after(seconds: float, code: int) -> None:
    """End the process after some seconds, unless it has ended by then."""
    timer = threading.Timer(seconds, os._exit, (code,))
    timer.daemon = True
    timer.start()
