"""The line on top: coder, how much is tagged, and whether all is saved."""

import pytest

from interviewcoder.tui.app import InterviewCoderApp
from interviewcoder.tui.messages import Overview
from interviewcoder.tui.widgets.top_bar import TopBar


async def test_it_follows_what_is_tagged(sample_study, until):
    app = InterviewCoderApp(sample_study, coder="Noor")
    async with app.run_test(size=(60, 20)) as pilot:
        await until(pilot, lambda: app.coded is not None)
        told = app.screen.query_one(TopBar).render().plain
        assert "41% tagged  ·  Noor  ·  saved" in told
        before = app.coded
        ids = [coding.id for coding in app.study.codings.list()]
        app.study.codings.untag(ids)
        app.look_at_study()
        await until(pilot, lambda: app.coded == 0)
        assert "0% tagged" in app.screen.query_one(TopBar).render().plain
        await pilot.press("z")
        await until(pilot, lambda: app.coded == before)


@pytest.mark.parametrize("width", [20, 40, 60, 80, 200])
async def test_it_is_one_line_however_narrow(sample_study, until, width):
    app = InterviewCoderApp(sample_study)
    async with app.run_test(size=(width, 20)) as pilot:
        await until(pilot, lambda: app.coded is not None)
        bar = app.screen.query_one(TopBar)
        bar.overview = Overview("A study with a very long name " * 3, "M" * 50, 1000, 50_000, 1)
        bar.coded, bar.pending = 0.005, 1
        line = bar.render()
        assert line.cell_length <= max(bar.size.width, 10)
        assert line.plain.endswith("saving…")
        assert ("<1% tagged" in line.plain) == (width >= 60)
