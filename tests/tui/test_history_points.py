"""Going to a point of the history, finding changes by typing, and reading what a change did."""

from pathlib import Path

from textual.pilot import Pilot

from interviewcoder.domain.codebook import CodeDraft
from interviewcoder.study import Study
from interviewcoder.tui.screens.confirm import Confirm
from interviewcoder.tui.screens.history import EntryDialog
from interviewcoder.tui.widgets.listing import Listing

from .conftest import NASTY
from .test_history_and_memos import entries, opened, text


def add(path: Path, coder: str, *names: str) -> None:
    with Study.open(path, coder=coder) as study:
        for name in names:
            study.codebook.add(CodeDraft(name))


def names(path: Path) -> set[str]:
    with Study.open(path) as study:
        return {code.name for code in study.codebook.list()}


def summaries(pilot: Pilot[None]) -> list[str]:
    return [entry.summary for entry in entries(pilot)]


async def test_back_to_a_point_after_a_preview_and_forward_by_one_redo(sample_study, until):
    add(sample_study, "Bo", "One", "Two")
    add(sample_study, "Cy", "Three")
    async with opened(sample_study, until, "7") as pilot:
        app = pilot.app
        await until(pilot, lambda: summaries(pilot)[:3] == ["Three", "Two", "One"])
        await pilot.press("down", "down", "g")
        await until(pilot, lambda: isinstance(app.screen, Confirm))
        shown = " ".join(text(pilot).split())
        assert "2 changes will be taken back" in shown
        assert "1 of Cy, 1 of Bo" in shown
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is app.mode_screen)
        assert names(sample_study) >= {"One", "Two", "Three"}
        await pilot.press("g")
        await until(pilot, lambda: isinstance(app.screen, Confirm))
        await pilot.press("enter")
        await until(pilot, lambda: entries(pilot)[0].verb == "go back")
        # One action is one line.
        assert entries(pilot)[1].summary == "Three"
        assert "2 changes: " in text(pilot)
        assert {"Two", "Three"}.isdisjoint(names(sample_study))
        await pilot.press("Z")
        await until(pilot, lambda: entries(pilot)[0].verb == "redo")
        assert names(sample_study) >= {"One", "Two", "Three"}
        await pilot.press("home", "g")
        await pilot.pause()
        assert app.screen is app.mode_screen


async def test_what_another_window_does_meanwhile_is_told_in_a_new_preview(sample_study, until):
    add(sample_study, "Bo", "One", "Two")
    async with opened(sample_study, until, "7") as pilot:
        app = pilot.app
        await until(pilot, lambda: summaries(pilot)[:2] == ["Two", "One"])
        await pilot.press("down", "g")
        await until(pilot, lambda: isinstance(app.screen, Confirm))
        first = app.screen
        add(sample_study, "Tom", "Theirs")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, Confirm) and app.screen is not first)
        assert "1 of Tom" in " ".join(text(pilot).split())
        assert names(sample_study) >= {"Two", "Theirs"}
        await pilot.press("enter")
        await until(pilot, lambda: {"Two", "Theirs"}.isdisjoint(names(sample_study)))


async def test_changes_are_found_by_who_what_and_source(sample_study, until, monkeypatch):
    monkeypatch.setattr("interviewcoder.tui.screens.history._FIRST", 3)
    add(sample_study, "Bo", "One", "Two")
    with Study.open(sample_study, coder="Cy") as study:
        source = study.sources.get("interview_02_dev")
        span = study.sources.read(source.id).passages[1]
        code = study.codebook.get("One").id
        study.codings.tag(
            source.id, type(study.codings.list()[0].span)(span.start, span.end), [code]
        )
    async with opened(sample_study, until, "7", (120, 30)) as pilot:
        await until(pilot, lambda: len(entries(pilot)) == 3)
        assert "interview_02_dev" in text(pilot)
        await pilot.press("f", *"import")
        await until(pilot, lambda: {entry.verb for entry in entries(pilot)} >= {"import"})
        assert all("import" in f"{e.verb} {e.summary}" for e in entries(pilot))
        for words, found in (("bo add", ["Two", "One"]), ("02_dev tag cy", None), ("zzz", [])):
            pilot.app.screen.query_one("#filter").value = words
            await pilot.pause()
            if found is None:
                assert [entry.coder for entry in entries(pilot)] == ["Cy"]
            else:
                assert summaries(pilot) == found
        await pilot.press("escape")
        await until(pilot, lambda: len(entries(pilot)) > 3)
        await pilot.press("escape")
        assert pilot.app.current_mode == "personas"


async def test_what_a_change_did_is_told_in_words(sample_study, until):
    with Study.open(sample_study, coder="Bo") as study:
        code = study.codebook.add(CodeDraft("One", definition="As it was"))
        study.codebook.update(code.id, definition="As it is", name="One and two")
    async with opened(sample_study, until, "7") as pilot:
        await until(pilot, lambda: bool(entries(pilot)))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, EntryDialog))
        await until(pilot, lambda: len(pilot.app.screen.query_one(Listing).rows) > 6)
        shown = " ".join(text(pilot).split())
        assert "definition: As it was → As it is" in shown
        assert "name: One → One and two" in shown


async def test_hostile_history(nasty_study, until):
    with Study.open(nasty_study, coder=NASTY) as study:
        code = study.codebook.list()[0]
        study.codebook.update(code.id, definition=NASTY * 30)
    async with opened(nasty_study, until, "7", (60, 20)) as pilot:
        await until(pilot, lambda: bool(entries(pilot)))
        for _ in range(6):
            await pilot.press("enter")
            await until(pilot, lambda: isinstance(pilot.app.screen, EntryDialog))
            assert "\x1b" not in text(pilot)
            await pilot.press("end", "escape")
            await until(pilot, lambda: pilot.app.screen is pilot.app.mode_screen)
            await pilot.press("down")
        await pilot.press("g")
        await until(pilot, lambda: isinstance(pilot.app.screen, Confirm))
