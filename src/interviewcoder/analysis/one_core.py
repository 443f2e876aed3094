"""Linear algebra on one core."""

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def one_core() -> Iterator[None]:
    """Keep the BLAS library to one thread; also a decorator.

    The matrices here are small and many. With several threads the library waits in busy loops for cores that
    other programs use, which made a synthesis five times slower on a busy machine; and the order of sums, so
    the last digit, would depend on the number of cores.
    """
    from threadpoolctl import threadpool_limits

    with threadpool_limits(limits=1, user_api="blas"):
        yield
