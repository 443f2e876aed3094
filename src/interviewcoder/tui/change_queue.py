"""The changes on their way to the disk: one after the other, in the order they were asked for, none dropped."""

from collections import deque
from collections.abc import Callable
from threading import Lock

Change = Callable[[], None]
"""Writes to the study; raises nothing."""


class ChangeQueue:
    """Runs changes in a thread of its own, which ends when there are none left.

    Args:
        begin: runs a function in a thread.
        finished: is told of each change that is done with, in that thread.
    """

    def __init__(self, begin: Callable[[Callable[[], None]], object], finished: Change) -> None:
        self._begin = begin
        self._finished = finished
        self._changes: deque[Change] = deque()
        self._lock = Lock()
        self._writing = False

    def add(self, change: Change) -> None:
        """Run a change after those before it."""
        with self._lock:
            self._changes.append(change)
            if self._writing:
                return
            self._writing = True
        self._begin(self._make_changes)

    def _make_changes(self) -> None:
        while True:
            with self._lock:
                if not self._changes:
                    self._writing = False
                    return
                change = self._changes.popleft()
            try:
                change()
            finally:
                self._finished()
