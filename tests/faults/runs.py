"""Runs of interruptions, and their counts: a thousand kills, some hundreds of failing disks."""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from . import shim
from .actions import ACTIONS, FOR_GOOD
from .judge import Verdict, judge
from .orders import Order, Told, Worker
from .scene import Scene
from .shim import Fault

ROUNDS = 20
"""How many orders a study lives through before a fresh one is taken."""

Trial = tuple[Order, Told, Verdict]


@dataclass
class Counts:
    """What a run came to."""

    interrupted: Counter[str] = field(default_factory=Counter)
    """Interruptions, by what was interrupted."""
    faults: Counter[str] = field(default_factory=Counter)
    """By the sort of what happened."""
    acknowledged: int = 0
    """Actions that were told to be done, and looked for after each interruption until the study's end."""
    unharmed: int = 0
    """Orders that ended before the interruption came."""
    lost: list[str] = field(default_factory=list)
    unsound: list[str] = field(default_factory=list)
    unclear: list[str] = field(default_factory=list)
    messages: Counter[str] = field(default_factory=Counter)

    def add(self, trial: Trial) -> None:
        order, told, verdict = trial
        self.acknowledged += len(told.acknowledged)
        if is_interrupted(order, told):
            self.interrupted[told.in_flight or "after an action"] += 1
            self.faults[sort_of(order)] += 1
        else:
            self.unharmed += 1
        if told.code:
            self.messages[told.error.replace(str(order.root), "")] += 1
        for wrong, where in (
            (verdict.lost, self.lost),
            (verdict.unsound, self.unsound),
            (verdict.unclear, self.unclear),
        ):
            if wrong:
                where.append(f"{wrong} [{told.in_flight}, {order}]")

    @property
    def is_good(self) -> bool:
        return not (self.lost or self.unsound or self.unclear)


def is_interrupted(order: Order, told: Told) -> bool:
    return told.killed or (bool(told.code) and order.can_fail_by_itself)


def sort_of(order: Order) -> str:
    if order.kill_after is not None:
        return "kill -9 at a random moment"
    if order.log is not None:
        return "power cut"
    if order.limit is not None:
        return "the file may not grow"
    name = {
        Fault.NOTHING: "nothing",
        Fault.KILL: "kill -9 at a call",
        Fault.KILL_TORN: "kill -9 in the midst of a write",
        Fault.FULL: "disk full",
        Fault.FAILING: "I/O error",
        Fault.FAILING_READS: "I/O error on reading",
    }[order.fault]
    return f"{name}, for good" if order.sticky else name


def kills(worker: Worker, template: Path, root: Path, seed: int) -> Iterator[Trial]:
    """kill -9 without end: at random moments of several actions, and at the calls of one."""
    chance = random.Random(seed)
    lengths = _Lengths()
    for scene in _scenes(template, root, chance):
        for _ in range(ROUNDS):
            if chance.random() < 0.5 or shim.missing():
                names = _several(chance)
                number = chance.randrange(len(names))
                moment = chance.uniform(0, 1.2 * lengths.seconds(names[number]))
                seed = chance.randrange(10**9)
                order = Order(scene.root, seed, names, kill_after=moment, kill_in=number)
            else:
                name = chance.choice(list(ACTIONS))
                fault = chance.choice((Fault.KILL, Fault.KILL_TORN))
                at = chance.randint(1, lengths.calls(name))
                order = Order(scene.root, chance.randrange(10**9), (name,), fault, at)
            yield _tried(worker, scene, order, lengths)


def failures(worker: Worker, template: Path, root: Path, seed: int) -> Iterator[Trial]:
    """A disk that is full or fails, without end: at some call, once or for good, or as soon as the file grows."""
    chance = random.Random(seed)
    lengths = _Lengths()
    sorts = [
        (fault, sticky)
        for fault in (Fault.FULL, Fault.FAILING, Fault.FAILING_READS)
        for sticky in (False, True)
    ]
    for scene in _scenes(template, root, chance):
        for _ in range(ROUNDS):
            name, number = chance.choice(list(ACTIONS)), chance.randrange(10**9)
            if chance.random() < 0.2 or shim.missing():
                limit = chance.choice((0, 0, 4096, 50_000))
                order = Order(scene.root, number, (name,), limit=limit, again=True)
            else:
                fault, sticky = chance.choice(sorts)
                at = chance.randint(1, lengths.calls(name))
                order = Order(scene.root, number, (name,), fault, at, sticky, again=True)
            yield _tried(worker, scene, order, lengths)


def sweep(
    worker: Worker,
    template: Path,
    root: Path,
    name: str,
    fault: Fault,
    *,
    sticky: bool,
    points: int,
) -> Iterator[Trial]:
    """One action interrupted at calls that lie evenly over all that it makes, each time on a fresh study."""
    scene = Scene(root, random.Random(0))
    root.mkdir(exist_ok=True)
    scene.set_up(template)
    reading = Order(root, 1, (name,), Fault.FAILING_READS, 10**9)
    writing = Order(root, 1, (name,), Fault.NOTHING)
    whole = worker.carry_out(reading if fault is Fault.FAILING_READS else writing)
    assert whole.code == 0, whole.said
    step = max(1, whole.calls // points)
    for at in range(1, whole.calls + 1, step):
        scene.set_up(template)
        killing = fault in (Fault.KILL, Fault.KILL_TORN)
        order = Order(root, 1, (name,), fault, at, sticky, again=not killing)
        told = worker.carry_out(order)
        yield order, told, judge(scene, told)


def counted(trials: Iterator[Trial], interruptions: int) -> Counts:
    """Count trials until so many were interrupted."""
    counts = Counts()
    while sum(counts.interrupted.values()) < interruptions:
        for trial in islice(trials, 1):
            counts.add(trial)
    return counts


class _Lengths:
    """How long actions were found to take."""

    def __init__(self) -> None:
        self._seconds: dict[str, float] = {}
        self._calls: dict[str, int] = {}

    def seconds(self, name: str) -> float:
        return self._seconds.get(name, 0.1)

    def calls(self, name: str) -> int:
        return max(1, self._calls.get(name, 60))

    def learn(self, told: Told) -> None:
        if told.acknowledged and told.in_flight is None:
            name = told.acknowledged[-1]
            self._seconds[name] = told.seconds
            self._calls[name] = max(told.calls, self._calls.get(name, 0))


def _tried(worker: Worker, scene: Scene, order: Order, lengths: _Lengths) -> Trial:
    told = worker.carry_out(order)
    lengths.learn(told)
    return order, told, judge(scene, told)


def _scenes(template: Path, root: Path, chance: random.Random) -> Iterator[Scene]:
    root.mkdir(parents=True, exist_ok=True)
    while True:
        scene = Scene(root, chance)
        scene.set_up(template)
        yield scene


def _several(chance: random.Random) -> tuple[str, ...]:
    """Some actions; what nothing takes back comes last, so that a copy from before it can be compared."""
    names = chance.choices(list(ACTIONS), k=chance.randint(1, 5))
    return tuple(sorted(names, key=FOR_GOOD.__contains__))
