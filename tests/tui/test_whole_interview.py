"""Whole interviews coded by keys alone: how many keys a tag takes, that history tells each action, and that undoing
all of it leaves the study as it was."""

import csv
from collections import Counter, defaultdict
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
from interviewcoder.tui.screens.chooser import Chooser
from interviewcoder.tui.screens.code_finder import CodeFinder, _parents_of
from interviewcoder.tui.screens.dialog import Dialog
from interviewcoder.tui.screens.memos import MemosDialog
from interviewcoder.tui.screens.pinning import PinStrip
from interviewcoder.tui.widgets.code_match import best_first
from interviewcoder.tui.widgets.listing import Listing
from interviewcoder.tui.widgets.reading_view import ReadingView

from ..study.samples import content, trouble
from .conftest import Until

SAMPLE = Path(__file__).parents[2] / "sample_transcripts"
FILES = ("interview_02_dev.txt", "interview_06_tom.vtt", "interview_09_aoife.docx")
INTERVIEWS = tuple(Path(name).stem for name in FILES)


@dataclass
class Tag:
    """What is to be tagged: whole sentences, and with which codes."""

    span: Span
    codes: list[str] = field(default_factory=list)


def sample_tags() -> list[dict[str, str]]:
    """What both coders of the sample tagged."""
    with (SAMPLE / "codings.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def most_used() -> list[str]:
    """The nine codes that are most on the other interviews: those that somebody has on digits by now."""
    others = [
        row["code"]
        for row in sample_tags()
        if row["source"].startswith("interview") and row["source"] not in INTERVIEWS
    ]
    return [code for code, _ in Counter(others).most_common(9)]


def wanted(study: Study, interview: str) -> list[Tag]:
    """What both coders of the sample put on an interview, widened to whole sentences, in the order of the text."""
    source = study.sources.get(interview)
    text = study.sources.read(source.id)
    sentences = study.sources.sentences(text)
    codes: defaultdict[Span, list[str]] = defaultdict(list)
    for row in (row for row in sample_tags() if row["source"] == interview):
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
        self.pinned = 0
        """Keys that pinned codes on digits, once in a study."""
        self.tags = 0
        """Tags that were made."""
        self.here = 0
        """Of them, those on the source that is open."""
        self.by: Counter[str] = Counter()
        """How often each way of tagging was gone."""

    @property
    def view(self) -> ReadingView:
        return self.app.mode_screen.query_one(ReadingView)

    async def press(self, *keys: str) -> int:
        await self.pilot.press(*keys)
        return len(keys)

    async def saved(self, tags: int) -> None:
        self.tags += tags
        self.here += tags
        await self.until(
            self.pilot, lambda: self.app.overview.codings == self.tags and not self.app.pending
        )
        await self.until(self.pilot, lambda: len(self.view._codings) == self.here)

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

    async def open(self, interview: str) -> None:
        """Go to another source by a word of its name, and to its beginning."""
        self.read += await self.press("o")
        await self.until(self.pilot, lambda: isinstance(self.app.screen, Chooser))
        self.read += await self.press(*interview.rsplit("_", 1)[1], "enter")
        await self.until(self.pilot, lambda: self.view.source_text.source.name == interview)
        self.read += await self.press("ctrl+home")
        self.here = 0

    async def pin(self, code: str, digit: str) -> None:
        """Put a code on a digit."""
        self.pinned += await self.press("space", "P")
        await self.until(self.pilot, lambda: isinstance(self.app.screen, Chooser))
        rows = self.app.screen.query_one(Listing)
        letters = iter(code)
        while rows.row is None or rows.row.value.name != code:
            self.pinned += await self.press(next(letters))
        self.pinned += await self.press("enter")
        await self.until(self.pilot, lambda: isinstance(self.app.screen, PinStrip))
        self.pinned += await self.press(digit)
        await self.until(self.pilot, lambda: self.app.screen is self.app.mode_screen)

    async def tag(self, tag: Tag) -> None:
        """Put codes on an excerpt, several at once; one on a digit by the strip."""
        await self.select(tag.span)
        screen = self.app.mode_screen
        codes = {branch.code.name: branch.code for branch in screen.branches}
        digits = {codes[name].guid: name for name in tag.codes}
        pins = [digit for digit, guid in self.app.habits.pins.items() if guid in digits]
        if [codes[name].id for name in tag.codes] == list(screen._last_codes):
            self.by["r"] += 1
            self.tagged += await self.press("r")
        elif len(tag.codes) == 1 and pins:
            self.by["strip"] += 1
            self.tagged += await self.press("space", pins[0])
        else:
            self.by["finder"] += 1
            finder = await self.open_finder()
            for number, name in enumerate(tag.codes):
                if number:
                    self.tagged += await self.press("tab")
                last = number == len(tag.codes) - 1
                self.tagged += await self.press(*_typed(name, screen.branches, finder, last=last))
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


def _typed(
    name: str, branches: Sequence[CodeBranch], finder: CodeFinder, *, last: bool
) -> list[str]:
    """The fewest keys that choose a code in the finder: letters of its name, steps down the recent ones, or a digit.

    It is what somebody types who knows the codebook. A digit tags at once, so it is for the last one.
    """
    listing = finder.query_one("#codes", Listing)
    codes = [branch.code for branch in branches]
    parents = _parents_of(branches)
    done = ["enter"] if last else []
    ways: list[list[str]] = []
    if not finder._words:
        place = [row.value.name for row in listing.rows].index(name)
        if not finder._marked:
            ways.append(["down"] * place + done)
        if last and place < 9:
            ways.append([str(place + 1)])
    letters = dict.fromkeys(name_key(name).replace(" ", ""))
    ways += [[one, *done] for one in letters if _first(one, codes, parents) == name]
    if not any(len(way) <= 2 for way in ways):
        ways += [
            [*two, *done]
            for two in product(letters, letters)
            if _first("".join(two), codes, parents) == name
        ]
    return min(ways, key=len)


@pytest.fixture
def uncoded(tmp_path: Path) -> Path:
    """Interviews of the sample and its codebook, before anybody tagged."""
    path = tmp_path / "box.study"
    with Study.create(path, coder="Maya", codebook=()) as study:
        list(study.sources.import_files([SAMPLE / "interviews" / name for name in FILES]))
        study.codebook.import_file(SAMPLE / "codebook.yaml")
    return path


async def test_interviews_are_coded_by_keys_and_undone(uncoded: Path, until: Until) -> None:
    with Study.open(uncoded, coder="Maya") as study:
        plans = {interview: wanted(study, interview) for interview in INTERVIEWS}
        sources = {interview: study.sources.get(interview).id for interview in INTERVIEWS}
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
        for digit, code in enumerate(most_used(), 1):
            await coder.pin(code, str(digit))

        verbs = []
        for interview, plan in plans.items():
            await coder.open(interview)
            for number, tag in enumerate(plan):
                if interview == INTERVIEWS[0] and number == len(plan) // 3:
                    # A code of one's own, over a turn that other excerpts overlap.
                    await coder.make(tag.span, "Rude sums", "att")
                    verbs.append("tag")
                await coder.tag(tag)
                verbs.append("tag")
        made = app.study.codings.list()
        assert len(made) == sum(len(tag.codes) for plan in plans.values() for tag in plan) + 1 >= 80
        assert {(one.source_id, one.span, one.code) for one in made} >= {
            (sources[interview], tag.span, code)
            for interview, plan in plans.items()
            for tag in plan
            for code in tag.codes
        }
        assert {one.coder for one in made} == {"Ana"}
        pairs = [(one, other) for one in made for other in made if one.source_id == other.source_id]
        assert sum(one.span.overlaps(other.span) for one, other in pairs) > len(made)
        assert {one.code for one in made} - codes.keys() == {"Rude sums"}
        figures = (coder.tags, coder.tagged, coder.pinned, coder.read, coder.by)
        assert coder.tagged / coder.tags <= 3, figures
        # Also with the keys that pinned codes, which is done once in a study.
        assert (coder.tagged + coder.pinned) / coder.tags <= 3.5, figures

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
