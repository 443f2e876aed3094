"""What a window remembers of a study outside of it."""

import json
from pathlib import Path

import pytest

from interviewcoder.study import Study
from interviewcoder.tui.app import InterviewCoderApp
from interviewcoder.tui.habits import MOST_RECENT, Habits, habits_file, is_guid
from interviewcoder.tui.keymap import MODES
from interviewcoder.tui.widgets.listing import Listing, Row

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
    [
        "",
        "{",
        "[]",
        "3",
        "[" * 100_000,
        '{"pins": 3}',
        '{"pins": [1]}',
        '{"recent": 5}',
        '{"places": []}',
        "\x00",
    ],
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


def test_two_windows_keep_what_each_of_them_changed(tmp_path: Path) -> None:
    path = tmp_path / "one.json"
    began = Habits(
        {"1": "a", "2": "b", "3": "c"}, ["a"], {"s": 1, "t": 2}, {"s": {"a": 1, "b": 2}}, "reading"
    )
    began.write(path)
    one, two = Habits.read(path), Habits.read(path)
    one.pins = {"1": "a", "2": "z", "4": "d"}
    one.marks["s"]["c"] = 3
    one.places["u"] = 7
    one.mode = "search"
    one.write(path)
    two.pins["5"] = "e"
    del two.marks["s"]["a"]
    two.recent = ["b", "a"]
    two.places["s"] = two.places.pop("s")
    two.write(path)
    found = Habits.read(path)
    assert found.pins == {"1": "a", "2": "z", "4": "d", "5": "e"}
    assert found.marks == {"s": {"b": 2, "c": 3}}
    assert (found.recent, found.mode) == (["b", "a"], "search")
    assert found.places == {"s": 1, "t": 2, "u": 7}
    assert next(reversed(found.places)) == "s"
    # Nothing comes back by being written once more, and a file that is lost is written whole.
    one.write(path)
    assert Habits.read(path) == found
    path.write_text("damaged")
    two.write(path)
    assert Habits.read(path) == two


@pytest.mark.parametrize(
    "guid", ["../../../evil", "/etc/evil", "a" * 5_000, "", "x\x00y", "\ud800"]
)
def test_a_study_cannot_say_where_they_lie(
    guid: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    path = habits_file(guid)
    assert path.resolve().parent == tmp_path / "interviewcoder"
    Habits(pins={"1": "x"}).write(path)
    assert [one for one in tmp_path.rglob("*") if one.is_file()] == [path]
    assert Habits.read(path).pins == {"1": "x"}


def test_a_state_folder_that_is_a_link_or_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    Habits(pins={"1": "x"}).write(tmp_path / "link" / "one.json")
    assert Habits.read(tmp_path / "real" / "one.json").pins == {"1": "x"}
    (tmp_path / "one.json").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "elsewhere").write_text("of somebody else")
    Habits(pins={"1": "x"}).write(tmp_path / "one.json")
    assert (tmp_path / "elsewhere").read_text() == "of somebody else"
    (tmp_path / "folder.json").mkdir()
    Habits(pins={"1": "x"}).write(tmp_path / "folder.json")
    assert sorted(one.name for one in tmp_path.iterdir()) == [
        *("elsewhere", "folder.json", "link", "one.json", "real")
    ]


async def test_a_window_opens_whatever_they_say(sample_study: Path, until: Until) -> None:
    with Study.open(sample_study, coder="Maya") as study:
        path, source = habits_file(study.guid), study.sources.list()[0].guid
    far, gone = 2**31 - 1, "00000000-0000-4000-8000-000000000000"
    rows = {f"{mode}.{name}": far for mode in MODES for name in ("codes", "sources", "excerpts")}
    rows |= {f"{mode}.{name}": -far for mode in MODES for name in ("queue", "participants")}
    told = {
        "pins": {"1": gone, "\x1b[31m": "\u202e"},
        "recent": [gone, "x"],
        "places": {gone: 3, source: far},
        "marks": {source: {"a": far, "\x1b[31m[/b]": 0, "\ud800": 5}},
        "mode": "reading",
        "rows": rows,
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(told))
    app = InterviewCoderApp(sample_study, coder="Maya")
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: app.current_mode == "reading")
        await pilot.pause()
        await pilot.press("apostrophe")
        await pilot.pause()
        app.save_screenshot(str(path.with_name("shot.svg")))
        shot = path.with_name("shot.svg").read_text()
        assert "\x1b" not in shot
        await pilot.press("escape", "space", "escape")
        for digit in "1234567892":
            await pilot.press(digit)
            await pilot.pause()
    assert app.return_code in (0, None)


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


async def test_a_study_is_opened_where_it_was_left(sample_study: Path, until: Until) -> None:
    app = InterviewCoderApp(sample_study)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.current_mode == "library" and bool(listing(app, "people")))
        await pilot.press("tab", *["down"] * 30, "3")
        await until(pilot, lambda: app.current_mode == "excerpts" and bool(listing(app, "codes")))
        await pilot.press("down", "down")
        await until(pilot, lambda: bool(listing(app, "excerpts")))
        code = app.screen.query_one("#codes", Listing).row
        await pilot.press("q")
    again = InterviewCoderApp(sample_study)
    async with again.run_test(size=(80, 24)) as pilot:
        await until(
            pilot, lambda: again.current_mode == "excerpts" and bool(listing(again, "codes"))
        )
        await until(pilot, lambda: bool(listing(again, "excerpts")))
        assert code is not None
        assert again.screen.query_one("#codes", Listing).row.key == code.key
        await pilot.press("1")
        await until(
            pilot, lambda: again.current_mode == "library" and bool(listing(again, "people"))
        )
        people = again.screen.query_one("#people", Listing)
        assert people.highlighted == 30
        await pilot.press("tab")
        await pilot.pause()
        assert people.scroll_offset.y > 10, "it is in view"


def listing(app: InterviewCoderApp, name: str) -> list[Row]:
    """The rows of a list of the mode on show; none while it is not there."""
    found = app.mode_screen.query(f"#{name}")
    return list(found.first(Listing).rows) if found else []


async def test_what_is_remembered_holds_no_words(nasty_study: Path, until: Until) -> None:
    app = InterviewCoderApp(nasty_study)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.current_mode == "library" and app.overview is not None)
        for mode in MODES:
            app.show_mode(mode)
            await until(pilot, lambda mode=mode: app.current_mode == mode)
            await pilot.press("down", "tab", "down")
        file = habits_file(app.study.guid)
        await pilot.press("1", "q")
    found = json.loads(file.read_text())
    assert found["mode"] in MODES
    assert found["rows"]
    assert all(isinstance(row, int) or is_guid(row) for row in found["rows"].values())


def test_rows_and_modes_that_are_none_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "one.json"
    path.write_text(json.dumps({"mode": 3, "rows": {"a.b": "some words", "a.c": -4, "a.d": None}}))
    found = Habits.read(path)
    assert (found.mode, found.rows) == ("3", {"a.c": -4})
