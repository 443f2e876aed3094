"""Giving a worker its orders, interrupting it, and hearing what it acknowledged before that."""

import json
import os
import re
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from . import shim
from .shim import Fault
from .state import State

LOOKING = "looking round"
"""In flight before an action, which may have to make first what it acts on."""

_WRONG = re.compile(r"^Error: |^Failed: |^Warning: .* stays |checks found something bad")
_TOP = Path(__file__).parents[2]


@dataclass(frozen=True)
class Order:
    """What a worker's child is to do, and what is to happen to it meanwhile."""

    root: Path
    seed: int
    actions: tuple[str, ...]
    fault: Fault = Fault.NOTHING
    at: int = 0
    """The call that fails, from 1; 0 for none."""
    sticky: bool = False
    limit: int | None = None
    """By how many bytes a file may grow; None for no limit."""
    clock: int = 0
    """Seconds by which the clock is wrong."""
    zone: str = "UTC"
    """The time zone of the computer."""
    synchronous: str = ""
    """What SQLite is told instead of what the program tells it."""
    kill_after: float | None = None
    """Seconds from an action's beginning until kill -9."""
    kill_in: int = 0
    """Which of the actions that is, from 0."""
    log: Path | None = None
    again: bool = False
    """Whether an action that failed is done once more, when nothing is wrong any more."""

    @property
    def can_fail_by_itself(self) -> bool:
        return self.at > 0 or self.limit is not None


@dataclass
class Told:
    """What was heard of an order."""

    acknowledged: list[str] = field(default_factory=list)
    """The actions that ended with exit code 0."""
    in_flight: str | None = None
    """The action that was interrupted, or that failed."""
    looked: str = ""
    """The action that looked round last; one that makes a file takes away what was there of an earlier time."""
    state: State | None = None
    """What the study held when the last action was acknowledged, or when the first one began."""
    before: State | None = None
    """What the study held when the last action began."""
    code: int | None = None
    """The exit code of the last action that ended."""
    again: int | None = None
    """The exit code of doing the failed action once more."""
    after: State | None = None
    """What the study held after the last action that ended, whether well or not."""
    calls: int = 0
    """How many calls the last action that ended made."""
    seconds: float = 0.0
    killed: bool = False
    said: str = ""
    """What the last action that ended said on stderr."""

    @property
    def error(self) -> str:
        """The line that says what is wrong and what helps; empty if there is none."""
        lines = [line for line in self.said.splitlines() if _WRONG.search(line)]
        return lines[-1] if lines else ""


class Worker:
    """A process that children are forked from; a context manager."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=_TOP,
            env={
                **os.environ,
                **shim.environment(),
                "PYTHONPATH": os.pathsep.join([str(_TOP), *sys.path]),
                "OPENBLAS_NUM_THREADS": "1",
            },
        )

    def __enter__(self) -> "Worker":
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate(timeout=30)

    def carry_out(self, order: Order) -> Told:
        """Have an order carried out to its end, whatever that is."""
        written = {
            **vars(order),
            "out": str(order.root / "out.txt"),
            "err": str(order.root / "err.txt"),
            "root": str(order.root),
            "log": str(order.log or ""),
        }
        assert self._process.stdin
        self._process.stdin.write(json.dumps(written) + "\n")
        self._process.stdin.flush()
        return self._heard(order)

    def _heard(self, order: Order) -> Told:
        told, pid, timer = Told(), 0, None
        while True:
            line = self._line()
            match line:
                case {"pid": number}:
                    pid = number
                case {"looks": name}:
                    told.in_flight, told.looked = LOOKING, name
                case {"begin": name, "before": before}:
                    told.in_flight = name
                    told.state = told.before = State(**before)
                    if order.kill_after is not None and len(told.acknowledged) == order.kill_in:
                        timer = threading.Timer(order.kill_after, _kill, (pid,))
                        timer.start()
                case {"done": _, "code": code, "again": True}:
                    told.again = code
                case {"done": name, "code": code, "after": after}:
                    told.code, told.after = code, State(**after)
                    told.calls, told.seconds = line["calls"], line["seconds"]
                    told.said = line["err"]
                    if code == 0:
                        told.acknowledged.append(name)
                        told.in_flight, told.state = None, told.after
                case {"ended": status}:
                    if timer is not None:
                        timer.cancel()
                    told.killed = os.WIFSIGNALED(status)
                    if not told.killed and os.WEXITSTATUS(status):
                        raise AssertionError((order.root / "err.txt").read_text())
                    return told

    def _line(self) -> dict[str, Any]:
        assert self._process.stdout
        line = self._process.stdout.readline()
        assert line, "the worker is gone"
        read: dict[str, Any] = json.loads(line)
        return read


def _kill(pid: int) -> None:
    # Its order may have ended at that very moment.
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
