"""How well the synthesis finds planted personas, what it says where there are none, and how long it takes.

    PYTHONPATH=src python benchmarks/personas.py [--quick]

Prints one table for each goal, with the goal beside the figures. The studies are made by two generators
(tests/analysis/planted.py): in G1 a persona tells *which* codes are said, in G2 *how often*. Each in three contrasts: easy,
middling (from here on with outliers and blends in G1) and hard.
"""

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "analysis"))

from baselines import METHODS, by_silhouette
from persona_times import print_times
from planted import (
    Table,
    Truth,
    agreement,
    by_emphasis,
    by_presence,
    everyone_differs,
    nobody_leans,
)

from interviewcoder.analysis.clusters import Labels, by_size, silhouette
from interviewcoder.analysis.embedding import (
    Array,
    dual_blocks,
    expected_presence,
    principal_points,
)
from interviewcoder.analysis.held_out import held_out_confirmed
from interviewcoder.analysis.matching import match_personas
from interviewcoder.analysis.no_personas import simulate_without_personas
from interviewcoder.analysis.one_core import one_core
from interviewcoder.analysis.stability import badge, stability
from interviewcoder.analysis.structure import SIGNIFICANT, Structure, grouping, structure

Make = Callable[[int, int, int, int], tuple[Table, Truth]]

SIZES = ((12, 25, 3), (30, 40, 4), (100, 50, 4), (300, 60, 5))
"""Participants, codes, personas."""
GOALS = {12: 0.53, 30: 0.59, 100: 0.73, 300: 0.80}
REAL = 0.6
"""A persona that shares less than this (Jaccard) with every planted one is noise."""
CHANGED = 0.05
"""The share of codings that are on another code when a study is synthesized again."""


def _presence(contrast: float, odd: bool) -> Make:
    def make(n: int, codes: int, personas: int, seed: int) -> tuple[Table, Truth]:
        strange = {"outliers": 0.05, "blends": 0.1} if odd else {}
        return by_presence(n, codes, personas, seed, contrast, own=0.25, avoided=0.1, **strange)

    return make


def _emphasis(contrast: float) -> Make:
    return lambda n, codes, personas, seed: by_emphasis(n, codes, personas, seed, contrast)


PLANTED: dict[str, Make] = {
    "G1 easy": _presence(4.0, odd=False),
    "G1 middling": _presence(3.0, odd=True),
    "G1 hard": _presence(2.2, odd=True),
    "G2 easy": _emphasis(1.2),
    "G2 middling": _emphasis(0.9),
    "G2 hard": _emphasis(0.7),
}
NOBODY: dict[str, Callable[[int, int, int], Table]] = {
    "nobody leans (G1)": nobody_leans,
    "each differs (G2, precision 25)": everyone_differs,
    "each differs more (precision 10)": lambda n, codes, seed: everyone_differs(
        n, codes, seed, precision=10
    ),
    "... and talks much (e⁴ excerpts)": lambda n, codes, seed: everyone_differs(
        n, codes, seed, precision=10, excerpts=4.0
    ),
}


@dataclass(frozen=True, slots=True)
class Found:
    """What the synthesis makes of a table, without its words."""

    counts: Array
    without: Array
    shape: Structure
    labels: Labels

    @property
    def groups(self) -> int:
        """How many personas."""
        return int(self.labels.max()) + 1


def found(table: Table, seed: int) -> Found:
    """The steps of `synthesize` on a table; codes of one participant have no say."""
    counts = table[:, (table > 0).sum(axis=0) >= 2]
    without = simulate_without_personas(
        counts, int(np.clip(2_000_000 // counts.size, 39, 99)), seed
    )
    shape = structure(counts, without, seed)
    return Found(
        counts, without, shape, by_size(grouping(dual_blocks(counts), shape.personas, seed))
    )


def print_recovery(studies: dict[int, int]) -> None:
    """How well planted personas are found, beside the usual methods."""
    print(
        "\nMean adjusted Rand index (0 chance, 1 perfect), over both generators and three contrasts"
    )
    by_n: dict[int, dict[str, list[float]]] = {}
    for n, codes, personas in SIZES:
        scores: dict[str, list[float]] = {
            "synthesis, own K": [],
            **{f"  of these: {name}": [] for name in PLANTED},
        }
        for name, make in PLANTED.items():
            for seed in range(studies[n]):
                counts, truth = make(n, codes, personas, seed)
                made = found(counts, seed)
                told = grouping(dual_blocks(made.counts), personas, seed)
                own = agreement(made.labels, truth)
                scores["synthesis, own K"].append(own)
                scores[f"  of these: {name}"].append(own)
                scores.setdefault("synthesis, true K", []).append(agreement(told, truth))
                for baseline, method in METHODS.items():
                    told = method(made.counts, personas, seed)
                    guessed = by_silhouette(method, made.counts, seed)
                    scores.setdefault(f"{baseline}, true K", []).append(agreement(told, truth))
                    scores.setdefault(f"{baseline}, own K", []).append(agreement(guessed, truth))
        by_n[n] = scores
    print(_row("participants", (str(n) for n in by_n)))
    print(_row("studies", (str(6 * studies[n]) for n in by_n)))
    print(_row("goal", (f"{GOALS[n]:.2f}" for n in by_n)))
    for name in next(iter(by_n.values())):
        print(_row(name, (f"{np.mean(scores[name]):.2f}" for scores in by_n.values())))


def print_alarms(studies: dict[int, int]) -> None:
    """What is claimed where there are no personas."""
    print(
        "\nStudies without personas: share with p of at most .05 (goal: .10) | codes held out and confirmed (goal: 0)"
    )
    print(_row("participants", (str(n) for n, _, _ in SIZES)))
    for name, make in NOBODY.items():
        cells = []
        for n, codes, _ in SIZES:
            alarms, confirmed = 0, 0
            for seed in range(studies[n]):
                made = found(make(n, codes, seed), seed)
                alarms += made.shape.p <= SIGNIFICANT
                if seed < max(4, studies[n] // 4):
                    confirmed += int(_confirmed(made, seed).sum())
            cells.append(f"{alarms / studies[n]:.2f} | {confirmed}")
        print(_row(name, cells))
    print("\nStudies with personas: share with p of at most .05 (goal: easy .90 at 12, 1 at 30)")
    print(_row("participants", (str(n) for n, _, _ in SIZES[:3])))
    for name, make in PLANTED.items():
        cells = []
        for n, codes, personas in SIZES[:3]:
            p = [
                found(make(n, codes, personas, seed)[0], seed).shape.p for seed in range(studies[n])
            ]
            cells.append(f"{np.mean(np.array(p) <= SIGNIFICANT):.2f}")
        print(_row(name, cells))


def print_badges(studies: dict[int, int]) -> None:
    """How many personas with a badge are real."""
    print("\nPersonas by badge: how many, and the share that are noise (goal: solid at most .10)")
    print(_row("participants", (str(n) for n, _, _ in SIZES)))
    kinds: dict[str, dict[int, list[bool]]] = {
        word: {n: [] for n, _, _ in SIZES} for word in ("solid", "tentative", "fragile")
    }
    for n, codes, personas in SIZES:
        for make in PLANTED.values():
            for seed in range(studies[n]):
                counts, truth = make(n, codes, personas, seed)
                made = found(counts, seed)
                stable = stability(made.counts, made.labels, made.groups, made.without, seed)
                view = principal_points(dual_blocks(made.counts), max(2, made.groups - 1))
                apart = silhouette(view, made.labels)
                for group in range(made.groups):
                    jaccard = float(stable.jaccard[group])
                    word = badge(jaccard, stable, n, made.shape.p, apart).word
                    kinds[word.split()[-1]][n].append(
                        _best_jaccard(made.labels == group, truth) < REAL
                    )
    for word, by_n in kinds.items():
        print(_row(word, (f"{len(v)}: {np.mean(v):.2f}" if v else "0" for v in by_n.values())))


def print_identity(studies: dict[int, int]) -> None:
    """How many personas are recognised when the study has grown and its codings were mended."""
    print(
        "\nIdentity kept with a quarter more participants and 5 % of codings changed (goal at 30: .85)"
    )
    print(_row("participants", (str(n) for n, _, _ in SIZES[:3])))
    for name, make in PLANTED.items():
        cells = []
        for n, codes, personas in SIZES[:3]:
            kept = [_identity(make, n, codes, personas, seed) for seed in range(studies[n])]
            cells.append(f"{np.mean(kept):.2f}")
        print(_row(name, cells))


def print_talkative(studies: dict[int, int]) -> None:
    """Whether anybody moves when one talkative participant says everything twice."""
    print(
        "\nStudies in which someone moves when one talkative participant's excerpts double (goal: 0)"
    )
    moved = []
    for n, codes, personas in SIZES[:3]:
        for name in ("G1 middling", "G2 middling"):
            for seed in range(studies[n]):
                counts = PLANTED[name](n, codes, personas, seed)[0]
                doubled = counts.copy()
                doubled[counts.sum(axis=1).argmax()] *= 2
                one, other = found(counts, seed).labels, found(doubled, seed).labels
                moved.append(not np.array_equal(one, other))
    print(f"{sum(moved)} of {len(moved)}")


def _identity(make: Make, n: int, codes: int, personas: int, seed: int) -> float:
    """The share of old personas whose id goes on to one with the same planted persona for its largest part."""
    later, truth = make(n + n // 4, codes, personas, seed)
    before = found(later[:n], seed)
    after = found(_changed(later, np.random.default_rng(seed)), seed)
    old = [frozenset(np.flatnonzero(before.labels == g).tolist()) for g in range(before.groups)]
    new = [
        frozenset(row for row in np.flatnonzero(after.labels == g).tolist() if row < n)
        for g in range(after.groups)
    ]
    goes_to = {was: now for now, was in match_personas(old, new).items()}
    was = [_planted(truth[:n][before.labels == group]) for group in range(before.groups)]
    now = [_planted(truth[after.labels == group]) for group in range(after.groups)]
    return float(
        np.mean([g in goes_to and was[g] == now[goes_to[g]] for g in range(before.groups)])
    )


def _planted(truth: Truth) -> int:
    return int(np.bincount(truth[truth >= 0], minlength=1).argmax())


def _changed(counts: Table, random: np.random.Generator) -> Table:
    """The counts with some cells moved to another code of the same participant."""
    again = counts.copy()
    for row, code in np.argwhere(counts > 0):
        if random.random() < CHANGED:
            other = random.integers(counts.shape[1])
            again[row, [code, other]] = again[row, [other, code]]
    return again


def _confirmed(made: Found, seed: int) -> np.ndarray:
    expected = expected_presence((made.counts > 0).astype(np.float64))
    return held_out_confirmed(made.counts, expected, made.labels, made.groups, seed, made.shape.p)


def _best_jaccard(member: np.ndarray, truth: Truth) -> float:
    planted = [truth == persona for persona in range(int(truth.max()) + 1)]
    return max(float((member & one).sum() / (member | one).sum()) for one in planted)


def _row(name: str, cells: Iterable[str]) -> str:
    return f"{name:34}" + "".join(f"{cell:>12}" for cell in cells)


@one_core()
def main(quick: bool) -> None:
    """Print all tables."""
    many = {12: 8, 30: 4, 100: 2, 300: 1} if quick else {12: 30, 30: 12, 100: 5, 300: 2}
    nulls = {12: 40, 30: 20, 100: 10, 300: 5} if quick else {12: 60, 30: 40, 100: 30, 300: 20}
    print_recovery(many)
    print_alarms(nulls)
    print_badges(many)
    print_identity(many)
    print_talkative(many)
    print_times(quick)


if __name__ == "__main__":
    main("--quick" in sys.argv[1:])
