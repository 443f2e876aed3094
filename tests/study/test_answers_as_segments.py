"""A bar of a closed question's chart and the segment that is made of it hold the same people."""

import random
from pathlib import Path

import pytest

from interviewcoder.domain.value_rules import value_rule
from interviewcoder.study import Study


def written(folder: Path, seed: int) -> Path:
    dice = random.Random(seed)
    lines = ["name,far,decimal,day,decade,choice,agreed"]
    for number in range(40):
        values = (
            dice.choice((-3, 0, 5, 12, 40, 55, 71, 99, 10_000)),
            round(dice.uniform(-2, 3), 2),
            f"2024-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}",
            f"{dice.randint(1950, 2020)}-02-28",
            dice.choice(("[/b]", "or", "a*", "say ””no””", "=1+1", "x y")),
            dice.choice(("yes", "no")),
        )
        lines.append(f"P{number}," + ",".join(str(value) for value in values))
    path = folder / "people.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("seed", range(3))
def test_each_bar_makes_a_segment_of_its_people(tmp_path: Path, seed: int) -> None:
    with Study.create(tmp_path / "a.study") as study:
        study.participants.import_file(written(tmp_path, seed))
        attributes = {one.name: one for one in study.participants.attributes()}
        bars = [
            (question.attribute, value, count)
            for question in study.segments.closed_questions()
            for value, count in question.values
        ]
        rules = [value_rule(attributes[name], value) for name, value, _ in bars]
        sizes = study.segments.sizes(rules)
    assert len({name for name, *_ in bars}) == 6
    wrong = [
        (bar, rule, size)
        for bar, rule, size in zip(bars, rules, sizes, strict=True)
        if bar[2] != size
    ]
    assert not wrong
