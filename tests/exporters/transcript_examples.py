"""Sources with codings to lay out: plain, hostile, or of any shape."""

from collections.abc import Sequence
from datetime import UTC, datetime

from interviewcoder.domain.codebook import Code, CodeBranch
from interviewcoder.domain.coding import Coding, Polarity, Span
from interviewcoder.domain.kinds import Kind
from interviewcoder.domain.memo import Memo, MemoTarget
from interviewcoder.domain.source import Passage, Role, Source, SourceKind, SourceText
from interviewcoder.exporters.coded_transcript import CodedTranscript, Shown, coded_transcript

MADE = datetime(2026, 1, 31, 12, 30, tzinfo=UTC)
TURNS = (
    ("Maya", Role.INTERVIEWER, "What about the price?"),
    ("Ana", Role.PARTICIPANT, "I check the price twice.\nThen once more."),
    ("Ana", Role.PARTICIPANT, "It is a habit."),
)
CODES = (
    CodeBranch(Code(1, "code-1", "Needs", Kind.NEED, None, "#e69f00", "What must be."), 0),
    CodeBranch(Code(2, "code-2", "Price anxiety", Kind.PAIN, 1, "#000000"), 1),
    CodeBranch(Code(3, "code-3", "Habit", Kind.BEHAVIOUR, None, "#f0e442"), 0),
)
"""One of their colours cannot be seen on a dark page, one not on a light page."""


def source_text(
    turns: Sequence[tuple[str, Role, str]] = TURNS,
    *,
    name: str = "interview_01",
    questions: Sequence[str] = (),
) -> SourceText:
    """A transcript, or where there are questions a survey that asks them in turn."""
    passages: list[Passage] = []
    position = 0
    for number, (speaker, role, words) in enumerate(turns):
        end = position + len(words)
        person = speaker if role is Role.PARTICIPANT else None
        question = questions[number % len(questions)] if questions else None
        passages.append(
            Passage(
                number,
                1,
                number,
                position,
                end,
                words,
                speaker,
                role,
                number if person else None,
                person,
                1000 * number,
                None,
                question,
            )
        )
        position = end + 2
    text = "\n\n".join(words for _, _, words in turns)
    people = tuple(dict.fromkeys(one.participant for one in passages if one.participant))
    kind = SourceKind.SURVEY if questions else SourceKind.TRANSCRIPT
    source = Source(
        1,
        "source-1",
        name,
        kind,
        "text",
        "utf-8",
        len(text),
        len(passages),
        people,
        "0" * 64,
        "",
        MADE,
    )
    return SourceText(source, text, tuple(passages))


def coding(
    number: int,
    span: Span,
    code: int = 1,
    *,
    coder: str = "Maya",
    polarity: Polarity = Polarity.NEUTRAL,
    weight: int | None = None,
    name: str = "",
) -> Coding:
    """A coding of one of `CODES`, or of a code of that id with another name."""
    known = {branch.code.id: branch.code for branch in CODES}[code]
    return Coding(
        number,
        f"coding-{number}",
        1,
        "interview_01",
        span.start,
        span.end,
        "",
        code,
        name or known.name,
        known.kind,
        known.colour,
        coder,
        MADE,
        polarity=polarity,
        weight=weight,
    )


def laid_out(
    text: SourceText, *codings: Coding, shown: Shown | None = None, memo: str = ""
) -> CodedTranscript:
    """A source laid out; the memo is on the first of the codings."""
    written = Memo(1, "memo-1", MemoTarget.CODING, "coding-1", memo, "Tom", MADE)
    memos = {"coding-1": [written]} if memo else {}
    return coded_transcript(text, codings, shown or Shown("Pilot", CODES, memos=memos))


def on(text: SourceText, words: str) -> Span:
    """Where words stand in a source."""
    start = text.text.index(words)
    return Span(start, start + len(words))


def overlapping() -> CodedTranscript:
    """Three codings that overlap, one of them over two turns, and one that stands alone."""
    text = source_text()
    return laid_out(
        text,
        coding(1, on(text, "check the price twice"), 2, polarity=Polarity.AGAINST, weight=80),
        coding(2, on(text, "the price twice.\nThen"), 1, coder="Tom"),
        coding(3, Span(on(text, "once").start, on(text, "It is").end), 3),
        coding(4, on(text, "the price?"), 2),
        memo="Is this worry?\nOr thrift?",
    )
