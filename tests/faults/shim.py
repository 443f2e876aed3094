"""`shim.c`, compiled where there is a compiler, and what a process tells it."""

import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from enum import IntEnum
from functools import cache
from pathlib import Path

_SOURCE = Path(__file__).with_name("shim.c")
_VARIABLE = "INTERVIEWCODER_TESTS_SHIM"


class Fault(IntEnum):
    """What happens at the call that was chosen; the numbers are those of `shim.c`."""

    NOTHING = 0
    FULL = 1
    """The disk is full."""
    FAILING = 2
    """An I/O error."""
    KILL = 3
    KILL_TORN = 4
    """kill -9 when half of a write has arrived."""
    FAILING_READS = 5


@cache
def missing() -> str:
    """Why there is no shim here; empty if there is one."""
    if sys.platform != "linux":
        return "calls are intercepted on Linux only"
    return "" if shutil.which("cc") else "no C compiler (cc) to build the shim with"


@cache
def built() -> Path:
    """The compiled shim, kept for as long as its source stays the same."""
    digest = hashlib.sha256(_SOURCE.read_bytes()).hexdigest()[:16]
    folder = Path(tempfile.gettempdir()) / f"interviewcoder-shim-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    library = folder / f"{digest}.so"
    if not library.exists():
        fresh = library.with_name(f"{digest}.{os.getpid()}")
        build = ["cc", "-O1", "-shared", "-fPIC", "-o", fresh, _SOURCE, "-ldl"]
        subprocess.run(build, check=True)
        fresh.rename(library)
    return library


def environment() -> dict[str, str]:
    """What a process needs in its environment to have the shim, if there is one."""
    if missing():
        return {}
    return {"LD_PRELOAD": str(built()), _VARIABLE: str(built())}


@cache
def _library() -> ctypes.CDLL | None:
    path = os.environ.get(_VARIABLE)
    return ctypes.CDLL(path) if path else None


def arm(folder: Path, fault: Fault, at: int, *, sticky: bool = False) -> None:
    """Count the calls on files in a folder, and let the one that is given fail, and all after it if it is sticky."""
    if library := _library():
        library.shim_arm(
            os.fsencode(folder), ctypes.c_int(fault), ctypes.c_long(at), ctypes.c_int(sticky)
        )


def pause(yes: bool) -> None:
    """Neither count nor fail for a while."""
    if library := _library():
        library.shim_pause(ctypes.c_int(yes))


def calls() -> int:
    """How many calls were counted since it was armed."""
    library = _library()
    return int(library.shim_calls()) if library else 0


def set_clock(seconds: int) -> None:
    """Put the clock on the wall forward, or back."""
    if library := _library():
        library.shim_clock(ctypes.c_int64(seconds))


def log_to(path: Path) -> None:
    """Log each call that changes the folder, for `power`."""
    if library := _library():
        library.shim_log(os.fsencode(path))


def acknowledged(number: int) -> None:
    """Log that the user was told that something is done."""
    if library := _library():
        library.shim_acknowledged(ctypes.c_long(number))
