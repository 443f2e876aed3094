"""The process that looks for patterns ends by itself, whatever becomes of who started it."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

import interviewcoder.analysis

PROGRAM = Path(interviewcoder.analysis.__file__).with_name("pattern_process.py")


@pytest.mark.skipif(os.name != "posix", reason="needs a timer of the system")
@pytest.mark.parametrize("text", ["a" * 5_000 + "b", None])
def test_it_ends_though_nobody_ends_it(text: str | None) -> None:
    asked = {"pattern": "(a+)+$", "flags": "", "most": 9, "seconds": 0.2}
    began = time.monotonic()
    with subprocess.Popen(
        [sys.executable, "-I", "-S", str(PROGRAM)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        process.stdin.write(json.dumps(asked).encode() + b"\n")
        if text is not None:
            about = {"bytes": len(text), "passages": [[0, len(text)]]}
            process.stdin.write(json.dumps(about).encode() + b"\n" + text.encode())
        process.stdin.flush()
        # What it is written to stays open, as if somebody else had it.
        assert process.wait(20) < 0
    assert time.monotonic() - began < 15
