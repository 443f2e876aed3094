"""Where a process begins in which a library of native code reads a file; the other end is `child_process.py`.

It imports nothing of interviewcoder, and neither does the program that it runs: a file with

- `lines(data, *asked)`, which yields the values to write, each as a line of JSON; the last one is
  `{"refused": reason}` where the file cannot be read;
- `MOST_BYTES` of memory, and `SECONDS` on a processor that one line may take.
"""

import importlib.util
import json
import math
import sys
import time
from contextlib import suppress
from types import ModuleType
from typing import Any

_MOST_WRITTEN = 2 * 1024**3
"""Bytes that all lines may have."""


def main(path: str, *asked: str) -> None:
    """Run a program within the limits on what stands in the input."""
    program = _loaded(path)
    _limit("RLIMIT_CORE", 0)
    _limit("RLIMIT_AS", program.MOST_BYTES)
    left = _MOST_WRITTEN
    try:
        lines = program.lines(sys.stdin.buffer.read(), *asked)
        while True:
            _limit("RLIMIT_CPU", math.ceil(time.process_time()) + program.SECONDS)
            value = next(lines, None)
            if value is None:
                return
            left -= _write(value)
            if left < 0:
                break
    except MemoryError:
        pass
    _write({"refused": "stopped"})


def _loaded(path: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location("child_program", path)
    assert spec is not None
    assert spec.loader is not None
    program = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = program
    spec.loader.exec_module(program)
    return program


def _write(value: Any) -> int:
    return sys.stdout.write(f"{json.dumps(value)}\n")


def _limit(what: str, most: int) -> None:
    # Not all systems let a process bound what it takes; where a lower bound holds already, it stays.
    with suppress(ImportError, AttributeError, ValueError, OSError):
        import resource

        number = getattr(resource, what)
        _, hard = resource.getrlimit(number)
        resource.setrlimit(number, (most, hard))


if __name__ == "__main__":
    main(*sys.argv[1:])
