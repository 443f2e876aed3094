"""A short run over broken files; the long one is a command (see fuzzing.py)."""

from .fuzzing import READERS, beginnings, run


def test_broken_files_are_read_or_refused() -> None:
    outcomes, failures = run(beginnings(), iter(range(400)))
    assert not failures
    assert outcomes["source read"] > 20
    assert outcomes["source refused"] > 20
    assert {name.split()[0] for name in outcomes} == set(READERS)
