"""A clock that is wrong: the history keeps the order in which things were done, and undo takes back what was done last."""

import random
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ..study.samples import content, trouble
from .conftest import needs_shim
from .judge import judge
from .orders import Order, Worker
from .scene import Scene

pytestmark = needs_shim

DAY = 86_400


def seconds_until(year: int) -> int:
    return int(datetime(year, 1, 1, 0, 0, 5, tzinfo=UTC).timestamp() - time.time())


def test_a_clock_that_jumps(worker: Worker, template: Path, tmp_path: Path) -> None:
    clocks = (0, seconds_until(2040), -2 * DAY, seconds_until(1970), 0)
    done = ("tag", "memo", "rename a code", "import", "synthesize")
    scene = Scene(tmp_path, random.Random(1))
    scene.set_up(template)
    before = content(scene.path)
    years = []
    for clock, name in zip(clocks, done, strict=True):
        told = worker.carry_out(Order(tmp_path, 3, (name,), clock=clock))
        assert told.acknowledged == [name]
        with scene.opened() as study:
            assert trouble(study) == {}
            years.append(study.journal.history(1)[0].at.year)
    assert years[1:4] == [2040, datetime.fromtimestamp(time.time() - 2 * DAY, UTC).year, 1970]
    with scene.opened() as study:
        verbs = [entry.verb for entry in study.journal.history(len(done))]
        assert verbs == ["synthesize", "import", "edit code", "write memo", "tag"]
        assert [study.journal.undo().verb for _ in done] == verbs
        assert content(scene.path) == before
        assert [study.journal.redo().verb for _ in done] == verbs[::-1]


def test_killed_while_the_clock_is_wrong(worker: Worker, template: Path, tmp_path: Path) -> None:
    scene = Scene(tmp_path, random.Random(1))
    scene.set_up(template)
    for clock in (0, -2 * DAY, seconds_until(2040), seconds_until(1970)):
        order = Order(
            tmp_path, clock % 1000, ("memo", "undo", "redo", "import"), clock=clock, kill_after=0.2
        )
        assert not judge(scene, worker.carry_out(order))


@pytest.mark.parametrize("hour", [0, 1, 2])
def test_the_night_in_which_an_hour_comes_twice(
    worker: Worker, template: Path, tmp_path: Path, hour: int
) -> None:
    """Times are kept in UTC, so the hour that Berlin has twice orders as it passed."""
    night = datetime(2026, 10, 25, hour, 59, 59, tzinfo=UTC).timestamp()
    scene = Scene(tmp_path, random.Random(1))
    scene.set_up(template)
    for late, name in enumerate(("tag", "memo")):
        clock = int(night + 2 * late - time.time())
        order = Order(tmp_path, 3, (name,), clock=clock, zone="Europe/Berlin")
        assert worker.carry_out(order).acknowledged == [name]
    with scene.opened() as study:
        later, earlier = study.journal.history(2)
        assert (later.verb, earlier.verb) == ("write memo", "tag")
        assert later.at > earlier.at
        assert abs(later.at.timestamp() - night) < 30
