"""Word documents (.docx): paragraphs, bold speakers and tables; tracked changes as accepted."""

from collections.abc import Iterator
from typing import Any

from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.imported import ImportedSource, ImportOptions
from interviewcoder.domain.text import sanitise

from .blocks import Block, labelled_lines
from .conversation import read_conversation
from .office_zip import checked_copy
from .plain_text import from_conversation
from .sample import FileSample
from .speech_table import speech_turns
from .transcript import build_transcript, left_out

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ENCODING = "utf-8"
_SKIPPED = frozenset(
    f"{_W}{tag}" for tag in ("del", "moveFrom", "drawing", "pict", "object", "pPr", "tbl")
) | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"}
_CHARACTERS = {
    f"{_W}tab": "\t",
    f"{_W}br": "\n",
    f"{_W}cr": "\n",
    f"{_W}noBreakHyphen": "-",
    f"{_W}softHyphen": "",
}
_DEEPEST = 200
_OFF = frozenset({"0", "false", "off", "none"})


def recognises(sample: FileSample) -> bool:
    """Whether a file is a zip with a Word document in it."""
    return "word/document.xml" in sample.members


def read(sample: FileSample, options: ImportOptions) -> ImportedSource:
    """The turns of a Word document.

    Raises:
        StudyError: it is damaged, hostile, or has no words in it.
    """
    document = _document(sample)
    blocks: list[Block] = []
    rows: list[list[str]] = []
    for element in _body(document.element.body):
        if element.tag == f"{_W}tbl":
            table = list(_rows(element))
            if speech_turns(table) is None:
                blocks.extend(_gap(Block(_row_text(cells)) for cells in table))
            else:
                rows.extend(table)
        else:
            blocks.extend(_gap([_paragraph(element)]))
    notes = _notes_left_out(document)
    turns = speech_turns(rows) if rows else None
    if turns is not None:
        around = [line for block in blocks for line in block.text.split("\n") if line.strip()]
        return build_transcript(
            sample,
            options,
            turns,
            preamble="\n".join(around),
            warnings=(*notes, *left_out(around, "around the table")),
            encoding=_ENCODING,
        )
    marked = labelled_lines(blocks)
    conversation = read_conversation(marked.lines, marked.headings, marked.voices)
    return from_conversation(sample, options, conversation, warnings=notes, encoding=_ENCODING)


def _document(sample: FileSample) -> Any:
    if not recognises(sample):
        raise StudyError(
            "The file is not a Word document (.docx).", "Leave --format out to have it detected."
        )
    copy = checked_copy(sample.data)
    # Importing it takes longer than reading a document, so it waits for the first one.
    import docx

    try:
        return docx.Document(copy)
    except Exception as error:
        raise StudyError(
            "The document is damaged: Word's XML in it cannot be read.",
            "Open it in Word or LibreOffice and save it again as .docx.",
        ) from error


def _gap(blocks: Any) -> Iterator[Block]:
    for block in blocks:
        yield block
        yield Block("")


def _body(container: Any, depth: int = 0) -> Iterator[Any]:
    """The paragraphs and tables in order, also those in content controls and insertions."""
    for child in container:
        if child.tag in {f"{_W}p", f"{_W}tbl"}:
            yield child
        elif child.tag not in _SKIPPED and depth < _DEEPEST:
            yield from _body(child, depth + 1)


def _paragraph(element: Any) -> Block:
    runs = list(_runs(element))
    text = sanitise("".join(words for words, _ in runs))
    lead = ""
    for words, bold in runs:
        if words.strip() and not bold:
            break
        lead += words
    lead = sanitise(lead).split("\n", 1)[0]
    level = _heading_level(element)
    start = len(text) - len(text.lstrip())
    lead = lead.strip() if text[start:].startswith(lead.strip()) else ""
    return Block(text.strip(), level, lead)


def _runs(element: Any) -> Iterator[tuple[str, bool]]:
    """The words of a paragraph and whether they are bold, without what was deleted."""
    pending = [(child, False) for child in reversed(list(element))]
    while pending:
        node, bold = pending.pop()
        tag = node.tag
        if tag in _SKIPPED:
            continue
        if tag == f"{_W}t":
            yield node.text or "", bold
        elif tag in _CHARACTERS:
            yield _CHARACTERS[tag], bold
        else:
            if tag == f"{_W}r":
                bold = _is_bold(node)
            pending.extend((child, bold) for child in reversed(list(node)))


def _is_bold(run: Any) -> bool:
    mark = run.find(f"{_W}rPr/{_W}b")
    return mark is not None and mark.get(f"{_W}val", "true") not in _OFF


def _heading_level(element: Any) -> int:
    style = element.find(f"{_W}pPr/{_W}pStyle")
    name = (style.get(f"{_W}val") or "").casefold() if style is not None else ""
    if name == "title":
        return 1
    for start in ("heading", "berschrift", "überschrift", "titre", "ttulo", "título", "titolo"):
        if name.startswith(start) and name[len(start) :].strip().isdigit():
            return max(1, min(int(name[len(start) :].strip()[:2]), 9))
    return 0


def _rows(table: Any) -> Iterator[list[str]]:
    for row in table.iter(f"{_W}tr"):
        cells = []
        for cell in row.iter(f"{_W}tc"):
            paragraphs = (_paragraph(part).text for part in cell.iter(f"{_W}p"))
            cells.append("\n".join(text for text in paragraphs if text))
        yield cells


def _row_text(cells: list[str]) -> str:
    """A row of an ordinary table; a short cell beside a longer one is a label, if it repeats."""
    filled = [cell for cell in cells if cell]
    if len(cells) == 2 == len(filled) and len(filled[0]) <= 40 and ":" not in filled[0][:-1]:
        return f"{filled[0].rstrip(':').strip()}: {filled[1]}"
    return "\t".join(filled)


def _notes_left_out(document: Any) -> tuple[str, ...]:
    kinds = {relation.reltype.rsplit("/", 1)[-1] for relation in document.part.rels.values()}
    told = []
    part = document.element
    if "comments" in kinds and next(part.iter(f"{_W}commentReference"), None) is not None:
        told.append("The document's comments were left out.")
    notes = (f"{_W}footnoteReference", f"{_W}endnoteReference")
    if any(next(part.iter(tag), None) is not None for tag in notes):
        told.append("The document's footnotes and endnotes were left out.")
    return tuple(told)
