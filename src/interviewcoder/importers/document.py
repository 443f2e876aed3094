"""What Word, OpenDocument, RTF, HTML and PDF have in common: paragraphs and tables, read as a transcript."""

from collections.abc import Iterator, Sequence

from interviewcoder.domain.imported import ImportedSource, ImportOptions

from .blocks import Block, labelled_lines
from .bold_questions import bold_questions
from .conversation import read_conversation
from .document_tables import Table, names_last, row_line, table_turns
from .plain_text import from_conversation
from .said import Conversation
from .sample import FileSample

_LITTLE = 1000
"""Up to so many characters around a table are about it, however short it is."""

Piece = Block | Table
"""A paragraph, or a table at its place among them."""


def from_document(
    sample: FileSample,
    options: ImportOptions,
    pieces: Sequence[Piece],
    *,
    warnings: Sequence[str] = (),
    encoding: str | None = None,
) -> ImportedSource:
    """A transcript of a document's paragraphs and tables, in their order.

    Where most of the words stand in tables with a row a turn, those are the turns. Else all is lines.

    Raises:
        StudyError: there are no words in it.
    """
    pieces = list(_arranged(pieces))
    conversation = _in_tables(pieces)
    if conversation is None:
        blocks = list(_lines(pieces))
        marked = labelled_lines(blocks)
        conversation = read_conversation(marked.lines, marked.headings, marked.voices)
        if not any(turn.speaker for turn in conversation.turns):
            asked = bold_questions(blocks)
            if asked is not None:
                conversation = asked
                warnings = (*warnings, "What is bold is taken for the interviewer's questions.")
    return from_conversation(
        sample, options, conversation, warnings=tuple(warnings), encoding=encoding
    )


def _arranged(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces, with those of tables that merely place text on the page in the tables' stead."""
    for piece in pieces:
        if isinstance(piece, Table) and piece.only_arranges:
            for row in piece.rows:
                for cell in row:
                    yield from _arranged(cell)
        else:
            yield piece


def _in_tables(pieces: Sequence[Piece]) -> Conversation | None:
    """The turns in the rows of tables; None when there are none, or most of the words stand around them."""
    tables = [(at, piece.texts) for at, piece in enumerate(pieces) if isinstance(piece, Table)]
    for first, (at, rows) in enumerate(tables):
        if not table_turns([rows]):
            continue
        width = max(map(len, rows))
        together = {at: rows} | {
            at: more for at, more in tables[first + 1 :] if max(map(len, more), default=0) == width
        }
        turns = table_turns(list(together.values())) or []
        around = {at: _words(piece) for at, piece in enumerate(pieces) if at not in together}
        spoken = sum(len(turn.text) for turn in turns)
        if max(spoken, _LITTLE) < sum(map(len, around.values())):
            return None
        last = max(together)
        return Conversation(
            turns,
            [line for at, text in around.items() if at < last for line in text.split("\n") if line],
            [line for at, text in around.items() if at > last for line in text.split("\n") if line],
        )
    return None


def _words(piece: Piece) -> str:
    if isinstance(piece, Table):
        return "\n".join(map(row_line, piece.texts))
    return piece.text


def _lines(pieces: Sequence[Piece]) -> Iterator[Block]:
    """Each paragraph and each row of a table, with a blank line after it."""
    for piece in pieces:
        if isinstance(piece, Table):
            rows = piece.texts
            turned = names_last(rows)
            for row in rows:
                yield Block(row_line(row[::-1] if turned else row))
                yield Block("")
        else:
            yield piece
            yield Block("")
