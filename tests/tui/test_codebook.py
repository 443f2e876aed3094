"""The codebook and the excerpts by keys: write, move, merge and delete codes; retrieve and open excerpts."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot

from interviewcoder.domain.codebook import Code
from interviewcoder.domain.coding import Coding
from interviewcoder.domain.kinds import Kind
from interviewcoder.tui.app import InterviewCoderApp
from interviewcoder.tui.screens.chooser import Chooser
from interviewcoder.tui.screens.code_editor import CodeEditor
from interviewcoder.tui.screens.excerpts import ExcerptsScreen
from interviewcoder.tui.screens.path_prompt import PathPrompt
from interviewcoder.tui.screens.plan_dialog import PlanDialog
from interviewcoder.tui.screens.reading import ReadingScreen
from interviewcoder.tui.screens.save_prompt import SavePrompt
from interviewcoder.tui.widgets.codebook_panel import CodebookPanel
from interviewcoder.tui.widgets.listing import Listing
from interviewcoder.tui.widgets.reading_view import ReadingView


@asynccontextmanager
async def excerpts(
    path: Path, until: Callable, size: tuple[int, int] = (100, 30)
) -> AsyncIterator[Pilot[None]]:
    """The app, on the excerpts."""
    app = InterviewCoderApp(path, coder="Ana")
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: app.current_mode == "library" and app.overview is not None)
        await pilot.press("3")
        await until(pilot, lambda: bool(app.screen.query(CodebookPanel)) and bool(panel(app).rows))
        yield pilot


def panel(app: InterviewCoderApp) -> CodebookPanel:
    return app.mode_screen.query_one(CodebookPanel)


def codes(app: InterviewCoderApp) -> dict[str, Code]:
    return {code.name: code for code in app.study.codebook.list()}


async def go_to(pilot: Pilot[None], until: Callable, name: str) -> None:
    """Put the focus on the codebook, and the highlight on a code."""
    panel(pilot.app).focus()
    await until(pilot, lambda: name in {r.value.name for r in panel(pilot.app).rows[1:]})
    assert panel(pilot.app).highlight_key(codes(pilot.app)[name].guid)
    await pilot.pause()


async def agree(pilot: Pilot[None], until: Callable) -> None:
    """See what changes, and have it done."""
    await until(pilot, lambda: isinstance(pilot.app.screen, PlanDialog))
    await until(pilot, lambda: "y or Enter" in str(pilot.app.screen.query_one("#hint").content))
    await pilot.press("y")
    await until(pilot, lambda: not isinstance(pilot.app.screen, PlanDialog))


def listed(app: InterviewCoderApp) -> list[Coding]:
    rows = app.mode_screen.query_one("#excerpts", Listing).rows
    return [row.value for row in rows if isinstance(row.value, Coding)]


async def test_a_code_is_written_changed_and_undone(sample_study, until):
    async with excerpts(sample_study, until) as pilot:
        app = pilot.app
        await go_to(pilot, until, "Pains")
        await pilot.press("a")
        await until(pilot, lambda: isinstance(app.screen, CodeEditor))
        await pilot.press(*"Cold feet", "tab", "tab", "tab", *"Gives up early.", "ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, ExcerptsScreen))
        code = codes(app)["Cold feet"]
        assert (code.kind, code.definition) == (Kind.PAIN, "Gives up early.")
        assert code.parent_id == codes(app)["Pains"].id
        await go_to(pilot, until, "Cold feet")
        await pilot.press("e")
        await until(pilot, lambda: isinstance(app.screen, CodeEditor))
        await pilot.press("tab", "right", "shift+tab", *"Cold feet soon", "enter")
        await until(pilot, lambda: "Cold feet soon" in codes(app))
        assert codes(app)["Cold feet soon"].kind is not Kind.PAIN
        await pilot.press("z")
        await until(pilot, lambda: "Cold feet" in codes(app))
        await pilot.press("z")
        await until(pilot, lambda: "Cold feet" not in codes(app))


async def test_a_name_that_is_taken_keeps_what_was_typed(sample_study, until):
    async with excerpts(sample_study, until) as pilot:
        app = pilot.app
        await pilot.press("left", "A")
        await until(pilot, lambda: isinstance(app.screen, CodeEditor))
        await pilot.press(*"Variety", "enter")
        await until(pilot, lambda: app.screen.query_one("#trouble").has_class("-shown"))
        assert app.screen.query_one("#name").value == "Variety"


async def test_a_name_that_is_nearly_there_is_saved_at_the_second_time(sample_study, until):
    async with excerpts(sample_study, until) as pilot:
        app = pilot.app
        await pilot.press("left", "A")
        await until(pilot, lambda: isinstance(app.screen, CodeEditor))
        await pilot.press(*"watching for prices", "enter")
        await until(pilot, lambda: app.screen.query_one("#trouble").has_class("-shown"))
        assert "“Watches the price”" in app.screen.query_one("#trouble").render().plain
        assert "watching for prices" not in codes(app)
        await pilot.press("enter")
        await until(pilot, lambda: "watching for prices" in codes(app))
        # What is its name already is not asked about.
        await go_to(pilot, until, "watching for prices")
        await pilot.press("e")
        await until(pilot, lambda: isinstance(app.screen, CodeEditor))
        await pilot.press("tab", "right", "ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, ExcerptsScreen))


async def test_move_merge_and_delete_with_what_changes(sample_study, until):
    async with excerpts(sample_study, until) as pilot:
        app = pilot.app
        before = codes(app)
        await go_to(pilot, until, "Variety")
        await pilot.press("v")
        await until(pilot, lambda: isinstance(app.screen, Chooser))
        await pilot.press(*"preferences", "enter")
        await agree(pilot, until)
        moved_to = before["Preferences"].id
        await until(pilot, lambda: codes(app)["Variety"].parent_id == moved_to)

        await go_to(pilot, until, "Variety")
        await pilot.press("g")
        await until(pilot, lambda: isinstance(app.screen, Chooser))
        await pilot.press(*"odd and", "enter")
        await agree(pilot, until)
        await until(pilot, lambda: "Variety" not in codes(app))
        both = before["Variety"].codings + before["Odd and heritage varieties"].codings
        assert codes(app)["Odd and heritage varieties"].codings == both

        await go_to(pilot, until, "Needs")
        await pilot.press("d")
        await agree(pilot, until)
        await until(pilot, lambda: "Needs" not in codes(app))
        assert codes(app)["Predictability"].parent_id is None
        await pilot.press("z", "z", "z")
        await until(pilot, lambda: codes(app) == before)


async def test_a_code_cannot_go_under_itself(sample_study, until):
    async with excerpts(sample_study, until) as pilot:
        app = pilot.app
        await go_to(pilot, until, "Needs")
        await pilot.press("v")
        await until(pilot, lambda: isinstance(app.screen, Chooser))
        offered = {row.draw(60).plain for row in app.screen.query_one(Listing).rows}
        assert not any("Needs" in label or "Predictability" in label for label in offered)
        assert any("Pains" in label for label in offered)


async def test_codebook_files(sample_study, until, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "more.csv").write_text("name,kind,parent\nSlow mornings,pain,Pains\n")
    async with excerpts(sample_study, until) as pilot:
        app = pilot.app
        await pilot.press("left", "I")
        await until(pilot, lambda: isinstance(app.screen, PathPrompt))
        await pilot.press(*"more.csv", "enter")
        await until(pilot, lambda: "Slow mornings" in codes(app))
        await until(pilot, lambda: isinstance(app.screen, ExcerptsScreen))
        await pilot.press("s")
        await until(pilot, lambda: isinstance(app.screen, SavePrompt))
        await pilot.press("ctrl+u", *"out.yaml", "enter")
        await until(pilot, lambda: (tmp_path / "out.yaml").exists())
        assert "Slow mornings" in (tmp_path / "out.yaml").read_text()


async def test_excerpts_of_a_code_open_in_place_and_back(sample_study, until):
    async with excerpts(sample_study, until) as pilot:
        app = pilot.app
        await go_to(pilot, until, "Provenance")
        await until(pilot, lambda: {c.code for c in listed(app)} == {"Provenance"})
        assert len(listed(app)) == codes(app)["Provenance"].codings
        await pilot.press("right", "down")
        chosen = app.screen.query_one("#excerpts", Listing).row.value
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ReadingScreen))
        await until(pilot, lambda: app.screen.query_one(ReadingView).selection is not None)
        opened = app.screen.query_one(ReadingView)
        assert opened.selected_text == chosen.text
        await pilot.press("escape", "escape")
        await until(pilot, lambda: isinstance(app.screen, ExcerptsScreen))
        assert panel(app).code.name == "Provenance"


async def test_an_excerpt_is_untagged_and_all_are_exported(sample_study, until, tmp_path):
    async with excerpts(sample_study, until) as pilot:
        app = pilot.app
        await until(pilot, lambda: len(listed(app)) == 534)
        await pilot.press("right", "u")
        await until(pilot, lambda: len(listed(app)) == 533)
        target = tmp_path / "tags.csv"
        await pilot.press("x")
        await until(pilot, lambda: isinstance(app.screen, SavePrompt))
        await pilot.press("ctrl+u", *str(target), "enter")
        await until(pilot, target.exists)
        assert target.read_text().count("\n") >= 534
