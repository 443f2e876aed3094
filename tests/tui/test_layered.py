"""What shows through a screen is the one below it, whenever it draws itself."""

import pytest
from textual._context import visible_screen_stack
from textual.content import Content

from interviewcoder.tui.app import InterviewCoderApp
from interviewcoder.tui.screens.chooser import Chooser


@pytest.mark.parametrize("place", range(3))
async def test_screens_never_end_up_behind_each_other(sample_study, until, place: int) -> None:
    app = InterviewCoderApp(sample_study, coder="Ana", demo=True)
    async with app.run_test(size=(100, 40)) as pilot:
        await until(pilot, lambda: app.current_mode == "personas")
        for number in range(3):
            app.push_screen(Chooser(f"Dialog {number}", [(Content("one"), 1)]))
            await pilot.pause()
        drawn_late, *above = app.screen_stack[place:]
        # The list that another drawing left half used: what Textual's own way takes the screen below from.
        visible_screen_stack.set(app.screen_stack[: place + 2])
        drawn_late.refresh()
        drawn_late._render()
        for screen in above:
            screen._set_dirty()
        shown = app.export_screenshot()
        assert "Dialog&#160;2" in shown
        assert "Greenlea" in shown
