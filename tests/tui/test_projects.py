"""Projects of other programs on the screen: taken in like files, handed on from the excerpts."""

from pathlib import Path

import pytest
from textual.widgets import Input

from interviewcoder.study import Study
from interviewcoder.tui.screens.import_dialog import ImportDialog
from interviewcoder.tui.screens.save_prompt import SavePrompt

from ..importers.refi_files import CODES, INTERVIEW, project, selection, sources, text_source
from .test_import import at, importing, screen_text

NAME = "[/b]\x1b[31m\u202e it".replace("\x1b", "&#x9b;")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Study.create(tmp_path / "new.study", coder="Ana").close()
    span = (INTERVIEW.index("I fear"), len(INTERVIEW) - 1)
    body = CODES + sources(text_source(selection(*span) + selection(900, 950, n=1), name=NAME))
    (tmp_path / "other.qdpx").write_bytes(project(body, {"a.txt": INTERVIEW}))
    return tmp_path


async def test_a_project_goes_in_and_out_again(folder, until):
    async with importing(folder / "new.study", until) as pilot:
        app = pilot.app
        await pilot.press(*"other.qdpx", "enter")
        await until(pilot, at(app, "looked"))
        assert "2 codes, 1 participant, 1 source, 1 coding" in screen_text(app)
        await until(pilot, lambda: "A project, taken in whole." in screen_text(app))
        assert app.study.sources.list() == []
        await pilot.press("enter")
        await until(pilot, at(app, "done"))
        assert "Left out: 1 selection outside the texts." in screen_text(app)
        await pilot.press("enter")
        await until(pilot, lambda: not isinstance(app.screen, ImportDialog))
        await pilot.press("3")
        await until(pilot, lambda: "Fear" in screen_text(app))
        await pilot.press("x")
        await until(pilot, lambda: isinstance(app.screen, SavePrompt))
        app.screen.query_one(Input).value = str(folder / "out.qdpx")
        await pilot.press("enter")
        await until(pilot, lambda: (folder / "out.qdpx").exists())
        await until(pilot, lambda: any("journal" in n.message for n in app._notifications))
        await pilot.press("z")
        await until(pilot, lambda: app.overview.sources == 0)
