"""Hostile strings in numbers: `nice python tests/hostile/run.py --strings 50000`.

Prints what was tried and what went wrong, and ends with 1 if anything did.
"""

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[2] / "src")]

from tests.hostile.command_line import every_command, hostile_command_lines  # noqa: E402
from tests.hostile.counted import Count  # noqa: E402
from tests.hostile.exports import hostile_exports  # noqa: E402
from tests.hostile.imports import hostile_imports  # noqa: E402
from tests.hostile.queries import hostile_queries  # noqa: E402
from tests.hostile.tour import whole_tour  # noqa: E402
from tests.hostile.volume import many_strings  # noqa: E402


def main(arguments: Sequence[str]) -> int:
    """Run all parts, or those that are named; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--strings", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--part", action="append", help="only this one, or several")
    asked = parser.parse_args(arguments)
    strings, seed = asked.strings, asked.seed
    parts: dict[str, Callable[[Path], list[Count]]] = {
        "screens": lambda folder: whole_tour(folder, seed=seed),
        "many": lambda folder: many_strings(folder, strings, seed),
        "imports": lambda folder: hostile_imports(folder, max(1, strings // 5_000), seed),
        "commands": lambda folder: every_command(folder, seed),
        "lines": lambda folder: hostile_command_lines(folder, max(100, strings // 50), seed),
        "exports": lambda folder: hostile_exports(folder, max(1, strings // 5_000), seed),
        "queries": lambda folder: hostile_queries(folder, strings // 10, seed),
    }
    faults = 0
    for name in asked.part or parts:
        began = time.monotonic()
        folder = Path(tempfile.mkdtemp(prefix="hostile-"))
        here = os.getcwd()
        try:
            counts = parts[name](folder)
        finally:
            os.chdir(here)
            shutil.rmtree(folder, ignore_errors=True)
        print(f"== {name}: {time.monotonic() - began:.0f} seconds")
        for count in counts:
            print(count.told(), flush=True)
            faults += len(count.faults) + (count.tried == 0)
    print(f"{faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
