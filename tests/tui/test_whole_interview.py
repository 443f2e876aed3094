"""A whole interview coded by keys alone: how many keys a tag takes, that history tells each action, and that undoing
all of it leaves the study as it was."""

import csv
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

import pytest
from textual.pilot import Pilot

from interviewcoder.domain.codebook import Code, CodeBranch
from interviewcoder.domain.coding import Polarity, Span
from interviewcoder.domain.text import name_key
from interviewcoder.study import Study
from interviewcoder.tui.app import InterviewCoderApp
from interviewcoder.tui.screens.code_finder import CodeFinder, _parents_of
from interviewcoder.tui.screens.dialog import Dialog
from interviewcoder.tui.screens.memos import MemosDialog
from interviewcoder.tui.widgets.code_match import best_first
from interviewcoder.tui.widgets.listing import Listing
from interviewcoder.tui.widgets.reading_view import ReadingView

from ..study.samples import content, trouble
from .conftest import Until

SAMPLE = Path(__file__).parents[2] / "sample_transcripts"
INTERVIEW = "interview_06_tom"


@dataclass
class Tag:
    """What is to be tagged: whole sentences, and with which codes."""

    span: Span
    codes: list[str] = field(default_factory=list)


def wanted(study: Study) -> list[Tag]:
    """What both coders of the sample put on the interview, widened to whole sentences, in the order of the text."""
    source = study.sources.get(INTERVIEW)
    text = study.sources.read(source.id)
    sentences = study.sources.sentences(text)
    codes: defaultdict[Span, list[str]] = defaultdict(list)
    with (SAMPLE / "codings.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["source"] == INTERVIEW]
    for row in rows:
        quote = study.codings.locate(source.id, row["quote"])
        inside = [one for one in sentences if one.start < quote.end and quote.start < one.end]
        span = Span(inside[0].start, inside[-1].end)
        if row["code"] not in codes[span]:
            codes[span].append(row["code"])
    return [Tag(span, codes[span]) for span in sorted(codes, key=lambda span: span.start)]


class Coder:
    """Somebody at the keyboard, whose every key is counted."""

    def __init__(self, pilot: Pilot[None], until: Until) -> None:
        self.pilot = pilot
        self.app: InterviewCoderApp = pilot.app  # type: ignore[assignment]
        self.until = until
        self.read = 0
        """Keys that went on in the text."""
        self.tagged = 0
        """Keys that selected and tagged."""
        self.tags = 0
        """Tags that were made."""

    @property
    def view(self) -> ReadingView:
        return self.app.mode_screen.query_one(ReadingView)

    async def press(self, *keys: str) -> int:
        await self.pilot.press(*keys)
        return len(keys)

    async def saved(self, tags: int) -> None:
        self.tags += tags
        await self.until(
            self.pilot, lambda: self.app.overview.codings == self.tags and not self.app.pending
        )
        await self.until(self.pilot, lambda: len(self.view._codings) == self.tags)

    async def go_to(self, place: int) -> None:
        """Read on, by turns, and then by sentences."""
        turns = [passage.start for passage in self.view.source_text.passages]
        while self.view.cursor < place:
            before = self.view.cursor
            self.read += await self.press(
                "]" if any(before < one <= place for one in turns) else "j"
            )
            assert self.view.cursor > before

    async def select(self, span: Span) -> None:
        """Take in the sentences of an excerpt; a single one needs no selecting."""
        await self.go_to(span.start)
        assert self.view.cursor == span.start
        while self.view.target.end < span.end:
            self.tagged += await self.press("J")

    async def open_finder(self) -> CodeFinder:
        self.tagged += await self.press("t")
        await self.until(self.pilot, lambda: isinstance(self.app.screen, CodeFinder))
        finder = self.app.screen
        assert isinstance(finder, CodeFinder)
        return finder

    async def tag(self, tag: Tag) -> None:
        """Put codes on an excerpt, several at once."""
        await self.select(tag.span)
        last = list(self.app.mode_screen._last_codes)
        branches = self.app.mode_screen.branches
        ids = {branch.code.name: branch.code.id for branch in branches}
        if [ids[name] for name in tag.codes] == last:
            self.tagged += await self.press("r")
        else:
            finder = await self.open_finder()
            for number, name in enumerate(tag.codes):
                if number:
                    self.tagged += await self.press("tab")
                self.tagged += await self.press(*_typed(name, branches, finder))
            self.tagged += await self.press("enter")
        await self.saved(len(tag.codes))

    async def make(self, span: Span, name: str, home: str) -> None:
        """Put a code on an excerpt that is not in the codebook yet."""
        await self.select(span)
        await self.open_finder()
        await self.press(*name)  # Words, and no keys of tagging, as those of a note.
        codes = self.app.screen.query_one("#codes", Listing)
        while codes.row.value != "create":
            self.tagged += await self.press("down")
        self.tagged += await self.press("enter")
        await self.until(self.pilot, lambda: not isinstance(self.app.screen, CodeFinder))
        self.tagged += await self.press(*home, "enter")
        await self.saved(1)

    async def speaks_against(self) -> None:
        """Say of the tag under the cursor that the words speak against its code."""
        self.tagged += await self.press("minus")
        await self.until(
            self.pilot,
            lambda: any(one.polarity is Polarity.AGAINST for one in self.view.codings_here()),
        )

    async def note(self, words: str) -> None:
        """Write a memo on the tag under the cursor; its words are no keys of tagging."""
        await self.press("m")
        await self.until(self.pilot, lambda: isinstance(self.app.screen, MemosDialog))
        await self.press(*words, "ctrl+s")
        await self.until(
            self.pilot, lambda: [one.text for one in self.app.study.memos.list()] == [words]
        )
        await self.press("escape")
        await self.until(self.pilot, lambda: not isinstance(self.app.screen, Dialog))


def _typed(name: str, branches: Sequence[CodeBranch], finder: CodeFinder) -> list[str]:
    """The fewest keys that bring a code to the top of the finder: letters of its name, or steps down the recent ones.

    It is what somebody types who knows the codebook.
    """
    listing = finder.query_one("#codes", Listing)
    codes = [branch.code for branch in branches]
    parents = _parents_of(branches)
    ways: list[list[str]] = []
    if not finder._words and not finder._marked:
        recent = [row.value.name for row in listing.rows]
        ways.append(["down"] * recent.index(name))
    letters = dict.fromkeys(name_key(name).replace(" ", ""))
    ways += [[one] for one in letters if _first(one, codes, parents) == name]
    if not any(len(way) < 3 for way in ways):
        ways += [
            [*two]
            for two in product(letters, letters)
            if _first("".join(two), codes, parents) == name
        ]
    return min(ways, key=len)


@pytest.fixture
def uncoded(tmp_path: Path) -> Path:
    """The sample's interview and codebook, before anybody tagged."""
    path = tmp_path / "box.study"
    with Study.create(path, coder="Maya", codebook=()) as study:
        list(study.sources.import_files([SAMPLE / "interviews" / f"{INTERVIEW}.vtt"]))
        study.codebook.import_file(SAMPLE / "codebook.yaml")
    return path


async def test_an_interview_is_coded_by_keys_and_undone(uncoded: Path, until: Until) -> None:
    with Study.open(uncoded, coder="Maya") as study:
        plan = wanted(study)
        codes = {one.name: one.id for one in study.codebook.list()}
        before = len(study.journal.history())
    start = content(uncoded)
    app = InterviewCoderApp(uncoded, coder="Ana")
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: app.current_mode == "library" and app.overview is not None)
        coder = Coder(pilot, until)
        await pilot.press("2")
        await until(pilot, lambda: app.current_mode == "reading" and app.study is not None)
        await until(pilot, lambda: coder.view.source_text is not None)
        await pilot.press("ctrl+home")

        verbs = []
        for number, tag in enumerate(plan):
            if number == len(plan) // 3:
                # A code of one's own, over a turn that other excerpts overlap.
                await coder.make(Span(tag.span.start, plan[number].span.end), "Rude sums", "att")
                verbs.append("tag")
            await coder.tag(tag)
            verbs.append("tag")
        made = app.study.codings.list()
        assert len(made) == sum(len(tag.codes) for tag in plan) + 1 >= 26
        assert {(one.span, one.code) for one in made} >= {
            (tag.span, code) for tag in plan for code in tag.codes
        }
        assert {one.coder for one in made} == {"Ana"}
        assert sum(one.span.overlaps(other.span) for one in made for other in made) > len(made)
        assert {one.code for one in made} - codes.keys() == {"Rude sums"}
        assert coder.tagged / coder.tags <= 3, (coder.tagged, coder.tags, coder.read)

        # One tag speaks against its code, and one has a note.
        await coder.speaks_against()
        await coder.note("spring")
        verbs += ["judge", "add memo"]

        # History tells each action, as one entry.
        entries = app.study.journal.history()
        assert len(entries) - before == len(verbs)
        entries = entries[: len(verbs)][::-1]
        assert [entry.verb for entry in entries[:-2]] == ["tag"] * len(verbs[:-2])
        told = " ".join(entry.summary for entry in entries)
        for name in {one.code for one in made}:
            assert name in told
        await pilot.press("7")
        await until(pilot, lambda: app.current_mode == "history")
        await until(pilot, lambda: len(app.screen.query_one(Listing).rows) == len(verbs) + before)
        shown = [row.draw(118).plain for row in app.screen.query_one(Listing).rows]
        assert all(entry.verb in line for entry, line in zip(entries[::-1], shown, strict=False)), (
            shown
        )

        # All of it undone is the study as it was.
        for _ in verbs:
            await pilot.press("z")
            await until(pilot, lambda: not app.pending)
        await until(pilot, lambda: app.overview.codings == 0)
    assert content(uncoded) == start
    with Study.open(uncoded) as study:
        assert trouble(study) == {}


def _first(typed: str, codes: Sequence[Code], parents: Mapping[int, str]) -> str:
    found = best_first(typed, codes, parents)
    return found[0].name if found else ""
