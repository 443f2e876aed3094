"""A short run of the hostile strings; the long one: `python tests/hostile/run.py --strings 50000`."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from .command_line import every_command, hostile_command_lines
from .counted import require_none
from .exports import hostile_exports
from .imports import hostile_imports
from .queries import bombs, hostile_queries
from .strings import CANARIES, FAMILIES, RAW, hostile_strings
from .terminal import live
from .tour import short_tour

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="needs /proc to see a program rest")


@pytest.fixture(autouse=True)
def as_nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Whoever runs the tests may have settings of their own."""
    for name in ("INTERVIEWCODER_CODER", "INTERVIEWCODER_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    before = Path.cwd()
    yield
    os.chdir(before)


def test_strings_are_the_same_for_the_same_seed() -> None:
    strings = list(hostile_strings(2_000, 3))
    assert strings == list(hostile_strings(2_000, 3))
    assert len(strings) == 2_000
    assert len(set(strings)) > 1_500
    assert strings[-500:] != list(hostile_strings(2_000, 4))[-500:]
    assert sum(bool(RAW.search(one)) for one in strings) > 500
    assert all(any(one in text for text in strings) for one in CANARIES)
    assert len(FAMILIES) >= 12


@pytest.mark.parametrize(
    "written",
    [
        b"\x1b]52;c;T1dORUQ=\x07",
        b"\x1b]0;title 7777\x07",
        b"\x1b]2;x\x1b\\",
        b"\x1bPdcs 7777\x1b\\",
        b"\x1b_G7777\x1b\\",
        b"\x1b]8;;http://evil.example/7777\x1b\\",
        b"\x1bc",
        b"said\x07 more",
        b"over\rwritten",
        b"\x9b31m",
        "\x9b31m".encode(),
        "\u202egnp".encode(),
        b"\x1b[?7777h",
        b"\x1b[6n",
    ],
)
def test_what_a_terminal_would_obey_is_seen(written: bytes) -> None:
    _, faults = live(b"\x1b[1;1Hsome words\x1b[31m " + written + b" and more")
    assert faults


def test_what_the_driver_writes_is_known() -> None:
    written = b"\x1b[?1049h\x1b[?25l\x1b[2;3H\x1b[1;38;2;1;2;3mwords\x1b[0m\x1b]22;default\x07"
    known, faults = live(written + "∕ ␛[31m שלום 👩‍👩‍👧".encode())
    assert not faults
    assert known["style"] == 2


@on_linux
def test_all_modes(tmp_path: Path) -> None:
    """Every dialog is in the long run."""
    counts = short_tour(tmp_path)
    require_none(counts)
    assert counts[0].worst["strings seen"] > 40


def test_every_command(tmp_path: Path) -> None:
    require_none(every_command(tmp_path))


def test_hostile_command_lines(tmp_path: Path) -> None:
    require_none(hostile_command_lines(tmp_path, 60)[:1])


def test_every_export(tmp_path: Path) -> None:
    require_none(hostile_exports(tmp_path, 1))


def test_every_way_in(tmp_path: Path) -> None:
    require_none(hostile_imports(tmp_path, 1, shared=False))


def test_queries_end(tmp_path: Path) -> None:
    require_none(hostile_queries(tmp_path, 40))
    assert sum(1 for _ in bombs()) > 40
