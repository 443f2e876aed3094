"""Regular expressions looked for in texts within a bound of time, whatever they are.

Python's `re` can take for ever for a few characters, and nothing in its process can stop it. So it runs in another
one (`pattern_process.py`), which is ended when its time is over or when nobody waits for it any more.
"""

import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.query import QueryError
from interviewcoder.domain.search_query import Pattern

SECONDS = 10.0
"""The longest that a pattern is looked for."""
MOST_MATCHES = 100_000
"""So many matches are enough; a pattern that fits oftener is not looked for to the end."""
_LOOKS = 0.05
"""Seconds between two looks whether anybody still waits."""

Matches = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class TextToSearch:
    """A text and the passages of it that are searched."""

    text: str
    ids: Sequence[int]
    spans: Sequence[tuple[int, int]]
    """As many as ids: where the passages stand in the text."""


def matches_of(
    wanted: Pattern,
    texts: Iterable[TextToSearch],
    *,
    seconds: float = SECONDS,
    is_given_up: Callable[[], bool] = lambda: False,
) -> tuple[dict[int, Matches], bool]:
    """Where a pattern fits, within each passage; a fit of no characters is none.

    Args:
        wanted: the pattern.
        texts: read while the search goes on.
        seconds: the longest that it may take.
        is_given_up: whether nobody waits for the answer any more; asked every now and then.

    Returns:
        By the passage's id, spans in its own text, in order; and whether these are all.

    Raises:
        QueryError: it is no regular expression; it tells the column.
        StudyError: its time is over, or it was given up.
    """
    process = subprocess.Popen(
        [sys.executable, "-I", "-S", str(Path(__file__).with_name("pattern_process.py"))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    answers = _Answers(process, monotonic() + seconds, is_given_up)
    asked = {
        "pattern": wanted.text,
        "flags": wanted.flags,
        "most": MOST_MATCHES,
        "seconds": seconds,
    }
    ids: list[Sequence[int]] = []
    try:
        assert process.stdin is not None
        # What ends early reads no further; why it ended is in its answer.
        with suppress(BrokenPipeError), process.stdin as to:
            to.write(json.dumps(asked).encode() + b"\n")
            for one in texts:
                encoded = one.text.encode("utf-8", "surrogatepass")
                about = {"bytes": len(encoded), "passages": one.spans}
                ids.append(one.ids)
                to.write(json.dumps(about).encode() + b"\n" + encoded)
                if answers.has_ended:
                    break
    except BaseException:
        process.kill()
        raise
    finally:
        told = answers.all_of_them()
    last = json.loads(told.pop()) if told else []
    if not isinstance(last, dict):
        raise _not_to_the_end(seconds, too_long=answers.is_too_long, given_up=is_given_up())
    if "wrong" in last:
        raise QueryError(
            f"The pattern cannot be read: {last['wrong']}",
            wanted.column + last["at"],
            "Mend it, or search for words.",
        )
    # Text by text, since all answers at once would take the room of many texts.
    found = {
        here[place]: tuple((start, end) for start, end in spans)
        for here, line in zip(ids, told, strict=False)
        for place, spans in json.loads(line)
    }
    return found, last["whole"]


class _Answers:
    """What a process writes, gathered while it is written to; it is killed when its time is over."""

    def __init__(
        self, process: "subprocess.Popen[bytes]", ends: float, is_given_up: Callable[[], bool]
    ) -> None:
        self._process = process
        self._ends = ends
        self._is_given_up = is_given_up
        self._lines: list[bytes] = []
        self.has_ended = False
        self.is_too_long = False
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._watcher = threading.Thread(target=self._watch, daemon=True)
        self._reader.start()
        self._watcher.start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as lines:
            self._lines.extend(lines)
        self.has_ended = True

    def _watch(self) -> None:
        while True:
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(max(0.001, min(_LOOKS, self._ends - monotonic())))
                return
            self.is_too_long = monotonic() >= self._ends
            if self.is_too_long or self._is_given_up():
                self._process.kill()
                return

    def all_of_them(self) -> list[bytes]:
        """The lines it wrote, once the process has ended; one that was cut off is left out."""
        self._reader.join()
        self._watcher.join()
        self._process.wait()
        return [line for line in self._lines if line.endswith(b"\n")]


def _not_to_the_end(seconds: float, *, too_long: bool, given_up: bool) -> StudyError:
    if given_up and not too_long:
        return StudyError("The search was given up.", "")
    if too_long:
        return StudyError(
            f"The pattern was not found to the end within {seconds:g} seconds.",
            "Search for words, in one source, or for a pattern without repeats inside repeats such as (a+)+.",
        )
    return StudyError("The search for the pattern broke off.", "Search for something simpler.")
