"""The long run: kill the program a thousand times, let the disk fail hundreds of times, and count what was lost.

    python -m tests.faults.run --kills 1000 --faults 200 --cuts 400 --seed 1

Ends with exit code 1 if anything was lost, is not whole, or was told in words that do not help.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from . import shim
from .orders import Worker
from .power import all_cuts
from .runs import Counts, counted, failures, kills
from .scene import build_template


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--faults", type=int, default=200)
    parser.add_argument("--cuts", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    if why := shim.missing():
        print(f"Only at random moments and by limits: {why}.")
    with tempfile.TemporaryDirectory(prefix="interviewcoder-faults-") as folder, Worker() as worker:
        root = Path(folder)
        template = build_template(root)
        good = True
        for what, trials in (("kills", kills), ("faults", failures), ("cuts", all_cuts)):
            number = getattr(wanted, what)
            if number and not (what == "cuts" and shim.missing()):
                began = time.monotonic()
                found = counted(trials(worker, template, root / what, wanted.seed), number)
                _print(what, found, time.monotonic() - began)
                good = good and found.is_good
    return 0 if good else 1


def _print(what: str, counts: Counts, seconds: float) -> None:
    total = sum(counts.interrupted.values())
    print(f"{total} {what} in {seconds:.0f} s; {counts.unharmed} orders ended before theirs came")
    for title, counter in (("by action", counts.interrupted), ("by sort", counts.faults)):
        listed = ", ".join(f"{name} {number}" for name, number in counter.most_common())
        print(f"  {title}: {listed}")
    for message, number in counts.messages.most_common():
        print(f"  told {number} times: {message}")
    print(
        f"  acknowledged changes: {counts.acknowledged}; interruptions after which one was lost: {len(counts.lost)}; "
        f"not whole or failing check: {len(counts.unsound)}; unclear messages: {len(counts.unclear)}",
        flush=True,
    )
    for wrong in (*counts.lost, *counts.unsound, *counts.unclear):
        print(f"  WRONG: {wrong}")


if __name__ == "__main__":
    sys.exit(main())
