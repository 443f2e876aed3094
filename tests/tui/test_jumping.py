"""Jump mode: letters on panes and rows, and one key that goes there."""

import pytest

from interviewcoder.tui.app import InterviewCoderApp
from interviewcoder.tui.screens.jump import JumpScreen
from interviewcoder.tui.widgets.listing import Listing


def letters(app: InterviewCoderApp) -> dict[str, tuple[int, int]]:
    assert isinstance(app.screen, JumpScreen)
    return {
        str(label.render()): (label.region.x, label.region.y)
        for label in app.screen.query(".letter")
    }


def line(app: InterviewCoderApp, y: int) -> str:
    """A line of the screen below the letters."""
    strips = app.screen_stack[-2]._compositor.render_strips()
    return "".join(segment.text for segment in strips[y])


@pytest.mark.parametrize(("size", "theme"), [((60, 20), "dark"), ((100, 30), "ansi")])
async def test_to_a_row_and_to_a_pane(sample_study, until, size, theme):
    app = InterviewCoderApp(sample_study)
    app.theme = theme
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: app.current_mode == "library" and bool(rows(app, "people")))
        await pilot.press("ctrl+g")
        await until(pilot, lambda: isinstance(app.screen, JumpScreen))
        await pilot.pause()
        there = letters(app)
        assert "interview_03_ingrid" in app.export_screenshot(), "the screen below is still there"
        letter = next(one for one, (_, y) in there.items() if "interview_03_ingrid" in line(app, y))
        await pilot.press(letter)
        await until(pilot, lambda: app.screen is app.mode_screen)
        assert app.screen.query_one("#sources", Listing).row.value.name == "interview_03_ingrid"
        await pilot.press("ctrl+g")
        await until(pilot, lambda: isinstance(app.screen, JumpScreen))
        await pilot.pause()
        (first, *_) = letters(app)
        await pilot.press(first)
        await until(pilot, lambda: app.screen is app.mode_screen)
        assert app.focused is app.screen.query_one("#people")


def rows(app: InterviewCoderApp, name: str) -> list[object]:
    found = app.mode_screen.query(f"#{name}")
    return list(found.first(Listing).rows) if found else []


async def test_digits_are_the_modes_and_other_keys_only_leave(sample_study, until):
    app = InterviewCoderApp(sample_study)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.current_mode == "library" and bool(rows(app, "people")))
        for key, mode in (("escape", "library"), ("question_mark", "library"), ("7", "history")):
            await pilot.press("ctrl+g")
            await until(pilot, lambda: isinstance(app.screen, JumpScreen))
            await pilot.press(key)
            await until(pilot, lambda mode=mode: app.current_mode == mode)
            assert app.screen is app.mode_screen


async def test_a_scrolled_list_and_a_dialog(sample_study, until):
    app = InterviewCoderApp(sample_study)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.current_mode == "library" and bool(rows(app, "people")))
        await pilot.press("tab", "end", "ctrl+g")
        await until(pilot, lambda: isinstance(app.screen, JumpScreen))
        await pilot.pause()
        last = list(letters(app))[-1]
        shown = line(app, letters(app)[last][1])
        await pilot.press(last)
        await until(pilot, lambda: app.screen is app.mode_screen)
        people = app.screen.query_one("#people", Listing)
        assert people.highlighted == len(people.rows) - 1
        assert people.row.value.name[:10] in shown
        await pilot.press("i", "ctrl+g")
        await until(pilot, lambda: isinstance(app.screen, JumpScreen))
        await pilot.pause()
        before = app.screen_stack[-2].focused
        await pilot.press(next(iter(letters(app))))
        await until(pilot, lambda: not isinstance(app.screen, JumpScreen))
        assert app.screen.focused is not before
        assert app.current_mode == "library"


async def test_a_lone_text_has_nothing_to_jump_to(sample_study, until):
    app = InterviewCoderApp(sample_study)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.current_mode == "library")
        await pilot.press("2")
        await until(pilot, lambda: app.current_mode == "reading" and app.mode_screen.view.target)
        await pilot.press("ctrl+g")
        await pilot.pause()
        assert app.screen is app.mode_screen
        assert [note.message for note in app._notifications] == [
            "There is one pane here, and no rows to jump to."
        ]
