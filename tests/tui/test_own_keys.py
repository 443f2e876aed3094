"""Keys that the user chose work, show in the help, and are refused where they clash."""

from pathlib import Path

import pytest

from interviewcoder.domain.errors import StudyError
from interviewcoder.study.settings import read_settings
from interviewcoder.tui.app import InterviewCoderApp
from interviewcoder.tui.own_keys import own_keys
from interviewcoder.tui.screens.code_finder import CodeFinder
from interviewcoder.tui.screens.help import HelpDialog
from interviewcoder.tui.widgets.listing import Listing


@pytest.fixture
def keys_json(tmp_path: Path, no_own_keys: None) -> Path:
    folder = tmp_path / "settings" / "interviewcoder"
    folder.mkdir(parents=True)
    return folder / "keys.json"


async def test_another_key_tags(sample_study, keys_json, until):
    keys_json.write_text('{"reading.tag": "Q", "reading.next-sentence": "X"}')
    app = InterviewCoderApp(sample_study)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: app.current_mode == "library" and app.overview is not None)
        await pilot.press("2")
        await until(pilot, lambda: app.screen.view.source_text is not None)
        place = app.screen.view.cursor
        await pilot.press("X")
        assert app.screen.view.cursor > place
        await pilot.press("?")
        await until(pilot, lambda: isinstance(app.screen, HelpDialog))
        lines = [row.draw(200).plain for row in app.screen.query_one(Listing).rows]
        assert any(line.split()[:2] == ["Q", "Tag"] for line in lines)
        await pilot.press("escape", "t", "Q")
        await until(pilot, lambda: isinstance(app.screen, CodeFinder))


async def test_a_file_that_cannot_be_used_is_told(sample_study, keys_json, until):
    keys_json.write_text('{"reading.tag": "m"}')
    app = InterviewCoderApp(sample_study)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await until(pilot, lambda: app.current_mode == "library")
        (notice,) = app._notifications
        assert "'reading.tag' has another use" in notice.title


async def test_keys_of_the_settings_work(sample_study, keys_json, until):
    keys_json.with_name("settings.toml").write_text('[keys]\nreading.tag = "Q"\n')
    app = InterviewCoderApp(sample_study)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: app.current_mode == "library" and app.overview is not None)
        assert app.own_keys == {"reading.tag": "Q"}


@pytest.mark.parametrize(
    ("words", "line", "told"),
    [
        ('"[/b]" = "x"', 2, "There is no command '[/b]'"),
        ('app.undo = "ctrl+u"\nlibrary.rename = "i"', 3, "another use"),
        ('app.help = "q"', 2, "another use"),
        ('reading.next-sentence = "n"', 2, "another use"),
        ('names.tick = "A"', 2, "another use"),
    ],
)
def test_what_is_refused(tmp_path: Path, words: str, line: int, told: str) -> None:
    (tmp_path / "settings.toml").write_text(f"[keys]\n{words}\n")
    with pytest.raises(StudyError) as refused:
        own_keys(read_settings(tmp_path))
    assert refused.value.message.startswith(f"{tmp_path / 'settings.toml'}, line {line}: ")
    assert told in refused.value.message


def test_no_file_means_no_own_keys(tmp_path: Path) -> None:
    assert own_keys(read_settings(tmp_path)) == {}
