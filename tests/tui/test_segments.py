"""Writing segments, taking suggested ones, and reading how personas cut across them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from interviewcoder.domain.coding import Coding
from interviewcoder.domain.memo import MemoTarget
from interviewcoder.domain.query import QueryError
from interviewcoder.domain.segment import Segment, SegmentWarning
from interviewcoder.study import Study
from interviewcoder.tui.app import InterviewCoderApp
from interviewcoder.tui.screens.dialog import Dialog
from interviewcoder.tui.screens.segment_suggestions import SegmentSuggestions
from interviewcoder.tui.screens.segments import SegmentsScreen
from interviewcoder.tui.screens.writing import WritingField
from interviewcoder.tui.widgets.listing import Listing
from interviewcoder.tui.widgets.segment_answers import AnswerAsked
from interviewcoder.tui.widgets.segment_cut import CutRow
from interviewcoder.tui.widgets.segment_page import CellAsked
from interviewcoder.tui.widgets.segment_preview import RulePreview


@pytest.fixture
def sample_study(sample_study: Path) -> Path:
    """The sample study without the segments that it comes with."""
    with Study.open(sample_study) as study:
        for segment in study.segments.list():
            study.segments.remove(segment.id)
    return sample_study


class Segments:
    """The segments screen of a running app, seen as a user sees it."""

    def __init__(self, app: InterviewCoderApp, pilot: Pilot[None], until) -> None:
        self.app, self.pilot, self._until = app, pilot, until

    @property
    def screen(self) -> SegmentsScreen:
        assert isinstance(self.app.mode_screen, SegmentsScreen)
        return self.app.mode_screen

    @property
    def groups(self) -> Listing:
        return self.screen.query_one("#segments", Listing)

    @property
    def page(self) -> Listing:
        return self.screen.query_one("#page", Listing)

    @property
    def names(self) -> list[str]:
        return [row.value.name for row in self.groups.rows if isinstance(row.value, Segment)]

    def text(self) -> str:
        strips = self.app.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip) for strip in strips)

    async def until(self, condition) -> None:
        await self._until(self.pilot, condition)

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)

    async def write(self, text: str) -> None:
        await self.pilot.press(*("space" if letter == " " else letter for letter in text))

    async def preview(self) -> object:
        """What the preview shows for the rule as it stands in its field."""
        dialog = self.app.screen
        shown = dialog.query_one(RulePreview)
        await self.until(lambda: shown.rule == dialog.query_one("#rule", Input).value)
        return shown.found

    async def dialog_gone(self) -> None:
        await self.until(lambda: not isinstance(self.app.screen, Dialog) and not self.app.pending)

    async def go_to(self, listing: Listing, wanted) -> None:
        """Step down a list until the highlighted row's value is as wanted."""
        await self.until(lambda: any(wanted(row.value) for row in listing.rows))
        for _ in range(len(listing.rows) + 20):
            if listing.row is not None and wanted(listing.row.value):
                return
            await self.press("down")
        raise AssertionError("There is no such row.")


@asynccontextmanager
async def segments(path: Path, until, size=(120, 40)) -> AsyncIterator[Segments]:
    app = InterviewCoderApp(path, coder="Ana")
    async with app.run_test(size=size, notifications=True) as pilot:
        await until(pilot, lambda: app.current_mode == "library")
        await pilot.press("5")
        await until(pilot, lambda: app.current_mode == "segments")
        seen = Segments(app, pilot, until)
        await seen.until(lambda: bool(seen.page.rows))
        yield seen


@pytest.fixture
def cut_study(sample_study: Path) -> Path:
    """The sample study with segments: three that tell people apart, and one of nobody."""
    with Study.open(sample_study, coder="Ana") as study:
        study.segments.add("City", "region=City")
        study.segments.add("Coast", "region=Coast")
        study.segments.add("North", "region=North")
        study.segments.add("Nobody", "age>200")
    return sample_study


async def test_a_segment_is_written_with_its_people_shown_while_typing(sample_study, until):
    with Study.open(sample_study) as study:
        young = [one.name for one in study.segments.members("age<35 region=North")]
    async with segments(sample_study, until) as seen:
        assert "No segments yet" in seen.text()
        await seen.press("a")
        await seen.write("Young")
        await seen.press("enter")
        await seen.write("age<35 reg")
        await seen.preview()
        await seen.until(lambda: seen.app.screen.query_one("#rule", Input)._suggestion != "")
        await seen.press("right")
        await seen.write("=North")
        found = await seen.preview()
        assert [one.name for one in found] == young
        assert f"{len(young)} participants of 90: {young[0]}, {young[1]}" in seen.text()
        await seen.press("enter")
        await seen.dialog_gone()
        await seen.until(lambda: seen.names == ["Young"])
        await seen.until(lambda: seen.screen.segment is not None)
        await seen.until(lambda: f"{len(young)} of 90" in seen.text())
        assert "age<35 AND region=North" in seen.text()
        await seen.press("z")
        await seen.until(lambda: seen.names == [])


async def test_a_wrong_rule_is_pointed_at_and_not_lost(sample_study, until):
    async with segments(sample_study, until, (60, 20)) as seen:
        await seen.press("a", "tab")
        await seen.write("age<35 regoin=North")
        found = await seen.preview()
        assert isinstance(found, QueryError)
        assert found.column == 8
        lines = seen.text().splitlines()
        (rule,) = [number for number, line in enumerate(lines) if "regoin=North" in line]
        # The caret stands under the word that is wrong.
        assert lines[rule + 1].index("▲") == lines[rule].index("regoin")
        assert "There is no attribute 'regoin'." in lines[rule + 2]
        assert "Did you mean 'region'?" in lines[rule + 3]
        await seen.press("enter")
        await seen.until(lambda: seen.app.pending == 0)
        assert isinstance(seen.app.screen, Dialog)
        assert seen.app.screen.query_one("#rule", Input).value == "age<35 regoin=North"
        field = seen.app.screen.query_one("#rule", Input)
        field.value = f'region="City" OR (plan=Flex AND age<35) OR {field.value}'
        found = await seen.preview()
        assert isinstance(found, QueryError)
        # The rule is wider than its field: the place is shown once more below it.
        lines = seen.text().splitlines()
        (caret,) = [number for number, line in enumerate(lines) if "▲" in line]
        assert lines[caret - 1][lines[caret].index("▲") :].startswith("regoin=")


async def test_suggestions_are_added_as_one_action_and_undone(sample_study, until):
    async with segments(sample_study, until) as seen:
        await seen.press("s")
        await seen.until(lambda: "By region" in seen.text())
        await seen.press("space", "down", "space")
        await seen.until(lambda: "Enter: add 6 segments" in seen.text())
        await seen.press("enter")
        await seen.dialog_gone()
        await seen.until(lambda: len(seen.names) == 6)
        assert {"region: North", "plan: Flex"} <= set(seen.names)
        await seen.press("s")
        await seen.until(lambda: "in the study already" in seen.text())
        await seen.press("enter")
        assert isinstance(seen.app.screen, SegmentSuggestions)
        await seen.press("escape", "z")
        await seen.until(lambda: seen.names == [])


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_a_cell_of_the_cut_opens_its_people_and_their_words(cut_study, until, size):
    with Study.open(cut_study) as study:
        cut, persona = study.segments.cut(), study.personas.list()[1]
        coast = set(study.segments.get("Coast").members)
        both = [one for one in persona.members if one.participant_id in coast]
    async with segments(cut_study, until, size) as seen:
        await seen.press("c")
        await seen.go_to(seen.page, lambda value: value == CutRow(1))
        await seen.press("right")
        shown = next(line for line in seen.text().splitlines() if "[" in line)
        assert "Coast" in shown
        assert f" {cut.cells[1][1].count}" in shown[shown.index("[") : shown.index("]")]
        await seen.press("enter")
        people = [row.value for row in seen.page.rows if row.selectable]
        assert sorted(people) == sorted(one.participant for one in both)
        await seen.press("enter")
        await seen.until(lambda: any(isinstance(row.value, Coding) for row in seen.page.rows))
        coding = next(row.value for row in seen.page.rows if isinstance(row.value, Coding))
        assert coding.participant == people[0]
        await seen.press("enter")
        await seen.until(lambda: seen.app.current_mode == "reading")
        while seen.app.current_mode != "segments":
            await seen.press("escape")
            await seen.pilot.pause()
        await seen.press("escape", "escape")
        assert seen.page.row.value == CutRow(1)
        await seen.press("left", "left")
        assert seen.groups.has_focus


async def test_the_cut_says_what_it_finds_before_the_table(cut_study, until):
    with Study.open(cut_study) as study:
        cut = study.segments.cut()
    async with segments(cut_study, until) as seen:
        await seen.until(lambda: "Everyone" in seen.text())
        text = seen.text()
        assert text.index(cut.findings[0][:40]) < text.index("Segments by personas")
        assert f"Cramér's V is {cut.cramers_v:.2f}" in text
        assert f"between {cut.v_low:.2f} and {cut.v_high:.2f}" in text
        (line,) = [line for line in text.splitlines() if "Everyone" in line]
        assert all(f"{size} " in line for size in cut.persona_sizes)


async def test_a_memo_on_a_segment(cut_study, until):
    async with segments(cut_study, until) as seen:
        await seen.press("m")
        await seen.until(lambda: "Choose a segment in the list." in seen.text())
        await seen.go_to(
            seen.groups, lambda value: isinstance(value, Segment) and value.name == "Coast"
        )
        await seen.press("m")
        await seen.until(lambda: isinstance(seen.app.focused, WritingField))
        assert "Memos on Coast" in seen.text()
        await seen.write("ferries")
        await seen.press("ctrl+s")
        await seen.until(lambda: "ferries" in seen.text() and not seen.app.pending)
        await seen.press("escape")
        await seen.dialog_gone()
    with Study.open(cut_study) as study:
        (memo,) = study.memos.list(MemoTarget.SEGMENT, study.segments.get("Coast").guid)
        assert (memo.text, memo.coder) == ("ferries", "Ana")


async def test_an_answer_makes_a_segment(sample_study, until):
    async with segments(sample_study, until) as seen:
        await seen.press("down", "right")
        await seen.go_to(
            seen.page, lambda value: isinstance(value, AnswerAsked) and value.value == "30-39"
        )
        assert "█" in seen.text()
        await seen.press("enter")
        found = await seen.preview()
        dialog = seen.app.screen
        assert dialog.query_one("#name", Input).value == "age: 30-39"
        assert dialog.query_one("#rule", Input).value == "age>=30 AND age<=39"
        assert len(found) == 28
        await seen.press("enter")
        await seen.dialog_gone()
        await seen.until(lambda: seen.names == ["age: 30-39"])


async def test_a_segment_is_edited_and_removed_and_warnings_lead_to_it(cut_study, until):
    async with segments(cut_study, until) as seen:
        await seen.press("down", "down")
        assert "true of none" in seen.text()
        await seen.press("right", "enter")
        await seen.until(lambda: seen.screen.segment is not None)
        assert seen.screen.segment.name == "Nobody"
        await seen.press("e", "home", "tab", "end")
        await seen.press(*["backspace"] * 7)
        await seen.write("age>60")
        found = await seen.preview()
        await seen.press("enter")
        await seen.dialog_gone()
        await seen.until(lambda: f"{len(found)} of 90" in seen.text())
        await seen.press("d")
        await seen.until(lambda: isinstance(seen.app.screen, Dialog))
        assert f"{len(found)} people stay" in seen.text()
        await seen.press("y")
        await seen.dialog_gone()
        await seen.until(lambda: seen.names == ["City", "Coast", "North"])


async def test_what_foretells_and_the_export(cut_study, until, tmp_path):
    async with segments(cut_study, until) as seen:
        await seen.press("f")
        await seen.until(lambda: "Looking…" not in seen.text())
        assert "largest persona for everyone" in " ".join(seen.text().split())
        await seen.press("escape", "x")
        await seen.until(lambda: isinstance(seen.app.screen, Dialog))
        field = seen.app.screen.query_one(Input)
        field.value = str(tmp_path / "cut.md")
        await seen.press("enter")
        await seen.dialog_gone()
    assert "| Coast |" in (tmp_path / "cut.md").read_text(encoding="utf-8")


async def test_rules_that_foretell_personas_are_offered(sample_study, until, tmp_path):
    with Study.open(sample_study, coder="Ana") as study:
        personas = study.personas.list()
        homes = [
            f"{member.participant},team {number}"
            for number, persona in enumerate(personas)
            for member in persona.members
        ]
        (tmp_path / "teams.csv").write_text("\n".join(["name,team", *homes]), encoding="utf-8")
        study.participants.import_file(tmp_path / "teams.csv")
    async with segments(sample_study, until, (80, 24)) as seen:
        await seen.press("f")
        await seen.until(lambda: f"Enter: add {len(personas)} segments" in seen.text())
        assert "right for 100 in 100 people" in " ".join(seen.text().replace("│", "").split())
        await seen.press("enter")
        await seen.dialog_gone()
        await seen.until(lambda: len(seen.names) == len(personas))
        await seen.press("c")
        await seen.until(lambda: "it may be a segment in disguise" in " ".join(seen.text().split()))
        await seen.go_to(seen.page, lambda value: value == CutRow(0))
        assert "▲" in seen.text()
        assert "█" in seen.text()


async def test_without_personas_the_cut_says_so(nasty_study, until):
    with Study.open(nasty_study, coder="Ana") as study:
        study.segments.add("[/b] all", "NOT nobody")
    async with segments(nasty_study, until, (60, 20)) as seen:
        await seen.until(lambda: "No personas yet" in seen.text())
        await seen.press("x", "f")
        await seen.until(lambda: "no personas to foretell" in " ".join(seen.text().split()))


def kinds_on(page: Listing) -> set[type]:
    return {type(row.value) for row in page.rows}


async def test_a_page_of_a_segment_leads_on(cut_study, until):
    async with segments(cut_study, until, (80, 24)) as seen:
        await seen.go_to(seen.groups, lambda value: isinstance(value, Segment))
        await seen.until(lambda: CellAsked in kinds_on(seen.page))
        await seen.press("right", "enter")
        await seen.until(lambda: "expected by chance" in " ".join(seen.text().split()))
        await seen.press("escape")
        assert isinstance(seen.page.row.value, CellAsked)
        assert SegmentWarning not in kinds_on(seen.page)
