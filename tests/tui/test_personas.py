"""From a persona to the words under it and back; making, naming, writing and exporting personas."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from interviewcoder.domain.coding import Coding, Span
from interviewcoder.domain.persona import Claim, Member, Persona, Quote, Synthesis
from interviewcoder.study import Study
from interviewcoder.tui.app import InterviewCoderApp
from interviewcoder.tui.messages import PassageAsked
from interviewcoder.tui.screens.dialog import Dialog
from interviewcoder.tui.screens.personas import PersonasScreen
from interviewcoder.tui.screens.writing import WritingField
from interviewcoder.tui.widgets.listing import Listing


class Personas:
    """The personas screen of a running app, seen as a user sees it."""

    def __init__(self, app: InterviewCoderApp, pilot: Pilot[None], until) -> None:
        self.app, self.pilot, self._until = app, pilot, until

    @property
    def screen(self) -> PersonasScreen:
        assert isinstance(self.app.mode_screen, PersonasScreen)
        return self.app.mode_screen

    @property
    def read(self) -> Synthesis:
        assert self.screen._read
        assert self.screen._read.synthesis
        return self.screen._read.synthesis

    @property
    def people(self) -> Listing:
        return self.screen.query_one("#personas", Listing)

    @property
    def page(self) -> Listing:
        return self.screen.query_one("#profile", Listing)

    @property
    def names(self) -> list[str]:
        return [row.value.name for row in self.people.rows if isinstance(row.value, Persona)]

    def text(self) -> str:
        strips = self.app.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip) for strip in strips)

    async def until(self, condition) -> None:
        await self._until(self.pilot, condition)

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)

    async def write(self, text: str) -> None:
        await self.pilot.press(*("space" if letter == " " else letter for letter in text))

    async def go_to(self, kind: type) -> None:
        """Step down the page until the highlighted row stands for something of a kind."""
        for _ in range(len(self.page.rows)):
            if self.page.row and isinstance(self.page.row.value, kind):
                return
            await self.press("down")
        raise AssertionError(f"There is no {kind.__name__} on the page.")

    async def dialog(self) -> Dialog:
        await self.until(lambda: isinstance(self.app.screen, Dialog))
        return self.app.screen

    async def dialog_gone(self) -> None:
        await self.until(lambda: not isinstance(self.app.screen, Dialog))
        await self.until(lambda: self.app.pending == 0)


@asynccontextmanager
async def personas(path: Path, until, size=(120, 40)) -> AsyncIterator[Personas]:
    app = InterviewCoderApp(path, coder="Ana", demo=True)
    async with app.run_test(size=size, notifications=True) as pilot:
        await until(pilot, lambda: app.current_mode == "personas")
        seen = Personas(app, pilot, until)
        await seen.until(lambda: bool(seen.page.rows))
        yield seen


async def test_a_claim_opens_its_quotes_in_the_reading_view_and_comes_back(sample_study, until):
    async with personas(sample_study, until) as seen:
        await seen.press("enter")
        await seen.go_to(Claim)
        claim = seen.page.row.value
        assert f"{claim.members} of {claim.members_of} members" in seen.text()
        assert f"{claim.others} of {claim.others_of} others" in seen.text()
        await seen.press("enter")
        await seen.until(
            lambda: seen.page.row is not None and isinstance(seen.page.row.value, Coding)
        )
        listed = {row.value.guid for row in seen.page.rows if isinstance(row.value, Coding)}
        assert listed == {*claim.evidence, *claim.contrary}
        assert f"{len(claim.against)} members who nowhere say it" in "".join(
            row.draw(80).plain for row in seen.page.rows
        )
        await seen.press("down")
        coding = seen.page.row.value
        await seen.press("enter")
        await seen.until(lambda: seen.app.current_mode == "reading")
        view = seen.app.mode_screen.query_one("ReadingView")
        await seen.until(lambda: view.selection == coding.span)
        await seen.press("escape")
        if seen.app.current_mode != "personas":
            # The first Escape gives up the selection.
            await seen.press("escape")
        await seen.until(lambda: seen.app.current_mode == "personas")
        assert seen.page.row.value == coding
        await seen.press("escape")
        await seen.until(
            lambda: seen.page.row is not None and isinstance(seen.page.row.value, Claim)
        )
        assert seen.page.row.value == claim
        assert seen.page.has_focus


async def test_a_member_opens_what_they_said_and_a_quote_its_place(
    sample_study, until, monkeypatch
):
    asked: list[PassageAsked] = []
    monkeypatch.setattr(InterviewCoderApp, "on_passage_asked", lambda _, told: asked.append(told))
    async with personas(sample_study, until) as seen:
        await seen.press("right")
        await seen.go_to(Quote)
        quote = seen.page.row.value
        await seen.press("enter")
        await seen.until(lambda: bool(asked))
        span = Span(quote.start, quote.end)
        assert [(one.source_id, one.span) for one in asked] == [(quote.source_id, span)]
        await seen.go_to(Member)
        member = seen.page.row.value
        await seen.press("enter")
        await seen.until(
            lambda: seen.page.row is not None and isinstance(seen.page.row.value, Coding)
        )
        said = [row.value for row in seen.page.rows if isinstance(row.value, Coding)]
        assert {coding.participant for coding in said} == {member.participant}
        assert "region" in seen.text()
        await seen.press("escape")
        await seen.until(lambda: seen.page.row is not None and seen.page.row.value == member)


async def test_synthesize_two_then_as_many_as_the_data_show_and_undo(sample_study, until):
    async with personas(sample_study, until) as seen:
        before = seen.names
        assert len(before) == 3
        for typed, number in (("2", 2), ("auto", 3)):
            await seen.press("s")
            dialog = await seen.dialog()
            assert dialog.query_one("#seed", Input).value == "1"
            await seen.write(typed)
            await seen.press("enter")
            await seen.dialog_gone()
            await seen.until(lambda number=number: len(seen.names) == number)
        assert seen.names == before
        await seen.press("z")
        await seen.until(lambda: len(seen.names) == 2)
        assert "number was asked for" in seen.text()


async def test_a_number_that_cannot_be_is_refused_where_it_was_typed(sample_study, until):
    async with personas(sample_study, until) as seen:
        await seen.press("s")
        dialog = await seen.dialog()
        await seen.write("0")
        await seen.press("enter")
        assert "not a whole number" in seen.text()
        await seen.press("end", "backspace", "8", "1", "enter")
        await seen.until(lambda: "cannot be made from" in seen.text())
        assert dialog.query_one("#number", Input).value == "81"
        await seen.press("escape")
        await seen.dialog_gone()
        assert len(seen.names) == 3


async def test_a_name_and_a_narrative_outlive_synthesis_and_reopening(sample_study, until):
    async with personas(sample_study, until) as seen:
        await seen.press("e")
        await seen.dialog()
        await seen.press("ctrl+u")
        await seen.write("Relieved planner")
        await seen.press("enter")
        await seen.dialog_gone()
        await seen.until(lambda: "Relieved planner" in seen.names)
        await seen.press("w")
        dialog = await seen.dialog()
        dialog.query_one(WritingField).load_text("")
        await seen.write("They plan")
        await seen.press("enter", "enter")
        await seen.write("and rest")
        await seen.press("ctrl+s")
        await seen.dialog_gone()
        await seen.press("s")
        await seen.dialog()
        await seen.press("enter")
        await seen.dialog_gone()
        await seen.until(lambda: "They plan" in seen.text() and "and rest" in seen.text())
    with Study.open(sample_study) as study:
        kept = study.personas.get("Relieved planner")
        assert kept.narrative == "They plan\n\nand rest"
        assert [entry.verb for entry in study.journal.history(3)] == [
            "synthesize",
            "write narrative",
            "rename persona",
        ]


async def test_what_was_written_is_given_up_at_the_second_escape_only(sample_study, until):
    async with personas(sample_study, until) as seen:
        await seen.press("w")
        dialog = await seen.dialog()
        await seen.press("x", "escape")
        assert "not saved" in seen.text()
        await seen.press("y")
        assert dialog.query_one(WritingField).text.startswith("xy")
        await seen.press("escape", "escape")
        await seen.dialog_gone()


@pytest.mark.parametrize(
    ("steps", "suffix", "files"), [(0, ".md", 4), (1, ".html", 4), (2, ".docx", 1), (3, ".json", 1)]
)
async def test_export_says_where_the_files_are(sample_study, until, tmp_path, steps, suffix, files):
    folder = tmp_path / "out" / "personas"
    async with personas(sample_study, until, (80, 24)) as seen:
        await seen.press("x")
        dialog = await seen.dialog()
        dialog.query_one("#folder", Input).value = str(folder)
        await seen.press("tab", *["right"] * steps, "enter")
        await seen.dialog_gone()
        await seen.until(lambda: f"Wrote {files} file" in seen.text())
    written = list(folder.iterdir())
    assert len(written) == files
    assert all(path.suffix == suffix and path.stat().st_size for path in written)


async def test_the_other_lens_tells_how_personas_cross_segments(sample_study, until):
    async with personas(sample_study, until, (100, 60)) as seen:
        await seen.press("c")
        await seen.until(lambda: "How the personas cross segments" in seen.text())
        lines = [line for row in seen.page.rows for line in row.draw(70).plain.splitlines()]
        region = lines[lines.index(" region") :]
        assert region[1].split() == ["City", "Coast", "North"]
        for persona, line in zip(seen.read.personas, region[2:], strict=False):
            spread = next(one for one in persona.segments if one.attribute == "region")
            assert line.split()[-3:] == [str(members) for _, members, _ in spread.values]
            assert all(members for _, members, _ in spread.values)
        assert "All 3 personas are found at every value." in seen.text()
        await seen.press("c")
        await seen.until(lambda: "Needs" in seen.text())


async def test_a_persona_that_lost_a_quote_is_stale_until_it_is_renewed(sample_study, until):
    with Study.open(sample_study) as study:
        claim = study.personas.list()[0].claims[0]
        study.codings.untag([study.claims.evidence(claim)[0].id])
    async with personas(sample_study, until) as seen:
        assert "s renews it" in seen.text()
        assert "stale, s renews" in seen.text()
        await seen.press("s")
        await seen.dialog()
        await seen.press("enter")
        await seen.dialog_gone()
        await seen.until(lambda: "stale" not in seen.text().casefold())


async def test_without_personas_it_says_what_is_missing(tmp_path, until):
    Study.create(tmp_path / "new.study").close()
    async with personas(tmp_path / "new.study", until, (60, 20)) as seen:
        assert "0 participants with enough tags" in " ".join(seen.text().split())
        await seen.press("s")
        dialog = await seen.dialog()
        await seen.press("enter")
        await seen.until(
            lambda: "personas need 4 such participants" in " ".join(seen.text().split())
        )
        assert "Tag more interviews" in seen.text()
        assert seen.app.screen is dialog
        for key in ("escape", "e", "w", "x", "m", "c"):
            await seen.press(key)
        assert not isinstance(seen.app.screen, Dialog)
