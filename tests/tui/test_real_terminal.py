"""In a real terminal (tmux) and in two at once: what is left of the terminal, and of what was tagged."""

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from interviewcoder.study import Study

from ..study.samples import trouble
from .test_app import Terminal
from .test_killed import begin_to_tag, killed, reading

needs_tmux = pytest.mark.skipif(
    not (shutil.which("tmux") and shutil.which("bash")), reason="there is no tmux, or no bash, here"
)

LONGEST_WAIT = 60


def tagged(study: Path) -> Counter[str]:
    with Study.open(study, coder="Judge") as opened:
        assert trouble(opened) == {}
        return Counter(coding.guid for coding in opened.codings.list())


class Tmux:
    """A shell in a tmux of its own."""

    def __init__(self, folder: Path) -> None:
        self._socket = str(folder / "tmux")
        environment = {
            "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
            "XDG_CONFIG_HOME": str(folder / "settings"),
            "INTERVIEWCODER_CODER": "Ana",
            "PROMPT_COMMAND": "PS1='ready> '",
        }
        given = [f"{name}={value}" for name, value in environment.items()]
        self.ask("-f", "/dev/null", "new-session", "-d", "-x", "100", "-y", "30")
        self.type(
            f"exec env -i PATH={shlex.quote(os.environ['PATH'])} HOME={folder} TERM=screen-256color "
            f"{shlex.join(given)} bash --norc --noprofile -i",
            "Enter",
        )
        self.until("ready>")

    def ask(self, *arguments: str) -> str:
        done = subprocess.run(
            ["tmux", "-S", self._socket, *arguments], capture_output=True, text=True, check=True
        )
        return done.stdout

    def type(self, *keys: str) -> None:
        self.ask("send-keys", *keys)

    def screen(self) -> str:
        return self.ask("capture-pane", "-p")

    def state(self, name: str) -> str:
        return self.ask("display-message", "-p", f"#{{{name}}}").strip()

    def until(self, words: str) -> None:
        self.until_true(lambda: words in self.screen(), words)

    def until_true(self, condition: Callable[[], bool], what: str) -> None:
        ends = time.monotonic() + LONGEST_WAIT
        while not condition():
            assert time.monotonic() < ends, (what, self.screen())
            time.sleep(0.05)

    def program(self) -> int:
        """The process that runs in the shell."""
        shell = self.state("pane_pid")
        (child,) = Path(f"/proc/{shell}/task/{shell}/children").read_text().split()
        return int(child)


@pytest.fixture
def tmux(tmp_path: Path) -> Iterator[Tmux]:
    made = Tmux(tmp_path)
    yield made
    made.ask("kill-server")


@needs_tmux
@pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks into /proc of Linux")
def test_tag_quit_be_killed_and_go_on(tmux: Tmux, sample_study: Path) -> None:
    before = tagged(sample_study)
    opening = (
        f"{shlex.quote(sys.executable)} -m interviewcoder open {shlex.quote(str(sample_study))}"
    )

    def open_and_tag(code: str) -> None:
        tmux.type(opening, "Enter")
        tmux.until("tagged  ·  Ana")
        tmux.type("2")  # The first time it opens in the library, then where it was left.
        tmux.until("Like a shop.")
        tmux.type("j", "t")
        tmux.until("or a new name")
        tmux.type(code)
        tmux.until(f"Make the code {code}")
        tmux.type("Enter")
        tmux.until("Tagged:")

    open_and_tag("variet")
    assert tmux.state("alternate_on") == "1"
    tmux.type("q")
    tmux.until("ready>")
    # The terminal is as it was: the shell's lines are back, the cursor is shown, and the mouse is the terminal's.
    clean = {
        "alternate_on": "0",
        "cursor_flag": "1",
        "mouse_any_flag": "0",
        "mouse_sgr_flag": "0",
        "keypad_flag": "0",
    }
    assert {name: tmux.state(name) for name in clean} == clean
    assert "Traceback" not in tmux.screen()
    assert len(tagged(sample_study) - before) == 1

    # Killed right after the next key of a tag: what was told before is there.
    open_and_tag("provenan")
    tmux.type("j", "r")
    os.kill(tmux.program(), signal.SIGKILL)
    tmux.until_true(
        lambda: tmux.state("pane_current_command") in ("sh", "dash", "bash"), "the shell"
    )
    after = tagged(sample_study)
    assert not before - after
    assert len(after - before) in (2, 3)

    # The shell obeys, without anything having been reset, and the program opens again.
    # (Like any program that is killed so, it leaves its last screen behind; the shell takes the keys back by itself.)
    tmux.type("clear; echo is$((40+2))", "Enter")
    tmux.until("is42")
    tmux.type(opening, "Enter")
    tmux.until(f"{after.total()} tags")
    tmux.type("q")
    tmux.until_true(lambda: tmux.state("alternate_on") == "0", "the end")
    assert {name: tmux.state(name) for name in clean} == clean
    assert tagged(sample_study) == after


def test_what_is_asked_of_the_terminal_is_taken_back(sample_study: Path) -> None:
    """By the bytes themselves, since a terminal may forget to tell."""
    terminal = Terminal("open", str(sample_study))
    terminal.read_until(b"interview_02_dev")
    terminal.type(b"q")
    terminal.read_until(None)
    assert terminal.process.wait(10) == 0
    modes = {}
    for number, state in re.findall(rb"\x1b\[\?(\d+)([hl])", terminal.written):
        modes[number] = state
    asked = {one for one, state in re.findall(rb"\x1b\[\?(\d+)(h)", terminal.written)}
    assert {b"1049", b"1000", b"2004"} <= asked
    left_on = {number for number, state in modes.items() if state == b"h"}
    assert left_on == {b"7", b"25"}  # lines wrap, and the cursor is shown: as it was
    pushed = len(re.findall(rb"\x1b\[>\d+u", terminal.written))
    assert len(re.findall(rb"\x1b\[<u", terminal.written)) == pushed


def test_two_windows_both_tag_and_see_each_other(sample_study: Path) -> None:
    before = tagged(sample_study)
    first, second = reading(sample_study), reading(sample_study)
    took = []
    rounds = [
        (first, second, "Watches the price"),
        (second, first, "Variety"),
        (first, second, "Provenance"),
        (second, first, "Watches the price"),
    ]
    for number, (tags, sees, code) in enumerate(rounds, 1):
        sees.written = b""
        begin_to_tag(tags, code)
        tags.read_until(b"Tagged: " + code.encode())
        told = time.monotonic()
        sees.read_until(b"%d tags" % (before.total() + number))
        took.append(time.monotonic() - told)
    # Of several, since other tests may keep the machine busy.
    assert min(took) < 2
    assert sorted(took)[len(took) // 2] < 4
    for window in (first, second):
        killed(window)
    after = tagged(sample_study)
    assert not before - after
    assert len(after - before) == 4
