"""The whole job by keys alone: from files to persona pages, as a script does it in ten lines."""

import shutil
from collections.abc import Callable
from pathlib import Path

from textual.pilot import Pilot

from interviewcoder.study import Study
from interviewcoder.tui.app import InterviewCoderApp
from interviewcoder.tui.screens.code_finder import CodeFinder
from interviewcoder.tui.screens.dialog import Dialog
from interviewcoder.tui.screens.import_dialog import ImportDialog

SAMPLE = Path(__file__).parents[2] / "sample_transcripts"


async def test_from_files_to_persona_pages(tmp_path, monkeypatch, until):
    monkeypatch.chdir(tmp_path)
    for name in ("interviews", "survey.csv", "participants.csv", "codebook.yaml", "codings.csv"):
        source = SAMPLE / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, tmp_path / name)
    Study.create(tmp_path / "box.study", coder="Maya", codebook=()).close()
    app = InterviewCoderApp(tmp_path / "box.study", coder="Maya")
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: app.current_mode == "library" and app.overview is not None)

        # Import the interviews and the survey.
        await pilot.press("i", *"interviews survey.csv", "enter")
        await until(pilot, lambda: phase(app) == "looked")
        await pilot.press("enter")
        await until(pilot, lambda: phase(app) == "done")
        await pilot.press("enter")
        await until(pilot, lambda: app.overview.sources == 11)

        # Attributes, codebook and the tags that were made before.
        await from_file(pilot, until, "p", "participants.csv")
        await pilot.press("3", "I", *"codebook.yaml", "enter")
        await until(pilot, lambda: len(app.study.codebook.list()) == 51)
        await until(pilot, lambda: app.screen is app.mode_screen)
        await pilot.press("1")
        await from_file(pilot, until, "c", "codings.csv")
        await until(pilot, lambda: app.overview.codings == 534)

        # Read, and tag a sentence.
        await pilot.press("1", "enter")
        await until(pilot, lambda: app.current_mode == "reading" and bool(app.mode_screen.branches))
        await pilot.press("j", "j", "t")
        await until(pilot, lambda: isinstance(app.screen, CodeFinder))
        await pilot.press(*"load off", "enter")
        await until(pilot, lambda: app.overview.codings == 535)

        # Synthesize, and write the pages.
        await pilot.press("4", "s")
        await until(pilot, lambda: isinstance(app.screen, Dialog))
        await pilot.press("enter")
        await until(pilot, lambda: len(app.study.personas.list()) == 3)
        await until(pilot, lambda: app.screen is app.mode_screen)
        await pilot.press("x")
        await until(pilot, lambda: isinstance(app.screen, Dialog))
        await pilot.press("enter")
        await until(pilot, lambda: (tmp_path / "box-personas" / "index.md").exists())
        await until(pilot, lambda: app.screen is app.mode_screen)
        await pilot.press("q")
    pages = sorted(page.name for page in (tmp_path / "box-personas").iterdir())
    assert len(pages) == 4
    with Study.open(tmp_path / "box.study") as study:
        assert all(finding.good for finding in study.check())
        verbs = [entry.verb for entry in study.journal.history()]
    assert verbs == [
        "synthesize",
        "tag",
        "import codings",
        "import codebook",
        "import participants",
        "import",
    ]


def phase(app: InterviewCoderApp) -> str:
    return app.screen.phase if isinstance(app.screen, ImportDialog) else ""


async def from_file(pilot: Pilot[None], until: Callable, key: str, name: str) -> None:
    """Read a table by the key that asks for it, and close its report."""
    app = pilot.app
    await pilot.press(key)
    await until(pilot, lambda: isinstance(app.screen, Dialog))
    asking = app.screen
    await pilot.press(*name, "enter")
    await until(pilot, lambda: isinstance(app.screen, Dialog) and app.screen is not asking)
    await pilot.press("enter")
    await until(pilot, lambda: app.screen is app.mode_screen)
