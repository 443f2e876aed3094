"""What another window writes is on the screen within two seconds, in every mode and in the dialogs that show the study."""

import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from interviewcoder.domain.codebook import CodeDraft
from interviewcoder.domain.coding import Span
from interviewcoder.domain.memo import MemoTarget
from interviewcoder.study import Study
from interviewcoder.tui.keymap import EVERY_MODE
from interviewcoder.tui.screens.memos import MemosDialog
from interviewcoder.tui.screens.profile import ProfileDialog
from interviewcoder.tui.widgets.listing import Listing

from .editors import prepare, text, window

SECONDS = 2.0
TRIES = 3
"""Of so many, the fastest counts: other tests may keep the machine busy."""
INTERVIEW = (
    Path(__file__).parents[2] / "sample_transcripts" / "interviews" / "interview_01_hanna.txt"
)


@pytest.fixture
def sample_study(sample_study: Path) -> Path:
    """The sample study, with something in all that is edited."""
    return prepare(sample_study)


def _most_tagged(study: Study) -> int:
    return max(study.codebook.list(), key=lambda code: code.codings).id


def _tag(study: Study, word: str) -> None:
    source = study.sources.list()[0].id
    study.codings.tag(source, Span(0, 30), [], new_code=CodeDraft(word))


def _take_in(study: Study, word: str) -> None:
    path = study.path.with_name(f"{word}.txt")
    path.write_text(f"Interviewer: Zanzibar?\n\nAna: I have been to Zanzibar, {word}.\n")
    for _ in study.sources.import_files([path]):
        pass


def _correct(study: Study, word: str) -> None:
    words = INTERVIEW.read_text(encoding="utf-8")
    closes = "I feel my whole brain just close, like a shop."
    assert closes in words
    path = study.path.with_name("hanna.txt")
    path.write_text(words.replace(closes, f"I feel my whole brain just {word}, like a shop."))
    study.sources.revise(study.sources.list()[0].id, path)


WRITES: dict[str, Callable[[Study, str], object]] = {
    "library": lambda s, word: s.sources.rename(s.sources.list()[0].id, word),
    "reading": _tag,
    "excerpts": lambda s, word: s.codebook.update(s.codebook.list()[0].id, name=word),
    "personas": lambda s, word: s.personas.rename(s.personas.list()[0].id, word),
    "segments": lambda s, word: s.segments.edit(
        s.segments.list()[0].id, word, s.segments.list()[0].rule
    ),
    "search": _take_in,
    "history": lambda s, word: s.codebook.add(CodeDraft(word)),
    "counts": lambda s, word: s.codebook.update(_most_tagged(s), name=word),
    "suggestions": lambda s, word: s.codebook.update(s.codebook.list()[0].id, name=word),
    "review": _correct,
    "codes": lambda s, word: s.codebook.update(s.codebook.list()[0].id, name=word),
}


async def fastest(pilot: Pilot[None], write: Callable[[str], object]) -> float:
    """How long it took at best from a write to its word on the screen."""
    took = []
    for number in range(TRIES):
        word = f"Noor{number}"
        assert word not in text(pilot)
        write(word)
        began = time.monotonic()
        while word not in text(pilot) and time.monotonic() - began < 30:
            await pilot.pause(0.02)
        took.append(time.monotonic() - began)
        if took[-1] < SECONDS:
            break
    return min(took)


def test_every_mode_is_looked_at():
    assert set(WRITES) == set(EVERY_MODE)


@pytest.mark.parametrize("mode", WRITES)
async def test_a_mode_shows_what_another_window_writes(sample_study, until, mode):
    async with window(sample_study, until) as pilot:
        app = pilot.app
        app.show_mode(mode)
        await until(pilot, lambda: app.current_mode == mode)
        if mode == "search":
            app.screen.query_one(Input).value = "zanzibar"
            await pilot.pause(0.5)
        await until(pilot, lambda: app.overview.revision == app.screen._shown_revision)
        with Study.open(sample_study, coder="Noor") as other:
            assert await fastest(pilot, lambda word: WRITES[mode](other, word)) < SECONDS


async def _memos(pilot: Pilot[None], until: Callable[..., Awaitable[None]]) -> None:
    await pilot.press("m")
    await until(pilot, lambda: isinstance(pilot.app.screen, MemosDialog))
    await until(pilot, lambda: bool(pilot.app.screen.query_one(Listing).rows))


async def _profile(pilot: Pilot[None], until: Callable[..., Awaitable[None]]) -> None:
    pilot.app.push_screen(ProfileDialog(1, "Aoife"))
    await until(pilot, lambda: isinstance(pilot.app.screen, ProfileDialog))
    await until(pilot, lambda: bool(pilot.app.screen.query_one(Listing).rows))


@pytest.mark.parametrize(
    ("opened", "write"),
    [
        (
            _memos,
            lambda s, word: s.memos.edit(s.memos.list(MemoTarget.PERSONA)[0].id, word),
        ),
        (_profile, lambda s, word: s.participants.set_attribute(1, "mood", word)),
    ],
)
async def test_a_dialog_shows_what_another_window_writes(sample_study, until, opened, write):
    async with window(sample_study, until) as pilot:
        await opened(pilot, until)
        with Study.open(sample_study, coder="Noor") as other:
            assert await fastest(pilot, lambda word: write(other, word)) < SECONDS
