"""Studies to drive the screen with, and a way to wait for it."""

import shutil
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from interviewcoder.domain.codebook import CodeDraft
from interviewcoder.domain.coding import Span
from interviewcoder.domain.memo import MemoTarget
from interviewcoder.study import Study
from interviewcoder.study.demo import build_demo

NASTY = "[/b] [@click=app.quit]leave[/] \x1b[31m \u202egnp.exe 🧑‍🚀 [link=x]"
"""Text that a careless screen would obey."""

LONGEST_WAIT = 60
"""Seconds."""

Until = Callable[[Pilot[None], Callable[[], bool]], Awaitable[None]]


@pytest.fixture(autouse=True)
def no_own_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever runs the tests may have keys and habits of their own."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.fixture(scope="session")
def built_sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample study, built once."""
    path = tmp_path_factory.mktemp("sample") / "demo.study"
    for _ in build_demo(path):
        pass
    return path


@pytest.fixture
def sample_study(built_sample: Path, tmp_path: Path) -> Path:
    """A fresh copy of the sample study."""
    return Path(shutil.copy(built_sample, tmp_path / "demo.study"))


@pytest.fixture(scope="session")
def built_nasty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study of hostile text, built once."""
    folder = tmp_path_factory.mktemp("nasty")
    turns = f"Interviewer: {NASTY}?\n\n{NASTY[:30]}: {NASTY}\n\nInterviewer: {NASTY * 40}\n\n{NASTY[:30]}: end [/b]\n"
    (folder / "[b]nasty[@click=app.quit] long.txt").write_text(turns * 3)
    header = f'id,"region {NASTY[:20]}",what do you think of the box and all of it?\n'
    rows = "".join(f'"[/]{i} {NASTY}","[red]x{i % 2}","{NASTY} I like it {i}"\n' for i in range(12))
    (folder / "survey[link=x].csv").write_text(header + rows)
    path = folder / "nasty.study"
    with Study.create(path, name=NASTY, coder=NASTY) as study:
        for _ in study.sources.import_files(sorted(folder.glob("*.[tc]*"))):
            pass
        code = study.codebook.add(CodeDraft(NASTY, definition=NASTY))
        for source in study.sources.list():
            study.codings.tag(source.id, Span(0, min(60, source.characters)), [code.id])
            study.memos.write(MemoTarget.SOURCE, source.guid, NASTY)
        for person in study.participants.list()[:3]:
            study.participants.set_attribute(person.id, f"attribute {NASTY}", NASTY)
    return path


@pytest.fixture
def nasty_study(built_nasty: Path, tmp_path: Path) -> Path:
    """A fresh copy of the study of hostile text."""
    return Path(shutil.copy(built_nasty, tmp_path / "nasty.study"))


@pytest.fixture
def until() -> Until:
    """Wait for workers and messages until a condition holds; on a busy machine that may take a while."""

    async def wait(pilot: Pilot[None], condition: Callable[[], bool]) -> None:
        ends = time.monotonic() + LONGEST_WAIT
        while time.monotonic() < ends:
            await pilot.app.workers.wait_for_complete()
            await pilot.pause()
            # A key that is pressed while a screen is still coming up goes to nobody.
            if condition() and pilot.app.screen.is_mounted:
                await pilot.pause()
                return
        raise AssertionError("It did not come to that.")

    return wait
