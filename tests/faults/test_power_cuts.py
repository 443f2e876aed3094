"""The power goes at any moment: what was acknowledged is on the disk, also what SQLite's defaults would have lost."""

from pathlib import Path

import pytest

from .actions import ACTIONS
from .conftest import needs_shim
from .orders import Worker
from .power import cuts

pytestmark = needs_shim

STATES = 10


@pytest.mark.parametrize("name", ACTIONS)
def test_nothing_acknowledged_goes_with_the_power(
    worker: Worker, template: Path, tmp_path: Path, name: str
) -> None:
    found = list(cuts(worker, template, tmp_path, name, 1, states=STATES))
    assert len(found) >= STATES
    assert [verdict for _, _, verdict in found if verdict] == []
    assert any(told.acknowledged for _, told, _ in found)


@pytest.mark.parametrize("synchronous", ["OFF", "FULL"])
def test_a_careless_program_would_be_caught(
    worker: Worker, template: Path, tmp_path: Path, synchronous: str
) -> None:
    """`FULL` is what SQLite does unless it is told otherwise."""
    found = cuts(worker, template, tmp_path, "tag", 1, states=16, synchronous=synchronous)
    assert any(verdict for _, _, verdict in found)
