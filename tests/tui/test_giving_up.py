"""Typing that differs from what was there is given up at the second Escape only, in every editor."""

from pathlib import Path

import pytest
from textual.widgets import TextArea

from interviewcoder.tui.screens.claim_editor import ClaimEditor
from interviewcoder.tui.screens.dialog import Dialog
from interviewcoder.tui.screens.speakers import SpeakersDialog
from interviewcoder.tui.widgets.voices import VoicesList

from .editors import EDITORS, begin, prepare, put, text, typed, window


@pytest.fixture
def sample_study(sample_study: Path) -> Path:
    """The sample study, with something in all that is edited."""
    return prepare(sample_study)


@pytest.mark.parametrize("name", EDITORS)
async def test_typing_is_given_up_at_the_second_escape_only(sample_study, until, name):
    async with window(sample_study, until) as pilot:
        field = await begin(pilot, until, name)
        editor = pilot.app.screen
        was = typed(field)

        def is_open() -> bool:
            return pilot.app.screen is editor and field.display

        await pilot.press("end", "x")
        assert len(typed(field)) == len(was) + 1
        await pilot.press("escape")
        await pilot.pause()
        assert is_open()
        assert "This is not saved" in text(pilot)
        await pilot.press("y")
        await until(pilot, lambda: "This is not saved" not in text(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: "This is not saved" in text(pilot))
        assert is_open()
        assert len(typed(field)) == len(was) + 2
        await pilot.press("escape")
        await until(pilot, lambda: not is_open())


@pytest.mark.parametrize("name", EDITORS)
async def test_nothing_typed_or_typed_back_is_left_at_once(sample_study, until, name):
    async with window(sample_study, until) as pilot:
        for keys in ((), ("end", "x", "backspace")):
            field = await begin(pilot, until, name)
            editor = pilot.app.screen
            await pilot.press(*keys, "escape")
            await until(pilot, lambda e=editor, f=field: pilot.app.screen is not e or not f.display)
            while isinstance(pilot.app.screen, Dialog):
                await pilot.press("escape")
                await pilot.pause()


async def test_a_text_that_was_taken_over_is_left_at_once(sample_study, until):
    async with window(sample_study, until) as pilot:
        field = await begin(pilot, until, "narrative")
        assert isinstance(field, TextArea)
        put(field, "Mine")
        pilot.app.screen._take_theirs({"narrative": "Theirs"})
        assert typed(field) == "Theirs"
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(pilot.app.screen, Dialog))


async def test_a_claim_and_who_speaks_are_asked_about_too(sample_study, until):
    async with window(sample_study, until) as pilot:
        app = pilot.app
        await pilot.press("a")
        await until(pilot, lambda: isinstance(app.screen, ClaimEditor))
        await pilot.press("x", "escape")
        await pilot.pause()
        assert isinstance(app.screen, ClaimEditor)
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, Dialog))

        source = app.study.sources.list()[0]
        app.push_screen(SpeakersDialog(source.id, source.name))
        await until(pilot, lambda: isinstance(app.screen, SpeakersDialog))
        await until(pilot, lambda: bool(app.screen.query_one(VoicesList).rows))
        await pilot.press("o", "escape")
        await pilot.pause()
        assert isinstance(app.screen, SpeakersDialog)
        assert "This is not saved" in text(pilot)
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, Dialog))
