"""Whether two ways to sort the same people hang together: the statistics of a table of counts.

Random tables with the margins of a given one are drawn cell by cell from hypergeometric distributions. That is
what shuffling the people would give, at a cost that does not grow with the number of people.
"""

from collections.abc import Sequence
from math import exp, log

import numpy as np
from numpy.typing import NDArray

from .embedding import Array

Counts = NDArray[np.int64]

MOST_SHUFFLES = 9_999
FEWEST_SHUFFLES = 999
RESAMPLES = 2_000
_MOST_DRAWS = 1_500_000
"""Cells drawn for one test, which holds it below a second."""
_TIE = 1e-9


def adjusted_residual(count: int, row: int, column: int, people: int) -> float:
    """How far a cell is from independence, about standard normal (Haberman 1973); 0 where it cannot be told.

    Args:
        count: people in the row and the column.
        row: people in the row.
        column: people in the column.
        people: everyone.
    """
    if min(row, column) <= 0 or max(row, column) >= people:
        return 0.0
    expected = row * column / people
    variance = expected * (1 - row / people) * (1 - column / people)
    return float((count - expected) / np.sqrt(variance))


def cell_p(count: int, row: int, column: int, people: int) -> float:
    """Chance of a cell at least as unlikely as this one if people were shuffled (Fisher's exact test).

    This is the limit of a permutation test of one cell with ever more permutations.

    >>> round(cell_p(3, 4, 4, 8), 6)
    0.485714
    """
    low, high = max(0, row + column - people), min(row, column)
    if low >= high:
        return 1.0
    k = np.arange(low, high, dtype=np.float64)
    step = np.log((row - k) * (column - k)) - np.log((k + 1) * (people - row - column + k + 1))
    weight = np.concatenate(([0.0], np.cumsum(step)))
    chance = np.exp(weight - weight.max())
    chance /= chance.sum()
    return float(min(1.0, chance[chance <= chance[count - low] * (1 + 1e-7)].sum()))


def discoveries(p: Sequence[float], rate: float) -> list[bool]:
    """Which hypotheses stand if at most a share `rate` of those that stand may be false.

    Benjamini and Hochberg (1995).

    >>> discoveries([0.01, 0.04, 0.5], 0.1)
    [True, True, False]
    """
    last = 0.0
    for place, value in enumerate(sorted(p), start=1):
        if value <= rate * place / len(p):
            last = value
    return [value <= last and last > 0 for value in p]


def effective_number(sizes: Sequence[int]) -> float:
    """Exponential of the entropy: how many groups of equal size these amount to.

    >>> effective_number([5, 5, 5, 0]), effective_number([])
    (3.0, 0.0)
    """
    total = sum(sizes)
    if not total:
        return 0.0
    entropy = -sum(size / total * log(size / total) for size in sizes if size)
    return round(exp(entropy), 9)


def chi_squared(tables: Counts | Array) -> Array:
    """Pearson's statistic of each table, (..., rows, columns); empty rows and columns count for nothing."""
    rows = tables.sum(axis=-1, keepdims=True)
    columns = tables.sum(axis=-2, keepdims=True)
    total = rows.sum(axis=-2, keepdims=True)
    expected = rows * columns / np.maximum(total, 1)
    squares = (tables - expected) ** 2 / np.where(expected > 0, expected, 1)
    return np.asarray(squares.sum(axis=(-2, -1)))


def cramers_v(tables: Counts) -> Array:
    """Bias-corrected Cramér's V (Bergsma 2013) of each table, 0 to 1; 0 where it cannot be told."""
    total = tables.sum(axis=(-2, -1)).astype(np.float64)
    rows = (tables.sum(axis=-1) > 0).sum(axis=-1)
    columns = (tables.sum(axis=-2) > 0).sum(axis=-1)
    rest = np.maximum(total - 1, 1)
    corrected = chi_squared(tables) / np.maximum(total, 1) - (rows - 1) * (columns - 1) / rest
    widest = np.minimum(rows - (rows - 1) ** 2 / rest, columns - (columns - 1) ** 2 / rest) - 1
    told = (rows > 1) & (columns > 1) & (widest > _TIE)
    ratio = np.where(told, np.maximum(corrected, 0) / np.where(told, widest, 1), 0)
    return np.asarray(np.sqrt(np.clip(ratio, 0, 1)))


def cramers_interval(table: Counts, seed: int) -> tuple[float, float]:
    """Bootstrap percentile interval of 95 % for the corrected V.

    The table is first drawn toward independence until its association is the corrected one. To draw people
    from the raw table would add the bias of a small sample twice, and correct it once.
    """
    table = _in_order(table)
    total = int(table.sum())
    if not total or min(table.shape) < 2:
        return 0.0, 0.0
    expected = np.outer(table.sum(axis=1), table.sum(axis=0)) / total
    raw = float(chi_squared(table)) / total / (min(table.shape) - 1)
    kept = min(1.0, float(cramers_v(table)) / np.sqrt(raw)) if raw > _TIE else 0.0
    shares = (expected + kept * (table - expected)).ravel() / total
    shares = np.maximum(shares, 0)
    random = np.random.Generator(np.random.PCG64(seed))
    drawn = random.multinomial(total, shares / shares.sum(), size=RESAMPLES)
    low, high = np.quantile(cramers_v(drawn.reshape(-1, *table.shape)), [0.025, 0.975])
    return float(low), float(high)


def independence_p(table: Counts, seed: int) -> float:
    """Permutation p of independence by Pearson's statistic; 1 where it cannot be told."""
    table = _in_order(table)
    if min(table.shape) < 2:
        return 1.0
    cells = (table.shape[0] - 1) * (table.shape[1] - 1)
    shuffles = min(MOST_SHUFFLES, max(FEWEST_SHUFFLES, _MOST_DRAWS // cells))
    random = np.random.Generator(np.random.PCG64(seed))
    shuffled = chi_squared(shuffled_tables(table, shuffles, random))
    observed = float(chi_squared(table))
    as_far = int((shuffled >= observed * (1 - _TIE) - _TIE).sum())
    return float((as_far + 1) / (shuffles + 1))


def shuffled_tables(table: Counts, shuffles: int, random: np.random.Generator) -> Counts:
    """Tables with the margins of `table` as shuffled people would give them, (shuffles, rows, columns)."""
    rows, columns = table.shape
    left = np.broadcast_to(table.sum(axis=0), (shuffles, columns)).copy()
    drawn = np.empty((shuffles, rows, columns), dtype=np.int64)
    for row in range(rows - 1):
        wanted = np.full(shuffles, table[row].sum())
        behind = left.sum(axis=1)
        for column in range(columns - 1):
            behind = behind - left[:, column]
            taken = random.hypergeometric(left[:, column], behind, wanted)
            drawn[:, row, column] = taken
            wanted = wanted - taken
        drawn[:, row, -1] = wanted
        left -= drawn[:, row]
    drawn[:, -1] = left
    return drawn


def _in_order(table: Counts) -> Counts:
    """Without empty rows and columns, sorted: figures do not depend on the order of the groups."""
    table = table[table.sum(axis=1) > 0][:, table.sum(axis=0) > 0]
    return _by_size(_by_size(table).T).T


def _by_size(table: Counts) -> Counts:
    order = sorted(range(len(table)), key=lambda row: (table[row].sum(), sorted(table[row])))
    return table[order]
