"""A disk that is full or fails, at any call: the study stays as it was, it is said clearly, and it works again afterwards."""

import re
from pathlib import Path

import pytest

from .actions import ACTIONS, GO_BACK
from .conftest import needs_shim
from .orders import Worker
from .runs import counted, failures, sweep
from .shim import Fault


@needs_shim
@pytest.mark.parametrize("sticky", [False, True])
@pytest.mark.parametrize("fault", [Fault.FULL, Fault.FAILING, Fault.FAILING_READS])
@pytest.mark.parametrize(
    "name",
    [
        one
        for one in (
            *("import", "tag", "erase", "encrypt", "new", "migrate", "export"),
            *("tag many anew", "merge many codes", GO_BACK),
        )
        if one in ACTIONS
    ],
)
def test_a_call_that_fails_changes_nothing(
    worker: Worker, template: Path, tmp_path: Path, name: str, fault: Fault, sticky: bool
) -> None:
    trials = list(sweep(worker, template, tmp_path, name, fault, sticky=sticky, points=2))
    assert [(order, verdict) for order, _, verdict in trials if verdict] == []
    failed = [told for _, told, _ in trials if told.code]
    # What is in, though it may still be lost, need not be done again.
    done = re.compile("It is done|The change is in the study")
    assert all(told.again == 0 or done.search(told.error) for told in failed)


def test_one_failure_after_the_other(worker: Worker, template: Path, tmp_path: Path) -> None:
    counts = counted(failures(worker, template, tmp_path, seed=5), 15)
    assert counts.is_good, (counts.lost, counts.unsound, counts.unclear)
    assert len(counts.messages) > 1
