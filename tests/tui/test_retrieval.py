"""Retrieval by keys: a query that completes, points at what is wrong and is saved; groups; many tagged anew."""

from interviewcoder.domain.coding import Coding
from interviewcoder.study import Study
from interviewcoder.tui.app import InterviewCoderApp
from interviewcoder.tui.screens.excerpts import ExcerptsScreen
from interviewcoder.tui.screens.reading import ReadingScreen
from interviewcoder.tui.screens.retag_dialog import RetagDialog
from interviewcoder.tui.widgets.excerpt_rows import ExcerptRows
from interviewcoder.tui.widgets.listing import Listing
from interviewcoder.tui.widgets.query_line import QueryLine
from interviewcoder.tui.widgets.words_around import WordsAround

from .test_codebook import excerpts


def listing(app: InterviewCoderApp) -> Listing:
    return app.mode_screen.query_one("#excerpts", Listing)


def found(app: InterviewCoderApp):
    rows = listing(app).rows
    return rows.found if isinstance(rows, ExcerptRows) else None


def line(app: InterviewCoderApp) -> QueryLine:
    return app.mode_screen.query_one(QueryLine)


def below(app: InterviewCoderApp) -> str:
    return str(line(app).query_one("#below").render())


async def ask(pilot, until, query: str) -> None:
    app = pilot.app
    with Study.open(app.study_path) as study:
        tags = len(study.codings.where(query)) if query else len(study.codings.list())
    await pilot.press("ctrl+f")
    line(app).field.value = ""
    await pilot.press(*query, "enter")
    await until(pilot, lambda: listing(app).has_focus and found(app).tags == tags)


async def test_a_query_completes_finds_and_opens_in_place(sample_study, until):
    async with excerpts(sample_study, until) as pilot:
        app = pilot.app
        await until(pilot, lambda: bool(line(app).known.codes))
        await pilot.press("ctrl+f", *"code:prove")
        assert "Provenance" in below(app)
        await pilot.press("tab")
        assert line(app).field.value == "code:Provenance"
        await pilot.press("enter")
        await until(pilot, lambda: listing(app).has_focus and found(app).tags == 15)
        await pilot.press("down")
        chosen = listing(app).row
        assert isinstance(chosen.value, Coding)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ReadingScreen))
        await pilot.press("escape", "escape")
        await until(pilot, lambda: isinstance(app.screen, ExcerptsScreen))
        assert listing(app).row.key == chosen.key
        assert line(app).field.value == "code:Provenance"


async def test_what_is_wrong_is_pointed_at_and_what_was_found_stays(sample_study, until):
    async with excerpts(sample_study, until) as pilot:
        app = pilot.app
        await ask(pilot, until, "kind:need")
        shown = found(app).tags
        await pilot.press("ctrl+f", "end", *" code:Pricc", "enter")
        await until(pilot, lambda: "There is no code 'Pricc'" in below(app))
        caret, *_ = below(app).splitlines()
        assert caret.index("▲") == "kind:need code:Pricc".index("Pricc")
        assert found(app).tags == shown
        assert line(app).field.has_focus
        await pilot.press("up", "up")
        assert line(app).field.value == "kind:need"
        await pilot.press("escape")
        assert listing(app).has_focus


async def test_groups_orders_and_words_around(sample_study, until):
    async with excerpts(sample_study, until) as pilot:
        app = pilot.app
        await ask(pilot, until, "kind:need")
        seen = []
        for _ in range(8):
            before = found(app).by
            seen.append(before)
            await pilot.press("g")
            await until(pilot, lambda before=before: found(app).by != before)
        assert len(set(seen)) == 8
        await pilot.press("o")
        await until(pilot, lambda: str(found(app).order) == "newest first")
        await pilot.press("w")
        around = app.mode_screen.query_one(WordsAround)
        coding = listing(app).row.value
        await until(pilot, lambda: " ".join(coding.text.split())[:30] in str(around.render()))
        await pilot.press("w")
        assert not around.shown


async def test_marked_excerpts_are_tagged_anew_as_one(sample_study, until):
    async with excerpts(sample_study, until) as pilot:
        app = pilot.app
        await ask(pilot, until, "code:Provenance")
        await pilot.press("space", "space")
        assert len(app.mode_screen.marked) == 2
        await pilot.press("A", "c", "down", "enter")
        await pilot.press(*"Variety", "enter")
        await until(pilot, lambda: isinstance(app.screen, RetagDialog))
        await until(
            pilot, lambda: "15 tags: 'Variety'" in str(app.screen.query_one("#plan").render())
        )
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ExcerptsScreen))
        await until(pilot, lambda: found(app).tags == 0)
        assert not app.mode_screen.marked
        await pilot.press("z")
        await until(pilot, lambda: found(app).tags == 15)


async def test_another_window_s_change_is_not_written_over(sample_study, until):
    async with excerpts(sample_study, until) as pilot:
        app = pilot.app
        await ask(pilot, until, "code:Provenance")
        await pilot.press("A", "u")
        await until(pilot, lambda: isinstance(app.screen, RetagDialog) and app.screen._seen)
        dialog = app.screen
        dialog.study_changed = lambda: None  # As if it had been pressed before the window looked.
        with Study.open(sample_study, coder="Bo") as other:
            one = other.codings.where("code:Provenance")[0]
            other.codings.judge([one.id], weight=3)
        await pilot.press("enter")
        await until(pilot, lambda: "changed by Bo" in str(dialog.query_one("#trouble").render()))
        assert app.screen is dialog


async def test_a_query_is_saved_and_asked_again(sample_study, until):
    async with excerpts(sample_study, until) as pilot:
        app = pilot.app
        await ask(pilot, until, "kind:need")
        await pilot.press("S")
        await until(pilot, lambda: bool(app.screen.query("#line")))
        await pilot.press(*"Needs all", "enter")
        await until(pilot, lambda: isinstance(app.screen, ExcerptsScreen))
        await ask(pilot, until, "")
        await pilot.press("Q")
        await until(pilot, lambda: bool(app.screen.query("#choices")))
        await pilot.press("enter")
        await until(pilot, lambda: line(app).field.value == "kind:need" and found(app).tags < 534)
        # Another one under its name says what it takes the place of: it may be of another window.
        await ask(pilot, until, "kind:pain")
        await pilot.press("S")
        await until(pilot, lambda: bool(app.screen.query("#line")))
        await pilot.press(*"needs ALL", "enter")
        await until(pilot, lambda: isinstance(app.screen, ExcerptsScreen))
        told = " ".join(note.message for note in app._notifications)
        assert "Saved as needs ALL, in place of: kind:need. z brings it back." in told


async def test_rows_are_made_as_they_come_into_view(sample_study, until):
    async with excerpts(sample_study, until) as pilot:
        app = pilot.app
        screen = app.mode_screen
        await until(pilot, lambda: found(app) is not None and found(app).tags == 534)
        listing(app).focus()
        screen._words.clear()
        listing(app).redraw()
        await pilot.press("end")
        await until(pilot, lambda: isinstance(listing(app).row.value, Coding))
        assert 0 < len(screen._words) < 534


async def test_on_a_small_terminal(sample_study, until):
    async with excerpts(sample_study, until, size=(60, 20)) as pilot:
        app = pilot.app
        await ask(pilot, until, "kind:need")
        await pilot.press("b")
        assert listing(app).size.height >= 10
