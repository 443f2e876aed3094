"""From a corrected file to a reviewed list: the update from the library, what became of tags, and placing them by keys."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from interviewcoder.domain.coding import Span
from interviewcoder.domain.revision import Outcome, Relocation
from interviewcoder.study import Study
from interviewcoder.tui.app import InterviewCoderApp
from interviewcoder.tui.screens.dialog import Dialog
from interviewcoder.tui.screens.place_dialog import PlaceDialog
from interviewcoder.tui.screens.review import ReviewScreen
from interviewcoder.tui.screens.revise_dialog import ReviseDialog
from interviewcoder.tui.widgets.listing import Listing
from interviewcoder.tui.widgets.reading_view import ReadingView

from .conftest import NASTY

HANNA = Path(__file__).parents[2] / "sample_transcripts" / "interviews" / "interview_01_hanna.txt"
CLOSES = "I feel my whole brain just close, like a shop."
MIND = "It wasn't about vegetables really, it was one less thing rolling around in my head."
SKIPS = "I skip about one in four, and being able to do that is honestly the only reason I haven't cancelled."
NEVER_SENT = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@pytest.fixture
def corrected(tmp_path: Path) -> Path:
    """Hanna's interview with a corrected sentence, one left out, and one that is there twice."""
    words = HANNA.read_text(encoding="utf-8")
    for quote in (CLOSES, MIND, SKIPS):
        assert words.count(quote) == 1
    words = words.replace(CLOSES, CLOSES.replace("close, like", "closes, like"))
    words = words.replace(f" {MIND}", "")
    go_on = "\n\nMaya Lindqvist: Go on.\n\nHanna: "
    words = words.replace(f" {SKIPS}", f"{go_on}{SKIPS}{go_on}{SKIPS}")
    path = tmp_path / "hanna.txt"
    path.write_text(words, encoding="utf-8")
    return path


@asynccontextmanager
async def library(
    path: Path, until, size: tuple[int, int] = (100, 30)
) -> AsyncIterator[Pilot[None]]:
    app = InterviewCoderApp(path, coder="Maya")
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: app.current_mode == "library")
        await until(pilot, lambda: bool(app.screen.query_one("#sources", Listing).rows))
        yield pilot


def text(pilot: Pilot[None]) -> str:
    strips = pilot.app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)


def entries(pilot: Pilot[None]) -> list[Relocation]:
    rows = pilot.app.mode_screen.query_one("#entries", Listing).rows
    return [row.value for row in rows if isinstance(row.value, Relocation)]


def highlight(pilot: Pilot[None], outcome: Outcome) -> Relocation:
    listing = pilot.app.mode_screen.query_one("#entries", Listing)
    one = next(each for each in entries(pilot) if each.outcome is outcome)
    assert listing.highlight_key(one.id)
    return one


async def look(pilot: Pilot[None], until, path: Path) -> None:
    """Ask what would become of the first source's tags."""
    await pilot.press("u")
    await until(pilot, lambda: isinstance(pilot.app.screen, ReviseDialog))
    pilot.app.screen.query_one("PathLine").query_one(Input).value = str(path)
    await pilot.press("enter")
    await until(pilot, lambda: pilot.app.screen.phase != "looking")


async def update(pilot: Pilot[None], until, path: Path) -> None:
    await look(pilot, until, path)
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, ReviewScreen))
    await until(pilot, lambda: bool(entries(pilot)))


async def test_a_look_tells_and_escape_changes_nothing(sample_study, corrected, until):
    before = sample_study.read_bytes()
    async with library(sample_study, until) as pilot:
        await look(pilot, until, corrected)
        shown = text(pilot)
        for told in ("29 kept", "1 moved", "2 several places", "1 no place", "Dinner decided"):
            assert told in shown
        await pilot.press("escape", "escape")
        await until(pilot, lambda: not isinstance(pilot.app.screen, Dialog))
    assert sample_study.read_bytes() == before


async def test_review_accepts_chooses_places_and_gives_up(sample_study, corrected, until):
    async with library(sample_study, until) as pilot:
        app = pilot.app
        await update(pilot, until, corrected)
        assert [one.outcome.value for one in entries(pilot)] == [
            "moved",
            "lost",
            "ambiguous",
            "ambiguous",
        ]
        highlight(pilot, Outcome.LOST)
        await pilot.press("a")
        await until(pilot, lambda: True)
        assert len(entries(pilot)) == 4

        moved = highlight(pilot, Outcome.MOVED)
        await pilot.press("a")
        await until(pilot, lambda: len(entries(pilot)) == 3)
        with Study.open(sample_study) as study:
            assert study.relocations.get(moved.id).decision.value == "accepted"

        chosen = highlight(pilot, Outcome.AMBIGUOUS)
        await pilot.press("n")
        await until(pilot, lambda: "place 2 of 2" in text(pilot))
        await pilot.press("a")
        await until(pilot, lambda: len(entries(pilot)) == 2)
        with Study.open(sample_study) as study:
            span = chosen.candidates[1].span
            assert study.relocations.get(chosen.id).span == span

        given_up = highlight(pilot, Outcome.AMBIGUOUS)
        await pilot.press("d")
        await until(pilot, lambda: len(entries(pilot)) == 1)
        await pilot.press("z")
        await until(pilot, lambda: given_up.id in {one.id for one in entries(pilot)})

        lost = highlight(pilot, Outcome.LOST)
        await pilot.press("p")
        await until(pilot, lambda: isinstance(app.screen, PlaceDialog))
        view = app.screen.query_one(ReadingView)
        await until(pilot, lambda: view.source_text is not None)
        assert "one less thing rolling" in text(pilot)
        here = view.target
        words = view.source_text.text[here.start : here.end]
        assert words in text(pilot).replace("\n", " ") or len(words) > 60
        await pilot.press("enter")
        await until(pilot, lambda: lost.id not in {one.id for one in entries(pilot)})
        with Study.open(sample_study) as study:
            placed = study.relocations.get(lost.id)
            assert (placed.decision.value, placed.span) == ("placed", here)
            assert all(finding.good for finding in study.check())


async def test_an_entry_opens_where_it_is_and_escape_comes_back(sample_study, corrected, until):
    async with library(sample_study, until) as pilot:
        app = pilot.app
        await update(pilot, until, corrected)
        for outcome in (Outcome.MOVED, Outcome.LOST, Outcome.AMBIGUOUS):
            one = highlight(pilot, outcome)
            await pilot.press("enter")
            await until(pilot, lambda: app.current_mode == "reading")
            view = app.mode_screen.query_one(ReadingView)
            await until(pilot, lambda: view.source_text is not None)  # noqa: B023
            wanted = one.span or (one.candidates[0].span if one.candidates else None)
            assert view.selection == wanted
            if wanted is None:
                assert abs(view.cursor - one.near) <= 1
            await pilot.press("escape")
            if wanted is not None:
                await pilot.press("escape")
            await until(pilot, lambda: app.current_mode == "review")


async def test_the_library_counts_what_is_to_be_looked_at(sample_study, corrected, until):
    async with library(sample_study, until) as pilot:
        await update(pilot, until, corrected)
        await pilot.press("1")
        await until(pilot, lambda: "4 tags to review (v)" in text(pilot))
        assert "4 to review" in text(pilot)
        await pilot.press("v")
        await until(pilot, lambda: pilot.app.current_mode == "review")
        await pilot.press("A")
        await until(pilot, lambda: isinstance(pilot.app.screen, Dialog))
        await pilot.press("y")
        await until(pilot, lambda: len(entries(pilot)) == 3)
        await pilot.press("z", "z")
        await until(pilot, lambda: not entries(pilot))
        assert "nothing to look at" in text(pilot)


async def test_trouble_is_told_in_the_dialog(sample_study, tmp_path, until):
    (tmp_path / "bad.txt").write_bytes(bytes(range(256)) * 9)
    for path, told in (
        (tmp_path / "missing.txt", "There is no file"),
        (tmp_path / "bad.txt", "not a text file"),
        (HANNA.with_name("interview_02_dev.txt"), "'interview_02_dev' was imported from"),
    ):
        async with library(sample_study, until) as pilot:
            await look(pilot, until, path)
            trouble = pilot.app.screen.query_one("#trouble", Static)
            await until(pilot, lambda: told in str(trouble.content))  # noqa: B023
            assert pilot.app.screen.phase == "form"
            await pilot.press("escape")
    async with library(sample_study, until) as pilot:
        await look(pilot, until, HANNA)
        await until(pilot, lambda: "the very file" in text(pilot))


async def test_a_survey_is_updated_and_keeps_all_tags(sample_study, tmp_path, until):
    table = HANNA.parents[1] / "survey.csv"
    lines = table.read_text(encoding="utf-8")
    last = lines.splitlines()[-1]
    path = tmp_path / "survey.csv"
    path.write_text(lines + last.replace(last.partition(",")[0], "R999") + "\n", encoding="utf-8")
    async with library(sample_study, until) as pilot:
        app = pilot.app
        await pilot.press("end")
        await look(pilot, until, path)
        assert "1 new respondent." in text(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: not isinstance(app.screen, Dialog))
        await until(pilot, lambda: app.mode_screen._library.sources[-1].revision == 2)
        assert app.current_mode == "library"
        assert "R999" in {person.name for person in app.mode_screen._library.people}


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (140, 44)])
async def test_hostile_text_is_only_text(nasty_study, tmp_path, until, size):
    with Study.open(nasty_study, coder=NASTY) as study:
        source = next(one for one in study.sources.list() if one.passages < 20)
        words = study.sources.read(source.id)
        code = study.codebook.list()[-1]
        for passage in words.passages[::2]:
            study.codings.tag(source.id, Span(passage.start, passage.end), [code.id])
        turns = [f"{one.speaker}: {one.text}" for one in words.passages]
        turns[0] = turns[0].replace("leave", "[blink]leaving[/blink]")
        del turns[3:7]
        path = tmp_path / "[b]again.txt"
        path.write_text("\n\n".join(turns) + f"\n\nNew {NASTY}: {NASTY}\n")
        study.sources.revise(source.id, path)
        assert study.relocations.list()
    app = InterviewCoderApp(nasty_study, coder=NASTY)
    async with app.run_test(size=size, notifications=True) as pilot:
        await until(pilot, lambda: app.current_mode == "library")
        await pilot.press("v")
        await until(pilot, lambda: app.current_mode == "review" and bool(entries(pilot)))
        seen = []
        for key in [
            "down",
            "n",
            "p",
            "escape",
            "m",
            "escape",
            "down",
            "a",
            "d",
            "question_mark",
            "escape",
            "A",
            "n",
        ]:
            await pilot.press(key)
            await app.workers.wait_for_complete()
            await pilot.pause()
            background = app.screen.styles.background
            for strip in app.screen._compositor.render_strips():
                sent = strip.apply_filter(app._control_characters, background).text
                assert not NEVER_SENT.search(sent), sent
                seen.append(sent)
        while isinstance(app.screen, Dialog):
            await pilot.press("escape")
        assert app.is_running
        assert "[/b]" in "".join(seen)
