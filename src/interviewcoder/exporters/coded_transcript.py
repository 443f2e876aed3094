"""A source with its codings laid out for reading: sections of turns, turns of runs, and numbered notes.

However codings overlap, a run is words that carry the same ones from end to end, so that every format can
show all of them: it goes through the runs and marks where each coding begins and ends.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from interviewcoder.domain.codebook import Code, CodeBranch
from interviewcoder.domain.coding import Coding, Span
from interviewcoder.domain.memo import Memo
from interviewcoder.domain.redaction import LEFT_OUT, Redaction, redaction_told
from interviewcoder.domain.source import Passage, Role, Source, SourceKind, SourceText, time_label

from .pseudonyms import Pseudonyms

_NEAREST_ABOVE = 3


@dataclass(frozen=True, slots=True)
class Note:
    """A coding and what is said of it."""

    number: int
    """Its number on the page, from 1 in reading order."""
    lane: int
    """The lowest of the lines under the text, from 0, that is free where it lies."""
    coding: Coding
    code: Code
    memos: tuple[Memo, ...] = ()

    @property
    def told(self) -> str:
        """Whether it speaks for or against its code, how strongly, and how it came about; may be empty."""
        side = {-1: "against", 0: "", 1: "for"}[int(self.coding.polarity)]
        weight = "" if self.coding.weight is None else f"weight {self.coding.weight}"
        return " · ".join(part for part in (side, weight, self.coding.how_made) if part)


@dataclass(frozen=True, slots=True)
class Run:
    """Words that carry the same codings from end to end."""

    text: str
    notes: tuple[Note, ...] = ()
    """Of the codings on it, by number."""
    opening: tuple[Note, ...] = ()
    """Those whose excerpt begins with its first character."""
    closing: tuple[Note, ...] = ()
    """Those whose excerpt ends with its last character."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What one voice says: a turn, an answer, a paragraph."""

    speaker: str
    role: Role
    time: str
    runs: tuple[Run, ...]
    begun: tuple[Note, ...] = ()
    """Of the codings that begin here."""
    going_on: tuple[Note, ...] = ()
    """Of those that began in another turn."""


@dataclass(frozen=True, slots=True)
class Section:
    """The turns under one heading: an open question of a survey; of a transcript all turns, without a heading."""

    heading: str
    turns: tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class UsedCode:
    """A code that occurs in a source."""

    number: int
    """From 1, in the order of the codebook."""
    code: Code
    path: tuple[str, ...]
    """The names of the codes above it, from the top."""
    codings: int
    """How many are here."""

    @property
    def path_told(self) -> str:
        """The nearest codes above it: `… › Needs › Money`."""
        shown = self.path[-_NEAREST_ABOVE:]
        return " › ".join(shown if len(shown) == len(self.path) else ("…", *shown))


@dataclass(frozen=True, slots=True)
class CodedTranscript:
    """A source with all the codings that are shown on it."""

    study: str
    source: Source
    sections: tuple[Section, ...]
    notes: tuple[Note, ...]
    codes: tuple[UsedCode, ...]
    coders: tuple[tuple[str, int], ...]
    """Who tagged, and how many of the codings are theirs; the most first."""
    chosen: str = ""
    """Which codings are shown, where it is not all of them."""
    redaction: str = ""
    """What is left out, in sentences; empty where nothing is."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown on sources beside their texts."""

    study: str
    codes: Sequence[CodeBranch]
    """The codebook in tree order."""
    questions: Sequence[str] = ()
    """The open questions in the order in which they were asked."""
    memos: Mapping[str, Sequence[Memo]] = field(default_factory=dict)
    """By coding's GUID."""
    chosen: str = ""
    """Which codings are shown, where it is not all of them."""
    names: Pseudonyms | None = None
    """What stands for participants' names in the sources; None: they are shown."""
    words: bool = True
    """Whether what participants say is shown; else a note stands for each of their passages."""

    @property
    def redaction(self) -> str:
        """What is left out, in sentences; empty where nothing is."""
        left_out = (Redaction.NAMES, self.names is not None), (Redaction.QUOTES, not self.words)
        return redaction_told([one for one, is_so in left_out if is_so], "Memos and codes")


def without_names(shown: Shown, names: Pseudonyms) -> Shown:
    """What is shown, with pseudonyms here and in the sources."""
    return replace(names.everywhere(shown), names=names)


def coded_transcript(
    source_text: SourceText, codings: Sequence[Coding], shown: Shown
) -> CodedTranscript:
    """Lay a source out.

    Args:
        source_text: the source.
        codings: on it, in any order; their codes are in `shown.codes`.
        shown: what else is told.
    """
    source, names = source_text.source, shown.names
    if names is not None:
        codings = names.everywhere(list(codings))
        people = tuple(names(person) for person in source.participants)
        source = replace(source, name=names(source.name), participants=people)
    if not shown.words:
        codings = [replace(coding, text=LEFT_OUT) for coding in codings]
    layout = _Layout(source_text.passages, codings, shown)
    if source.kind is SourceKind.SURVEY:
        groups = _by_question(source_text.passages, shown)
    else:
        groups = {"": range(len(source_text.passages))}
    numbered = layout.numbered([place for places in groups.values() for place in places])
    counts = Counter(note.coding.coder for note in numbered)
    return CodedTranscript(
        study=shown.study,
        source=source,
        sections=tuple(
            Section(heading, tuple(layout.turn(place) for place in places))
            for heading, places in groups.items()
        ),
        notes=numbered,
        codes=_used(shown.codes, Counter(note.code.id for note in numbered)),
        coders=tuple(sorted(counts.items(), key=lambda one: (-one[1], one[0]))),
        chosen=shown.chosen,
        redaction=shown.redaction,
    )


class _Layout:
    """Finds which codings lie on which passages, and cuts passages into runs."""

    def __init__(
        self,
        passages: Sequence[Passage],
        codings: Sequence[Coding],
        shown: Shown,
    ) -> None:
        self._passages = passages
        self._codings = sorted(codings, key=lambda one: (one.start, -one.end, one.id))
        self._shown = shown
        self._on: list[list[int]] = [[] for _ in passages]
        self._first: dict[int, int] = {}
        self._last: dict[int, int] = {}
        self._notes: dict[int, Note] = {}
        starts = [passage.start for passage in passages]
        for index, coding in enumerate(self._codings if passages else ()):
            # What lies between two passages belongs to the one before.
            first = max(0, bisect_right(starts, coding.start) - 1)
            if passages[first].end <= coding.start and first + 1 < len(passages):
                first += passages[first + 1].start < coding.end
            last = max(first, bisect_left(starts, coding.end) - 1)
            self._first[index], self._last[index] = first, last
            for place in range(first, last + 1):
                self._on[place].append(index)

    def numbered(self, places: Sequence[int]) -> tuple[Note, ...]:
        """The notes, numbered in the order of the passages at these places."""
        codes = {branch.code.id: branch.code for branch in self._shown.codes}
        lanes = _lanes(self._codings)
        for place in places:
            for index in self._on[place]:
                if self._first[index] == place:
                    coding = self._codings[index]
                    memos = tuple(self._shown.memos.get(coding.guid, ()))
                    number = len(self._notes) + 1
                    code = codes[coding.code_id]
                    self._notes[index] = Note(number, lanes[index], coding, code, memos)
        return tuple(self._notes.values())

    def turn(self, place: int) -> Turn:
        """The passage at a place; its codings are numbered by then."""
        passage = self._passages[place]
        there = self._on[place]
        text, names = passage.text, self._shown.names
        spans = [_within(self._codings[index], passage) for index in there]
        if not self._shown.words and passage.role is not Role.INTERVIEWER:
            text, spans = LEFT_OUT, [Span(0, len(LEFT_OUT)) for _ in spans]
        elif names is not None:
            text, spans = names.moved(text, spans)
        opening: dict[int, list[int]] = {}
        closing: dict[int, list[int]] = {}
        for index, span in zip(there, spans, strict=True):
            opening.setdefault(span.start, []).append(index)
            closing.setdefault(span.end, []).append(index)
        cuts = sorted({0, len(text), *opening, *closing})
        runs: list[Run] = []
        on: dict[int, Note] = {}
        for start, end in pairwise(cuts):
            on |= {index: self._notes[index] for index in opening.get(start, ())}
            begun = (one for one in opening.get(start, ()) if self._first[one] == place)
            done = [one for one in closing.get(end, ()) if self._last[one] == place]
            runs.append(
                Run(
                    text[start:end],
                    tuple(on.values()),
                    tuple(self._notes[index] for index in begun),
                    tuple(self._notes[index] for index in done),
                )
            )
            for index in closing.get(end, ()):
                del on[index]
        named = passage.participant or passage.speaker
        return Turn(
            speaker=names(named) if names is not None else named,
            role=passage.role,
            time=time_label(passage.start_ms),
            runs=tuple(runs),
            begun=tuple(self._notes[index] for index in there if self._first[index] == place),
            going_on=tuple(self._notes[index] for index in there if self._first[index] != place),
        )


def _within(coding: Coding, passage: Passage) -> Span:
    """The part of an excerpt that lies in a passage, from its start; at least one character."""
    start = min(max(coding.start, passage.start), passage.end - 1)
    end = max(start + 1, min(coding.end, passage.end))
    return Span(start - passage.start, end - passage.start)


def _lanes(codings: Sequence[Coding]) -> list[int]:
    """For each of the codings, in order of start, the lowest lane that is free from its start to its end."""
    ends: list[int] = []
    lanes: list[int] = []
    for coding in codings:
        lane = next((lane for lane, end in enumerate(ends) if end <= coding.start), len(ends))
        ends[lane : lane + 1] = [coding.end]
        lanes.append(lane)
    return lanes


def _by_question(passages: Sequence[Passage], shown: Shown) -> dict[str, Sequence[int]]:
    """The places of a survey's answers by question, in the order in which the questions were asked."""
    groups: dict[str, list[int]] = {question: [] for question in shown.questions}
    for place, passage in enumerate(passages):
        question = passage.question or ""
        asked = shown.names(question) if shown.names is not None else question
        groups.setdefault(asked, []).append(place)
    return {question: places for question, places in groups.items() if places}


def _used(codes: Sequence[CodeBranch], counts: Mapping[int, int]) -> tuple[UsedCode, ...]:
    """The codes that occur, each with the codes above it."""
    used: list[UsedCode] = []
    above: list[str] = []
    for branch in codes:
        above[branch.depth :] = [branch.code.name]
        if count := counts.get(branch.code.id, 0):
            used.append(UsedCode(len(used) + 1, branch.code, tuple(above[:-1]), count))
    return tuple(used)
