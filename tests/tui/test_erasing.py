"""Erasing a participant from the library: the plan, the name, and the state after it."""

from pathlib import Path

import pytest

from interviewcoder.domain.participant import Participant
from interviewcoder.tui.app import InterviewCoderApp
from interviewcoder.tui.screens.erase_dialog import EraseDialog
from interviewcoder.tui.screens.gone_for_good import GoneForGoodDialog
from interviewcoder.tui.screens.library import LibraryScreen
from interviewcoder.tui.widgets.listing import Listing

from ..study.test_erasing import erasable, runs_left
from .conftest import Until
from .test_library import library, people, person, source_names

NAME = "Zenobia Q. Quarx"


def _row_of(app: InterviewCoderApp, name: str) -> int:
    rows = [row.value for row in people(app).rows]
    return next(
        n for n, one in enumerate(rows) if isinstance(one, Participant) and one.name == name
    )


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (100, 30)])
async def test_erase_a_participant(tmp_path: Path, until: Until, size: tuple[int, int]) -> None:
    folder = tmp_path / "there"
    folder.mkdir()
    path = erasable(folder)
    quoting = folder / "letter.txt"
    quoting.write_text(f"Dear {NAME}, thank you.\n")
    async with library(path, until, size) as pilot:
        app = pilot.app
        await until(pilot, lambda: person(app, NAME) is not None)
        people(app).focus()
        people(app).highlighted = _row_of(app, NAME)
        await pilot.press("D")
        await until(pilot, lambda: isinstance(app.screen, EraseDialog) and app.screen._plan)
        dialog = app.screen
        line, plan = dialog.query_one("#name"), dialog.query_one("#plan")
        assert line.region.height >= 1
        assert line.region.bottom < size[1]
        assert plan.region.height >= 4
        hint = dialog.query_one("#hint")
        assert hint.region.bottom < size[1]
        await pilot.press(*"nobody", "enter")
        await until(pilot, lambda: dialog.query_one("#trouble").has_class("-shown"))
        assert person(app, NAME) is not None
        await pilot.press(*["backspace"] * 6)
        await pilot.press(*["space" if mark == " " else mark for mark in NAME.lower()], "enter")
        await until(pilot, lambda: isinstance(app.screen, GoneForGoodDialog))
        told = app.screen.query_one(Listing)
        assert any(quoting.name in row.draw(400).plain for row in told.rows)
        assert app.screen.query_one("#hint").region.bottom < size[1]
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen))
        await until(pilot, lambda: person(app, NAME) is None and "z" not in source_names(app))
        assert people(app).rows
    quoting.unlink()
    assert runs_left(folder) == set()
