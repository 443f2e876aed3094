"""The library by keys: sources, participants, who speaks, names, attributes, files of tables."""

import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from interviewcoder.domain.participant import Participant
from interviewcoder.domain.source import Role, Source
from interviewcoder.study import Study
from interviewcoder.tui import app as app_module
from interviewcoder.tui.app import InterviewCoderApp
from interviewcoder.tui.messages import PassageAsked
from interviewcoder.tui.screens.library import LibraryScreen
from interviewcoder.tui.widgets.listing import Listing

CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


class App(InterviewCoderApp):
    """Notes which passages are asked for, instead of opening them."""

    CSS_PATH = Path(app_module.__file__).with_name("app.tcss")

    def __init__(self, path: Path) -> None:
        super().__init__(path, coder="Ana")
        self.asked: list[PassageAsked] = []

    def on_passage_asked(self, message: PassageAsked) -> None:
        message.prevent_default()
        self.asked.append(message)


@asynccontextmanager
async def library(
    path: Path, until: Callable, size: tuple[int, int] = (100, 30)
) -> AsyncIterator[Pilot[None]]:
    app = App(path)
    async with app.run_test(size=size) as pilot:
        await until(
            pilot,
            lambda: (
                isinstance(app.screen, LibraryScreen)
                and app.screen._library is not None
                and bool(sources(app).rows or app.overview.sources == 0)
            ),
        )
        yield pilot


def sources(app: InterviewCoderApp) -> Listing:
    return app.mode_screen.query_one("#sources", Listing)


def people(app: InterviewCoderApp) -> Listing:
    return app.mode_screen.query_one("#people", Listing)


def source_names(app: InterviewCoderApp) -> list[str]:
    return [row.value.name for row in sources(app).rows if isinstance(row.value, Source)]


def person(app: InterviewCoderApp, name: str) -> Participant | None:
    values = (row.value for row in people(app).rows)
    return next((one for one in values if isinstance(one, Participant) and one.name == name), None)


def screen_text(app: InterviewCoderApp) -> str:
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)


async def type_in(pilot: Pilot[None], text: str) -> None:
    await pilot.press(*text)


async def test_shows_what_the_study_has_and_opens_a_source(sample_study, until):
    async with library(sample_study, until) as pilot:
        app = pilot.app
        shown = screen_text(app)
        assert "10 interviews" in shown
        assert "80 respondents" in shown
        assert "90 participants" in shown
        await pilot.press("down", "enter")
        assert [asked.source_id for asked in app.asked] == [2]


async def test_filter_narrows_both_tables_and_escape_shows_all(sample_study, until):
    async with library(sample_study, until) as pilot:
        app = pilot.app
        await pilot.press("f", *"priya")
        await until(pilot, lambda: len(sources(app).rows) == 1)
        assert len(people(app).rows) == 1
        await pilot.press("enter", "escape")
        await until(pilot, lambda: len(sources(app).rows) == 11)
        assert app.focused is sources(app)


async def test_rename_remove_and_undo(sample_study, until):
    async with library(sample_study, until) as pilot:
        app = pilot.app
        await pilot.press("e", *"Pilot one", "enter")
        await until(pilot, lambda: source_names(app)[0] == "Pilot one")
        await pilot.press("e", *"survey", "enter")
        await until(pilot, lambda: "survey" in screen_text(app) and "already" in screen_text(app))
        await pilot.press("escape", "escape", "d")
        await until(pilot, lambda: "1 participant" in screen_text(app))
        await pilot.press("y")
        await until(pilot, lambda: len(source_names(app)) == 10)
        await until(pilot, lambda: person(app, "Hanna").codings == 0)
        await pilot.press("z")
        await until(pilot, lambda: "Pilot one" in source_names(app))
        assert person(app, "Hanna").codings == 33


async def test_who_speaks_is_saved_together_and_undone(sample_study, until):
    async with library(sample_study, until) as pilot:
        app = pilot.app
        await pilot.press("w")
        await until(pilot, lambda: "Maya Lindqvist" in screen_text(app))
        await pilot.press("n", *"Maya L", "enter")
        await until(pilot, lambda: "1 change" in screen_text(app))
        assert app.study.sources.speakers(1)[0].role is Role.INTERVIEWER
        await pilot.press("enter")
        await until(pilot, lambda: person(app, "Maya L") is not None)
        assert app.screen is app.mode_screen
        assert app.focused is sources(app)
        await pilot.press("z")
        await until(pilot, lambda: person(app, "Maya L") is None)
        assert app.study.sources.speakers(1)[0].role is Role.INTERVIEWER


async def test_a_voice_changed_for_another_keeps_the_persons_attributes(sample_study, until):
    async with library(sample_study, until) as pilot:
        app = pilot.app
        await pilot.press("w")
        await until(pilot, lambda: "Maya Lindqvist" in screen_text(app))
        await pilot.press("down", "i", "up", "n", *"Hanna", "enter", "enter")
        await until(pilot, lambda: app.screen is app.mode_screen and not app.pending)
        await until(pilot, lambda: app.study.sources.speakers(1)[0].participant == "Hanna")
        assert app.study.participants.get("hanna").attributes["age"] == "38"


async def test_a_participants_attributes(sample_study, until):
    async with library(sample_study, until) as pilot:
        app = pilot.app
        await pilot.press("tab", "enter")
        await until(pilot, lambda: "Speaks in 1 source" in screen_text(app))
        await pilot.press("down", "down", "enter", *"old", "enter")
        await until(pilot, lambda: "'old' is not a number" in screen_text(app))
        assert "Enter once more" in screen_text(app)
        await pilot.press("ctrl+u", *"44", "enter")
        await until(pilot, lambda: app.study.participants.get("Aoife").attributes["age"] == "44")
        await pilot.press("x")
        await until(pilot, lambda: "age" not in app.study.participants.get("Aoife").attributes)
        await pilot.press("a", *"tenure", "enter", *"long", "enter")
        await until(pilot, lambda: "tenure" in screen_text(app))
        assert app.study.participants.get("Aoife").attributes["tenure"] == "long"
        await pilot.press("end", "enter")
        await until(pilot, lambda: bool(app.asked))
        assert app.asked[0].source_id == 9


async def test_participants_file_and_its_report(sample_study, until, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    table = tmp_path / "new people.csv"
    table.write_text("name,team\nHanna,red\nZoe,blue\n")
    async with library(sample_study, until) as pilot:
        app = pilot.app
        await pilot.press("p")
        await type_in(pilot, "nex")
        await pilot.press("enter")
        await until(pilot, lambda: "There is no file or folder" in screen_text(app))
        await pilot.press("backspace", "backspace", "e", "tab", "enter")
        await until(pilot, lambda: "New to the study" in screen_text(app))
        assert "Zoe" in screen_text(app)
        await pilot.press("enter")
        await until(pilot, lambda: person(app, "Zoe") is not None)
        assert app.study.participants.get("Hanna").attributes["team"] == "red"


async def test_tags_file_tells_its_bad_lines_and_keeps_the_path(
    sample_study, until, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    table = tmp_path / "tags.csv"
    table.write_text("source,quote,code\nsurvey,words that nobody said,Trust\n")
    async with library(sample_study, until) as pilot:
        app = pilot.app
        before = len(app.study.codings.list())
        await pilot.press("c")
        await type_in(pilot, "tags.csv")
        await pilot.press("enter")
        await until(pilot, lambda: app.screen.query_one("#trouble").has_class("-shown"))
        assert app.screen.query_one("#path").value == "tags.csv"
        code = app.study.codebook.list()[0].name
        table.write_text(f"source,start,end,code\nsurvey,0,30,{code}\n")
        await pilot.press("enter")
        await until(pilot, lambda: "1 tag added." in screen_text(app))
        assert len(app.study.codings.list()) == before + 1


async def test_an_empty_study_says_what_to_do(tmp_path, until):
    path = tmp_path / "empty.study"
    Study.create(path, coder="Ana").close()
    async with library(path, until, (60, 20)) as pilot:
        await until(pilot, lambda: "Nothing is imported yet." in screen_text(pilot.app))
        shown = " ".join(screen_text(pilot.app).split())
        assert "Press i" in shown
        assert "subtitles" in shown
        assert "around in." in shown, "it is there to its end"


@pytest.mark.parametrize("size", [(60, 20), (120, 40)])
async def test_hostile_text_is_text(nasty_study, until, size):
    async with library(nasty_study, until, size) as pilot:
        app = pilot.app
        journeys = (
            ("w",), ("n",), ("escape", "escape"), ("e",), ("escape",), ("d",), ("escape",), ("tab",), ("enter",),
            ("enter",), ("escape",), ("a",), ("escape", "escape"), ("w",), ("escape",),
        )  # fmt: skip
        seen = ""
        for keys in journeys:
            await pilot.press(*keys)
            await app.workers.wait_for_complete()
            await pilot.pause()
            shown = screen_text(app)
            seen += shown
            assert not CONTROL.search(shown.replace("\n", ""))
        assert app.is_running
        assert "[b]nasty" in seen
