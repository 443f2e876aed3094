"""Undo and redo where they can be seen, and notes that are written, changed, removed and brought back."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot

from interviewcoder.domain.journal import JournalEntry
from interviewcoder.domain.memo import Memo, MemoTarget
from interviewcoder.study import Study
from interviewcoder.tui.app import InterviewCoderApp
from interviewcoder.tui.screens.memos import MemosDialog
from interviewcoder.tui.screens.writing import WritingField
from interviewcoder.tui.widgets.history_lines import Done
from interviewcoder.tui.widgets.listing import Listing


@asynccontextmanager
async def opened(path: Path, until, key: str, size=(100, 30)) -> AsyncIterator[Pilot[None]]:
    app = InterviewCoderApp(path, coder="Ana", demo=True)
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: app.current_mode == "personas")
        await until(pilot, lambda: bool(app.screen.query_one("#profile", Listing).rows))
        await pilot.press(key)
        await until(pilot, lambda: True)
        yield pilot


def entries(pilot: Pilot[None]) -> list[JournalEntry]:
    rows = pilot.app.mode_screen.query_one("#entries", Listing).rows
    return [row.value.entry for row in rows if isinstance(row.value, Done)]


def memos(pilot: Pilot[None]) -> list[str]:
    rows = pilot.app.screen.query_one("#memos", Listing).rows
    return [row.value.text for row in rows if isinstance(row.value, Memo)]


def text(pilot: Pilot[None]) -> str:
    strips = pilot.app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)


def typed(words: str) -> list[str]:
    return ["space" if letter == " " else letter for letter in words]


async def test_history_undoes_and_redoes_and_tells_what_was_undone(sample_study, until):
    with Study.open(sample_study, coder="Bo") as study:
        study.personas.rename(study.personas.list()[0].id, "Planners")
    async with opened(sample_study, until, "7") as pilot:
        await until(pilot, lambda: bool(entries(pilot)))
        assert [entries(pilot)[0].verb, entries(pilot)[0].coder] == ["rename persona", "Bo"]
        await pilot.press("u")
        await until(pilot, lambda: entries(pilot)[0].verb == "undo")
        assert entries(pilot)[1].undone
        assert "undone" in text(pilot)
        row = pilot.app.screen.query_one("#entries", Listing).rows[1]
        assert any("strike" in str(span.style) for span in row.draw(90).spans)
        await pilot.press("r")
        await until(pilot, lambda: entries(pilot)[0].verb == "redo")
        assert not entries(pilot)[2].undone
        await pilot.press("down", "enter")
        await until(pilot, lambda: "which is about" in text(pilot))
        await pilot.press("escape")
    with Study.open(sample_study) as study:
        assert study.personas.list()[0].name == "Planners"


async def test_a_long_history_is_read_in_steps(sample_study, until, monkeypatch):
    monkeypatch.setattr("interviewcoder.tui.screens.history._FIRST", 3)
    async with opened(sample_study, until, "7", (60, 20)) as pilot:
        await until(pilot, lambda: len(entries(pilot)) == 3)
        assert "there are more" in text(pilot)
        await pilot.press("end")
        with Study.open(sample_study) as study:
            everything = len(study.journal.history())
        await until(pilot, lambda: len(entries(pilot)) == everything)
        await until(pilot, lambda: "there are more" not in text(pilot))


async def test_a_memo_is_written_edited_removed_and_brought_back(sample_study, until):
    async with opened(sample_study, until, "m") as pilot:
        await until(pilot, lambda: isinstance(pilot.app.screen, MemosDialog))
        await until(pilot, lambda: isinstance(pilot.app.focused, WritingField))
        await pilot.press(*typed("aed z"), "enter", *typed("two"), "ctrl+s")
        await until(pilot, lambda: memos(pilot) == ["aed z\ntwo"])
        await pilot.press("e", *typed(" more"), "ctrl+s")
        await until(pilot, lambda: memos(pilot) == ["aed z\ntwo more"])
        await pilot.press("a", *typed("another"), "ctrl+s")
        await until(pilot, lambda: memos(pilot) == ["another", "aed z\ntwo more"])
        await until(pilot, lambda: isinstance(pilot.app.focused, Listing))
        await pilot.press("home", "d")
        await until(pilot, lambda: memos(pilot) == ["aed z\ntwo more"])
        await pilot.press("z")
        await until(pilot, lambda: memos(pilot) == ["another", "aed z\ntwo more"])
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(pilot.app.screen, MemosDialog))
    with Study.open(sample_study) as study:
        guid = study.personas.list()[0].guid
        kept = study.memos.list(MemoTarget.PERSONA, guid)
        assert [(memo.text, memo.coder) for memo in kept] == [
            ("aed z\ntwo more", "Ana"),
            ("another", "Ana"),
        ]


async def test_an_empty_memo_is_refused_and_typing_is_not_lost(sample_study, until):
    async with opened(sample_study, until, "ctrl+e", (60, 20)) as pilot:
        await until(pilot, lambda: isinstance(pilot.app.focused, WritingField))
        await pilot.press("space", "ctrl+s")
        await until(pilot, lambda: "The memo is empty" in text(pilot))
        await pilot.press(*typed("kept"), "escape")
        assert "not saved" in text(pilot)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: memos(pilot) == ["kept"])
    with Study.open(sample_study) as study:
        assert [memo.text for memo in study.memos.list(MemoTarget.STUDY)] == ["kept"]
