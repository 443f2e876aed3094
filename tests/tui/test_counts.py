"""Looking at counts: what is often, what comes together, where it lies; every number opens its excerpts."""

import csv
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from interviewcoder.domain.coding import Coding
from interviewcoder.domain.crosstab import Crosstab, Frequencies, Side
from interviewcoder.domain.timeline import Timeline
from interviewcoder.study import Study
from interviewcoder.tui.app import InterviewCoderApp
from interviewcoder.tui.screens.counts import Along, CountsScreen, HowOften, Subject, Together
from interviewcoder.tui.screens.dialog import Dialog
from interviewcoder.tui.screens.excerpts import ExcerptsScreen
from interviewcoder.tui.widgets.crosstab_table import Cell
from interviewcoder.tui.widgets.listing import Listing
from interviewcoder.tui.widgets.query_line import QueryLine

NEVER_SENT = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


class Counts:
    """The screen of counts in a running app."""

    def __init__(self, app: InterviewCoderApp, pilot: Pilot[None], until) -> None:
        self.app, self.pilot, self._until = app, pilot, until

    @property
    def screen(self) -> CountsScreen:
        assert isinstance(self.app.mode_screen, CountsScreen)
        return self.app.mode_screen

    @property
    def page(self) -> Listing:
        return self.screen.query_one("#page", Listing)

    @property
    def excerpts(self) -> list[Coding]:
        return [row.value for row in self.page.rows if isinstance(row.value, Coding)]

    async def until(self, condition) -> None:
        await self._until(self.pilot, condition)

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)

    async def look_at(self, subject: Subject) -> None:
        """Put the highlight of the list on something to count."""
        subjects = self.screen.query_one("#subjects", Listing)
        await self.until(lambda: subjects.highlight_key(subject))
        await self.until(lambda: self.screen._shown == subject and bool(self.page.rows))
        subjects.focus()
        await self.press("right")

    def text(self) -> str:
        strips = self.app.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip) for strip in strips)


@asynccontextmanager
async def counts(path: Path, until, size=(120, 40)) -> AsyncIterator[Counts]:
    app = InterviewCoderApp(path, coder="Ana")
    async with app.run_test(size=size, notifications=True) as pilot:
        await until(pilot, lambda: app.current_mode == "library")
        await pilot.press("8")
        await until(pilot, lambda: app.current_mode == "counts")
        yield Counts(app, pilot, until)


async def test_a_bar_opens_its_excerpts_and_an_excerpt_its_place(sample_study, until):
    async with counts(sample_study, until) as seen:
        await seen.look_at(HowOften(Side.KIND))
        await seen.press("o", "home")
        counted = seen.screen._counts
        assert isinstance(counted, Frequencies)
        most = max(counted.rows, key=lambda row: row.codings)
        assert seen.page.row.key == most.label.query
        await seen.press("enter")
        await seen.until(lambda: bool(seen.excerpts))
        assert len(seen.excerpts) == most.codings
        assert {one.kind for one in seen.excerpts} == {most.label.kind}
        await seen.press("enter")
        await seen.until(lambda: seen.app.current_mode == "reading")
        # The first Escape lets go of the selection.
        await seen.press("escape", "escape")
        await seen.until(lambda: seen.app.current_mode == "counts")
        await seen.press("escape")
        await seen.until(lambda: seen.page.row is not None and not seen.excerpts)
        assert seen.page.row.key == most.label.query


async def test_what_is_behind_a_number_is_asked_for_among_the_excerpts(sample_study, until):
    async with counts(sample_study, until) as seen:
        await seen.look_at(Together(Side.CODE))
        counted = seen.screen._counts
        assert isinstance(counted, Crosstab)
        query = counted.query(seen.screen._cell.row, seen.screen._cell.column)
        await seen.press("e")
        await seen.until(lambda: isinstance(seen.app.mode_screen, ExcerptsScreen))
        found = seen.app.mode_screen
        await seen.until(lambda: hasattr(found, "found") and found._asked.query == query)
        assert found.query_one(QueryLine).field.value == query
        await seen.until(lambda: found.found.tags == len(seen.app.study.codings.where(query)))
        # From a page of excerpts as well, and Escape comes back to it.
        await seen.press("escape")
        await seen.until(lambda: seen.app.current_mode == "counts")
        await seen.look_at(HowOften(Side.KIND))
        await seen.press("enter")
        await seen.until(lambda: bool(seen.excerpts))
        await seen.press("e")
        await seen.until(lambda: seen.app.current_mode == "excerpts")
        await seen.until(lambda: found._asked.query.startswith("kind:"))


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (200, 60)])
async def test_each_cell_that_the_cursor_reaches_opens_what_it_counts(sample_study, until, size):
    async with counts(sample_study, until, size) as seen:
        await seen.look_at(Together(Side.CODE, "region"))
        for keys in ((), ("down", "right"), ("down", "down", "right"), ("up", "left")):
            await seen.press(*keys)
            table, row = seen.screen._counts, seen.page.row
            assert isinstance(table, Crosstab)
            assert isinstance(row.value, Cell)
            count = table.counts[row.value.row][row.value.column]
            await seen.until(lambda count=count: f" {count} excerpt" in seen.text())
            await seen.press("enter")
            await seen.until(lambda count=count: len(seen.excerpts) == count)
            await seen.press("escape")
            await seen.until(lambda: isinstance(seen.page.row and seen.page.row.value, Cell))


async def test_the_most_frequent_come_first_and_into_view(sample_study, until):
    async with counts(sample_study, until, (80, 24)) as seen:
        await seen.look_at(HowOften(Side.CODE))
        await seen.press("down", "down", "down", "o")
        counted = seen.screen._counts
        assert isinstance(counted, Frequencies)
        most = max(counted.rows, key=lambda row: row.codings)
        await seen.until(lambda: seen.page.row and seen.page.row.key == most.label.query)


@pytest.mark.parametrize(("size", "named"), [((60, 20), False), ((120, 40), True)])
async def test_columns_have_their_names_where_there_is_room(sample_study, until, size, named):
    async with counts(sample_study, until, size) as seen:
        subject = Together(Side.CODE, Side.SEGMENT if named else Side.PARTICIPANT)
        await seen.look_at(subject)
        table = seen.screen._counts
        assert isinstance(table, Crosstab)
        head = next(line for line in seen.text().splitlines() if " All " in line)
        assert ("1" not in head) is named
        assert (table.columns[0].name[:4] in head) is named


async def test_a_query_narrows_all_counts_and_what_is_shown_is_exported(
    sample_study, until, tmp_path
):
    async with counts(sample_study, until) as seen:
        await seen.look_at(HowOften(Side.KIND))
        whole = seen.screen._counts.codings
        await seen.press("f")
        await seen.until(lambda: isinstance(seen.app.screen, Dialog))
        seen.app.screen.query_one("#line", Input).value = "region="
        await seen.press("enter")
        await seen.until(lambda: "column" in seen.text())
        seen.app.screen.query_one("#line", Input).value = "region=North"
        await seen.press("enter")
        await seen.until(lambda: "where region=North" in seen.text())
        with Study.open(sample_study) as study:
            north = len(study.codings.where("region=North"))
        await seen.until(lambda: seen.screen._counts.codings == north)
        assert 0 < north < whole
        await seen.press("x")
        await seen.until(lambda: isinstance(seen.app.screen, Dialog))
        file = tmp_path / "kinds.csv"
        seen.app.screen.query_one("#line", Input).value = str(file)
        await seen.press("enter")
        await seen.until(file.is_file)
        rows = list(csv.DictReader(file.open(encoding="utf-8")))
        assert sum(int(row["codings"]) for row in rows) == north


async def test_a_source_is_seen_from_beginning_to_end(sample_study, until):
    with Study.open(sample_study) as study:
        source = study.sources.list()[0]
        here = study.codings.on_source(source.id)
    async with counts(sample_study, until) as seen:
        await seen.look_at(Along(source.id, source.name))
        assert "░" in seen.text()
        await seen.press("enter")
        await seen.until(lambda: bool(seen.excerpts))
        assert {one.source_id for one in seen.excerpts} == {source.id}
        assert {one.id for one in seen.excerpts} < {one.id for one in here}


async def test_a_query_narrows_what_lies_along_a_source(sample_study, until):
    with Study.open(sample_study) as study:
        source = study.sources.list()[0]
        needs = [one for one in study.codings.where("kind:need") if one.source_id == source.id]
        every = study.codings.on_source(source.id)
    assert 0 < len(needs) < len(every)
    async with counts(sample_study, until) as seen:
        await seen.look_at(Along(source.id, source.name))
        await seen.press("f")
        await seen.until(lambda: isinstance(seen.app.screen, Dialog))
        seen.app.screen.query_one("#line", Input).value = "kind:need"
        await seen.press("enter")
        await seen.until(lambda: "where kind:need" in seen.text())
        shown = seen.screen._counts
        assert isinstance(shown, Timeline)
        assert sum(len(row.codings) for row in shown.rows) == len(needs)


async def test_a_study_without_tags_says_so(tmp_path, until):
    Study.create(tmp_path / "empty.study", codebook=()).close()
    async with counts(tmp_path / "empty.study", until) as seen:
        await seen.look_at(Together(Side.CODE))
        await seen.until(lambda: "Nothing is tagged" in seen.text())


@pytest.mark.parametrize("size", [(60, 20), (120, 40)])
async def test_hostile_text_is_only_text(nasty_study, until, size):
    async with counts(nasty_study, until, size) as seen:
        subjects = seen.screen.query_one("#subjects", Listing)
        await seen.until(lambda: bool(subjects.rows))
        shown = ""
        for subject in [row.value for row in subjects.rows if row.value is not None]:
            await seen.look_at(subject)
            await seen.press("right", "enter")
            await seen.app.workers.wait_for_complete()
            await seen.pilot.pause()
            background = seen.app.screen.styles.background
            for strip in seen.app.screen._compositor.render_strips():
                sent = strip.apply_filter(seen.app._control_characters, background).text
                assert not NEVER_SENT.search(sent), sent
                shown += sent
            while seen.screen._trail:
                await seen.press("escape")
        assert "[/b] [@click=app.quit]leave[/]" in shown
        assert seen.app.is_running
