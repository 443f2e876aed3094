"""How well planted personas are found, and how long that takes.

    PYTHONPATH=src python benchmarks/synthesis.py [studies per cell]

For each size of study, made by two generators (tests/analysis/planted.py): the mean adjusted Rand index of
the synthesis, which does not know how many personas were planted, beside a floor that does know it, k-means on
tf-idf. Then what the tests say about studies without personas, and the time of whole syntheses.
"""

import sys
from pathlib import Path
from time import perf_counter

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "analysis"))

from planted import agreement, by_frequency, by_presence, nobody_leans, study

from interviewcoder.analysis.clusters import k_means
from interviewcoder.analysis.embedding import Array, dual_blocks
from interviewcoder.analysis.no_personas import simulate_without_personas
from interviewcoder.analysis.structure import SIGNIFICANT, grouping, structure
from interviewcoder.analysis.synthesis import synthesize

CONTRASTS = {by_presence: (4.0, 3.0, 2.2), by_frequency: (1.1, 0.8, 0.6)}
"""Easy, middling, hard."""
SIZES = ((12, 25, 3), (30, 40, 4), (100, 50, 4), (300, 60, 5))
"""Participants, codes, personas."""


def tf_idf(counts: Array) -> Array:
    """Rows of unit length, as in latent semantic analysis before its decomposition."""
    weight = np.log((1 + len(counts)) / (1 + (counts > 0).sum(axis=0))) + 1
    rows = counts * weight
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12))


def main(studies: int) -> None:
    """Print the three tables."""
    print(f"mean ARI over {studies} studies per cell and both generators (0 chance, 1 perfect)")
    print(
        f"{'n':>5} {'contrast':>9} {'synthesis':>10} {'true K given':>13} {'tf-idf k-means, true K':>23}"
    )
    for participants, codes, personas in SIZES:
        for level, name in enumerate(("easy", "middling", "hard")):
            found: list[tuple[float, float, float]] = []
            for make, contrasts in CONTRASTS.items():
                for seed in range(studies):
                    counts, truth = make(participants, codes, personas, seed, contrasts[level])
                    shape = structure(counts, simulate_without_personas(counts, 99, seed), seed)
                    blocks = dual_blocks(counts)
                    groupings = (
                        grouping(blocks, shape.personas, seed),
                        grouping(blocks, personas, seed),
                        k_means(tf_idf(counts), personas, seed),
                    )
                    found.append(tuple(agreement(one, truth) for one in groupings))  # type: ignore[arg-type]
            own, told, floor = np.mean(found, axis=0)
            print(f"{participants:5} {name:>9} {own:10.2f} {told:13.2f} {floor:23.2f}")

    print("\nstudies without personas in which the test sees some (5 % is its promise)")
    for participants, codes, _ in SIZES:
        p = []
        for seed in range(10 * studies):
            counts = nobody_leans(participants, codes, seed)
            p.append(structure(counts, simulate_without_personas(counts, 39, seed), seed).p)
        alarms = int((np.array(p) <= SIGNIFICANT).sum())
        print(f"{participants:5} {alarms} of {len(p)}")

    print("\nwhole synthesis, seconds")
    for participants, codes in ((30, 60), (90, 30), (300, 60), (1000, 60)):
        counts = by_presence(participants, codes, 4, 0)[0]
        given = study(counts)
        start = perf_counter()
        synthesize(*given, [])
        print(f"{participants:5} x {codes} ({len(given[0])} codings) {perf_counter() - start:6.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 8)
