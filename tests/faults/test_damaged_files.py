"""Bits that flip and ends that are missing: a command tells it in one line, or its result is sound; the file stays as it is."""

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from interviewcoder.__main__ import show_screen
from interviewcoder.cli.app import run

from .judge import UNCLEAR

PAGE = 4096
READING = (
    ("sources",),
    ("codings",),
    ("codebook",),
    ("participants",),
    ("personas",),
    ("memos",),
    ("history",),
    ("find", "price"),
    ("passages", "ana"),
    ("check",),
)


@pytest.fixture
def study(template: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(template, tmp_path / "pilot.study"))


def damaged(whole: bytes, chance: random.Random) -> Iterator[bytes]:
    for end in range(0, len(whole), PAGE):
        yield whole[:end]
    for _ in range(20):
        yield whole[: chance.randrange(len(whole))]
        flipped = bytearray(whole)
        for _ in range(chance.choice((1, 1, 30))):
            flipped[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
        yield bytes(flipped)
        page = chance.randrange(len(whole) // PAGE) * PAGE
        yield whole[:page] + bytes(PAGE) + whole[page + PAGE :]


def test_a_damaged_file_is_told_and_left_as_it_is(
    study: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole, chance, found = study.read_bytes(), random.Random(6), 0
    for content in damaged(whole, chance):
        study.write_bytes(content)
        codes = {}
        for command, *more in (chance.choice(READING), READING[-1]):
            codes[command] = run([command, str(study), *more], show_screen)
            said = capsys.readouterr()
            assert not UNCLEAR.search(said.err.replace(str(study), "")), (command, said.err)
            assert codes[command] == 0 or "Error:" in said.err or command == "check"
            assert study.read_bytes() == content, command
        found += codes["check"] != 0
        assert {one.name for one in study.parent.iterdir()} == {study.name}
    assert found > len(whole) // PAGE
    study.write_bytes(whole)
    assert run(["check", str(study)], show_screen) == 0
