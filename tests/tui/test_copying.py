"""Copying rows to the terminal's clipboard: quotes with their source, bounded, and told."""

import pytest

from interviewcoder.domain.coding import Coding
from interviewcoder.tui.app import InterviewCoderApp
from interviewcoder.tui.copying import LARGEST, within_bounds
from interviewcoder.tui.widgets.listing import Listing


def rows(app: InterviewCoderApp, name: str) -> list[object]:
    found = app.mode_screen.query(f"#{name}")
    return list(found.first(Listing).rows) if found else []


@pytest.mark.parametrize(
    ("mode", "listing"),
    [("library", "sources"), ("excerpts", "excerpts"), ("counts", "page"), ("personas", "profile")],
)
async def test_a_row_of_every_kind(sample_study, until, mode, listing):
    app = InterviewCoderApp(sample_study)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await until(pilot, lambda: app.current_mode == "library" and app.overview is not None)
        app.show_mode(mode)
        await until(pilot, lambda: bool(rows(app, listing)))
        page = app.screen.query_one(f"#{listing}", Listing)
        page.focus()
        await pilot.press("down", "y")
        assert app.clipboard
        assert "▎" not in app.clipboard
        assert "characters sent" in list(app._notifications)[-1].message
        if isinstance(page.row.value, Coding):
            coding = page.row.value
            assert app.clipboard == f"“{coding.text}” ({coding.participant}, {coding.source})"


async def test_a_hit_of_a_search(sample_study, until):
    app = InterviewCoderApp(sample_study)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: app.current_mode == "library" and app.overview is not None)
        await pilot.press("6", *"tram")
        await until(pilot, lambda: bool(rows(app, "hits")))
        app.screen.query_one("#hits", Listing).focus()
        await pilot.press("y")
        assert "tram" in app.clipboard
        assert app.clipboard.startswith("“")
        assert app.clipboard.endswith(")")


async def test_what_is_too_long_is_cut_and_told(sample_study, until):
    app = InterviewCoderApp(sample_study)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await until(pilot, lambda: app.current_mode == "library" and app.overview is not None)
        app.copy_to_clipboard("ä" * 100_000)
        await pilot.pause()
        assert app.clipboard == "ä" * (LARGEST // 2)
        assert "the first of 100,000" in list(app._notifications)[-1].message


def test_no_character_is_cut_in_two() -> None:
    assert within_bounds("€" * 50_000) == "€" * (LARGEST // 3)
    assert within_bounds("a\x1b[31mb\ud800") == "a␛[31mb\ufffd"
