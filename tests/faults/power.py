"""Power cuts, simulated: from a log of all writes, the disks that a cut at any moment could leave.

The disk is as bad as POSIX lets it be. What was written to a file and not yet synced is there, or is not, or is there in
some of its sectors. Names (created, deleted, renamed) last once their folder was synced; before that, the first of them
may be there and the later ones not.
"""

import random
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from .actions import ACTIONS
from .judge import Verdict, judge
from .orders import Order, Told, Worker
from .scene import Scene

_SECTOR = 512
_DELETED = " (deleted)"


@dataclass(frozen=True)
class Call:
    """One call that changed the disk: `W`rite, `T`runcate, `S`ync, sync of a folder (`D`), `C`reate, `U`nlink, `R`ename,
    `L`ink; or `A`, the user was told."""

    kind: str
    name: str
    offset: int
    data: bytes


def read_log(log: Path) -> Iterator[Call]:
    data, at = log.read_bytes(), 0
    while at < len(data):
        kind, length, offset, size = struct.unpack_from("<cIQQ", data, at)
        at += 21
        name = data[at : at + length].decode()
        at += length
        yield Call(kind.decode(), name, offset, data[at : at + size])
        at += size


@dataclass
class _File:
    synced: bytearray = field(default_factory=bytearray)
    written: list[Call] = field(default_factory=list)
    """Since it was synced."""


class Disk:
    """A folder's files, with what of them would survive."""

    def __init__(self, folder: Path) -> None:
        self._files: dict[str, _File] = {}
        for path in folder.rglob("*"):
            if path.is_file():
                self._files[str(path)] = _File(bytearray(path.read_bytes()))
        self._safe_names = dict(self._files)
        self._pending: list[dict[str, _File]] = []
        """The names after each change of them that is not safe yet."""
        self._gone: dict[str, _File] = {}

    def carry_out(self, call: Call) -> None:
        match call.kind:
            case "W" | "T":
                self._of(call.name).written.append(call)
            case "S":
                file = self._of(call.name)
                for write in file.written:
                    _apply(file.synced, write)
                file.written = []
            case "D":
                self._safe_names, self._pending = dict(self._files), []
            case "C":
                self._change(call.name, _File())
            case "U":
                self._change(call.name, None)
            case "R" | "L":
                file = self._of(call.name)
                self._change(call.data.decode(), file, "" if call.kind == "L" else call.name)

    def _of(self, name: str) -> _File:
        if name.endswith(_DELETED):
            return self._gone[name.removesuffix(_DELETED)]
        return self._files[name]

    def _change(self, name: str, file: _File | None, instead_of: str = "") -> None:
        if name in self._files:
            self._gone[name] = self._files.pop(name)
        if file is not None:
            self._files[name] = file
        self._files.pop(instead_of, None)
        self._pending.append(dict(self._files))

    def after_a_cut(self, chance: random.Random | None) -> dict[str, bytes]:
        """What is on the disk when the power is back; all that was not safe is lost if there is no chance."""
        names = self._safe_names
        if chance and self._pending:
            names = chance.choice([names, *self._pending])
        return {name: bytes(_left_of(file, chance)) for name, file in names.items()}


def _left_of(file: _File, chance: random.Random | None) -> bytearray:
    left = bytearray(file.synced)
    if chance is None:
        return left
    for write in file.written:
        if write.kind == "T":
            if chance.random() < 0.5:
                _apply(left, write)
            continue
        for at in range(0, len(write.data), _SECTOR):
            if chance.random() < 0.5:
                sector = write.data[at : at + _SECTOR]
                _apply(left, Call("W", "", write.offset + at, sector))
    return left


def _apply(content: bytearray, call: Call) -> None:
    if len(content) < call.offset:
        content.extend(bytes(call.offset - len(content)))
    if call.kind == "T":
        del content[call.offset :]
    else:
        content[call.offset : call.offset + len(call.data)] = call.data


def cuts(
    worker: Worker,
    template: Path,
    root: Path,
    name: str,
    seed: int,
    *,
    states: int,
    synchronous: str = "",
) -> Iterator[tuple[Order, Told, Verdict]]:
    """The power goes while an action is under way, or just after: disks at moments that lie evenly over it."""
    chance = random.Random(seed)
    root.mkdir(parents=True, exist_ok=True)
    scene = Scene(root, chance)
    scene.set_up(template)
    disk, log = Disk(scene.folder), root / "calls.log"
    order = Order(root, seed, (name,), log=log, synchronous=synchronous)
    told = worker.carry_out(order)
    assert told.code == 0, told.said
    assert told.before is not None
    calls = list(read_log(log))
    (begun, ended) = [at for at, call in enumerate(calls) if call.kind == "A"]
    step = max(1, 2 * (len(calls) - begun) // states)
    for at, call in enumerate(calls):
        disk.carry_out(call)
        if at < begun or (at % step and at < ended):
            continue
        for cut in (None, random.Random(chance.random())):
            _lay(disk.after_a_cut(cut), scene.folder)
            is_told = at >= ended
            found = Told(
                acknowledged=[name] if is_told else [],
                in_flight=None if is_told else name,
                state=told.after if is_told else told.before,
                killed=True,
            )
            yield order, found, judge(scene, found)


def all_cuts(
    worker: Worker, template: Path, root: Path, seed: int
) -> Iterator[tuple[Order, Told, Verdict]]:
    """Cuts in all actions in turn, without end."""
    for number in count(seed):
        for name in ACTIONS:
            yield from cuts(worker, template, root, name, number, states=20)


def _lay(files: dict[str, bytes], folder: Path) -> None:
    for path in [one for one in folder.rglob("*") if one.is_file()]:
        path.unlink()
    for name, content in files.items():
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_bytes(content)
