"""Exports by keys: which file or folder, in which format, and where it went."""

import re
import zipfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from interviewcoder.domain.coding import Span
from interviewcoder.study import Study
from interviewcoder.tui.app import InterviewCoderApp
from interviewcoder.tui.screens.dialog import Dialog
from interviewcoder.tui.screens.export_transcripts import ExportTranscriptsDialog
from interviewcoder.tui.widgets.left_out_field import LeftOutField
from interviewcoder.tui.widgets.reading_view import ReadingView


@asynccontextmanager
async def opened(path: Path, until, key: str, size=(80, 24)) -> AsyncIterator[Pilot[None]]:
    app = InterviewCoderApp(path, coder="Ana", demo=True)
    async with app.run_test(size=size, notifications=True) as pilot:
        await until(pilot, lambda: app.study is not None)
        await pilot.press(key)
        await until(pilot, lambda: app.current_mode != "personas")
        yield pilot


async def dialog(pilot: Pilot[None], until) -> Dialog:
    await until(pilot, lambda: isinstance(pilot.app.screen, Dialog))
    return pilot.app.screen


async def gone(pilot: Pilot[None], until) -> None:
    await until(pilot, lambda: not isinstance(pilot.app.screen, Dialog))


def text(pilot: Pilot[None]) -> str:
    strips = pilot.app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)


def said(pilot: Pilot[None]) -> str:
    """The text without the breaks of its lines."""
    return " ".join(text(pilot).replace("│", " ").split())


@pytest.mark.parametrize("steps", [0, 1, 2])
async def test_all_sources_from_the_library(sample_study, until, tmp_path, steps) -> None:
    folder = tmp_path / "out" / "texts"
    async with opened(sample_study, until, "1", (60, 20)) as pilot:
        await until(pilot, lambda: "interview_01" in text(pilot))
        await pilot.press("x")
        asked = await dialog(pilot, until)
        assert isinstance(asked, ExportTranscriptsDialog)
        for line in ("all sources", "HTML: pages", "Only tags", "Enter: write"):
            assert line in text(pilot)
        asked.query_one("#folder", Input).value = str(folder)
        await pilot.press("tab", "tab", *["right"] * steps, "enter")
        await gone(pilot, until)
        files = 12 if steps == 0 else 11
        await until(pilot, lambda: f"Wrote {files} files" in text(pilot))
    suffix = (".html", ".docx", ".md")[steps]
    assert [path.suffix for path in folder.iterdir()] == [suffix] * files


async def test_the_source_that_is_read_with_what_is_asked_for(
    sample_study, until, tmp_path
) -> None:
    folder = tmp_path / "out"
    async with opened(sample_study, until, "2") as pilot:
        view = pilot.app.mode_screen.query_one(ReadingView)
        await until(pilot, lambda: view.source_text is not None)
        await pilot.press("x")
        asked = await dialog(pilot, until)
        assert "only interview_01_hanna" in text(pilot)
        asked.query_one("#folder", Input).value = str(folder)
        asked.query_one("#where", Input).value = "code:Nope"
        await pilot.press("enter")
        await until(pilot, lambda: "There is no code 'Nope'" in said(pilot))
        assert not folder.exists()
        asked.query_one("#where", Input).value = "coder:Tomas"
        await pilot.press("tab", "tab", "left", "tab", "right", "tab", "right", "enter")
        await gone(pilot, until)
    (page,) = folder.iterdir()
    assert page.name == "interview-01-p01.md"
    assert "4 codings of 4 codes by Tomas 4" in page.read_text(encoding="utf-8")


async def test_participants_as_a_workbook(sample_study, until, tmp_path) -> None:
    async with opened(sample_study, until, "1") as pilot:
        await until(pilot, lambda: "interview_01" in text(pilot))
        await pilot.press("P")
        asked = await dialog(pilot, until)
        assert "A file that ends in .csv or .xlsx" in text(pilot)
        asked.query_one(Input).value = str(tmp_path / "people.pdf")
        await pilot.press("enter")
        await until(pilot, lambda: "does not say which format it wants" in text(pilot))
        asked.query_one(Input).value = str(tmp_path / "people.xlsx")
        await pilot.press("enter")
        await gone(pilot, until)
        await until(pilot, lambda: "The participants are saved" in text(pilot))
    assert (tmp_path / "people.xlsx").read_bytes().startswith(b"PK")


async def test_what_was_cut_is_said(sample_study, until, tmp_path) -> None:
    (tmp_path / "long.txt").write_text("Ana: " + "word " * 8_000, encoding="utf-8")
    with Study.open(sample_study, coder="Ana") as study:
        list(study.sources.import_files([tmp_path / "long.txt"]))
        source = study.sources.get("long")
        study.codings.tag(source.id, Span(0, source.characters), [study.codebook.list()[0].id])
    async with opened(sample_study, until, "3") as pilot:
        await until(pilot, lambda: "All codes" in text(pilot))
        await pilot.press("x")
        asked = await dialog(pilot, until)
        asked.query_one(Input).value = str(tmp_path / "tags.xlsx")
        await pilot.press("enter")
        await gone(pilot, until)
        await until(pilot, lambda: "Exported" in text(pilot))
        await until(pilot, lambda: "longer than a cell holds" in said(pilot))


@pytest.mark.parametrize(
    ("mode", "key", "name"), [("1", "P", "people.csv"), ("3", "x", "all.qdpx"), ("3", "s", "c.md")]
)
async def test_names_and_words_are_left_out_on_request(
    sample_study, until, tmp_path, mode, key, name
) -> None:
    """The dialog asks, and nobody's name is in the file."""
    with Study.open(sample_study) as study:
        people = [one.name for one in study.participants.list()]
    async with opened(sample_study, until, mode) as pilot:
        await until(pilot, lambda: "interview_01" in text(pilot) or "All codes" in text(pilot))
        await pilot.press("left", key)
        asked = await dialog(pilot, until)
        assert "What to leave out" in text(pilot)
        asked.query_one(Input).value = str(tmp_path / name)
        await pilot.press("tab", "left", "enter")
        await gone(pilot, until)
    content = (tmp_path / name).read_bytes()
    if name.endswith(".qdpx"):
        with zipfile.ZipFile(tmp_path / name) as package:
            content = b"".join(package.read(one) for one in package.namelist())
        assert b"[words left out]" in content
    words = set(re.findall(r"\w+", content.decode("utf-8")))
    assert not [person for person in people if set(person.split()) <= words]


@pytest.mark.parametrize("mode", ["1", "4"])
async def test_what_may_still_identify_is_said(sample_study, until, tmp_path, mode) -> None:
    with Study.open(sample_study, coder="Ana") as study:
        code, persona = study.codebook.list()[0], study.personas.current().personas[0]
        study.codebook.update(code.id, definition="Ask h.l@example.org")
        study.personas.write_narrative(persona.id, "Ask h.l@example.org")
    async with opened(sample_study, until, "1") as pilot:
        await until(pilot, lambda: "interview_01" in text(pilot))
        await pilot.press(mode)
        await until(pilot, lambda: (pilot.app.current_mode == "personas") == (mode == "4"))
        await pilot.press("x")
        asked = await dialog(pilot, until)
        asked.query_one("#folder", Input).value = str(tmp_path / "out")
        asked.query_one(LeftOutField).focus()
        await pilot.press("right", "enter")
        await gone(pilot, until)
        await until(pilot, lambda: "may still tell who somebody is" in said(pilot))


async def test_the_codebook_as_a_page(sample_study, until, tmp_path) -> None:
    async with opened(sample_study, until, "3") as pilot:
        await until(pilot, lambda: "All codes" in text(pilot))
        await pilot.press("left", "s")
        asked = await dialog(pilot, until)
        assert ".csv, .yaml, .md or .qdc" in text(pilot)
        asked.query_one(Input).value = str(tmp_path / "codes.md")
        await pilot.press("enter")
        await gone(pilot, until)
    assert (
        (tmp_path / "codes.md").read_text(encoding="utf-8").startswith("# Codebook: Greenlea Box")
    )


async def test_hostile_names_are_shown_as_they_are(nasty_study, until, tmp_path) -> None:
    async with opened(nasty_study, until, "2") as pilot:
        view = pilot.app.mode_screen.query_one(ReadingView)
        await until(pilot, lambda: view.source_text is not None)
        await pilot.press("x")
        asked = await dialog(pilot, until)
        assert "only [b]nasty[@click=app.quit]" in text(pilot)
        asked.query_one("#folder", Input).value = str(tmp_path / "out")
        await pilot.press("enter")
        await gone(pilot, until)
    assert len(list((tmp_path / "out").iterdir())) == 1
