"""Reading a file in a process of its own, with limits of time and memory.

Libraries of native code can end the process that they run in, or keep it busy for ever, when a file is damaged
or hostile. So they run in another one (`child_start.py`), whose end is told as an error.
"""

import io
import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from interviewcoder.domain.errors import StudyError

_HERE = Path(__file__).parent
_LONGEST_SECONDS = 600


def told_by(
    program: str, data: bytes, refusals: Mapping[str, tuple[str, str]], *asked: str
) -> list[dict[str, Any]]:
    """What a program tells of a file, a value a line; at least one.

    Args:
        program: the name of a file in this folder (see `child_start.py`).
        data: the file's bytes.
        refusals: message and remedy for the reasons of the program, and for two more: `stopped`, when it was ended
            by the system or reached its limits, and `damaged`, when it failed.
        asked: what else the program is to know.

    Raises:
        StudyError: one of the refusals.
    """
    start = [sys.executable, "-P", str(_HERE / "child_start.py"), str(_HERE / program), *asked]
    try:
        done = subprocess.run(
            start,
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_LONGEST_SECONDS,
        )
    except subprocess.TimeoutExpired as error:
        raise StudyError(*refusals["stopped"]) from error
    if done.returncode:
        raise StudyError(*refusals["stopped" if done.returncode < 0 else "damaged"])
    told: list[dict[str, Any]] = [json.loads(line) for line in io.BytesIO(done.stdout)]
    if "refused" in told[-1]:
        raise StudyError(*refusals[told[-1]["refused"]])
    return told
