"""Another window writes underneath an open editor: it is told, both texts are shown, and no typing is lost."""

import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Input, TextArea

from interviewcoder.domain.memo import MemoTarget
from interviewcoder.storage import engine
from interviewcoder.study import Study
from interviewcoder.tui.app import InterviewCoderApp
from interviewcoder.tui.screens.attribute_prompt import AttributePrompt
from interviewcoder.tui.screens.code_editor import CodeEditor
from interviewcoder.tui.screens.confirm import Confirm
from interviewcoder.tui.screens.conflict import ConflictDialog
from interviewcoder.tui.screens.dialog import Dialog
from interviewcoder.tui.screens.memos import MemosDialog
from interviewcoder.tui.screens.segment_editor import SegmentEditor
from interviewcoder.tui.widgets.listing import Listing

MINE, THEIRS = "Mine of me", "Theirs of her"


@dataclass(frozen=True)
class Editor:
    """How an editor is opened, what is typed into, what saves; how the study is read and written underneath."""

    mode: str
    keys: tuple[str, ...]
    field: str
    save: str
    read: Callable[[Study], str]
    write: Callable[[Study, str], object]
    mine: str = MINE
    theirs: str = THEIRS


def _first_name(study: Study) -> str:
    return next(one.name for one in study.participants.list() if one.id == 1)


EDITORS = {
    "narrative": Editor(
        "personas",
        ("w",),
        "#text",
        "ctrl+s",
        lambda s: s.personas.list()[0].narrative,
        lambda s, text: s.personas.write_narrative(s.personas.list()[0].id, text),
    ),
    "persona's name": Editor(
        "personas",
        ("e",),
        "#line",
        "enter",
        lambda s: s.personas.list()[0].name,
        lambda s, text: s.personas.rename(s.personas.list()[0].id, text),
    ),
    "memo": Editor(
        "personas",
        ("m", "e"),
        "#writing",
        "ctrl+s",
        lambda s: s.memos.list(MemoTarget.PERSONA)[0].text,
        lambda s, text: s.memos.edit(s.memos.list(MemoTarget.PERSONA)[0].id, text),
    ),
    "source's name": Editor(
        "library",
        ("e",),
        "#line",
        "enter",
        lambda s: s.sources.list()[0].name,
        lambda s, text: s.sources.rename(s.sources.list()[0].id, text),
    ),
    "definition": Editor(
        "",
        (),
        "#definition",
        "ctrl+s",
        lambda s: s.codebook.list()[0].definition,
        lambda s, text: s.codebook.update(s.codebook.list()[0].id, definition=text),
    ),
    "rule": Editor(
        "",
        (),
        "#rule",
        "enter",
        lambda s: s.segments.list()[0].rule,
        lambda s, text: s.segments.edit(s.segments.list()[0].id, s.segments.list()[0].name, text),
        "code:Pains",
        "code:Attitudes",
    ),
    "attribute": Editor(
        "",
        (),
        "#value",
        "enter",
        lambda s: next(p for p in s.participants.list() if p.id == 1).attributes.get("mood", ""),
        lambda s, text: s.participants.set_attribute(1, "mood", text),
    ),
}


@pytest.fixture
def sample_study(sample_study: Path) -> Path:
    """The sample study with a memo on its first persona, and a mood."""
    with Study.open(sample_study, coder="Ana") as study:
        study.memos.write(MemoTarget.PERSONA, study.personas.list()[0].guid, "As it began")
        study.participants.set_attribute(1, "mood", "calm")
    return sample_study


@asynccontextmanager
async def window(path: Path, until) -> AsyncIterator[Pilot[None]]:
    app = InterviewCoderApp(path, coder="Ana", demo=True)
    async with app.run_test(size=(100, 40)) as pilot:
        await until(pilot, lambda: app.current_mode == "personas")
        await until(pilot, lambda: bool(app.screen.query_one("#profile", Listing).rows))
        yield pilot


def _pushed(name: str, study: Study) -> Dialog[object]:
    match name:
        case "definition":
            return CodeEditor(study.codebook.list()[0])  # type: ignore[return-value]
        case "rule":
            return SegmentEditor(study.segments.list()[0])  # type: ignore[return-value]
    attributes = study.participants.attributes()
    person = next(p for p in study.participants.list() if p.id == 1)
    mood = next(one for one in attributes if one.name == "mood")
    return AttributePrompt(1, mood, person.attributes, attributes)  # type: ignore[return-value]


async def begin(pilot: Pilot[None], until, name: str) -> Widget:
    """Open an editor as a user does; the field to type in."""
    editor, app = EDITORS[name], pilot.app
    if editor.keys:
        app.show_mode(editor.mode)
        await until(pilot, lambda: app.current_mode == editor.mode)
        await until(pilot, lambda: bool(app.screen.query_one(Listing).rows))
        for key in editor.keys:
            await pilot.press(key)
            await until(pilot, lambda: isinstance(app.screen, Dialog))
            if isinstance(app.screen, MemosDialog):
                await until(pilot, lambda: bool(app.screen.query_one(Listing).rows))
    else:
        app.push_screen(_pushed(name, app.study))
        await until(pilot, lambda: isinstance(app.screen, Dialog))
    field = app.screen.query_one(editor.field)
    field.focus()
    await pilot.pause()
    return field


def put(field: Widget, text: str) -> None:
    if isinstance(field, TextArea):
        field.load_text(text)
    else:
        assert isinstance(field, Input)
        field.value = text


def typed(field: Widget) -> str:
    assert isinstance(field, TextArea | Input)
    return field.text if isinstance(field, TextArea) else field.value


def text(pilot: Pilot[None]) -> str:
    strips = pilot.app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)


async def leave(pilot: Pilot[None], until) -> None:
    while isinstance(pilot.app.screen, Dialog):
        await pilot.press("escape")
        await until(pilot, lambda: True)


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
