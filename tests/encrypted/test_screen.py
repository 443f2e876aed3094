"""The screen asks for the passphrase before anything is shown."""

from pathlib import Path

from textual.widgets import Input, Static

from interviewcoder.domain.passphrase import Passphrase
from interviewcoder.tui.app import InterviewCoderApp
from interviewcoder.tui.screens.passphrase_prompt import PassphrasePrompt

from ..study.past_the_program import PASSPHRASE
from ..tui.conftest import Until, no_own_keys, until

__all__ = ["no_own_keys", "until"]

WORDS = PASSPHRASE.encoded().decode()


async def test_wrong_then_right(path: Path, until: Until) -> None:
    app = InterviewCoderApp(path, coder="Maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, PassphrasePrompt))
        await pilot.press(*"wrong", "enter")
        await until(
            pilot,
            lambda: (
                isinstance(app.screen, PassphrasePrompt)
                and app.screen.query_one("#trouble").has_class("-shown")
            ),
        )
        assert "does not open" in str(app.screen.query_one("#trouble", Static).render())
        assert app.study is None
        await pilot.press("enter")
        assert "empty" in str(app.screen.query_one("#trouble", Static).render())
        app.screen.query_one(Input).insert_text_at_cursor(WORDS)
        await pilot.pause()
        assert WORDS[:8] not in app.export_screenshot()
        assert "•••" in app.export_screenshot()
        await pilot.press("enter")
        await until(pilot, lambda: app.study is not None and app.current_mode == "library")
        assert app.overview is not None
        assert app.overview.codings == 12


async def test_escape_leaves(path: Path, until: Until) -> None:
    before = path.read_bytes()
    app = InterviewCoderApp(path, coder="Maya")
    async with app.run_test(size=(60, 20)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, PassphrasePrompt))
        await pilot.press("escape")
        await until(pilot, lambda: not app.is_running)
    assert app.study is None
    assert path.read_bytes() == before


async def test_one_that_was_given_is_not_asked_for(path: Path, until: Until) -> None:
    app = InterviewCoderApp(path, coder="Maya", passphrase=PASSPHRASE)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.current_mode == "library")


async def test_one_that_was_given_and_is_wrong(path: Path, until: Until) -> None:
    app = InterviewCoderApp(path, coder="Maya", passphrase=Passphrase("not the one"))
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, PassphrasePrompt))
        assert app.screen.query_one("#trouble").has_class("-shown")
