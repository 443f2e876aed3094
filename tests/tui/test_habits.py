"""What a window remembers of a study outside of it."""

import json
from pathlib import Path

import pytest

from interviewcoder.tui.app import InterviewCoderApp
from interviewcoder.tui.habits import MOST_RECENT, Habits, habits_file

from .conftest import Until


def test_they_come_back_as_they_were(tmp_path: Path) -> None:
    path = tmp_path / "state" / "one.json"
    habits = Habits({"1": "guid"}, ["guid", "other"], {"source": 12}, {"source": {"a": 4}})
    habits.write(path)
    assert Habits.read(path) == habits
    assert path.stat().st_mode & 0o777 == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["one.json"]


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", "3", '{"pins": 3}', '{"pins": [1]}', '{"recent": 5}', '{"places": []}', "\x00"],
)
def test_what_cannot_be_read_is_begun_anew(tmp_path: Path, content: str) -> None:
    path = tmp_path / "one.json"
    path.write_text(content)
    assert Habits.read(path) == Habits()
    assert Habits.read(tmp_path / "missing.json") == Habits()


def test_positions_that_are_none_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "one.json"
    path.write_text(
        json.dumps({"places": {"a": -1, "b": "x", "c": 3}, "marks": {"a": 3, "b": {"x": 1}}})
    )
    found = Habits.read(path)
    assert (found.places, found.marks) == ({"c": 3}, {"b": {"x": 1}})


def test_a_code_used_again_is_the_first() -> None:
    habits = Habits(recent=["a", "b", "c"])
    habits.use(["c", "d"])
    assert habits.recent == ["c", "d", "a", "b"]
    habits.use([str(number) for number in range(30)])
    assert len(habits.recent) == MOST_RECENT


def test_a_place_that_cannot_be_written_costs_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    Habits(pins={"1": "x"}).write(tmp_path / "file" / "one.json")
    assert (tmp_path / "file").read_text() == ""


async def test_a_window_takes_them_up_where_the_last_one_left_them(
    sample_study: Path, until: Until
) -> None:
    app = InterviewCoderApp(sample_study)
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.study is not None)
        assert app.study is not None
        file = habits_file(app.study.guid)
        app.habits.pins["3"] = "guid"
    assert Habits.read(file).pins == {"3": "guid"}
    again = InterviewCoderApp(sample_study)
    async with again.run_test() as pilot:
        await until(pilot, lambda: again.study is not None)
        assert again.habits.pins == {"3": "guid"}
