"""The review queue of suggestions, by keys."""

from pathlib import Path

import pytest
from textual.widgets import Input

from interviewcoder.domain.coding import Origin
from interviewcoder.domain.crosstab import Side
from interviewcoder.domain.suggestion import QueueEntry, SuggestedCode, Why
from interviewcoder.domain.text import one_line
from interviewcoder.study import Study
from interviewcoder.tui.app import InterviewCoderApp
from interviewcoder.tui.screens.like_dialog import LikeDialog
from interviewcoder.tui.screens.quick_strip import QuickStrip
from interviewcoder.tui.screens.suggestions import SuggestionsScreen
from interviewcoder.tui.screens.tags_here import TagsHereDialog
from interviewcoder.tui.screens.why_dialog import WhyDialog
from interviewcoder.tui.widgets.codes_here import CodesHere
from interviewcoder.tui.widgets.found_line import FoundLine
from interviewcoder.tui.widgets.key_strip import KeyStrip
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
    panel.focus()
    await pilot.press("enter")
    await until(pilot, lambda: app.focused is not None and app.focused.id == "queue")


async def read(pilot, until: Until) -> None:
    app = pilot.app
    await until(pilot, lambda: app.current_mode == "library")
    await pilot.press("2")
    await until(pilot, lambda: app.current_mode == "reading" and app.mode_screen.view.target)


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


@pytest.mark.parametrize("size", [(60, 20), (100, 30)])
async def test_how_much_is_found(sample_study: Path, until: Until, size: tuple[int, int]) -> None:
    with Study.open(sample_study, coder="Maya") as study:
        unread = {one.id for one in study.sources.list()[:3]}
        hidden = [one.id for one in study.codings.list() if one.source_id in unread]
        study.codings.untag(hidden)
    app = InterviewCoderApp(sample_study, coder="Maya")
    async with app.run_test(size=size) as pilot:
        await begin(pilot, until, "Watches the price")
        line = app.mode_screen.query_one(FoundLine)
        assert not line.display
        await pilot.press("e")
        await until(pilot, lambda: line.found is not None)
        await pilot.pause()
        assert line.display
        assert line.size.height > 1
        told = line.render().plain
        assert told.startswith("You have likely found some ")
        assert "sentences that nobody has read" in told
        assert line.found.share.low < 1
        listing = app.mode_screen.query_one("#queue", Listing)
        assert "found" not in str(listing.border_subtitle)
        app.mode_screen.panel.highlight_key(app.study.codebook.get("Skips weeks").guid)
        await until(pilot, lambda: line.found is None and bool(queue(app)))
        assert not line.display
        await pilot.press("e")
        await until(pilot, lambda: line.found is not None)
        assert "cannot be told yet" in line.render().plain
        assert "of the 8 tagged excerpts" in line.render().plain
        await pilot.press("a")
        await until(pilot, lambda: line.found is None)


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
        app.mode_screen.panel.focus()
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


@pytest.mark.parametrize("where", ["excerpts", "queue"])
async def test_what_is_like_a_row_is_found_from_it(
    sample_study: Path, until: Until, where: str
) -> None:
    app = InterviewCoderApp(sample_study, coder="Maya")
    async with app.run_test(size=(100, 30)) as pilot:
        if where == "queue":
            await begin(pilot, until, "Dinner decided")
            words = queue(app)[0].excerpt.text
        else:
            await until(pilot, lambda: app.current_mode == "library")
            await pilot.press("3")
            await until(pilot, lambda: app.current_mode == "excerpts")
            listing = app.mode_screen.query_one("#excerpts", Listing)
            await until(pilot, lambda: bool(app.mode_screen.tags_here()))
            listing.focus()
            words = app.mode_screen.tags_here()[0].text
        await pilot.press("tilde")
        await until(pilot, lambda: isinstance(app.screen, LikeDialog))
        assert app.screen.query_one(Input).value == one_line(words, 500)
        near = app.screen.query_one("#near", Listing)
        await until(pilot, lambda: bool(near.rows))
        chosen = near.row.value
        await pilot.press("enter")
        await until(pilot, lambda: app.current_mode == "reading")
        await until(pilot, lambda: app.mode_screen.view.selection == chosen.span)


async def test_suggestions_that_come_after_the_strip_are_for_nobody(
    sample_study: Path, until: Until
) -> None:
    app = InterviewCoderApp(sample_study, coder="Maya")
    async with app.run_test(size=(100, 30)) as pilot:
        await read(pilot, until)
        strip = QuickStrip({}, "words")
        code = app.study.codebook.get("Variety")
        found = [SuggestedCode(code.id, code.name, 0.5, (), ())]
        strip.suggest(found, {code.id: code})
        app.push_screen(strip)
        await until(pilot, lambda: strip.is_mounted and bool(strip.query(KeyStrip)))
        assert "Variety" in strip.query_one(KeyStrip).render().plain, (
            "they came before it was there"
        )
        strip.dismiss(None)
        await strip.query_one(KeyStrip).remove()
        strip.suggest(found, {code.id: code})
        await until(pilot, lambda: app.screen is app.mode_screen)
        strip.suggest(found, {code.id: code})


async def test_the_strip_offers_the_likeliest_codes(sample_study: Path, until: Until) -> None:
    app = InterviewCoderApp(sample_study, coder="Maya")
    async with app.run_test(size=(100, 30)) as pilot:
        await read(pilot, until)
        await pilot.press("e", "space")
        await until(pilot, lambda: isinstance(app.screen, QuickStrip) and app.screen._suggested)
        one, code = app.screen._suggested["x"]
        await pilot.press("x")
        await until(pilot, lambda: bool(app.study.codings.where("origin:suggestion")))
        (made,) = app.study.codings.where("origin:suggestion")
        assert (made.code, made.suggested.score) == (code.name, round(one.score, 2))
        # Wherever it is shown, it says so: under the text, in the list of tags here, among the excerpts of its code.
        said = f"suggested {made.suggested.score:.0%}"
        here = app.mode_screen.query_one(CodesHere)
        await until(pilot, lambda: said in here.render().plain)
        await pilot.press("l")
        await until(pilot, lambda: isinstance(app.screen, TagsHereDialog))
        shown = app.screen.query_one("#tags", Listing).row.draw(90).plain
        assert said in shown
        assert f"by {made.suggested.model}" in shown
        await pilot.press("escape", "3")
        await until(pilot, lambda: app.current_mode == "excerpts")
        await until(pilot, lambda: bool(app.mode_screen.branches))
        for by in (Side.PARTICIPANT, Side.CODE):
            app.mode_screen._ask(query="origin:suggestion", by=by)
            excerpts = app.mode_screen.query_one("#excerpts", Listing)
            await until(pilot, lambda by=by: app.mode_screen.found.by == by)
            await until(pilot, lambda: bool(app.mode_screen.tags_here()))
            assert said in excerpts.row.draw(60).plain


@pytest.mark.parametrize(
    ("size", "is_told"), [((60, 20), False), ((80, 24), True), ((120, 40), True)]
)
async def test_the_strip_shows_the_nearest_excerpts_and_tells_why(
    sample_study: Path, until: Until, size: tuple[int, int], is_told: bool
) -> None:
    app = InterviewCoderApp(sample_study, coder="Maya")
    async with app.run_test(size=size) as pilot:
        await read(pilot, until)
        await pilot.press("e", "space")
        await until(pilot, lambda: isinstance(app.screen, QuickStrip) and app.screen._suggested)
        await pilot.pause()
        strip = app.screen.query_one(KeyStrip)
        lines = strip.render().plain.splitlines()
        told = [line for line in lines if line.strip().startswith("like “")]
        assert len(told) == (3 if is_told else 0)
        # Nothing is cut off, and the text stays in view.
        assert strip.size.height == len(lines)
        assert strip.region.bottom == size[1]
        assert strip.region.y >= size[1] // 2 - 1
        one, code = app.screen._suggested["y"]
        await pilot.press("Y")
        await until(pilot, lambda: isinstance(app.screen, WhyDialog))
        listing = app.screen.query_one("#grounds", Listing)
        await until(pilot, lambda: bool(listing.rows))
        span = app.mode_screen.view.target
        grounds = app.study.suggestions.grounds(
            app.mode_screen.view.source_text.source.id, span, code.id
        )
        shown = "\n".join(row.draw(400).plain for row in listing.rows)
        assert all(near.text in shown for near in grounds.nearest if "\n" not in near.text)
        assert all(f"{each.word} {each.share:.0%}" in shown for each in grounds.words)
        assert {each.word for each in grounds.words} >= {w for w in one.words if " " not in w}
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, QuickStrip) and app.screen._suggested)
        await pilot.press("Y")
        await until(pilot, lambda: isinstance(app.screen, WhyDialog))
        await until(pilot, lambda: app.screen.query_one("#grounds", Listing).row is not None)
        near = app.screen.query_one("#grounds", Listing).row.value
        source = app.mode_screen.view.source_text.source.id
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is app.mode_screen)
        await until(pilot, lambda: app.mode_screen.view.selection == near.span)
        await pilot.press("H")
        await until(pilot, lambda: app.mode_screen.view.source_text.source.id == source)
        await until(pilot, lambda: app.mode_screen.view.target == span)


async def test_the_queue_tells_why_and_how_likely(sample_study: Path, until: Until) -> None:
    app = InterviewCoderApp(sample_study, coder="Maya")
    async with app.run_test(size=(120, 40)) as pilot:
        await begin(pilot, until, "Dinner decided")
        listing = app.mode_screen.query_one("#queue", Listing)
        for row in listing.rows:
            if isinstance(row.value, QueueEntry) and row.value.why is not Why.DOUBTFUL:
                told = row.draw(100).plain
                score = row.value.excerpt.score
                assert (" likely" in told) == (round(score, 2) >= 0.5), told
                assert (" unlikely" in told) == (round(score, 2) < 0.1), told
        await pilot.press("h")
        await until(pilot, lambda: isinstance(app.screen, WhyDialog))
        grounds = app.screen.query_one("#grounds", Listing)
        await until(pilot, lambda: grounds.row is not None)
        near = grounds.row.value
        await pilot.press("enter")
        await until(pilot, lambda: app.current_mode == "reading")
        await until(pilot, lambda: app.mode_screen.view.selection == near.span)


async def test_the_queue_opens_on_the_first_code_with_entries(
    sample_study: Path, until: Until
) -> None:
    app = InterviewCoderApp(sample_study, coder="Maya")
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: app.current_mode == "library")
        with Study.open(sample_study, coder="Maya") as study:
            first = next(iter(study.codebook.tree())).code
            study.codebook.update(first.id, name="Qzxv", definition="", include="")
        await pilot.press("9")
        await until(pilot, lambda: app.current_mode == "suggestions" and bool(queue(app)))
        await until(pilot, lambda: app.focused is not None and app.focused.id == "queue")
        assert queue(app)[0].excerpt.code == app.mode_screen.panel.code.name != "Qzxv"
        assert app.mode_screen.panel.code.codings
        listing = app.mode_screen.query_one("#queue", Listing)
        assert isinstance(listing.row.value, QueueEntry)
        # A code chosen by hand stays, also over a visit to another mode.
        await pilot.press("left", "down", "down")
        chosen = app.mode_screen.panel.code
        await until(pilot, lambda: bool(queue(app)) and queue(app)[0].excerpt.code == chosen.name)
        assert app.focused is app.mode_screen.panel
        await pilot.press("1", "9")
        await until(pilot, lambda: app.current_mode == "suggestions")
        assert app.mode_screen.panel.code == chosen


@pytest.mark.parametrize("tagged", [True, False])
async def test_the_excerpts_open_where_there_are_rows(
    sample_study: Path, until: Until, tagged: bool
) -> None:
    if not tagged:
        with Study.open(sample_study, coder="Maya") as study:
            study.codings.untag([one.id for one in study.codings.list()])
    app = InterviewCoderApp(sample_study, coder="Maya")
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: app.current_mode == "library" and app.overview is not None)
        await pilot.press("3")
        await until(pilot, lambda: app.current_mode == "excerpts")
        assert app.focused.id == ("excerpts" if tagged else "codes")


async def test_what_is_suggested_after_the_strip_is_gone_is_dropped(
    sample_study: Path, until: Until
) -> None:
    app = InterviewCoderApp(sample_study, coder="Maya")
    async with app.run_test(size=(100, 30)) as pilot:
        await read(pilot, until)
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
