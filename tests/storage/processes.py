"""Other processes that work on a study: to be killed, to be refused, to be in the way."""

import os
import signal
import subprocess
import sys
from pathlib import Path

UNPRIVILEGED = 65534
"""The user whom permissions bind, where the tests run as root."""

_DEMOTE = f"""
import os
if os.geteuid() == 0:
    os.setgroups([]); os.setgid({UNPRIVILEGED}); os.setuid({UNPRIVILEGED})
"""
_IMPORTS = """
import sys
from pathlib import Path
from interviewcoder.domain.codebook import CodeDraft
from interviewcoder.domain.coding import Span
from interviewcoder.domain.errors import StudyError
from interviewcoder.study import Study
import interviewcoder.importers.registry, interviewcoder.importers.codings
path = Path(sys.argv[1])
"""


def start(code: str, *arguments: object) -> "subprocess.Popen[str]":
    """Run code that has `path`, the first argument, and the usual names at hand."""
    return subprocess.Popen(
        [sys.executable, "-c", _IMPORTS + code, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )


def outcome(code: str, *arguments: object) -> str:
    """What a process prints until it ends well."""
    process = start(code, *arguments)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    return out


def as_nobody(code: str, path: Path) -> str:
    """What code prints that permissions bind."""
    return outcome(_DEMOTE + code, path)


def ended(process: "subprocess.Popen[str]") -> tuple[str, str]:
    """What a process told after it was told that nothing more comes; one that goes on is killed."""
    try:
        return process.communicate(timeout=20)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        out, err = process.communicate()
        raise AssertionError(f"It did not end. {out[-500:]} {err[-2000:]}") from None
