"""Moments of a timeline of which some are not set: those between two that are set are spread evenly."""

from collections.abc import Iterable


def spread(moments: Iterable[tuple[str, int | None]]) -> dict[str, int | None]:
    """The moments by their ids, the unset ones between their set neighbours; the others stay None.

    >>> spread([("a", 0), ("b", None), ("c", None), ("d", 3000)])
    {'a': 0, 'b': 1000, 'c': 2000, 'd': 3000}
    """
    listed = list(moments)
    times: dict[str, int | None] = dict(listed)
    before: tuple[int, int] | None = None
    for index, (_, at) in enumerate(listed):
        if at is None:
            continue
        if before is not None and index - before[0] > 1:
            first, since = before
            step = (at - since) / (index - first)
            for between in range(first + 1, index):
                times[listed[between][0]] = since + max(0, round(step * (between - first)))
        before = index, at
    return times
