"""How much of what participants say is tagged, against counting character by character."""

import random
from pathlib import Path

import pytest

from interviewcoder import Study
from interviewcoder.domain.coding import Span
from interviewcoder.domain.source import Role


def by_hand(study: Study, name: str = "") -> float:
    said = coded = 0
    for source in study.sources.list():
        if name and source.name != name:
            continue
        marked = bytearray(source.characters)
        for coding in study.codings.on_source(source.id):
            marked[coding.span.start : coding.span.end] = b"\1" * (
                coding.span.end - coding.span.start
            )
        for passage in study.sources.read(source.id).passages:
            if passage.role is Role.PARTICIPANT:
                said += passage.end - passage.start
                coded += sum(marked[passage.start : passage.end])
    return coded / said


@pytest.mark.parametrize("seed", range(5))
def test_it_is_what_counting_gives(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    for name in "ab":
        turns = "".join(
            f"{'Interviewer' if number % 2 else 'Ana'}: {'words ' * chance.randrange(1, 9)}\n\n"
            for number in range(12)
        )
        (tmp_path / f"{name}.txt").write_text(f"{name}\n\n{turns}")
    with Study.create(tmp_path / "a.study") as study:
        list(study.sources.import_files([tmp_path / "a.txt", tmp_path / "b.txt"]))
        assert study.codings.share() == 0
        codes = [code.id for code in study.codebook.list()[:3]]
        for _ in range(25):
            source = chance.choice(study.sources.list())
            start = chance.randrange(source.characters - 1)
            end = min(source.characters, start + chance.choice([1, 5, 40, 200]))
            if study.sources.read(source.id).text[start:end].strip():
                study.codings.tag(source.id, Span(start, end), [chance.choice(codes)])
        assert study.codings.share() == pytest.approx(by_hand(study))
        assert study.codings.shares() == {
            source.id: pytest.approx(by_hand(study, source.name)) for source in study.sources.list()
        }


def test_nobody_says_anything(tmp_path: Path) -> None:
    with Study.create(tmp_path / "a.study") as study:
        assert study.codings.share() is None
