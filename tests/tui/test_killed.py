"""Two windows on one study, and kill -9 on one after the other: what each said was done is in the study."""

import random
import signal
import time
from pathlib import Path

from interviewcoder.study import Study

from ..study.samples import trouble
from .test_app import Terminal

KEYS = {"Watches the price": b"costs", "Variety": b"variet", "Provenance": b"provenan"}
"""What is typed to find a code; none is a code's whole name, so that making one is offered below it."""


def reading(study: Path) -> Terminal:
    """A window that shows the first source."""
    terminal = Terminal("open", str(study))
    terminal.read_until(b"interview_02_dev")
    terminal.type(b"2")
    terminal.read_until(b"Like a shop.")
    return terminal


def begin_to_tag(terminal: Terminal, code: str) -> None:
    terminal.written = b""
    terminal.type(b"jt")
    terminal.read_until(b"or a new name")
    terminal.type(KEYS[code])
    terminal.read_until(b"Make the code " + KEYS[code])
    terminal.type(b"\r")


def killed(terminal: Terminal) -> None:
    terminal.process.send_signal(signal.SIGKILL)
    terminal.process.wait(10)
    terminal.close()


def test_what_a_window_acknowledged_survives_its_end(sample_study: Path) -> None:
    with Study.open(sample_study, coder="Judge") as study:
        before = {coding.guid for coding in study.codings.list()}
    first, second = reading(sample_study), reading(sample_study)
    begin_to_tag(first, "Watches the price")
    first.read_until(b"Tagged: Watches the price")
    killed(first)
    begin_to_tag(second, "Variety")
    second.read_until(b"Tagged: Variety")
    begin_to_tag(second, "Provenance")
    time.sleep(random.Random(3).random() * 0.02)
    killed(second)
    with Study.open(sample_study, coder="Judge") as study:
        assert trouble(study) == {}
        made = {one.code for one in study.codings.list() if one.guid not in before}
        assert made >= {"Watches the price", "Variety"}
        assert made <= set(KEYS)
        assert [study.journal.undo().verb for _ in made] == ["tag"] * len(made)
        assert {coding.guid for coding in study.codings.list()} == before
