"""Texts whose program counts positions in a way of its own: what is marked in them is put where it belongs."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from interviewcoder.domain.exchange import ExchangedCoding
from interviewcoder.domain.exchange_report import counted
from interviewcoder.domain.imported import ImportedPassage, Turn
from interviewcoder.domain.memo import MemoTarget
from interviewcoder.domain.text import one_line, sanitise

from .located import Heard
from .owned_words import Owned
from .project_draft import ProjectDraft
from .refi_offsets import Claimed, Placed, holds, kept_text, place
from .roles import cast
from .stems import without_suffix
from .transcript import clean_label

_NEARLY = 2
"""So many characters may be wanting at the end of a text of which a case has all."""

_MOSTLY = 2
"""One part in so many of a text must be marked with who speaks, so that the marks tell of all of it."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A coding as the project states it, with the words that it is to stand on."""

    guid: str
    code_guid: str
    start: int
    end: int
    quote: str
    coder: str | None = None
    created_at: datetime | None = None
    memos: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """What somebody wrote about a span."""

    start: int
    end: int
    text: str
    coder: str | None = None
    created_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A span that is the words of a person."""

    start: int
    end: int
    person: str
    quote: str = ""


@dataclass(slots=True)
class CodedText:
    """A text and what a project has on it. Positions are as the program counts them."""

    guid: str
    name: str
    raw: str
    """With its own line ends."""
    coder: str | None = None
    created_at: datetime | None = None
    memo: str = ""
    facts: dict[str, str] = field(default_factory=dict)
    """Values of attributes of the text."""
    marks: list[Mark] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    """Whose words they are, as cases have them."""
    turns: list[Part] = field(default_factory=list)
    """Who speaks, as it was marked turn by turn."""


def add_text(draft: ProjectDraft, given: CodedText) -> None:
    """Add a text to the draft as a source, with its codings, its memos and whose words are whose."""
    text = kept_text(given.raw)
    claimed = [_claimed(one.start, one.end, one.quote) for one in given.marks]
    claimed += [_claimed(one.start, one.end, one.quote) for one in given.turns]
    placed = place(given.raw, claimed, had_mark=False, line_ends_are_one=True)
    marks = placed.spans[: len(given.marks)]
    elsewhere = 0
    for mark, span in zip(given.marks, marks, strict=True):
        _add_coding(draft, given.guid, mark, span)
        elsewhere += span is not None and not holds(text, span, sanitise(mark.quote))
    if placed.moved:
        moved = counted(placed.moved, "codings")
        draft.told.append(
            f"{moved} of '{one_line(given.name, 60)}' stood beside the words that they quote, and stand on them now."
        )
    if elsewhere:
        draft.told.append(
            f"{counted(elsewhere, 'codings')} of '{one_line(given.name, 60)}': the words there are not those that were quoted."
        )
    draft.memo(MemoTarget.SOURCE, given.guid, given.memo, given.coder, given.created_at)
    for note in given.notes:
        start, end = (max(0, placed.counted(at)) for at in (note.start, note.end))
        quote = text[start:end]
        draft.memo(
            MemoTarget.SOURCE, given.guid, note.text, note.coder, note.created_at, quote=quote
        )
    owned, wholes = _whose(text, given.parts, placed)
    name = without_suffix(given.name)
    turns = _turns(text, name, given.turns, placed.spans[len(given.marks) :])
    draft.lose("marks", "of who speaks in a part of a text", 0 if turns else len(given.turns))
    draft.source(
        given.guid,
        name,
        text,
        file_name=given.name,
        coder=given.coder,
        created_at=given.created_at,
        owned=owned,
        wholes=wholes,
        facts=given.facts,
        turns=turns,
    )


def _claimed(start: int, end: int, quote: str) -> Claimed:
    return Claimed(start, end, (sanitise(quote),) if quote.strip() else ())


def _add_coding(
    draft: ProjectDraft, source_guid: str, mark: Mark, span: tuple[int, int] | None
) -> None:
    if span is None:
        draft.lose("codings", "outside of their texts")
        return
    draft.codings.append(
        ExchangedCoding(mark.guid, source_guid, *span, mark.code_guid, mark.coder, mark.created_at)
    )
    for memo in mark.memos:
        draft.memo(MemoTarget.CODING, mark.guid, memo, mark.coder, mark.created_at)


def _whose(text: str, parts: Sequence[Part], placed: Placed) -> tuple[list[Owned], list[str]]:
    """The spans that are somebody's words, and the names of those who have the whole text."""
    owned: list[Owned] = []
    wholes: list[str] = []
    for part in parts:
        if part.start <= 0 and part.end >= len(text) - _NEARLY:
            wholes.append(part.person)
            continue
        start, end = placed.counted(max(0, part.start)), placed.counted(part.end)
        if 0 <= start < min(end, len(text)):
            owned.append(Owned((start, min(end, len(text))), part.person))
    partly = {one.person for one in owned}
    return owned, [name for name in dict.fromkeys(wholes) if name not in partly]


def _turns(
    text: str, name: str, turns: Sequence[Part], spans: Sequence[tuple[int, int] | None]
) -> Heard | None:
    """Who speaks where, as it was marked; None where it was not, or where most of the text was left unmarked."""
    passages: list[ImportedPassage] = []
    for span, turn in sorted(
        (span, turn.person) for span, turn in zip(spans, turns, strict=True) if span
    ):
        words = text[span[0] : span[1]]
        start = span[0] + len(words) - len(words.lstrip())
        end = span[0] + len(words.rstrip())
        if start < end and start >= (passages[-1].end if passages else 0):
            passages.append(ImportedPassage(start, end, clean_label(turn)))
    covered = sum(one.end - one.start for one in passages)
    if _MOSTLY * covered < len(text):
        return None
    said = [Turn(text[one.start : one.end], one.speaker) for one in passages]
    voices = cast(said, name)
    return Heard(tuple(passages), voices.speakers, voices.warnings)
