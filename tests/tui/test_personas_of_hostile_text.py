"""Personas, search, history and memos of a study in which everything is hostile: it is shown as text."""

import re
from pathlib import Path

import pytest

from interviewcoder.domain.codebook import CodeDraft
from interviewcoder.domain.coding import Polarity, Span
from interviewcoder.domain.kinds import Kind
from interviewcoder.domain.memo import MemoTarget
from interviewcoder.study import Study
from interviewcoder.tui.app import InterviewCoderApp
from interviewcoder.tui.screens.dialog import Dialog
from interviewcoder.tui.widgets.listing import Listing

NASTY = "[/b] [@click=app.quit]leave[/] \x1b[31m \u202egnp.exe 🧑‍🚀 [link=x]"
NEVER_SENT = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@pytest.fixture
def nasty_personas(nasty_study: Path) -> Path:
    """The hostile study with personas that are hostile in every field a person can write."""
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
        judged = study.codings.list(code=codes[0].name)[:3]
        study.codings.judge([one.id for one in judged], polarity=Polarity.AGAINST)
        study.personas.synthesize(personas=2, seed=1)
        made = study.personas.synthesize(personas=2, seed=0)
        cited = study.codings.list()[:2]
        study.claims.add(made.personas[0].id, NASTY, Kind.NEED, [cited[0].guid], [cited[1].guid])
        study.personas.write_summary(made.personas[1].id, NASTY * 9)
        for number, persona in enumerate(made.personas):
            study.personas.rename(persona.id, f"{number} {NASTY}"[:190])
            study.personas.write_narrative(persona.id, f"{NASTY}\n\n{NASTY * 30}")
            study.memos.write(MemoTarget.PERSONA, persona.guid, f"{NASTY}\n{NASTY * 50}")
        study.codings.untag([study.claims.evidence(study.personas.list()[0].claims[0])[0].id])
    return nasty_study


async def test_hostile_text_is_only_text(nasty_personas, until):
    app = InterviewCoderApp(nasty_personas, coder=NASTY, demo=True)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        seen: set[str] = set()

        async def look() -> None:
            await app.workers.wait_for_complete()
            await pilot.pause()
            background = app.screen.styles.background
            lines = []
            for strip in app.screen._compositor.render_strips():
                sent = strip.apply_filter(app._control_characters, background).text
                assert not NEVER_SENT.search(sent), sent
                lines.append(sent)
            seen.add("\n".join(lines))

        async def press(*keys: str) -> None:
            for key in keys:
                await pilot.press(key)
                await look()

        await until(pilot, lambda: app.current_mode == "personas")
        page = app.mode_screen.query_one("#profile", Listing)
        await until(pilot, lambda: len(page.rows) > 20)
        await press("right")
        for _ in range(60):
            await press("pagedown")
            if page.row is page.rows[-1]:
                break
        assert page.row is page.rows[-1]
        chosen = [row for row in page.rows if row.selectable]
        assert len(chosen) > 15
        await press("home", "down", "down", "down", "down", "enter", "end", "enter")
        await press("c", "down", "down", "end", "left", "home")
        await press(
            "M", "right", "end", "M", "h", "right", "end", "enter", "escape", "left", "home"
        )
        await press("equals_sign", "end", "enter", "escape", "escape", "left", "home", "l", "p")
        for dialog in ("e", "w", "W", "m", "s", "x", "a", "v", "g", "S"):
            await press(dialog)
            await until(pilot, lambda: isinstance(app.screen, Dialog))
            await look()
            await press("e", "ctrl+s", "tab") if dialog == "m" else await press("tab")
            while isinstance(app.screen, Dialog):
                await press("escape")
        await press(
            "z",
            "7",
            "enter",
            "escape",
            "r",
            "6",
            *"gnp",
            "down",
            "enter",
            "escape",
            "4",
            "s",
            "enter",
        )
        await until(pilot, lambda: app.pending == 0)
        await look()
        everything = "\n".join(seen)
        assert "[@click=app.quit]leave[/]" in everything
        assert "⟪RLO⟫" in everything
        assert "stale" in everything.casefold()
        assert app.is_running
