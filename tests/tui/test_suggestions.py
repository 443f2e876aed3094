"""The review queue of suggestions, by keys."""

from pathlib import Path

import pytest
from textual.widgets import Input

from interviewcoder.domain.coding import Origin
from interviewcoder.domain.suggestion import QueueEntry
from interviewcoder.study import Study
from interviewcoder.tui.app import InterviewCoderApp
from interviewcoder.tui.screens.like_dialog import LikeDialog
from interviewcoder.tui.screens.quick_strip import QuickStrip
from interviewcoder.tui.screens.suggestions import SuggestionsScreen
from interviewcoder.tui.widgets.listing import Listing

from .conftest import NASTY, Until


def queue(app: InterviewCoderApp) -> list[QueueEntry]:
    listing = app.mode_screen.query_one("#queue", Listing)
    return [row.value for row in listing.rows if isinstance(row.value, QueueEntry)]


def text_of(listing: Listing) -> str:
    """What the listing shows."""
    return "\n".join(listing.render_line(y).text for y in range(listing.size.height))


async def begin(pilot, until: Until, code: str) -> None:
    app = pilot.app
    await until(pilot, lambda: app.current_mode == "library")
    await pilot.press("9")
    await until(pilot, lambda: app.current_mode == "suggestions" and bool(app.mode_screen.branches))
    panel = app.mode_screen.panel
    panel.highlight_key(app.study.codebook.get(code).guid)
    await until(pilot, lambda: len(queue(app)) > 3 and queue(app)[0].excerpt.code == code)
    await pilot.press("enter")
    await until(pilot, lambda: app.focused is not None and app.focused.id == "queue")


async def test_yes_tags_and_no_is_remembered(sample_study: Path, until: Until) -> None:
    app = InterviewCoderApp(sample_study, coder="Maya")
    async with app.run_test(size=(100, 30)) as pilot:
        await begin(pilot, until, "Dinner decided")
        first, second = (one.excerpt for one in queue(app)[:2])
        await pilot.press("a")
        await until(pilot, lambda: len(app.study.codings.where("origin:suggestion")) == 1)
        (made,) = app.study.codings.where("origin:suggestion")
        assert (made.code, made.text, made.origin) == (
            "Dinner decided",
            first.text,
            Origin.SUGGESTION,
        )
        await until(pilot, lambda: first.text not in [one.excerpt.text for one in queue(app)])
        listing = app.mode_screen.query_one("#queue", Listing)
        unwanted = listing.row.value.excerpt
        await pilot.press("x")
        await until(pilot, lambda: len(app.study.rejections.list()) == 1)
        await until(pilot, lambda: unwanted.text not in [one.excerpt.text for one in queue(app)])
        await pilot.press("z")
        await until(pilot, lambda: app.study.rejections.list() == [])
        await pilot.press("z")
        await until(pilot, lambda: app.study.codings.where("origin:suggestion") == [])
        assert second.code == "Dinner decided"


async def test_a_sentence_is_widened_to_its_turn_and_tagged_so(
    sample_study: Path, until: Until
) -> None:
    app = InterviewCoderApp(sample_study, coder="Maya")
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(pilot, until, "Variety")
        one = queue(app)[0].excerpt
        wide = app.study.suggestions.widened(one.source_id, one.span)
        await pilot.press("w")
        await until(pilot, lambda: bool(app.mode_screen._widened))
        await pilot.press("a")
        await until(pilot, lambda: len(app.study.codings.where("origin:suggestion")) == 1)
        (made,) = app.study.codings.where("origin:suggestion")
        assert made.span == wide


async def test_enter_opens_it_in_its_source(sample_study: Path, until: Until) -> None:
    app = InterviewCoderApp(sample_study, coder="Maya")
    async with app.run_test(size=(100, 30)) as pilot:
        await begin(pilot, until, "Variety")
        one = queue(app)[0].excerpt
        await pilot.press("enter")
        await until(pilot, lambda: app.current_mode == "reading")
        await until(pilot, lambda: app.mode_screen.view.selection == one.span)


async def test_it_can_be_off(sample_study: Path, until: Until, tmp_path: Path) -> None:
    settings = tmp_path / "settings" / "interviewcoder"
    settings.mkdir(parents=True)
    (settings / "settings.toml").write_text("suggestions = false\n")
    app = InterviewCoderApp(sample_study, coder="Maya")
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: app.current_mode == "library")
        await pilot.press("9", "j", "j")
        await until(pilot, lambda: app.current_mode == "suggestions")
        await until(pilot, lambda: bool(app.mode_screen.branches))
        assert queue(app) == []
        assert "are off" in app.mode_screen.query_one("#queue", Listing)._empty


@pytest.mark.parametrize("size", [(60, 20), (200, 60)])
async def test_hostile_text_is_only_text(
    nasty_study: Path, until: Until, size: tuple[int, int]
) -> None:
    with Study.open(nasty_study, coder=NASTY) as study:
        code = study.codebook.get(study.codebook.list()[-1].name)
    app = InterviewCoderApp(nasty_study, coder=NASTY)
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: app.current_mode == "library")
        await pilot.press("9")
        await until(
            pilot, lambda: app.current_mode == "suggestions" and bool(app.mode_screen.branches)
        )
        app.mode_screen.panel.highlight_key(code.guid)
        await until(pilot, lambda: bool(queue(app)))
        await pilot.press("enter", "a")
        await until(pilot, lambda: bool(app.study.codings.where("origin:suggestion")))


async def test_what_is_like_the_words_opens_in_place(sample_study: Path, until: Until) -> None:
    app = InterviewCoderApp(sample_study, coder="Maya")
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: app.current_mode == "library")
        await pilot.press("6")
        await until(pilot, lambda: app.current_mode == "search")
        await pilot.press("ctrl+l")
        await until(pilot, lambda: isinstance(app.screen, LikeDialog))
        app.screen.query_one(Input).value = "somebody else decided what we have for dinner"
        listing = app.screen.query_one("#near", Listing)
        await until(pilot, lambda: bool(listing.rows))
        first = [row.value.text.lower() for row in listing.rows if row.value][:5]
        assert any("dinner" in text or "decid" in text for text in first)
        near = listing.row.value
        await pilot.press("enter")
        await until(pilot, lambda: app.current_mode == "reading")
        await until(pilot, lambda: app.mode_screen.view.selection == near.span)
        await pilot.press("tilde")
        await until(pilot, lambda: isinstance(app.screen, LikeDialog))
        listing = app.screen.query_one("#near", Listing)
        await until(pilot, lambda: bool(listing.rows))
        assert near.text not in [row.value.text for row in listing.rows if row.value]


async def test_the_strip_offers_the_likeliest_codes(sample_study: Path, until: Until) -> None:
    app = InterviewCoderApp(sample_study, coder="Maya")
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: app.current_mode == "library")
        await pilot.press("2")
        await until(pilot, lambda: app.current_mode == "reading" and app.mode_screen.view.target)
        await pilot.press("e", "space")
        await until(pilot, lambda: isinstance(app.screen, QuickStrip) and app.screen._suggested)
        one, code = app.screen._suggested["x"]
        await pilot.press("x")
        await until(pilot, lambda: bool(app.study.codings.where("origin:suggestion")))
        (made,) = app.study.codings.where("origin:suggestion")
        assert (made.code, made.suggested.score) == (code.name, round(one.score, 2))


async def test_what_is_suggested_after_the_strip_is_gone_is_dropped(
    sample_study: Path, until: Until
) -> None:
    app = InterviewCoderApp(sample_study, coder="Maya")
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: app.current_mode == "library")
        await pilot.press("2")
        await until(pilot, lambda: app.current_mode == "reading" and app.mode_screen.view.target)
        await pilot.press("e", "space")
        await until(pilot, lambda: isinstance(app.screen, QuickStrip))
        strip = app.screen
        await pilot.press("escape")
        await until(pilot, lambda: not strip.is_attached and not strip.children)
        strip.suggest((), {})
        assert app.screen is app.mode_screen


async def test_the_first_reading_says_how_far_it_is(sample_study: Path, until: Until) -> None:
    app = InterviewCoderApp(sample_study, coder="Maya")
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: app.current_mode == "library")
        await pilot.press("9")
        await until(pilot, lambda: app.current_mode == "suggestions" and bool(queue(app)))
        listing = app.mode_screen.query_one("#queue", Listing)
        listing.fill((), empty="")
        app.mode_screen.post_message(SuggestionsScreen.Indexed(0.4))
        await until(pilot, lambda: "The texts are read: 40%." in text_of(listing))
