"""Selecting in the reading view with the mouse."""

from rich.cells import cell_len
from textual import events
from textual.pilot import Pilot

from interviewcoder.tui.widgets.reading_view import ReadingView

from .reading_examples import ReadingApp, coding_on, source_of

TALK = source_of(
    "So tell me. How do you plan a week?",
    "I don't plan, 你好 really. Is that odd? It works.",
    *("And on Sundays? " * 9 for _ in range(30)),
)


def place_of(view: ReadingView, words: str) -> tuple[int, int]:
    """Where some words stand on the screen."""
    position = TALK.text.index(words)
    layout = view._page.layout
    return (
        layout.columns.prose_left + layout.cell_of(position),
        layout.row_at(position) - round(view.scroll_y),
    )


async def dragged(pilot: Pilot[None], start: tuple[int, int], end: tuple[int, int]) -> None:
    await pilot.mouse_down(ReadingView, offset=start)
    await pilot.hover(ReadingView, offset=end)
    await pilot.mouse_up(ReadingView, offset=end)


async def test_a_click_puts_the_cursor_there():
    app = ReadingApp(TALK)
    async with app.run_test(size=(100, 24)) as pilot:
        await pilot.click(ReadingView, offset=place_of(app.view, "really"))
        assert app.view.cursor == TALK.text.index("really")
        assert app.view.selection is None
        await pilot.click(ReadingView, offset=(1, 1))
        assert app.view.cursor == TALK.passages[1].start


async def test_a_drag_selects_over_turns_both_ways():
    app = ReadingApp(TALK)
    async with app.run_test(size=(100, 24)) as pilot:
        view = app.view
        await dragged(pilot, place_of(view, "plan a"), place_of(view, "really"))
        wanted = TALK.text[TALK.text.index("plan a") : TALK.text.index("really")]
        assert view.selected_text == wanted
        await dragged(pilot, place_of(view, "really"), place_of(view, "plan a"))
        assert view.selected_text == wanted
        assert view.cursor == TALK.text.index("plan a")
        await pilot.hover(ReadingView, offset=(50, 8))
        assert view.selected_text == wanted


async def test_more_clicks_select_more():
    app = ReadingApp(TALK)
    async with app.run_test(size=(100, 24)) as pilot:
        place = place_of(app.view, "that odd")
        chosen = []
        for times in (2, 3, 4):
            await pilot.click(ReadingView, offset=place, times=times)
            chosen.append(app.view.selected_text)
        assert chosen == ["that", "Is that odd?", TALK.passages[1].text]


async def test_a_click_on_a_bar_or_a_name_selects_its_excerpt():
    plan, week = coding_on(TALK, "plan a week", "Plan"), coding_on(TALK, "week", "Week")
    odd = coding_on(TALK, "odd", "Oddity")
    app = ReadingApp(TALK, [plan, week, odd])
    async with app.run_test(size=(100, 24)) as pilot:
        await pilot.click(ReadingView, offset=(cell_len(app.rows[2].partition("Oddity")[0]) + 2, 2))
        assert app.view.selected_text == "odd"
        bars = app.rows[0].index("╸")
        await pilot.click(ReadingView, offset=(bars, 0))
        assert app.view.selected_text == "plan a week"
        await pilot.click(ReadingView, offset=(bars + 2, 0), times=2)
        assert app.view.selected_text == "week"


async def test_shift_and_a_click_reach_from_the_cursor():
    app = ReadingApp(TALK)
    async with app.run_test(size=(100, 24)) as pilot:
        await pilot.click(ReadingView, offset=place_of(app.view, "tell"))
        await pilot.click(ReadingView, offset=place_of(app.view, "How"), shift=True)
        assert app.view.selected_text == "tell me. "


async def test_the_wheel_scrolls_and_leaves_the_cursor():
    app = ReadingApp(TALK)
    async with app.run_test(size=(100, 24)) as pilot:
        view = app.view
        view.post_message(
            events.MouseScrollDown(view, 30, 5, 0, 3, 0, shift=False, meta=False, ctrl=False)
        )
        await pilot.pause(0.3)
        assert view.scroll_y > 0
        assert view.cursor == 0


async def test_dragging_out_of_the_view_scrolls():
    app = ReadingApp(TALK)
    async with app.run_test(size=(100, 12)) as pilot:
        view = app.view
        await pilot.mouse_down(ReadingView, offset=place_of(view, "tell"))
        for below in range(1, 4):
            view.post_message(
                events.MouseMove(view, 40, 11 + below, 0, 1, 1, shift=False, meta=False, ctrl=False)
            )
            await pilot.pause()
        assert view.scroll_y > 0
        assert view.selected_text.startswith("tell me.")
