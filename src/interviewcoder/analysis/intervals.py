"""How far a share, or the difference of two shares, could be off for the number of people it stands on."""

from math import sqrt
from statistics import NormalDist

LEVEL = 0.95


def wilson(k: float, n: float, level: float = LEVEL) -> tuple[float, float]:
    """The score interval of a share (Wilson 1927).

    Args:
        k: how many have it.
        n: of how many; of nobody, anything is possible.
        level: how sure, between 0 and 1.

    Raises:
        ValueError: `k` is not among 0 to `n`, or `level` not between 0 and 1.

    >>> [round(bound, 4) for bound in wilson(81, 263)]
    [0.2553, 0.3662]
    """
    if not 0 <= k <= n:
        raise ValueError(f"{k} of {n} is not a share.")
    if not 0 < level < 1:
        raise ValueError(f"A level of {level} is not between 0 and 1.")
    if n == 0:
        return 0.0, 1.0
    z = NormalDist().inv_cdf((1 + level) / 2)
    middle = 2 * k + z * z
    reach = z * sqrt(z * z + 4 * k * (n - k) / n)
    whole = 2 * (n + z * z)
    # At the ends the bound is exact, where rounding would leave it a hair inside.
    low = 0.0 if k == 0 else (middle - reach) / whole
    high = 1.0 if k == n else (middle + reach) / whole
    return low, high


def newcombe(k1: int, n1: int, k2: int, n2: int, level: float = LEVEL) -> tuple[float, float]:
    """The interval of `k1/n1 - k2/n2`, of two sets of people that share nobody.

    The hybrid score interval, method 10 of Newcombe (1998, Statistics in Medicine 17): it stays within -1 and 1
    and holds its level with few people.

    Raises:
        ValueError: as in `wilson`.

    >>> [round(bound, 4) for bound in newcombe(56, 70, 48, 80)]
    [0.0524, 0.3339]
    """
    (low1, high1), (low2, high2) = wilson(k1, n1, level), wilson(k2, n2, level)
    if n1 == 0 or n2 == 0:
        return -1.0, 1.0
    p1, p2 = k1 / n1, k2 / n2
    difference = p1 - p2
    return (
        max(-1.0, difference - sqrt((p1 - low1) ** 2 + (high2 - p2) ** 2)),
        min(1.0, difference + sqrt((high1 - p1) ** 2 + (p2 - low2) ** 2)),
    )
