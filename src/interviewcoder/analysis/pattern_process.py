"""A program that looks for a regular expression in texts; a process of its own, since `re` cannot be stopped.

It is started by `patterns.py` and imports nothing of interviewcoder. It reads a line of JSON with `pattern`, `flags`,
`most` matches and the `seconds` of the processor that it may take, and then, text by text, a line of JSON with the
spans of its passages and the number of its bytes in UTF-8, and these. It writes a line for every text: the places
of the passages with their matches. The last line is `{"whole": ...}`, or `{"wrong": message, "at": place}`.
"""

import json
import re
import signal
import sys
import warnings
from contextlib import suppress
from typing import Any, BinaryIO

_MOST_BYTES = 1024**3
_FLAGS = {"i": re.IGNORECASE, "m": re.MULTILINE, "s": re.DOTALL}


def main(given: BinaryIO) -> None:
    """Answer what stands in the input."""
    asked = json.loads(given.readline())
    _limit("RLIMIT_CORE", 0)
    _limit("RLIMIT_AS", _MOST_BYTES)
    # Who started it may be gone by then. The processor's time is no bound where others take it.
    _limit("RLIMIT_CPU", int(asked["seconds"]) + 2)
    with suppress(AttributeError):
        signal.setitimer(signal.ITIMER_REAL, asked["seconds"] + 2)
    warnings.simplefilter("ignore")
    try:
        flags = re.NOFLAG
        for flag in asked["flags"]:
            flags |= _FLAGS[flag]
        wanted = re.compile(asked["pattern"], flags)
        _write({"whole": _look(given, wanted, asked["most"])})
    except re.error as error:
        _write({"wrong": error.msg, "at": error.pos or 0})
    except (RecursionError, OverflowError, ValueError):
        _write({"wrong": "too deep or too large", "at": 0})
    except MemoryError:
        _write({"wrong": "it takes too much memory", "at": 0})


def _look(given: BinaryIO, wanted: re.Pattern[str], most: int) -> bool:
    """Tell the matches of all texts; False once there are too many."""
    found = 0
    while line := given.readline():
        about = json.loads(line)
        text = given.read(about["bytes"]).decode("utf-8", "surrogatepass")
        told: list[tuple[int, list[tuple[int, int]]]] = []
        for place, (start, end) in enumerate(about["passages"]):
            spans = [
                one.span() for one in wanted.finditer(text[start:end]) if one.end() > one.start()
            ]
            if spans:
                told.append((place, spans))
                found += len(spans)
                if found > most:
                    break
        _write(told)
        if found > most:
            return False
    return True


def _write(value: Any) -> None:
    sys.stdout.write(f"{json.dumps(value)}\n")
    sys.stdout.flush()


def _limit(what: str, most: int) -> None:
    # Not all systems let a process bound what it takes; where a lower bound holds already, it stays.
    with suppress(ImportError, AttributeError, ValueError, OSError):
        import resource

        number = getattr(resource, what)
        _, hard = resource.getrlimit(number)
        resource.setrlimit(number, (most, hard))


if __name__ == "__main__":
    with suppress(BrokenPipeError):
        main(sys.stdin.buffer)
