"""A program in a pseudo terminal, and what it may write there."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from base64 import b64decode
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from .strings import CANARIES, RAW

_SEQUENCES: Mapping[str, str] = {
    "style": r"\x1b\[[0-9;]*m",
    "cursor to": r"\x1b\[\d+;\d+H",
    "cursor home or screen cleared": r"\x1b\[H|\x1b\[2J|\x1b\[J|\x1b\[K",
    "mode set or left": r"\x1b\[\?(?:7|25|1000|1002|1003|1004|1006|1015|1016|1049|2004|2026|2031|2048)[hl]",
    "mode asked for": r"\x1b\[\?(?:2026|2048)\$p",
    "keys of kitty": r"\x1b\[>\d+u|\x1b\[<u|\x1b\[\?u",
    "mouse pointer": r"\x1b\]22;[a-z-]*\x07",
    "size or colours asked for": r"\x1b\[(?:14|16|18)t|\x1b\[\?996n|\x1b\[c",
}
"""The sequences of Textual's own driver and of its styles, none of which takes anybody's words."""
_CLIPBOARD = re.compile(r"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07")
"""What the command that copies sends, on purpose."""
_ALLOWED = re.compile("|".join(f"(?P<g{n}>{one})" for n, one in enumerate(_SEQUENCES.values())))
_NAMES = list(_SEQUENCES)


def live(written: bytes) -> tuple[Counter[str], list[str]]:
    """The sequences of the driver in what was written, counted, and whatever else a terminal would obey.

    What is not UTF-8 counts as raw, since a C1 byte alone is a command to some terminals.
    """
    faults: list[str] = []
    try:
        text = written.decode("utf-8")
    except UnicodeDecodeError as error:
        if len(written) - error.start < 4:  # cut within the last character
            text = written[: error.start].decode("utf-8")
        else:
            faults.append(f"no UTF-8 at {error.start}: {written[error.start :][:20]!r}")
            text = written.decode("utf-8", "replace")
    known: Counter[str] = Counter()

    def copied(match: re.Match[str]) -> str:
        known["clipboard set"] += 1
        words = b64decode(match[1]).decode("utf-8", "replace")
        if words == "OWNED" or RAW.search(words.replace("\n", "")):
            faults.append(f"copied {words[:60]!r}")
        return ""

    text = _CLIPBOARD.sub(copied, text)
    rest: list[str] = []
    end = 0
    for match in _ALLOWED.finditer(text):
        known[_NAMES[int((match.lastgroup or "g0")[1:])]] += 1
        rest.append(text[end : match.start()])
        end = match.end()
    rest.append(text[end:])
    for piece in rest:
        if not piece.strip("\x07"):  # the bell by itself is Textual's
            continue
        # Lines end in CR LF on a terminal in its usual state.
        if found := RAW.search(piece.replace("\r\n", "")):
            faults.append(f"raw {found[0]!r} in {piece[max(0, found.start() - 20) :][:60]!r}")
    for canary in CANARIES:
        if re.search(rf"\x1b[\]P_^X][^\x1b\x07]*{re.escape(canary)}", text):
            faults.append(f"alive: {canary}")
    return known, faults


class Terminal:
    """A program in a terminal of its own, whose every byte is kept."""

    def __init__(
        self,
        command: Sequence[str],
        folder: Path,
        *,
        size: tuple[int, int] = (100, 30),
        more: Mapping[str, str] = {},
    ) -> None:
        self._side, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        self.process = subprocess.Popen(
            [sys.executable, *command],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            cwd=folder,
            env={
                **os.environ,
                "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
                "TERM": "xterm-256color",
                "COLORTERM": "truecolor",
                "HOME": str(folder),
                "XDG_CONFIG_HOME": str(folder / "settings"),
                "XDG_STATE_HOME": str(folder / "state"),
                **more,
            },
            start_new_session=True,
        )
        os.close(theirs)
        self.written = bytearray()
        self.typed: list[str] = []

    @property
    def is_alive(self) -> bool:
        """Whether the program runs."""
        return self.process.poll() is None

    def settle(self, at_most: float = 4.0) -> None:
        """Read until nothing comes any more and the program rests: all its threads sleep, twice in a row."""
        ends = time.monotonic() + at_most
        resting = 0
        while resting < 2 and time.monotonic() < ends and self.is_alive:
            resting = 0 if self._read(0.012) or self._works() else resting + 1

    def _works(self) -> bool:
        states = []
        for thread in Path(f"/proc/{self.process.pid}/task").glob("*/stat"):
            try:
                states.append(thread.read_text().rpartition(") ")[2][0])
            except OSError:  # it has ended
                continue
        return any(state in "RD" for state in states)

    def wait_for(self, words: bytes, seconds: float = 30) -> bool:
        """Read until some words have come; whether they have."""
        ends = time.monotonic() + seconds
        while words not in self.written and time.monotonic() < ends:
            if not self._read(0.2) and not self.is_alive:
                break
        return words in self.written

    def type(self, keys: str) -> None:
        """Type, or have the terminal say something."""
        if self.is_alive:
            self.typed.append(keys)
        left = keys.encode("utf-8", "replace")
        while left and self.is_alive:
            self._read(0)
            _, ready, _ = select.select([], [self._side], [], 0.5)
            if ready:
                left = left[os.write(self._side, left[:256]) :]

    def end(self, seconds: float = 10) -> int | None:
        """The exit code; None where the program had to be killed."""
        ends = time.monotonic() + seconds
        while self.is_alive and time.monotonic() < ends:
            self._read(0.1)
        code = self.process.poll()
        if code is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        while self._read(0.05):
            pass
        os.close(self._side)
        return code

    def _read(self, seconds: float) -> bool:
        if not select.select([self._side], [], [], seconds)[0]:
            return False
        try:
            more = os.read(self._side, 65_536)
        except OSError:  # the program has gone
            return False
        self.written += more
        return bool(more)
