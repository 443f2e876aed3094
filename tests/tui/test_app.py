"""The app around the modes: what starting costs, keys that do not clash, signals, crashes, other people's text."""

import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from textual.binding import Binding

from interviewcoder.domain.errors import StudyError
from interviewcoder.tui.app import InterviewCoderApp
from interviewcoder.tui.commands import Command
from interviewcoder.tui.keymap import CODEBOOK, EVERYWHERE, GROUPS, WITH_CODEBOOK
from interviewcoder.tui.screens.help import HelpDialog
from interviewcoder.tui.widgets.listing import Listing
from interviewcoder.tui.widgets.reading_keys import READING_KEYS

HEAVY = ("sqlmodel", "sqlalchemy", "spacy", "numpy", "yaml", "docx", "typer")


def environment() -> dict[str, str]:
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        "TERM": "xterm-256color",
    }


def test_first_paint_loads_nothing_heavy() -> None:
    code = (
        "import sys, interviewcoder.tui.app; print(*[m for m in sys.argv[1:] if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *HEAVY],
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == []


def keys_of(commands: tuple[Command, ...] | list[Command]) -> list[str]:
    return [key.strip() for command in commands for key in command.key.split(",")]


@pytest.mark.parametrize("mode", [mode for mode in GROUPS if mode not in ("app", "codebook")])
def test_no_two_commands_of_a_screen_share_a_key(mode: str) -> None:
    own = keys_of(list(GROUPS[mode]))
    assert len(own) == len(set(own))
    inside = {"enter", "escape", "backspace"}
    if mode in WITH_CODEBOOK:
        moving = {
            key for b in Listing.BINDINGS if isinstance(b, Binding) for key in b.key.split(",")
        }
        assert not (set(keys_of(list(CODEBOOK))) - inside) & moving
    if mode == "reading":
        moving = {key for binding in READING_KEYS for key in binding.key.split(",")}
        assert not set(own) & moving
        assert not (set(keys_of(list(EVERYWHERE))) - inside) & moving


async def test_help_lists_every_command_of_the_mode(sample_study, until):
    app = InterviewCoderApp(sample_study)
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: app.current_mode == "library")
        await pilot.press("?")
        await until(pilot, lambda: isinstance(app.screen, HelpDialog))
        shown = "\n".join(row.draw(200).plain for row in app.screen.query_one(Listing).rows)
        for command in (*GROUPS["library"], *EVERYWHERE):
            assert command.help in shown
        await pilot.press("escape")
        await until(pilot, lambda: app.current_mode == "library" and app.screen is app.mode_screen)


async def test_palette_runs_commands_of_the_mode(sample_study, until):
    app = InterviewCoderApp(sample_study)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: app.current_mode == "library")
        titles = {command.title for command in app.get_system_commands(app.screen)}
        assert {"Import", "Who speaks", "Undo", "Theme"} <= titles
        await pilot.press("ctrl+p")
        await until(pilot, lambda: app.screen is not app.mode_screen)
        await pilot.press(*"history")
        await pilot.pause(0.5)
        await pilot.press("down", "enter")
        await until(pilot, lambda: app.current_mode == "history")


async def test_notices_are_not_parsed(sample_study, until):
    app = InterviewCoderApp(sample_study)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: app.current_mode == "library")
        app.notify("[/b] [@click=app.quit]x[/] \x1b[31m", title="[/u]")
        app.say_refused(StudyError("[/b]", "[red]"))
        await pilot.pause()
        for notice in app._notifications:
            assert not notice.markup
            assert "\x1b" not in notice.message
        assert app.is_running


async def test_study_that_cannot_be_opened_is_told(tmp_path, until):
    (tmp_path / "no.study").write_text("[/b] not a study")
    app = InterviewCoderApp(tmp_path / "no.study")
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "is not an interviewcoder study" in words_of(app))
        await pilot.press("1", "z", "i")
        assert app.study is None
        await pilot.press("q")


def words_of(app: InterviewCoderApp) -> str:
    """The words on the screen, however they are wrapped."""
    strips = app.screen._compositor.render_strips()
    return " ".join(" ".join("".join(s.text for s in strip) for strip in strips).split())


async def test_a_crash_tells_places_and_no_text(sample_study, until, capsys):
    secret = "what Hanna said in confidence"
    app = InterviewCoderApp(sample_study)

    def fail(words: str) -> float:
        return len(words) / 0

    with pytest.raises(ZeroDivisionError):  # noqa: PT012
        async with app.run_test(size=(100, 30)) as pilot:
            await until(pilot, lambda: app.current_mode == "library")
            app.call_later(fail, secret)
            await pilot.pause()
    app._print_error_renderables()
    told = capsys.readouterr().err
    assert "ZeroDivisionError" in told
    assert "test_app.py" in told
    assert secret not in told


class Terminal:
    """The program in a terminal of its own."""

    def __init__(self, *arguments: str) -> None:
        self._side, program_side = pty.openpty()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "interviewcoder", *arguments],
            stdin=program_side,
            stdout=program_side,
            stderr=program_side,
            env=environment(),
            start_new_session=True,
        )
        os.close(program_side)
        self.written = b""

    def read_until(self, words: bytes | None, seconds: float = 30) -> None:
        """Read until some words have come, or with None until the program has ended."""
        ends = time.monotonic() + seconds
        while time.monotonic() < ends:
            if words is not None and words in re.sub(rb"\x1b\[[0-9;?]*[A-Za-z]", b"", self.written):
                return
            if select.select([self._side], [], [], 0.2)[0]:
                try:
                    self.written += os.read(self._side, 65_536)
                except OSError:
                    return
        raise AssertionError(f"{words!r} did not come: {self.written[-500:]!r}")

    def type(self, keys: bytes) -> None:
        os.write(self._side, keys)

    def close(self) -> None:
        """Close the window, without a signal: as when a connection breaks down."""
        os.close(self._side)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_leaves_the_terminal_clean(sample_study: Path, number: signal.Signals) -> None:
    terminal = Terminal("open", str(sample_study))
    terminal.read_until(b"interview_02_dev")
    terminal.process.send_signal(number)
    terminal.read_until(None)
    assert terminal.process.wait(10) == 128 + number
    # The alternate screen is left, the cursor shown, the mouse let go.
    ended = terminal.written[-3_000:]
    for sequence in (b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?1000l"):
        assert sequence in ended
    assert b"Traceback" not in terminal.written


def test_the_program_does_not_outlive_its_terminal(sample_study: Path) -> None:
    terminal = Terminal("open", str(sample_study))
    terminal.read_until(b"interview_02_dev")
    terminal.close()
    assert terminal.process.wait(15) is not None


_STUCK = """
import asyncio, threading
from interviewcoder.tui.safety import leave_on_signals

async def main():
    # Textual waits for a thread that writes to the terminal; when the write failed, nobody is there to end it.
    leave_on_signals(lambda code: threading.Event().wait(), seconds=0.5)
    print("ready", flush=True)
    await asyncio.sleep(60)

asyncio.run(main())
"""


def test_it_ends_though_the_screen_cannot_be_taken_down() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _STUCK], stdout=subprocess.PIPE, env=environment()
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        process.send_signal(signal.SIGHUP)
        assert process.wait(20) == 128 + signal.SIGHUP


def test_quit_by_key(sample_study: Path) -> None:
    terminal = Terminal("open", str(sample_study))
    terminal.read_until(b"interview_02_dev")
    terminal.type(b"q")
    terminal.read_until(None)
    assert terminal.process.wait(10) == 0


def test_no_raw_control_byte_reaches_the_terminal(nasty_study: Path) -> None:
    terminal = Terminal("open", str(nasty_study))
    terminal.read_until(b"Participants")
    for key in (b"2", b"3", b"4", b"5", b"7", b"1"):
        terminal.type(key)
        time.sleep(0.4)
    terminal.type(b"q")
    terminal.read_until(None)
    allowed = re.sub(
        rb"\x1b(\[[0-9;:<=>?]*[ -/]*[@-~]|\][^\x07\x1b]*(\x07|\x1b\\)|[@-Z\\-_=>()][0-9A-B]?)",
        b"",
        terminal.written,
    )
    text = allowed.decode("utf-8", "replace")
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
    # The study's own escape sequence came out as visible text.
    assert "␛[31m" in text
    assert b"\x1b]0;" not in terminal.written
