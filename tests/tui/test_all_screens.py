"""Every mode at every size in every theme: nothing off the screen, room for what matters, and text that can be read."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.color import Color
from textual.filter import LineFilter
from textual.geometry import Region
from textual.pilot import Pilot
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from interviewcoder.domain.kinds import Kind
from interviewcoder.tui.app import InterviewCoderApp
from interviewcoder.tui.keymap import EVERY_MODE
from interviewcoder.tui.labels import chip_style
from interviewcoder.tui.terminal_colours import terminal_colour
from interviewcoder.tui.themes import THEMES
from interviewcoder.tui.widgets.key_footer import KeyFooter
from interviewcoder.tui.widgets.reading_colours import contrast

from .conftest import Until

SIZES = ((200, 60), (80, 24), (60, 20))
LEAST_LINES = {20: 6, 24: 8, 60: 20}
"""Of the list or text with the most room, by the height of the screen."""
NO_COLOUR = "no colour"
LEAST_CONTRAST = {"dark": 4.5, "light": 4.5, "high-contrast": 7.0}
"""WCAG 2.1, success criteria 1.4.3 and 1.4.6."""


def outside(app: InterviewCoderApp) -> Iterator[str]:
    """Widgets that do not scroll and reach over the edge of the screen."""
    whole = Region(0, 0, *app.size)
    for widget in app.screen.walk_children(Widget):
        scrolls = any(
            one.is_scrollable
            for one in widget.ancestors
            if isinstance(one, Widget) and one is not app.screen
        )
        if widget.display and widget.region.area and not scrolls and widget.region not in whole:
            yield f"{widget!r} at {widget.region}"


def strips(app: InterviewCoderApp) -> list[Strip]:
    """The lines of the screen as they go to the terminal."""
    lines = []
    for strip in app.screen._compositor.render_strips():
        for one in app.get_line_filters():
            assert isinstance(one, LineFilter)
            strip = strip.apply_filter(one, Color(0, 0, 0))
        lines.append(strip)
    return lines


def faint(lines: list[Strip], least: float) -> set[str]:
    """Words with less contrast than they should have."""
    found = set()
    for strip in lines:
        for text, style, _ in strip:
            if style is None or style.color is None or style.bgcolor is None:
                continue
            if any(one.isalnum() for one in text):
                ink, paper = map(Color.from_rich_color, (style.color, style.bgcolor))
                # Colours are rounded on their way.
                if contrast(ink, paper) < least - 0.02:
                    found.add(f"{text.strip()[:40]}: {ink.hex} on {paper.hex}")
    return found


async def look(pilot: Pilot[None], mode: str, theme: str) -> None:
    app = pilot.app
    assert isinstance(app, InterviewCoderApp)
    where = (mode, theme, tuple(app.size))
    assert not list(outside(app)), where
    footer = app.screen.query_one(KeyFooter)
    assert footer.region.bottom == app.size.height, where
    lines = strips(app)
    assert "Help" in lines[-1].text, where
    views = [one for one in app.screen.query(ScrollView) if one.display and one.region.area]
    assert not [one for one in views if one.show_horizontal_scrollbar], where
    assert max(one.region.height for one in views) >= LEAST_LINES[app.size.height], where
    assert all(strip.cell_length <= app.size.width for strip in lines), where
    if theme in LEAST_CONTRAST:
        assert not faint(lines, LEAST_CONTRAST[theme]), where
    if theme in ("ansi", NO_COLOUR):
        colours = {
            colour
            for strip in lines
            for _, style, _ in strip
            if style is not None
            for colour in (style.color, style.bgcolor)
            if colour is not None
        }
        if theme == "ansi":
            assert all(one.is_default or (one.number or 0) < 16 for one in colours), where
            assert not any(one.is_default is False and one.triplet for one in colours), where
        else:
            assert all(len({*one.triplet}) == 1 for one in colours if one.triplet), where


async def walk(study: Path, theme: str, until: Until) -> None:
    app = InterviewCoderApp(study)
    app.theme = "dark" if theme == NO_COLOUR else theme
    async with app.run_test(size=SIZES[0]) as pilot:
        await until(pilot, lambda: app.current_mode == "library" and app.overview is not None)
        for mode in EVERY_MODE:
            app.show_mode(mode)
            await until(pilot, lambda mode=mode: app.current_mode == mode)
            # Where things are is the same in all themes, so most of them are looked at in one size.
            for size in SIZES if theme in ("dark", "ansi") else SIZES[1:2]:
                await pilot.resize_terminal(*size)
                await app.workers.wait_for_complete()
                await pilot.pause()
                await look(pilot, mode, theme)
            await pilot.press("down", "tab", "down")
            await look(pilot, mode, theme)


@pytest.mark.parametrize(
    ("study", "theme"),
    [
        *(("sample", theme.name) for theme in THEMES),
        ("sample", NO_COLOUR),
        ("nasty", "dark"),
        ("nasty", "ansi"),
    ],
)
async def test_every_mode(
    study: str,
    theme: str,
    request: pytest.FixtureRequest,
    until: Until,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if theme == NO_COLOUR:
        monkeypatch.setenv("NO_COLOR", "1")
    await walk(request.getfixturevalue(f"{study}_study"), theme, until)


def test_kinds_stay_apart_in_sixteen_colours() -> None:
    assert len({terminal_colour(Color.parse(kind.colour)).number for kind in Kind}) == len(Kind)


@pytest.mark.parametrize(
    "colour", ["#000000", "#ffffff", "#4e79c7", "#009e73", "#ff0000", "#0000ff", "#808080"]
)
def test_the_letter_on_a_code_s_colour_can_be_read(colour: str) -> None:
    ink, paper = chip_style(colour).removeprefix("bold ").split(" on ")
    assert contrast(Color.parse(ink), Color.parse(paper)) >= 7
