"""The codebook's own screen by keys and mouse: look, fold, filter, carry, mark, merge, split, colour; all of it undoes."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from interviewcoder.domain.codebook import Code
from interviewcoder.domain.coding import Coding, Span
from interviewcoder.domain.kinds import Kind
from interviewcoder.study import Study
from interviewcoder.tui.app import InterviewCoderApp
from interviewcoder.tui.keymap import MODES
from interviewcoder.tui.screens.chooser import Chooser
from interviewcoder.tui.screens.codes import CodesScreen
from interviewcoder.tui.screens.plan_dialog import PlanDialog
from interviewcoder.tui.screens.reading import ReadingScreen
from interviewcoder.tui.screens.split_code import SplitCodeDialog
from interviewcoder.tui.widgets.listing import Listing
from interviewcoder.tui.widgets.reading_view import ReadingView

Until = Callable


@asynccontextmanager
async def codebook(
    path: Path, until: Until, size: tuple[int, int] = (120, 40)
) -> AsyncIterator[Pilot[None]]:
    """The app, on the codebook."""
    app = InterviewCoderApp(path, coder="Ana")
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: app.current_mode == "library" and app.overview is not None)
        await until(pilot, lambda: app.focused is not None and app.focused.id == "sources")
        await pilot.press("B")
        await until(pilot, lambda: bool(app.screen.query("#tree")) and bool(tree(app).rows))
        yield pilot


def tree(app: InterviewCoderApp) -> Listing:
    return app.mode_screen.query_one("#tree", Listing)


def page(app: InterviewCoderApp) -> Listing:
    return app.mode_screen.query_one("#page", Listing)


def lines(listing: Listing, width: int = 56) -> list[str]:
    return [row.draw(width).plain for row in listing.rows]


def names(app: InterviewCoderApp) -> list[str]:
    return [row.value.name for row in tree(app).rows]


def codes(app: InterviewCoderApp) -> dict[str, Code]:
    return {code.name: code for code in app.study.codebook.list()}


def entries(app: InterviewCoderApp) -> int:
    return len(app.study.journal.history())


async def go_to(pilot: Pilot[None], until: Until, name: str) -> None:
    app = pilot.app
    await until(pilot, lambda: name in names(app))
    assert tree(app).highlight_key(codes(app)[name].guid)
    await pilot.pause()


async def agree(pilot: Pilot[None], until: Until) -> str:
    """See what changes, and have it done; returns what was told."""
    screen = pilot.app.screen
    await until(pilot, lambda: isinstance(pilot.app.screen, PlanDialog))
    screen = pilot.app.screen
    await until(pilot, lambda: "y or Enter" in str(screen.query_one("#hint").content))
    told = screen.query_one("#plan").content.plain
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, CodesScreen))
    return told


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (200, 60)])
async def test_it_opens_from_every_mode_and_shows_counts(sample_study, until, size):
    async with codebook(sample_study, until, size) as pilot:
        app = pilot.app
        for digit in range(1, len(MODES) + 1):
            await pilot.press(str(digit))
            await until(pilot, lambda: app.current_mode != "codes")
            mode = app.current_mode
            if mode == "search":
                # There the cursor is in the words that are searched for.
                await pilot.press("tab")
            await until(pilot, lambda: app.focused is not None)
            if isinstance(app.focused, Input):
                app.set_focus(None)
            await pilot.press("B")
            await until(pilot, lambda: app.current_mode == "codes")
            await pilot.press("escape")
            await until(pilot, lambda mode=mode: app.current_mode == mode)
        await pilot.press("B")
        await until(pilot, lambda: app.current_mode == "codes" and bool(tree(app).rows))
        shown = dict(zip(names(app), lines(tree(app)), strict=True))
        for code in app.study.codebook.list():
            figures = [
                f"{n:,}" if n else "–" for n in (code.codings, code.participants, code.sources)
            ]
            assert shown[code.name].split()[-3:] == figures
        assert len({len(line) for line in shown.values()}) == 1, "the columns line up"


async def test_branches_fold_and_the_filter_finds(sample_study, until):
    async with codebook(sample_study, until) as pilot:
        app = pilot.app
        every = names(app)
        await go_to(pilot, until, "Predictability")
        await pilot.press("left")
        assert tree(app).row.value.name == "Needs"
        await pilot.press("left")
        assert "Predictability" not in names(app)
        assert "+6" in lines(tree(app))[tree(app).highlighted]
        await pilot.press("right")
        assert names(app) == every
        await pilot.press("minus")
        assert set(names(app)) == {c.name for c in codes(app).values() if c.parent_id is None}
        await pilot.press("f", *"moment of")
        await until(pilot, lambda: names(app) == ["Experiences", "Moment of delight"])
        await pilot.press("enter")
        assert app.focused is tree(app)
        assert tree(app).row.value.name == "Moment of delight"
        await pilot.press("escape", "plus")
        await until(pilot, lambda: names(app) == every)


async def test_the_page_tells_opens_quotes_and_leads_to_what_overlaps(sample_study, until):
    async with codebook(sample_study, until) as pilot:
        app = pilot.app
        await go_to(pilot, until, "Provenance")
        await until(pilot, lambda: bool(page(app).rows))
        code = codes(app)["Provenance"]
        told = "\n".join(lines(page(app), 70))
        assert f"{code.codings} tags of {code.participants} participants" in told
        assert code.definition.split(".")[0][:40] in told
        overlap = next(row for row in page(app).rows if isinstance(row.value, Code))
        quote = next(row for row in page(app).rows if isinstance(row.value, Coding))
        assert quote.value.code == "Provenance"
        await pilot.press("enter")
        assert app.focused is page(app)
        page(app).highlight_key(overlap.key)
        await pilot.press("enter")
        assert tree(app).row.value == overlap.value
        assert app.focused is tree(app)
        await go_to(pilot, until, "Provenance")
        await until(pilot, lambda: any(row.key == quote.key for row in page(app).rows))
        await pilot.press("enter")
        page(app).highlight_key(quote.key)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ReadingScreen))
        await until(pilot, lambda: app.screen.query_one(ReadingView).selection is not None)
        assert app.screen.query_one(ReadingView).selected_text == quote.value.text
        await pilot.press("escape", "escape")
        await until(pilot, lambda: app.current_mode == "codes")


async def test_a_code_is_carried_by_keys_as_one_entry(sample_study, until):
    async with codebook(sample_study, until) as pilot:
        app = pilot.app
        before, count = names(app), entries(app)
        await go_to(pilot, until, "Predictability")
        await pilot.press("p", "up", "right", "escape")
        assert names(app) == before
        assert entries(app) == count
        await pilot.press("p", "down", "down")
        assert names(app).index("Predictability") == before.index("Dinner decided")
        await pilot.press("left", "right", "d", "space")
        assert isinstance(app.screen, CodesScreen), "only carrying keys work"
        shown = names(app)
        await pilot.press("enter")
        await until(pilot, lambda: entries(app) == count + 1)
        await until(pilot, lambda: app.pending == 0)
        assert names(app) == shown
        assert [code.name for code in app.study.codebook.list()] == shown
        assert app.study.codebook.get("Predictability").parent_id == codes(app)["Needs"].id
        await pilot.press("z")
        await until(pilot, lambda: names(app) == before)
        await pilot.press("p", "enter")
        await pilot.pause()
        assert entries(app) == count + 2, "dropped where it was: nothing but the undo"


async def test_several_codes_merge_and_go_with_one_undo(sample_study, until):
    async with codebook(sample_study, until) as pilot:
        app = pilot.app
        before = codes(app)
        await go_to(pilot, until, "Variety")
        await pilot.press("space", "space")
        assert "2 marked" in tree(app).border_title
        await pilot.press("g")
        await until(pilot, lambda: isinstance(app.screen, Chooser))
        await pilot.press(*"quick meals", "enter")
        told = await agree(pilot, until)
        both = before["Variety"].codings + before["Provenance"].codings
        assert f"{both} tags" in told
        assert "becomes stale" in told or "become stale" in told
        assert codes(app)["Quick meals"].codings == before["Quick meals"].codings + both
        assert "marked" not in tree(app).border_title
        await pilot.press("z")
        await until(pilot, lambda: codes(app) == before)
        await go_to(pilot, until, "Needs")
        await pilot.press("space", "d")
        assert "moves from Needs to the top" in await agree(pilot, until)
        assert codes(app)["Variety"].parent_id is None
        await pilot.press("z")
        await until(pilot, lambda: codes(app) == before)


async def test_a_code_is_split_by_picking_excerpts(sample_study, until):
    async with codebook(sample_study, until) as pilot:
        app = pilot.app
        before = codes(app)
        await go_to(pilot, until, "Variety")
        await pilot.press("S")
        await until(pilot, lambda: isinstance(app.screen, SplitCodeDialog))
        dialog = app.screen
        await until(pilot, lambda: bool(dialog.query_one("#excerpts", Listing).rows))
        await pilot.press(*"More colour", "enter", "ctrl+s")
        assert app.screen is dialog, "nothing is marked yet"
        first = dialog.query_one("#excerpts", Listing).row.value
        await pilot.press("space", "down", "space", "enter")
        told = await agree(pilot, until)
        assert "More colour is a new code." in told
        assert "2 tags of" in told or "2 tags (" in told
        made = codes(app)["More colour"]
        assert (made.codings, made.parent_id) == (2, before["Variety"].id)
        guids = {c.guid for c in app.study.codings.list(code="More colour")}
        assert first.guid in guids
        await pilot.press("z")
        await until(pilot, lambda: codes(app) == before)


async def test_name_kind_and_colour(sample_study, until):
    async with codebook(sample_study, until) as pilot:
        app = pilot.app
        before = codes(app)
        await go_to(pilot, until, "Variety")
        await pilot.press("space", "space", "w")
        await until(pilot, lambda: isinstance(app.screen, Chooser))
        await pilot.press(*"belief", "enter")
        await until(pilot, lambda: codes(app)["Variety"].kind is Kind.BELIEF)
        assert codes(app)["Provenance"].kind is Kind.BELIEF
        assert codes(app)["Variety"].colour == before["Variety"].colour, "its own"
        await until(pilot, lambda: "marked" not in tree(app).border_title)
        await go_to(pilot, until, "Variety")
        await pilot.press("c")
        await until(pilot, lambda: isinstance(app.screen, Chooser))
        await pilot.press(*"indigo", "enter")
        await until(pilot, lambda: codes(app)["Variety"].colour == "#332288")
        await until(pilot, lambda: isinstance(app.screen, CodesScreen))
        await pilot.press("r")
        await until(pilot, lambda: bool(app.screen.query("#line")))
        await pilot.press("ctrl+u", *"Range", "enter")
        await until(pilot, lambda: "Range" in codes(app))
        await until(pilot, lambda: isinstance(app.screen, CodesScreen))
        await pilot.press("z", "z", "z")
        await until(pilot, lambda: codes(app) == before)


async def test_what_was_shown_is_what_is_done(sample_study, until):
    async with codebook(sample_study, until) as pilot:
        app = pilot.app
        await go_to(pilot, until, "Variety")
        count = codes(app)["Variety"].codings
        await pilot.press("d")
        await until(pilot, lambda: isinstance(app.screen, PlanDialog))
        told = app.screen.query_one("#plan")
        await until(pilot, lambda: f"{count} tags" in told.content.plain)
        with Study.open(sample_study, coder="Noor") as other:
            source = other.sources.list()[0].id
            other.codings.tag(source, Span(0, 20), [other.codebook.get("Variety").id])
        # Before the window has looked again, or after it: what is agreed to is what is on show.
        await until(pilot, lambda: f"{count + 1} tags" in told.content.plain)
        await agree(pilot, until)
        assert "Variety" not in codes(app)


async def test_a_code_is_dragged_by_the_mouse(sample_study, until):
    async with codebook(sample_study, until) as pilot:
        app = pilot.app
        order = names(app)
        listing = tree(app)
        for act, name in (
            (pilot.mouse_down, "Variety"),
            (pilot.hover, "Pains"),
            (pilot.mouse_up, "Pains"),
        ):
            line = order.index(name) - listing.scroll_offset.y
            if line > listing.size.height - 4:
                listing.scroll_to(y=line - 10, animate=False, force=True)
                await pilot.pause()
                line = order.index(name) - listing.scroll_offset.y
            await act(listing, offset=(12, line + 2))
        told = await agree(pilot, until)
        assert "Variety moves from Needs to Pains." in told
        assert codes(app)["Variety"].parent_id == codes(app)["Pains"].id


async def test_a_click_on_the_sign_folds(sample_study, until):
    async with codebook(sample_study, until) as pilot:
        app = pilot.app
        await pilot.click(tree(app), offset=(1, 2))
        assert "Sceptical of claims" not in names(app)
        await pilot.click(tree(app), offset=(1, 2))
        assert "Sceptical of claims" in names(app)


@pytest.mark.parametrize("size", [(60, 20), (120, 40)])
async def test_hostile_text_is_shown_as_it_is(nasty_study, until, size):
    async with codebook(nasty_study, until, size) as pilot:
        app = pilot.app
        for _ in range(min(6, len(tree(app).rows))):
            await until(pilot, lambda: bool(page(app).rows))
            if codes(app)[tree(app).row.value.name].codings:
                await pilot.press("S")
                await until(pilot, lambda: isinstance(app.screen, SplitCodeDialog))
                await pilot.press("escape")
            await pilot.press("d")
            await until(pilot, lambda: isinstance(app.screen, PlanDialog))
            await pilot.press("escape", "p", "down", "escape", "down")
        assert isinstance(app.screen, CodesScreen)
