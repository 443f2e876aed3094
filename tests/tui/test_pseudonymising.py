"""Pseudonymising from the library: the list of names is gone through, then they are replaced."""

import shutil
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from interviewcoder.domain.name_review import Candidate, NameKind
from interviewcoder.study.pseudonym_files import read_key
from interviewcoder.tui.app import InterviewCoderApp
from interviewcoder.tui.screens.confirm import Confirm
from interviewcoder.tui.screens.gone_for_good import GoneForGoodDialog
from interviewcoder.tui.screens.library import LibraryScreen
from interviewcoder.tui.screens.pseudonymise import PseudonymiseDialog
from interviewcoder.tui.screens.replace_names import ReplaceNamesDialog
from interviewcoder.tui.screens.text_prompt import TextPrompt
from interviewcoder.tui.widgets.listing import Listing

from ..study.test_erasing import erasable
from ..study.test_pseudonyms_applied import left
from .conftest import NASTY, Until
from .test_library import library, person


def names(app: InterviewCoderApp) -> dict[str, Candidate]:
    dialog = next(one for one in app.screen_stack if isinstance(one, PseudonymiseDialog))
    return {one.name: one for one in dialog._names}


async def choose(pilot: Pilot[None], name: str) -> None:
    app = pilot.app
    assert isinstance(app.screen, PseudonymiseDialog)
    place = [one.name for one in app.screen._names].index(name)
    app.screen.query_one("#names", Listing).highlight_key(place)
    await pilot.pause()


async def type_into(pilot: Pilot[None], until: Until, words: str) -> None:
    app = pilot.app
    await until(pilot, lambda: isinstance(app.screen, TextPrompt))
    app.screen.query_one(Input).value = words
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(app.screen, PseudonymiseDialog))


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (110, 34)])
async def test_go_through_the_names_and_replace_them(
    tmp_path: Path, until: Until, size: tuple[int, int]
) -> None:
    folder = tmp_path / "there"
    folder.mkdir()
    path = erasable(folder)
    async with library(path, until, size) as pilot:
        app = pilot.app
        await until(pilot, lambda: person(app, "Ana") is not None)
        await pilot.press("N")
        await until(pilot, lambda: isinstance(app.screen, PseudonymiseDialog) and app.screen._names)
        dialog = app.screen
        listing = dialog.query_one("#names", Listing)
        assert listing.region.height >= 5
        assert dialog.query_one("#name").region.bottom < size[1]
        before = names(app)
        assert before["Ana"].accepted
        assert before["Ben"].accepted
        await choose(pilot, "Ben")
        await pilot.press("space")
        assert not names(app)["Ben"].accepted
        await choose(pilot, "Zenobia Q. Quarx")
        await pilot.press("e")
        await type_into(pilot, until, "Queen")
        # All names of one person change together.
        called = {one.name for one in names(app).values() if one.pseudonym == "Queen"}
        assert {"Zenobia Q. Quarx", "Zenobia Quarx", "Zenobia", "Quarx"} <= called
        await choose(pilot, "Quarx")
        await pilot.press("c", "c", "w", "o")
        assert names(app)["Quarx"].pseudonym not in ("Queen", before["Quarx"].pseudonym)
        assert names(app)["Quarx"].kind is not before["Quarx"].kind
        await pilot.press("a")
        await type_into(pilot, until, "Sunday")
        assert names(app)["Sunday"].accepted
        await pilot.press("ctrl+s")
        await until(
            pilot,
            lambda: isinstance(app.screen, ReplaceNamesDialog) and app.screen._plan is not None,
        )
        dialog = app.screen
        assert dialog.query_one("#word").region.bottom < size[1]
        assert dialog.query_one("#hint").region.bottom < size[1]
        await pilot.press("enter")
        await until(pilot, lambda: dialog.query_one("#trouble").has_class("-shown"))
        assert not (folder / "box.key.csv").exists()
        key = tmp_path / "key.csv"
        dialog.query_one("#key", Input).value = str(key)
        accepted = [one for one in names(app).values() if one.accepted]
        assert dialog.query_one("#hint").region.bottom < size[1]
        await pilot.press(*"replace", "enter")
        await until(pilot, lambda: isinstance(app.screen, GoneForGoodDialog))
        shown = [row.draw(200).plain for row in app.screen.query_one(Listing).rows]
        assert any("whoever has both knows who spoke" in line for line in shown)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen))
        await until(pilot, lambda: person(app, "Queen") is not None)
        assert person(app, "Ben") is not None
    assert {one.name for one in read_key(key)} == {one.name for one in accepted}
    assert left(folder, accepted) == set()


async def test_leaving_asks_where_something_was_decided(tmp_path: Path, until: Until) -> None:
    folder = tmp_path / "there"
    folder.mkdir()
    path = erasable(folder)
    before = path.read_bytes()
    async with library(path, until) as pilot:
        app = pilot.app
        await pilot.press("N")
        await until(pilot, lambda: isinstance(app.screen, PseudonymiseDialog) and app.screen._names)
        await pilot.press("space", "escape")
        await until(pilot, lambda: isinstance(app.screen, Confirm))
        await pilot.press("n")
        await until(pilot, lambda: isinstance(app.screen, PseudonymiseDialog))
        await pilot.press("A", "escape", "y")
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen))
    assert path.read_bytes() == before


async def test_hostile_names_are_shown_as_they_are(
    nasty_study: Path, tmp_path: Path, until: Until
) -> None:
    path = Path(shutil.copy(nasty_study, tmp_path / "[b]x.study"))
    async with library(path, until) as pilot:
        app = pilot.app
        await pilot.press("N")
        await until(pilot, lambda: isinstance(app.screen, PseudonymiseDialog) and app.screen._names)
        assert any(one.kind is NameKind.PARTICIPANT for one in names(app).values())
        await pilot.press("e")
        await type_into(pilot, until, NASTY)
        for _ in range(8):
            await pilot.press("down")
        await pilot.press("A", "ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, ReplaceNamesDialog))
        await until(pilot, lambda: app.screen._plan is not None or app.screen.query(".-shown"))
        await pilot.press("escape", "question_mark", "escape")
        assert isinstance(app.screen, PseudonymiseDialog)


async def test_a_key_that_is_none_is_told(tmp_path: Path, until: Until) -> None:
    folder = tmp_path / "there"
    folder.mkdir()
    path = erasable(folder)
    (folder / "box.key.csv").write_text("a,b\n1,2\n")
    async with library(path, until) as pilot:
        app = pilot.app
        await pilot.press("N")
        await until(pilot, lambda: bool(app.screen.query("#trouble.-shown")))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen))
