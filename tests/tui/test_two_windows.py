"""Another window writes underneath an open editor: it is told, both texts are shown, and no typing is lost."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Input

from interviewcoder.domain.memo import MemoTarget
from interviewcoder.domain.source import Role
from interviewcoder.storage import engine
from interviewcoder.study import Study
from interviewcoder.tui.screens.claim_editor import ClaimEditor, ExcerptChoice
from interviewcoder.tui.screens.confirm import Confirm
from interviewcoder.tui.screens.conflict import ConflictDialog
from interviewcoder.tui.screens.dialog import Dialog
from interviewcoder.tui.screens.memos import MemosDialog
from interviewcoder.tui.screens.speakers import SpeakersDialog
from interviewcoder.tui.widgets.voices import VoicesList

from .editors import EDITORS, MINE, THEIRS, begin, leave, prepare, put, text, typed, window


@pytest.fixture
def sample_study(sample_study: Path) -> Path:
    """The sample study, with something in all that is edited."""
    return prepare(sample_study)


async def conflict(pilot: Pilot[None], until, name: str, other: Study) -> Widget:
    """Type, have the other window save, and save."""
    editor, app = EDITORS[name], pilot.app
    field = await begin(pilot, until, name)
    put(field, editor.mine)
    editor.write(other, editor.theirs)
    await pilot.press(editor.save)
    await until(pilot, lambda: isinstance(app.screen, ConflictDialog))
    shown = text(pilot)
    assert editor.mine in shown
    assert editor.read(other) in shown
    assert "Noor" in shown
    assert typed(field) == editor.mine
    return field


@pytest.mark.parametrize("name", EDITORS)
async def test_a_conflict_is_shown_and_answered(sample_study, until, name):
    editor = EDITORS[name]
    async with window(sample_study, until) as pilot:
        app = pilot.app
        with Study.open(sample_study, coder="Noor") as other:
            began = editor.read(other)
            field = await conflict(pilot, until, name, other)
            theirs = editor.read(other)
            # Go on: both are in view, and the next save is over what was shown.
            await pilot.press("escape")
            await until(pilot, lambda: not isinstance(app.screen, ConflictDialog))
            assert editor.read(other) == theirs
            assert typed(field) == editor.mine
            await until(pilot, lambda: theirs in text(pilot))
            assert "In the study now" in text(pilot)
            await pilot.press(editor.save)
            await until(pilot, lambda: editor.read(other) == editor.mine)
            await leave(pilot, until)
            assert app.study.journal.undo().coder == "Ana"
            assert editor.read(other) == theirs

            editor.write(other, began)
            await until(pilot, lambda: app.overview.revision == app.study.revision())
            await pilot.pause(0.2)
            # Keep mine.
            await conflict(pilot, until, name, other)
            await pilot.press("k")
            await until(pilot, lambda: editor.read(other) == editor.mine)
            await leave(pilot, until)

            editor.write(other, began)
            await until(pilot, lambda: app.overview.revision == app.study.revision())
            await pilot.pause(0.2)
            # Take theirs.
            field = await conflict(pilot, until, name, other)
            await pilot.press("t")
            await until(pilot, lambda: typed(field) == theirs)
            await pilot.press(editor.save)
            await until(pilot, lambda: not isinstance(app.screen, ConflictDialog))
            assert editor.read(other) == theirs


async def test_who_speaks_is_told_and_taken_over(sample_study, until):
    """The dialog of voices: both on show, go on, keep mine, take theirs."""
    async with window(sample_study, until) as pilot:
        app = pilot.app
        with Study.open(sample_study, coder="Noor") as other:
            source = other.sources.list()[0]

            def said(place: int) -> tuple[Role, str | None]:
                one = other.sources.speakers(source.id)[place]
                return one.role, one.participant

            def say(place: int, role: Role, name: str | None) -> None:
                found = other.sources.speakers(source.id)[place]
                other.sources.set_speakers([(found.id, role, name)])

            async def begin_saying(place: int, key: str) -> VoicesList:
                app.push_screen(SpeakersDialog(source.id, source.name))
                await until(pilot, lambda: isinstance(app.screen, SpeakersDialog))
                voices = app.screen.query_one(VoicesList)
                await until(pilot, lambda: bool(voices.rows))
                voices.highlight_key(other.sources.speakers(source.id)[place].id)
                await pilot.press(key)
                return voices

            mine, theirs = (Role.OTHER, None), (Role.PARTICIPANT, THEIRS)
            began = said(1)
            for key, wanted in (("k", mine), ("t", theirs), ("escape", mine)):
                voices = await begin_saying(1, "o")
                say(1, *theirs)
                await pilot.press("s")
                await until(pilot, lambda: isinstance(app.screen, ConflictDialog))
                assert "Noor" in text(pilot)
                assert THEIRS in text(pilot)
                assert said(1) == theirs
                await pilot.press(key)
                if key == "k":
                    await until(pilot, lambda: not isinstance(app.screen, Dialog))
                else:
                    await until(pilot, lambda: isinstance(app.screen, SpeakersDialog))
                    if key == "t":
                        await until(pilot, lambda v=voices: not v.changed)
                        assert voices.voices[1].participant == THEIRS
                    await pilot.press("s")
                    await until(pilot, lambda: not isinstance(app.screen, Dialog))
                assert said(1) == wanted
                say(1, *began)

            # What each said of another voice is both kept.
            await begin_saying(1, "o")
            first = said(0)
            say(0, Role.OTHER, None)
            await pilot.press("s")
            await until(pilot, lambda: not isinstance(app.screen, Dialog))
            assert (said(0), said(1)) == ((Role.OTHER, None), mine)
            say(0, *first)


async def test_a_claim_is_not_lost_when_it_cannot_be_saved_or_the_run_is_another(
    sample_study, until, monkeypatch
):
    pragmas = [p for p in engine._PRAGMAS if not p.startswith("busy_timeout")]
    monkeypatch.setattr(engine, "_PRAGMAS", (*pragmas, "busy_timeout=200"))
    async with window(sample_study, until) as pilot:
        app = pilot.app
        guid = app.study.personas.list()[0].guid
        await pilot.press("a")
        await until(pilot, lambda: isinstance(app.screen, ClaimEditor))
        choice = app.screen.query_one(ExcerptChoice)
        await until(pilot, lambda: bool(choice.rows))
        field = app.screen.query_one("#statement", Input)
        field.value = MINE
        choice.focus()
        await pilot.press("space")
        with closing(sqlite3.connect(sample_study, isolation_level=None)) as holder:
            holder.execute("BEGIN IMMEDIATE")
            await pilot.press("ctrl+s")
            await until(pilot, lambda: "holding the study" in " ".join(text(pilot).split()))
            assert field.value == MINE
        with Study.open(sample_study, coder="Noor") as other:
            other.personas.synthesize(seed=1)
            await pilot.press("ctrl+s")
            await until(pilot, lambda: not isinstance(app.screen, Dialog))
            (now,) = [one for one in other.personas.list() if one.guid == guid]
            assert MINE in [claim.code for claim in now.claims if claim.by_hand]


async def test_a_memo_that_was_removed_can_be_kept_as_a_new_one(sample_study, until):
    async with window(sample_study, until) as pilot:
        app = pilot.app
        field = await begin(pilot, until, "memo")
        put(field, MINE)
        with Study.open(sample_study, coder="Noor") as other:
            other.memos.remove(other.memos.list(MemoTarget.PERSONA)[0].id)
            await pilot.press("ctrl+s")
            await until(pilot, lambda: isinstance(app.screen, ConflictDialog))
            assert "Noor" in text(pilot)
            await pilot.press("k")
            await until(pilot, lambda: bool(other.memos.list(MemoTarget.PERSONA)))
            assert other.memos.list(MemoTarget.PERSONA)[0].text == MINE


async def test_a_save_that_fails_keeps_the_typing_in_every_editor(sample_study, until, monkeypatch):
    pragmas = [p for p in engine._PRAGMAS if not p.startswith("busy_timeout")]
    monkeypatch.setattr(engine, "_PRAGMAS", (*pragmas, "busy_timeout=200"))
    async with window(sample_study, until) as pilot:
        app = pilot.app
        for name, editor in EDITORS.items():
            field = await begin(pilot, until, name)
            put(field, editor.mine)
            with closing(sqlite3.connect(sample_study, isolation_level=None)) as holder:
                holder.execute("BEGIN IMMEDIATE")
                await pilot.press(editor.save)
                await until(pilot, lambda: "holding the study" in " ".join(text(pilot).split()))
                assert typed(field) == editor.mine, name
                assert app.focused is field, name
            await pilot.press(editor.save)
            await until(pilot, lambda e=editor: e.read(app.study) == e.mine)
            await leave(pilot, until)


async def test_an_editor_cannot_be_left_before_it_is_known_whether_it_saved(sample_study, until):
    """Else the typing were gone where it did not."""
    async with window(sample_study, until) as pilot:
        app = pilot.app
        field = await begin(pilot, until, "narrative")
        put(field, MINE)
        with closing(sqlite3.connect(sample_study, isolation_level=None)) as holder:
            holder.execute("BEGIN IMMEDIATE")
            await pilot.press("ctrl+s", "escape", "escape", "x")
            assert app.pending
            assert field.is_attached
        await until(pilot, lambda: not isinstance(app.screen, Dialog))
        assert EDITORS["narrative"].read(app.study) == MINE


@pytest.mark.parametrize("name", ["memo", "narrative", "definition"])
async def test_a_full_disk_keeps_the_typing(sample_study, until, monkeypatch, name):
    monkeypatch.setattr(engine, "_PRAGMAS", (*engine._PRAGMAS, "max_page_count=1"))
    long = "All of these words are still here. " * 20_000
    async with window(sample_study, until) as pilot:
        field = await begin(pilot, until, name)
        put(field, long)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "The disk is full" in text(pilot))
        assert typed(field) == long
    with Study.open(sample_study) as study:
        assert long.strip() != EDITORS[name].read(study)


async def test_what_another_window_writes_is_on_the_screen_within_two_seconds(sample_study, until):
    async with window(sample_study, until) as pilot:
        app = pilot.app
        with Study.open(sample_study, coder="Noor") as other:
            other.personas.rename(other.personas.list()[0].id, "Of Noor")
            await pilot.pause(2)
            await until(pilot, lambda: "Of Noor" in text(pilot))
            await pilot.press("m")
            await until(pilot, lambda: isinstance(app.screen, MemosDialog))
            other.memos.edit(other.memos.list(MemoTarget.PERSONA)[0].id, "Noted by Noor")
            await pilot.pause(2)
            await until(pilot, lambda: "Noted by Noor" in text(pilot))


async def test_undo_asks_before_it_takes_back_what_another_did(sample_study, until):
    async with window(sample_study, until) as pilot:
        app = pilot.app
        with Study.open(sample_study, coder="Noor") as other:
            first = other.personas.list()[0]
            other.personas.rename(first.id, "Of Noor")
            await until(pilot, lambda: "Of Noor" in text(pilot))
            await pilot.press("z")
            await until(pilot, lambda: isinstance(app.screen, Confirm))
            assert "Noor" in text(pilot)
            await pilot.press("escape")
            await until(pilot, lambda: not isinstance(app.screen, Confirm))
            assert other.personas.list()[0].name == "Of Noor"
            await pilot.press("z")
            await until(pilot, lambda: isinstance(app.screen, Confirm))
            await pilot.press("y")
            await until(pilot, lambda: other.personas.list()[0].name == first.name)
