"""Long lists in pieces: a statement of SQLite takes only so many values."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")

_A_STATEMENT = 500


def in_batches(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """The values, in their order, as many at a time as one statement names."""
    for first in range(0, len(values), _A_STATEMENT):
        yield values[first : first + _A_STATEMENT]
