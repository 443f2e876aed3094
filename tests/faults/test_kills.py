"""kill -9 at any moment of any action: what was acknowledged is there, the rest is whole or not there at all.

Many more of them: python -m tests.faults.run
"""

import random
from pathlib import Path

import pytest

from .actions import ACTIONS
from .conftest import needs_shim
from .judge import judge
from .orders import Order, Worker
from .runs import counted, kills, sweep
from .scene import Scene
from .shim import Fault


def test_killed_on_and_on_a_study_loses_nothing(
    worker: Worker, template: Path, tmp_path: Path
) -> None:
    counts = counted(kills(worker, template, tmp_path, seed=11), 30)
    assert counts.is_good, (counts.lost, counts.unsound, counts.unclear)
    assert counts.acknowledged > 10


@needs_shim
@pytest.mark.parametrize("name", ACTIONS)
def test_killed_at_its_calls_an_action_is_done_or_not(
    worker: Worker, template: Path, tmp_path: Path, name: str
) -> None:
    trials = list(sweep(worker, template, tmp_path, name, Fault.KILL_TORN, sticky=False, points=4))
    assert [(order, verdict) for order, _, verdict in trials if verdict] == []
    assert all(told.killed for _, told, _ in trials)


def test_what_is_lost_is_noticed(worker: Worker, template: Path, tmp_path: Path) -> None:
    """The judge is no friend: a study from before an acknowledged change does not pass."""
    scene, _ = _begun(worker, template, tmp_path, "memo")
    before = scene.path.read_bytes()
    told = worker.carry_out(Order(tmp_path, 2, ("tag",)))
    assert told.acknowledged == ["tag"]
    after = scene.path.read_bytes()
    scene.path.write_bytes(before)
    assert judge(scene, told).lost
    scene.path.write_bytes(after[: len(after) // 2])
    assert judge(scene, told).unsound
    scene.path.write_bytes(after)
    assert not judge(scene, told)


def _begun(worker: Worker, template: Path, root: Path, name: str) -> tuple[Scene, Order]:
    scene, order = Scene(root, random.Random(1)), Order(root, 1, (name,))
    scene.set_up(template)
    assert worker.carry_out(order).code == 0
    return scene, order
