"""A coded transcript as Markdown: numbered brackets around excerpts, and the notes under each turn."""

from collections.abc import Iterator

from .coded_transcript import CodedTranscript, Note, Turn
from .markdown_text import inline, lines, table
from .page_templates import counted

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_EXPLAINED = "⟦¹ and ¹⟧ stand where an excerpt begins and ends; its number stands before the note under the turn."


def transcript_markdown(transcript: CodedTranscript) -> str:
    """The page; the same transcript gives the same text."""
    return "\n\n".join(_parts(transcript)) + "\n"


def _parts(transcript: CodedTranscript) -> Iterator[str]:
    yield f"# {inline(transcript.source.name)}"
    coders = ", ".join(f"{inline(coder)} {count}" for coder, count in transcript.coders)
    codings = counted(len(transcript.notes), "coding")
    codes = counted(len(transcript.codes), "code")
    yield f"{inline(transcript.study)}. {codings} of {codes}{f' by {coders}' if coders else ''}."
    if transcript.chosen:
        yield f"Not all codings: {inline(transcript.chosen)}"
    if transcript.redaction:
        yield f"Redacted. {transcript.redaction}"
    if transcript.notes:
        yield _EXPLAINED
    for section in transcript.sections:
        if section.heading:
            yield f"## {inline(section.heading)}"
        for turn in section.turns:
            yield from _turn(turn)
    if transcript.codes:
        yield "## Codes"
        yield table(
            ("Code", "Kind", "Here", "What it means"),
            [
                (
                    inline(" › ".join(part for part in (used.path_told, used.code.name) if part)),
                    used.code.kind.value,
                    str(used.codings),
                    inline(used.code.definition),
                )
                for used in transcript.codes
            ],
        )


def _turn(turn: Turn) -> Iterator[str]:
    named = f"**{inline(turn.speaker)}**" if turn.speaker else ""
    who = " ".join(part for part in (named, turn.time) if part)
    words = "".join(
        part
        for run in turn.runs
        for part in (
            *(f"⟦{_raised(note)}" for note in run.opening),
            run.text,
            *(f"{_raised(note)}⟧" for note in reversed(run.closing)),
        )
    )
    yield f"{who}\\\n{lines(words)}" if who else lines(words)
    notes = [_note(note) for note in turn.begun]
    notes += [f"- {_raised(note)} **{inline(note.code.name)}** goes on" for note in turn.going_on]
    if notes:
        yield "\n".join(notes)


def _note(note: Note) -> str:
    parts = (note.code.kind.value, inline(note.told), inline(note.coding.coder))
    told = " · ".join(part for part in parts if part)
    memos = "".join(
        f"\n  - {inline(memo.text)} ({inline(memo.coder)}, memo)" for memo in note.memos
    )
    return f"- {_raised(note)} **{inline(note.code.name)}** {told}{memos}"


def _raised(note: Note) -> str:
    return str(note.number).translate(_RAISED)
