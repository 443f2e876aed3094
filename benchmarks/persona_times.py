"""Time and memory of whole syntheses, each in a process of its own: a part of benchmarks/personas.py."""

import subprocess
import sys
from pathlib import Path
from time import perf_counter

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "analysis"))

from planted import Table, by_presence, study

SIZES = ((30, 60), (300, 60), (5_000, 60), (100_000, 60))
GOALS = {30: "2 s", 5_000: "20 s", 100_000: "120 s, 2,048 MiB"}
FEW_SAID = 0.25
"""Of 100,000 survey answers each says little: this share of the codes that an interview would have."""


def print_times(quick: bool) -> None:
    """Seconds and peak memory by the number of participants."""
    print("\nWhole synthesis")
    print(f"{'participants x codes':>21}{'codings':>10}{'seconds':>9}{'peak MiB':>10}  goal")
    for participants, codes in SIZES[: 3 if quick else 4]:
        run = subprocess.run(
            [sys.executable, __file__, str(participants), str(codes)],
            check=True,
            capture_output=True,
            text=True,
        )
        codings, seconds, peak = run.stdout.split()
        goal = GOALS.get(participants, "")
        print(f"{f'{participants:,} x {codes}':>21}{codings:>10}{seconds:>9}{peak:>10}  {goal}")


def _table(participants: int, codes: int) -> Table:
    counts = by_presence(participants, codes, 5, 0, own=0.25, avoided=0.1)[0]
    if participants < 100_000:
        return counts
    random = np.random.default_rng(0)
    return np.minimum(counts, 1) * (random.random(counts.shape) < FEW_SAID)


def _once(participants: int, codes: int) -> None:
    from interviewcoder.analysis.synthesis import Given, synthesize

    given = Given(*study(_table(participants, codes)))
    start = perf_counter()
    synthesize(given)
    seconds = perf_counter() - start
    # Of this program alone: getrusage would count what the parent held when it started this one.
    status = Path("/proc/self/status").read_text().split()
    peak = int(status[status.index("VmHWM:") + 1]) / 1024
    print(len(given.codings), f"{seconds:.1f}", f"{peak:.0f}")


if __name__ == "__main__":
    _once(int(sys.argv[1]), int(sys.argv[2]))
