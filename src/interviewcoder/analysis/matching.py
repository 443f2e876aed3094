"""Which new persona is which old one: exact assignment by shared members."""

from collections.abc import Sequence

LEAST_JACCARD = 0.3
"""Personas that share less than this part of their joint members are not the same persona."""


def jaccard(one: frozenset[int], other: frozenset[int]) -> float:
    """Shared members over all members of both, 0 to 1; 0 for two empty sets."""
    joint = len(one | other)
    return len(one & other) / joint if joint else 0.0


def match_personas(old: Sequence[frozenset[int]], new: Sequence[frozenset[int]]) -> dict[int, int]:
    """The best pairing of new personas with old ones.

    The total Jaccard over pairs of at least `LEAST_JACCARD` is as large as it can be (Hungarian method, Kuhn
    1955), each persona in at most one pair.

    Args:
        old: the members' ids of each old persona.
        new: the members' ids of each new persona.

    Returns:
        Index of the new persona to index of the old one, where there is one.

    >>> match_personas([frozenset({1, 2}), frozenset({3, 4})], [frozenset({3, 4, 5}), frozenset({9})])
    {0: 1}
    """
    weight = [[jaccard(mine, theirs) for theirs in old] for mine in new]
    kept = [[value if value >= LEAST_JACCARD else 0.0 for value in row] for row in weight]
    return {row: column for row, column in best_pairs(kept).items() if kept[row][column] > 0}


def best_pairs(weight: Sequence[Sequence[float]]) -> dict[int, int]:
    """The pairing of rows with columns of the greatest total weight; the shorter side is paired whole.

    Shortest augmenting paths with potentials, cubic in the number of rows and columns.
    """
    rows, columns = len(weight), len(weight[0]) if weight else 0
    if rows > columns:
        turned = [[weight[r][c] for r in range(rows)] for c in range(columns)]
        pairs = best_pairs(turned)
        return {row: column for column, row in sorted(pairs.items(), key=lambda pair: pair[1])}
    row_price, column_price = [0.0] * (rows + 1), [0.0] * (columns + 1)
    holder = [0] * (columns + 1)
    for row in range(1, rows + 1):
        holder[0], column = row, 0
        slack, came_from = [float("inf")] * (columns + 1), [0] * (columns + 1)
        visited = [False] * (columns + 1)
        while holder[column]:
            visited[column] = True
            here, least, following = holder[column], float("inf"), 0
            for other in range(1, columns + 1):
                if visited[other]:
                    continue
                cost = -weight[here - 1][other - 1] - row_price[here] - column_price[other]
                if cost < slack[other]:
                    slack[other], came_from[other] = cost, column
                if slack[other] < least:
                    least, following = slack[other], other
            for other in range(columns + 1):
                if visited[other]:
                    row_price[holder[other]] += least
                    column_price[other] -= least
                else:
                    slack[other] -= least
            column = following
        while column:
            holder[column], column = holder[came_from[column]], came_from[column]
    return dict(
        sorted(
            (holder[column] - 1, column - 1) for column in range(1, columns + 1) if holder[column]
        )
    )
