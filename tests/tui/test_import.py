"""The import by keys: what is typed, what it would become, what came of it."""

import re
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot

from interviewcoder.domain.errors import StudyError
from interviewcoder.study import Study
from interviewcoder.tui.app import InterviewCoderApp
from interviewcoder.tui.paths import completions_of, pasted, paths_in, words_of
from interviewcoder.tui.screens.import_dialog import ImportDialog
from interviewcoder.tui.screens.library import LibraryScreen
from interviewcoder.tui.widgets.listing import Listing

INTERVIEWS = Path(__file__).parents[2] / "sample_transcripts" / "interviews"
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
HOSTILE = "[/b] [@click=app.quit]go[/] \x1b[31m\u202e"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the user is: an empty study and a folder of three interviews."""
    monkeypatch.chdir(tmp_path)
    Study.create(tmp_path / "new.study", coder="Ana").close()
    talks = tmp_path / "talks"
    talks.mkdir()
    for name in ("interview_01_hanna.txt", "interview_03_ingrid.md", "interview_05_priya.vtt"):
        shutil.copy(INTERVIEWS / name, talks)
    return talks


@asynccontextmanager
async def importing(
    study: Path, until: Callable, size: tuple[int, int] = (100, 30)
) -> AsyncIterator[Pilot[None]]:
    app = InterviewCoderApp(study, coder="Ana")
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen))
        await pilot.press("i")
        await until(pilot, lambda: isinstance(app.screen, ImportDialog))
        yield pilot


def screen_text(app: InterviewCoderApp) -> str:
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)


def at(app: InterviewCoderApp, phase: str) -> Callable[[], bool]:
    return lambda: isinstance(app.screen, ImportDialog) and app.screen.phase == phase


async def test_a_folder_is_looked_at_then_imported_and_not_twice(folder, until):
    async with importing(folder.parent / "new.study", until) as pilot:
        app = pilot.app
        await pilot.press("t", "tab", "enter")
        await until(pilot, at(app, "looked"))
        await until(pilot, lambda: "Maya Lindqvist" in screen_text(app))
        assert "3 ready to import" in screen_text(app)
        assert app.study.sources.list() == []
        await pilot.press("enter")
        await until(pilot, at(app, "done"))
        assert "3 imported" in screen_text(app)
        await pilot.press("enter")
        await until(pilot, lambda: app.overview.sources == 3)
        await pilot.press("i", *"talks", "enter")
        await until(pilot, at(app, "nothing"))
        assert "3 already there" in screen_text(app)
        await pilot.press("escape", "escape", "z")
        await until(pilot, lambda: app.overview.sources == 0)


async def test_a_broken_file_is_told_and_the_rest_is_in(folder, until):
    (folder / "broken.txt").write_bytes(bytes(range(256)) * 40)
    async with importing(folder.parent / "new.study", until) as pilot:
        app = pilot.app
        await pilot.press(*"talks", "enter")
        await until(pilot, at(app, "looked"))
        await pilot.press("enter")
        await until(pilot, at(app, "done"))
        shown = screen_text(app)
        assert "3 imported" in shown
        assert "1 failed" in shown
        assert "is not a text file" in shown
        assert len(app.study.sources.list()) == 3


async def test_a_wrong_path_stays_and_says_what_helps(folder, until):
    async with importing(folder.parent / "new.study", until) as pilot:
        app = pilot.app
        await pilot.press(*"tolks", "tab", "right", "enter")
        await until(pilot, lambda: "There is no file or folder 'tolks'" in screen_text(app))
        assert at(app, "form")()
        assert app.screen.query_one("#path").value == "tolks"
        assert app.screen.query_one("#format").value == "docx"
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen))


async def test_options_reach_the_importer(folder, until):
    (folder / "pair.txt").write_text(
        "Bo: How was it?\n\nCy: Fine, it was.\n\nBo: And then?\n\nCy: I left.\n"
    )
    async with importing(folder.parent / "new.study", until) as pilot:
        app = pilot.app
        await pilot.press(*"talks/p", "tab", "tab", "tab", *"Cy", "enter")
        await until(pilot, at(app, "looked"))
        await pilot.press("enter")
        await until(pilot, at(app, "done"))
        roles = {s.label: s.role.value for s in app.study.sources.speakers(1)}
        assert roles["Cy"] == "interviewer"


async def test_an_import_stops_between_files_and_tells_what_is_in(folder, until):
    # So much that the first group of files is far from being all of them.
    text = (folder / "interview_01_hanna.txt").read_text() * 8
    for number in range(400):
        (folder / f"more_{number:03}.txt").write_text(f"{text}\nNumber {number}.\n")
    async with importing(folder.parent / "new.study", until) as pilot:
        app = pilot.app
        await pilot.press(*"talks", "enter")
        await until(pilot, at(app, "looked"))
        await pilot.press("enter", "escape")
        await until(pilot, at(app, "done"))
        count = len(app.study.sources.list())
        assert 0 < count < 403
        assert f"{count} imported" in screen_text(app)
        assert f"stopped, {403 - count} files left out" in screen_text(app)
        await pilot.press("enter", "z")
        await until(pilot, lambda: app.overview.sources == 0)


@pytest.mark.parametrize("size", [(60, 20), (120, 40)])
async def test_hostile_files_and_pasted_text(folder, until, size):
    (folder / "[b]bad[@click=app.quit].txt").write_text(f"A {HOSTILE}: {HOSTILE}\n\nB: hello\n" * 4)
    (folder / "[u]\x1b[31mbroken.txt").write_bytes(bytes(range(256)) * 40)
    async with importing(folder.parent / "new.study", until, size) as pilot:
        app = pilot.app
        pasted_text = f"{folder}\n{HOSTILE}"
        app.focused.post_message(events.Paste(pasted_text))
        await until(pilot, lambda: "talks" in app.screen.query_one("#path").value)
        assert not CONTROL.search(app.screen.query_one("#path").value)
        await pilot.press("enter")
        await until(pilot, lambda: "Nothing fits '[/b]'" in screen_text(app))
        assert "=app.quit]go[/]" in screen_text(app)
        await pilot.press("ctrl+u", *"talks", "enter")
        await until(pilot, at(app, "looked"))
        for _ in range(len(app.screen.query_one(Listing).rows)):
            await pilot.press("down")
            await app.workers.wait_for_complete()
            assert not CONTROL.search(screen_text(app).replace("\n", ""))
        assert "[b]bad" in screen_text(app)


def test_a_line_is_read_as_a_shell_would(folder):
    spaced = folder / "my notes.txt"
    spaced.write_text("A: b\n")
    assert [word.text for word in words_of("'a b' c\\ d \"e")] == ["a b", "c d", "e"]
    assert paths_in("talks/my notes.txt") == [Path("talks/my notes.txt")]
    assert paths_in('talks/*.md "talks/my notes.txt" talks/*.md') == [
        Path("talks/interview_03_ingrid.md"),
        Path("talks/my notes.txt"),
    ]
    with pytest.raises(StudyError, match="Nothing fits"):
        paths_in("talks/*.pdf")
    with pytest.raises(StudyError, match="No file is named"):
        paths_in("  ")
    assert paths_in(pasted(f"{spaced}\r\n{folder}\n")) == [spaced, folder]


def test_tab_goes_on_as_far_as_it_is_clear(folder):
    (folder / "my notes.txt").write_text("A: b\n")
    assert completions_of("ta").common == "talks/"
    assert completions_of("talks/int").common == "talks/interview_0"
    assert completions_of("x.txt talks/m").common == "x.txt talks/my\\ notes.txt"
    assert completions_of("'talks/m").common == "'talks/my notes.txt"
    assert completions_of("talks/zzz").common == "talks/zzz"
    assert completions_of("nowhere/zzz").matches == ()
