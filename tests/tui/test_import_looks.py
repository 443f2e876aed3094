"""Before anything is imported: what each file would become, changed by keys; and hostile files are only text."""

import csv
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from interviewcoder.domain.imported import ImportOptions
from interviewcoder.domain.survey_mapping import ColumnUse
from interviewcoder.study import Study
from interviewcoder.study.mapping_files import read_mapping
from interviewcoder.tui.app import InterviewCoderApp
from interviewcoder.tui.screens.chooser import Chooser
from interviewcoder.tui.screens.confirm import Confirm
from interviewcoder.tui.screens.help import HelpDialog
from interviewcoder.tui.screens.import_dialog import ImportDialog
from interviewcoder.tui.screens.library import LibraryScreen
from interviewcoder.tui.screens.participant_name import ParticipantName
from interviewcoder.tui.screens.path_prompt import PathPrompt
from interviewcoder.tui.screens.scale_labels import ScaleLabels
from interviewcoder.tui.screens.survey_look import SurveyLook
from interviewcoder.tui.screens.text_prompt import TextPrompt
from interviewcoder.tui.screens.transcript_look import TranscriptLook
from interviewcoder.tui.widgets.listing import Listing

from ..study.spreadsheets import TWO_WAVES, write_xlsx

CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
HOSTILE = "[/b] [@click=app.quit]go[/] \x1b[31m\u202e"
SURVEY = """key,person,colour,Uses - Mail,Uses - Paper,agrees,motto
a1,Ann,red,x,,Agree,early
a2,Bob,blue,,x,Disagree,never
a3,Cat,red,x,x,Agree,late
a4,Dan,green,,,Agree,early
"""
"""Nothing in it looks like an answer to an open question, and the key names nobody."""
TALK = "Speaker 1: How was it?\n\nSpeaker 2: It was fine.\n\nSpeaker 1: And then?\n\nSpeaker 2: I left, {}.\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the user is: an empty study, two surveys of one kind, and two talks."""
    monkeypatch.chdir(tmp_path)
    Study.create(tmp_path / "new.study", coder="Ana").close()
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "one.csv").write_text(SURVEY)
    (tmp_path / "in" / "two.csv").write_text(SURVEY.replace("\na", "\nb"))
    for number in "12":
        (tmp_path / "in" / f"talk {number}.txt").write_text(TALK.format(number))
    return tmp_path / "in"


@asynccontextmanager
async def looking(
    folder: Path, until: Callable, line: str, size: tuple[int, int] = (100, 30)
) -> AsyncIterator[Pilot[None]]:
    """The import dialog, after it looked at what a line names."""
    app = InterviewCoderApp(folder.parent / "new.study", coder="Ana")
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen))
        await pilot.press("i")
        await until(pilot, lambda: isinstance(app.screen, ImportDialog))
        await pilot.press(*line, "enter")
        await until(pilot, lambda: looked(app))
        yield pilot


def looked(app: InterviewCoderApp) -> bool:
    return isinstance(app.screen, ImportDialog) and app.screen.phase in (
        "looked",
        "nothing",
        "done",
    )


async def opened(pilot: Pilot[None], until: Callable, screen: type) -> None:
    await pilot.press("e")
    await until(pilot, lambda: isinstance(pilot.app.screen, screen))


async def highlight(pilot: Pilot[None], header: str) -> None:
    """Go to a column by keys."""
    screen = pilot.app.screen
    assert isinstance(screen, SurveyLook)
    headers = [column.mapping.header for column in screen.table.columns]
    await pilot.press("home", *["down"] * headers.index(header))


async def press(pilot: Pilot[None], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()


def screen_text(app: InterviewCoderApp) -> str:
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)


def sum_of(app: InterviewCoderApp) -> str:
    return str(app.screen.query_one("#sum", Static).visual)


async def test_a_survey_that_is_guessed_wrong_is_put_right_by_keys(folder, until):
    async with looking(folder, until, "in/one.csv") as pilot:
        app = pilot.app
        assert "No column of the table looks like answers" in screen_text(app)
        await opened(pilot, until, SurveyLook)
        await highlight(pilot, "motto")
        await pilot.press("q", "n")
        await until(pilot, lambda: isinstance(app.screen, TextPrompt))
        await pilot.press("ctrl+u", *"Why?", "enter")
        await until(pilot, lambda: isinstance(app.screen, SurveyLook))
        await highlight(pilot, "person")
        await pilot.press("r")
        await highlight(pilot, "key")
        await pilot.press("x")
        await until(pilot, lambda: "4 respondents" in sum_of(app))
        assert "1 question · 4 answers · 3 attributes" in sum_of(app)
        assert "named by 'person': Ann, Bob, Cat, Dan" in sum_of(app)
        assert "3 changes" in str(app.screen.query_one("#dialog").border_subtitle)
        await pilot.press("enter")
        await until(pilot, lambda: "1 ready to import" in screen_text(app))
        assert app.study.sources.list() == []
        await pilot.press("enter")
        await until(pilot, lambda: looked(app) and app.screen.phase == "done")
        (source,) = app.study.sources.list()
        assert source.participants == ("Ann", "Bob", "Cat", "Dan")
        passages = app.study.sources.read(source.id).passages
        assert {passage.question for passage in passages} == {"Why?"}
        assert [passage.text for passage in passages] == ["early", "never", "late", "early"]


async def test_columns_are_marked_joined_typed_and_labelled(folder, until):
    async with looking(folder, until, "in/one.csv") as pilot:
        app = pilot.app
        await opened(pilot, until, SurveyLook)
        await highlight(pilot, "Uses - Paper")
        await pilot.press("g")
        await until(pilot, lambda: isinstance(app.screen, TextPrompt))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, SurveyLook))
        columns = app.screen.mapping.columns
        assert [(one.name, one.option) for one in columns[3:5]] == [
            ("Uses", "Mail"),
            ("Uses", "Paper"),
        ]
        assert "one of 2 columns put together" in screen_text(app)
        await pilot.press("S")
        assert [one.option for one in app.screen.mapping.columns[3:5]] == ["", ""]
        await pilot.press("z")
        assert [one.option for one in app.screen.mapping.columns[3:5]] == ["Mail", "Paper"]
        await highlight(pilot, "colour")
        await pilot.press("t")
        await until(pilot, lambda: isinstance(app.screen, Chooser))
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(app.screen, SurveyLook))
        assert app.screen.mapping.columns[2].type == "text"
        await highlight(pilot, "agrees")
        await pilot.press("l")
        await until(pilot, lambda: isinstance(app.screen, ScaleLabels))
        await pilot.press("ctrl+s")
        assert "does not say a number" in screen_text(app)
        await pilot.press("end", "2", "down", "end", "1", "ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, SurveyLook))
        assert app.screen.mapping.columns[5].labels == (("Agree", "2"), ("Disagree", "1"))
        await highlight(pilot, "key")
        await pilot.press("space", "space", "x")
        uses = [column.use for column in app.screen.mapping.columns]
        assert uses[:2] == [ColumnUse.LEFT_OUT] * 2
        await pilot.press("?")
        await until(pilot, lambda: isinstance(app.screen, HelpDialog))
        assert "Take columns that were put together apart" in screen_text(app)


async def test_what_was_changed_is_not_lost_without_a_word(folder, until):
    async with looking(folder, until, "in/one.csv") as pilot:
        app = pilot.app
        await opened(pilot, until, SurveyLook)
        await pilot.press("x", "escape")
        await until(pilot, lambda: isinstance(app.screen, Confirm))
        await pilot.press("n")
        await until(pilot, lambda: isinstance(app.screen, SurveyLook))
        assert app.screen.changes == 1
        await pilot.press("z", "escape")
        await until(pilot, lambda: isinstance(app.screen, ImportDialog))
        await opened(pilot, until, SurveyLook)
        await highlight(pilot, "motto")
        await pilot.press("q", "enter")
        await until(pilot, lambda: "1 ready to import" in screen_text(app))
        await pilot.press("escape", "escape")
        await until(pilot, lambda: isinstance(app.screen, Confirm))
        assert "How you want 1 file to be read would be lost" in screen_text(app)
        await pilot.press("escape", "enter")
        await until(pilot, lambda: looked(app) and "1 ready to import" in screen_text(app))
        await pilot.press("escape", "escape")
        await until(pilot, lambda: isinstance(app.screen, Confirm))
        await pilot.press("y")
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen))


async def test_all_files_of_one_kind_are_read_alike(folder, until):
    async with looking(folder, until, "in") as pilot:
        app = pilot.app
        files = app.screen.query_one("#files", Listing)
        assert "2 unreadable" in screen_text(app)
        files.highlight_key(str(Path("in/two.csv")))
        await opened(pilot, until, SurveyLook)
        await highlight(pilot, "motto")
        await pilot.press("q", "A")
        await until(pilot, lambda: looked(app) and "4 ready to import" in screen_text(app))
        files.highlight_key(str(Path("in/talk 2.txt")))
        await opened(pilot, until, TranscriptLook)
        await pilot.press("p", "down", "i", "A")
        await until(pilot, lambda: looked(app) and len(app.screen.choices) == 4)
        await pilot.press("enter")
        await until(pilot, lambda: looked(app) and app.screen.phase == "done")
        talks = [app.study.sources.get(f"talk {number}") for number in "12"]
        assert [talk.participants for talk in talks] == [("talk 1",), ("talk 2",)]
        for talk in talks:
            roles = [speaker.role.value for speaker in app.study.sources.speakers(talk.id)]
            assert roles == ["participant", "interviewer"]


async def test_roles_of_a_transcript_are_swapped_and_named(folder, until):
    async with looking(folder, until, "'in/talk 1.txt'") as pilot:
        app = pilot.app
        await opened(pilot, until, TranscriptLook)
        assert "It was fine." in screen_text(app)
        assert "1 participant" in sum_of(app)
        await pilot.press("p")
        await until(pilot, lambda: "2 participants" in sum_of(app))
        await pilot.press("n")
        await until(pilot, lambda: isinstance(app.screen, ParticipantName))
        await pilot.press("ctrl+u", *"Ida", "enter")
        await until(pilot, lambda: isinstance(app.screen, TranscriptLook))
        await pilot.press("down", "i")
        await until(pilot, lambda: "1 participant" in sum_of(app))
        assert "is Ida" in screen_text(app)
        await pilot.press("enter")
        await until(pilot, lambda: looked(app) and "Ida" in screen_text(app))
        await opened(pilot, until, TranscriptLook)
        assert app.screen.changes == 0
        await pilot.press("down", "o", "enter")
        await until(pilot, lambda: looked(app))
        await pilot.press("enter")
        await until(pilot, lambda: looked(app) and app.screen.phase == "done")
        speakers = app.study.sources.speakers(1)
        assert [(one.role.value, one.participant) for one in speakers] == [
            ("participant", "Ida"),
            ("other", None),
        ]


async def test_a_mapping_is_saved_and_loaded(folder, until):
    async with looking(folder, until, "in/one.csv") as pilot:
        app = pilot.app
        await opened(pilot, until, SurveyLook)
        await highlight(pilot, "motto")
        await pilot.press("q", "s")
        await until(pilot, lambda: isinstance(app.screen, TextPrompt))
        assert app.screen.query_one("#line").value == str(Path("in/one.mapping.yaml"))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, SurveyLook))
        saved = folder / "one.mapping.yaml"
        assert read_mapping(saved).columns[6].use is ColumnUse.QUESTION
        saved.write_text(
            saved.read_text().replace(
                "header: colour\n  use: attribute", "header: colour\n  use: left out"
            )
            + "- header: gone\n  use: question\n"
        )
        await pilot.press("f")
        await until(pilot, lambda: isinstance(app.screen, PathPrompt))
        await pilot.press(*"in/one.mapping.yaml", "enter")
        await until(pilot, lambda: isinstance(app.screen, SurveyLook))
        assert app.screen.mapping.columns[2].use is ColumnUse.LEFT_OUT
        assert app.screen.changes == 2
        await pilot.press("s")
        await until(pilot, lambda: isinstance(app.screen, TextPrompt))
        await pilot.press("enter")
        await until(pilot, lambda: "There is a file" in screen_text(app))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, SurveyLook))
        assert read_mapping(saved).columns[2].use is ColumnUse.LEFT_OUT


async def test_another_sheet_is_chosen(folder, until):
    write_xlsx(folder / "waves.xlsx", TWO_WAVES)
    async with looking(folder, until, "in/waves.xlsx") as pilot:
        app = pilot.app
        await opened(pilot, until, SurveyLook)
        assert "sheet 'Data' of 2" in screen_text(app)
        await pilot.press("x", "w")
        await until(pilot, lambda: isinstance(app.screen, Chooser))
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(app.screen, Confirm))
        await pilot.press("y")
        await until(
            pilot, lambda: isinstance(app.screen, SurveyLook) and "Wave 2" in screen_text(app)
        )
        assert "3 respondents" in sum_of(app)
        await pilot.press("enter")
        await until(pilot, lambda: looked(app) and "Why is that so?" in screen_text(app))
        await pilot.press("enter")
        await until(pilot, lambda: looked(app) and app.screen.phase == "done")
        (source,) = app.study.sources.list()
        assert source.participants == ("S1", "S2", "S3")


async def test_it_works_by_mouse(folder, until):
    async with looking(folder, until, "in/one.csv", (80, 24)) as pilot:
        app = pilot.app
        await pilot.click("#files", offset=(10, 0))
        await until(pilot, lambda: isinstance(app.screen, SurveyLook))
        await pilot.click("#columns", offset=(10, 3))
        await until(pilot, lambda: app.screen.here == 2)
        assert app.screen.mapping.columns[2].use is ColumnUse.ATTRIBUTE
        await pilot.click("#columns", offset=(10, 3))
        assert app.screen.mapping.columns[2].use is ColumnUse.LEFT_OUT
        await pilot.click("KeyFooter", offset=(2, 0))
        assert app.screen.mapping.columns[2].use is ColumnUse.QUESTION


@pytest.mark.parametrize("size", [(60, 20), (120, 40)])
async def test_hostile_headers_and_labels_are_only_text(folder, until, size):
    rows = [
        [f"{i} {HOSTILE}" for i in range(9)],
        *([f"{HOSTILE} {i}{j}" for i in range(9)] for j in range(4)),
    ]
    with (folder / "[b]bad[@click=app.quit].csv").open("w", newline="") as file:
        csv.writer(file).writerows(rows)
    (folder / "[u]talk\x1b[31m.txt").write_text(f"A {HOSTILE}: {HOSTILE}\n\nB: hello\n" * 4)
    async with looking(folder, until, "in", size) as pilot:
        app = pilot.app
        seen = []

        async def safely(*keys: str) -> None:
            for key in keys:
                await press(pilot, key)
                seen.append(screen_text(app))
                assert not CONTROL.search(seen[-1].replace("\n", ""))

        files = app.screen.query_one("#files", Listing)
        for name, screen in (("bad[@click", SurveyLook), ("[u]talk", TranscriptLook)):
            row = next(row for row in files.rows if name in str(row.key))
            files.highlight_key(row.key)
            await until(pilot, lambda name=name: name in str(app.screen.path_here))
            await opened(pilot, until, screen)
            await safely("down", "space", "space", "q", "a", "up", "p", "i", "t", "escape")
            await safely("g", "escape", "l", "escape", "escape", "n", "escape", "s", "escape")
            await safely("f", "escape", "w", "?", "escape", "escape", "y")
            await until(pilot, lambda: isinstance(app.screen, ImportDialog))
        assert "[/b] [@click=app.quit]go[/]" in "".join(seen)
        assert app.is_running


async def test_twenty_thousand_columns(folder, until):
    headers = [f"column {number} {HOSTILE}" for number in range(20_000)]
    with (folder / "wide.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["respondent", *headers, "why?"])
        rows = [[f"r{n}", *[str(n)] * 20_000, f"Because I say so {n}"] for n in range(4)]
        writer.writerows(rows)
    app = InterviewCoderApp(folder.parent / "new.study", coder="Ana")
    async with app.run_test(size=(60, 20)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen))
        path = folder / "wide.csv"
        app.push_screen(SurveyLook(path, ImportOptions(), app.study.sources.preview(path)))
        await until(pilot, lambda: isinstance(app.screen, SurveyLook))
        assert len(app.screen.query_one("#columns", Listing).rows) == 20_002
        await pilot.press("end", "up", "x", "pageup", "q", "pageup", "down")
        assert not CONTROL.search(screen_text(app).replace("\n", ""))
        await until(pilot, lambda: "4 respondents" in sum_of(app))
        assert app.screen.changes == 2
