"""Segments, answers and the cut of a study in which every name is hostile: they are shown as text."""

import re
from pathlib import Path

import pytest

from interviewcoder.domain.codebook import CodeDraft
from interviewcoder.domain.coding import Span
from interviewcoder.domain.kinds import Kind
from interviewcoder.domain.query import quoted
from interviewcoder.study import Study
from interviewcoder.tui.app import InterviewCoderApp
from interviewcoder.tui.screens.dialog import Dialog
from interviewcoder.tui.widgets.listing import Listing
from interviewcoder.tui.widgets.segment_cut import CutRow

NASTY = "[/b] [@click=app.quit]leave[/] \x1b[31m \u202egnp.exe 🧑‍🚀 [link=x]"
NEVER_SENT = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@pytest.fixture
def nasty_cut(nasty_study: Path) -> Path:
    """The hostile study with two personas, and segments that tell them apart."""
    with Study.open(nasty_study, coder=NASTY) as study:
        codes = [
            study.codebook.add(CodeDraft(f"{number} {NASTY * 2}", kind=kind))
            for number, kind in enumerate((Kind.NEED, Kind.PAIN, Kind.VALUE, Kind.BELIEF))
        ]
        survey = next(one for one in study.sources.list() if one.passages >= 12)
        for place, passage in enumerate(study.sources.read(survey.id).passages):
            half = (passage.start + passage.end) // 2
            said = [code.id for code in (codes[:2] if place % 2 else codes[2:])]
            study.codings.tag(survey.id, Span(passage.start, half), said)
            study.codings.tag(survey.id, Span(half, passage.end), said)
        made = study.personas.synthesize(personas=2, seed=0)
        for number, persona in enumerate(made.personas):
            study.personas.rename(persona.id, f"{number} {NASTY}"[:190])
        region = next(one.name for one in study.participants.attributes() if "region" in one.name)
        for number in (0, 1):
            name = f"{number} {NASTY * 3}"[:190]
            study.segments.add(name, f"{quoted(region)}={quoted(f'[red]x{number}')}")
        study.segments.add(f"none {NASTY}"[:190], f"{quoted(region)}=nothing")
    return nasty_study


async def test_hostile_text_is_only_text(nasty_cut, until):
    app = InterviewCoderApp(nasty_cut, coder=NASTY)
    async with app.run_test(size=(60, 20), notifications=True) as pilot:
        seen: list[str] = []

        async def press(*keys: str) -> None:
            for key in keys:
                await pilot.press(key)
                await app.workers.wait_for_complete()
                await pilot.pause()
                background = app.screen.styles.background
                for strip in app.screen._compositor.render_strips():
                    sent = strip.apply_filter(app._control_characters, background).text
                    assert not NEVER_SENT.search(sent), sent
                    seen.append(sent)

        await until(pilot, lambda: app.current_mode == "library")
        await press("5")
        page = app.mode_screen.query_one("#page", Listing)
        await until(pilot, lambda: any(isinstance(row.value, CutRow) for row in page.rows))
        await press("c", *["down"] * 8, "end", "home")
        for _ in range(20):
            if page.row.value == CutRow(None):
                break
            await press("down")
        await press("right", "enter", "enter", "escape", "escape", "left", "left")
        for _ in range(5):
            await press("down", "right", "end", "left")
        for dialog in "aesdx":
            await press(dialog)
            await until(pilot, lambda: isinstance(app.screen, Dialog))
            await press("tab", *('[/b]"' if dialog == "a" else ""))
            while isinstance(app.screen, Dialog):
                await press("escape")
        everything = "\n".join(seen)
        assert "[/b] [@click=app.quit]leave[/]" in everything
        assert "⟪RLO⟫" in everything
        assert "[red]x1" in everything
        assert "▲" in everything
        assert app.is_running
