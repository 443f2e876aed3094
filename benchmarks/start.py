"""How long it takes until something is on the screen, beside the least that the libraries allow.

    PYTHONPATH=src python benchmarks/start.py [rounds]

Each program runs in a terminal of its own (a pty of 100 by 30 cells); the clock stops when the words
waited for have arrived. Floors: Textual's hello world, and a Typer app with as many commands. Runs take turns, so
that a busy machine is as unkind to each.
"""

import fcntl
import os
import pty
import re
import select
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
from time import perf_counter

_HELLO = """
from textual.app import App
from textual.widgets import Static
class Hello(App):
    def compose(self):
        yield Static("Hello, World")
Hello().run()
"""
_TYPER = """
import typer
app = typer.Typer(rich_markup_mode=None)
def command():
    "Do something."
for number in range(25):
    app.command(f"command-{number}")(command)
app()
"""
_ESCAPES = re.compile(rb"\x1b\[[0-9;?]*[A-Za-z]")
_PATIENCE = 60


def seconds_until(arguments: list[str], words: bytes, environment: dict[str, str]) -> float:
    """Seconds from the start of a program in a terminal until it has written some words."""
    terminal, program_side = pty.openpty()
    fcntl.ioctl(program_side, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
    started = perf_counter()
    process = subprocess.Popen(
        arguments,
        stdin=program_side,
        stdout=program_side,
        stderr=subprocess.STDOUT,
        env=environment,
        start_new_session=True,
    )
    os.close(program_side)
    written = b""
    try:
        while words not in _ESCAPES.sub(b"", written):
            ready, _, _ = select.select([terminal], [], [], _PATIENCE)
            if not ready:
                raise TimeoutError(f"{arguments} did not write {words!r}: {written[-400:]!r}")
            try:
                written += os.read(terminal, 65_536)
            except OSError:
                raise RuntimeError(f"{arguments} ended: {written[-2_000:]!r}") from None
        return perf_counter() - started
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        os.close(terminal)


def main(rounds: int) -> None:
    """Print a line for each program."""
    with tempfile.TemporaryDirectory() as home:
        environment = os.environ | {
            "XDG_DATA_HOME": home,
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
        }
        python = sys.executable
        program = [python, "-m", "interviewcoder"]
        runs: dict[str, tuple[list[str], bytes]] = {
            "Textual's hello world": ([python, "-c", _HELLO], b"Hello, World"),
            "demo, first paint": ([*program, "demo"], b"Opening"),
            "demo, personas on screen": ([*program, "demo"], b"members"),
            "a Typer app's --help": ([python, "-c", _TYPER, "--help"], b"command-24"),
            "interviewcoder --help": ([*program, "--help"], b"undo"),
        }
        # The first start builds the sample study and compiles the modules.
        first = seconds_until(*runs["demo, personas on screen"], environment)
        seconds: dict[str, list[float]] = {what: [] for what in runs}
        for _ in range(rounds):
            for what, (arguments, words) in runs.items():
                seconds[what].append(seconds_until(arguments, words, environment))
    medians = {what: statistics.median(taken) for what, taken in seconds.items()}
    print(f"demo's first start, which builds the study: {first:.2f} s")
    print(f"{'median of ' + str(rounds):>26} {'ms':>7} {'ratio to floor':>15}")
    for what, median in medians.items():
        floor = medians["a Typer app's --help" if "help" in what else "Textual's hello world"]
        print(f"{what:>26} {median * 1000:7.0f} {median / floor:15.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 11)
