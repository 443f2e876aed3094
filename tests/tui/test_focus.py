"""Where the keys go in a dialog that opened while another window of the desktop had them."""

from textual import events

from interviewcoder.tui.app import InterviewCoderApp
from interviewcoder.tui.screens.passphrase_prompt import PassphrasePrompt


async def test_a_dialog_that_opened_meanwhile_takes_the_keys(sample_study, until):
    app = InterviewCoderApp(sample_study, coder="Ana")
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: app.current_mode == "library" and app.overview is not None)
        app.post_message(events.AppBlur())
        await until(pilot, lambda: not app.app_focus)
        app.push_screen(PassphrasePrompt("a.study"))
        await until(pilot, lambda: isinstance(app.screen, PassphrasePrompt))
        app.post_message(events.AppFocus())
        await until(pilot, lambda: app.app_focus)
        await pilot.press("x")
        assert app.screen.query_one("#words").value == "x"
