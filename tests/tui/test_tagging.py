"""Tagging by keys: find or make codes, several at once, repeat, untag, undo; what is tagged shows at once."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot

from interviewcoder.domain.coding import Coding
from interviewcoder.domain.kinds import Kind
from interviewcoder.study import Study
from interviewcoder.tui.app import InterviewCoderApp
from interviewcoder.tui.screens.code_finder import CodeFinder
from interviewcoder.tui.screens.memos import MemosDialog
from interviewcoder.tui.screens.reading import ReadingScreen
from interviewcoder.tui.widgets.codes_here import CodesHere
from interviewcoder.tui.widgets.listing import Listing
from interviewcoder.tui.widgets.reading_view import ReadingView


@asynccontextmanager
async def reading(
    path: Path, until: Callable, size: tuple[int, int] = (120, 36)
) -> AsyncIterator[Pilot[None]]:
    """The app, with the first source on show."""
    app = InterviewCoderApp(path, coder="Ana")
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: app.overview is not None)
        await pilot.press("2")
        await until(pilot, lambda: shown(app) is not None)
        yield pilot


def shown(app: InterviewCoderApp) -> str | None:
    screen = app.screen
    if not isinstance(screen, ReadingScreen) or screen.view.source_text is None:
        return None
    return screen.view.source_text.source.name


def view(app: InterviewCoderApp) -> ReadingView:
    return app.mode_screen.query_one(ReadingView)


def finder_lines(app: InterviewCoderApp) -> list[str]:
    listing = app.screen.query_one("#codes", Listing)
    return [row.draw(60).plain for row in listing.rows]


def by_ana(app: InterviewCoderApp) -> list[Coding]:
    assert app.study is not None
    return app.study.codings.list(coder="Ana") if app.overview.codings > 534 else []


async def in_finder(pilot: Pilot[None], until: Callable) -> None:
    await pilot.press("t")
    await until(pilot, lambda: isinstance(pilot.app.screen, CodeFinder))


async def test_a_sentence_is_tagged_with_a_code_found_by_its_definition(sample_study, until):
    async with reading(sample_study, until) as pilot:
        app = pilot.app
        await pilot.press("j")
        words = view(app).target
        await in_finder(pilot, until)
        await pilot.press(*"costs")
        assert "Watches the price" in finder_lines(app)[0]
        await pilot.press("enter")
        await until(pilot, lambda: len(by_ana(app)) == 1)
        (coding,) = by_ana(app)
        assert (coding.code, coding.source) == ("Watches the price", "interview_01_hanna")
        assert words is not None
        assert (coding.start, coding.end) == (words.start, words.end)
        # It shows in the text and under it.
        await until(pilot, lambda: coding.guid in {c.guid for c in view(app).codings_here()})
        assert "Watches the price" in app.screen.query_one(CodesHere).render().plain


async def test_several_codes_at_once_are_one_action(sample_study, until):
    async with reading(sample_study, until) as pilot:
        app = pilot.app
        await in_finder(pilot, until)
        await pilot.press(*"price", "tab", *"variety", "tab", *"provenance", "enter")
        await until(pilot, lambda: len(by_ana(app)) == 3)
        assert {c.code for c in by_ana(app)} == {"Watches the price", "Variety", "Provenance"}
        await pilot.press("z")
        await until(pilot, lambda: app.overview.codings == 534)
        await pilot.press("Z")
        await until(pilot, lambda: len(by_ana(app)) == 3)


async def test_a_code_is_made_while_tagging_and_undone_with_the_tag(sample_study, until):
    async with reading(sample_study, until) as pilot:
        app = pilot.app
        await in_finder(pilot, until)
        await pilot.press(*"Half hour")
        assert "Make the code Half hour" in finder_lines(app)[-1]
        await pilot.press("enter", *"pains", "enter")
        await until(pilot, lambda: len(by_ana(app)) == 1)
        code = app.study.codebook.get("Half hour")
        assert code.kind is Kind.PAIN
        assert code.parent_id == app.study.codebook.get("Pains").id
        await pilot.press("z")
        await until(pilot, lambda: app.overview.codings == 534)
        assert "Half hour" not in {code.name for code in app.study.codebook.list()}


async def test_one_kind_only_and_a_new_code_goes_under_it(sample_study, until):
    async with reading(sample_study, until) as pilot:
        app = pilot.app
        await in_finder(pilot, until)
        await pilot.press("ctrl+k", "ctrl+k")
        assert all(" N " in line for line in finder_lines(app))
        await pilot.press(*"Silence", "enter")
        await until(pilot, lambda: len(by_ana(app)) == 1)
        code = app.study.codebook.get("Silence")
        assert (code.kind, code.parent_id) == (Kind.NEED, app.study.codebook.get("Needs").id)


async def test_a_selection_over_turns_is_tagged_repeated_and_taken_off(sample_study, until):
    async with reading(sample_study, until) as pilot:
        app = pilot.app
        await pilot.press("]", "}", "}")
        selected = view(app).selection
        assert selected is not None
        await in_finder(pilot, until)
        await pilot.press(*"variety", "enter")
        await until(pilot, lambda: len(by_ana(app)) == 1)
        (coding,) = by_ana(app)
        text = view(app).source_text.text
        assert coding.text == text[selected.start : selected.end].strip()
        assert "\n" in coding.text
        assert view(app).selection is None
        await pilot.press("]", "r")
        await until(pilot, lambda: len(by_ana(app)) == 2)
        assert {c.code for c in by_ana(app)} == {"Variety"}
        await pilot.press("u")
        await until(pilot, lambda: len(by_ana(app)) == 1)
        await pilot.press("z")
        await until(pilot, lambda: len(by_ana(app)) == 2)


async def test_another_coders_tag_is_asked_for(sample_study, until):
    async with reading(sample_study, until) as pilot:
        app = pilot.app
        await pilot.press(">")
        assert [c.coder for c in view(app).codings_here()] == ["Maya"]
        await pilot.press("u")
        await until(pilot, lambda: app.screen is not app.mode_screen)
        assert app.overview.codings == 534
        await pilot.press("enter")
        await until(pilot, lambda: app.overview.codings == 533)


async def test_codebook_beside_the_text_tags(sample_study, until):
    async with reading(sample_study, until) as pilot:
        app = pilot.app
        place = view(app).cursor
        await until(pilot, lambda: bool(view(app)._codings))
        before = len(view(app)._codings)
        await pilot.press("tab", "down", "enter")
        await until(pilot, lambda: len(by_ana(app)) == 1)
        assert by_ana(app)[0].code == "Sceptical of claims"
        assert view(app).cursor == place
        await until(pilot, lambda: len(view(app)._codings) == before + 1)
        assert app.focused is app.screen.panel


async def test_where_there_is_little_room_text_and_codebook_take_turns(sample_study, until):
    async with reading(sample_study, until, size=(60, 20)) as pilot:
        app = pilot.app
        assert not app.screen.panel.region
        await pilot.press("tab")
        await pilot.pause()
        assert app.focused is app.screen.panel
        assert not view(app).region
        await pilot.press("down", "enter")
        await until(pilot, lambda: len(by_ana(app)) == 1)
        await pilot.press("tab")
        await pilot.pause()
        assert app.focused is view(app)
        assert view(app).region


async def test_place_and_selection_stay_when_others_tag(sample_study, until):
    async with reading(sample_study, until) as pilot:
        app = pilot.app
        await pilot.press(*"jjjjjjjjjjjj", "J")
        before = (view(app).cursor, view(app).selection, view(app).scroll_y)
        with Study.open(sample_study, coder="Tom") as other:
            source = other.sources.get("interview_01_hanna")
            span = other.codings.locate(source.id, "I like being told")
            other.codings.tag(source.id, span, [other.codebook.get("Needs").id])
        app.look_at_study()
        await until(pilot, lambda: app.overview.codings == 535)
        await until(pilot, lambda: "Tom" in {c.coder for c in view(app)._codings})
        assert (view(app).cursor, view(app).selection, view(app).scroll_y) == before


async def test_a_refused_tag_keeps_what_was_typed(sample_study, until):
    async with reading(sample_study, until) as pilot:
        app = pilot.app
        await in_finder(pilot, until)
        with Study.open(sample_study) as other:
            other.sources.remove(other.sources.get("interview_01_hanna").id)
        await pilot.press(*"variety", "enter")
        await until(pilot, lambda: app.screen.query_one("#trouble").has_class("-shown"))
        assert app.screen.query_one("#line").value == "variety"


async def test_a_note_on_the_tag_under_the_cursor(sample_study, until):
    async with reading(sample_study, until) as pilot:
        app = pilot.app
        await pilot.press(">", "m")
        await until(pilot, lambda: isinstance(app.screen, MemosDialog))
        await pilot.press(*"Tired", "ctrl+s")
        await until(pilot, lambda: [m.text for m in app.study.memos.list()] == ["Tired"])
        assert app.study.memos.list()[0].target.value == "coding"


async def test_sources_in_turn_and_back_to_the_place(sample_study, until):
    async with reading(sample_study, until) as pilot:
        app = pilot.app
        await pilot.press("]", "]", "]")
        place = view(app).cursor
        await pilot.press("n")
        await until(pilot, lambda: shown(app) == "interview_02_dev")
        await pilot.press("p")
        await until(pilot, lambda: shown(app) == "interview_01_hanna" and view(app).cursor == place)
