"""A coded transcript as a Word document: shaded words with a comment each, or numbered notes where there are many."""

from collections.abc import Sequence
from typing import Any

from interviewcoder.domain.source import Role
from interviewcoder.domain.text import visible

from .coded_transcript import CodedTranscript, Note, Run, Turn, UsedCode
from .colours import colour_of, ink_on, tint
from .page_templates import counted
from .word_document import add_table, describe, legible, new_document, saved
from .xml_text import legal

MOST_COMMENTS = 300
"""Where there are more codings, they become numbered notes beside the turns: comments make word processors slow."""

_WORDS_WIDTH, _NOTES_WIDTH = 11.4, 5.0
_SPEAKER_WIDTH = 3.4
"""In cm."""
_LONGEST_SPEAKER = 20
"""A longer name has a line of its own."""
_SOFT = "5C6168"


def transcript_docx(transcript: CodedTranscript) -> bytes:
    """The document; the same transcript gives the same bytes."""
    document = new_document()
    source = transcript.source
    made = max((note.coding.created_at for note in transcript.notes), default=source.imported_at)
    describe(document, source.name, transcript.study, made)
    _add_styles(document)
    _add_head(document, transcript)
    many = len(transcript.notes) > MOST_COMMENTS
    turns = _Noted(document) if many else _Commented(document)
    for section in transcript.sections:
        if section.heading:
            document.add_heading(legible(section.heading), 2)
        turns.add(section.turns)
    turns.finish(transcript.notes)
    _add_codes(document, transcript.codes)
    return saved(document)


def _add_styles(document: Any) -> None:
    """The document's own styles. Their names are their ids as well, by which they are put on quickly."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Cm, Pt, RGBColor

    turn = document.styles.add_style("Turn", WD_STYLE_TYPE.PARAGRAPH)
    turn.base_style = document.styles["Normal"]
    turn.paragraph_format.left_indent = Cm(_SPEAKER_WIDTH)
    turn.paragraph_format.first_line_indent = Cm(-_SPEAKER_WIDTH)
    turn.paragraph_format.tab_stops.add_tab_stop(Cm(_SPEAKER_WIDTH))
    turn.paragraph_format.space_after = Pt(7)
    note = document.styles.add_style("Note", WD_STYLE_TYPE.PARAGRAPH)
    note.base_style = document.styles["Normal"]
    note.paragraph_format.space_after = Pt(2)
    note.font.size = Pt(8)
    for name, size, bold, soft in (
        ("Speaker", 9, True, False),
        ("Asker", 9, False, True),
        ("Clock", 8, False, True),
        ("Aside", None, False, True),
        ("Corner", None, True, True),
    ):
        style = document.styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
        style.font.size = None if size is None else Pt(size)
        style.font.bold = bold or None
        if soft:
            style.font.color.rgb = RGBColor.from_string(_SOFT)
    document.styles["Corner"].font.superscript = True


def _add_head(document: Any, transcript: CodedTranscript) -> None:
    document.add_heading(legible(transcript.source.name), 0)
    codings, codes = len(transcript.notes), len(transcript.codes)
    facts = [transcript.study, counted(transcript.source.passages, "passage")]
    facts.append(f"{counted(codings, 'coding')} of {counted(codes, 'code')}")
    facts += [f"{coder}: {count}" for coder, count in transcript.coders]
    document.add_paragraph(legible(" · ".join(facts)))
    if transcript.chosen:
        document.add_paragraph(legible(f"Not all codings. {transcript.chosen}"), "Intense Quote")
    if transcript.redaction:
        document.add_paragraph(f"Redacted. {transcript.redaction}", "Intense Quote")


class _Turns:
    """Writes turns: who speaks, then the words, shaded where they are coded."""

    def __init__(self, document: Any) -> None:
        self._document = document

    def add(self, turns: Sequence[Turn]) -> None:
        raise NotImplementedError

    def finish(self, notes: Sequence[Note]) -> None:
        """Add what can only be added when all turns are there."""

    def write(self, paragraph: Any, turn: Turn) -> None:
        """Fill the paragraph of a turn."""
        is_aside = turn.role is not Role.PARTICIPANT
        _add_run(paragraph, legible(turn.speaker), "Asker" if is_aside else "Speaker")
        if turn.time:
            _add_run(paragraph, f"  {turn.time}", "Clock")
        if len(turn.speaker) + len(turn.time) > _LONGEST_SPEAKER:
            paragraph.add_run().add_break()
        else:
            paragraph.add_run("\t")
        for run in turn.runs:
            self.mark_opening(paragraph, run)
            is_soft = is_aside and not run.notes
            written = _add_run(paragraph, legal(visible(run.text)), "Aside" if is_soft else "")
            if run.notes:
                colours = dict.fromkeys(colour_of(note.code) for note in run.notes)
                _shade(written._r.get_or_add_rPr(), tint(list(colours)))
                self.note_place(run, written)
            self.mark_closing(paragraph, run)

    def mark_opening(self, paragraph: Any, run: Run) -> None:
        """Mark where excerpts begin."""

    def mark_closing(self, paragraph: Any, run: Run) -> None:
        """Mark where excerpts end."""

    def note_place(self, run: Run, written: Any) -> None:
        """Remember where the codings of a run are."""


class _Commented(_Turns):
    """Turns as paragraphs; each coding is a comment on its words, by its coder."""

    def __init__(self, document: Any) -> None:
        super().__init__(document)
        self._first: dict[int, Any] = {}
        self._last: dict[int, Any] = {}

    def add(self, turns: Sequence[Turn]) -> None:
        for turn in turns:
            paragraph = self._document.add_paragraph()
            paragraph._p.style = "Turn"
            self.write(paragraph, turn)

    def note_place(self, run: Run, written: Any) -> None:
        for note in run.notes:
            self._first.setdefault(note.number, written)
            self._last[note.number] = written

    def finish(self, notes: Sequence[Note]) -> None:
        for note in notes:
            coding = note.coding
            coder = legible(coding.coder)
            ends = [self._first[note.number], self._last[note.number]]
            comment = self._document.add_comment(ends, "", coder, _initials(coder))
            comment._comment_elm.date = coding.created_at
            _fill(comment.paragraphs[0], note)
            for memo in note.memos:
                comment.add_paragraph(_memo(memo.text, memo.coder))


class _Noted(_Turns):
    """Turns as rows of a table: the words with numbered corners, and the notes at the right."""

    def add(self, turns: Sequence[Turn]) -> None:
        from docx.shared import Cm

        if not turns:
            return
        table = self._document.add_table(len(turns), 2)
        table.autofit = False
        widths = (Cm(_WORDS_WIDTH), Cm(_NOTES_WIDTH))
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        cells = table._cells  # read once: each access to `rows` or `cell` walks the whole table
        for place, turn in enumerate(turns):
            left, right = cells[2 * place], cells[2 * place + 1]
            left.width, right.width = widths
            paragraph = left.paragraphs[0]
            paragraph._p.style = "Turn"
            self.write(paragraph, turn)
            self._add_notes(right, turn)

    def _add_notes(self, cell: Any, turn: Turn) -> None:
        paragraphs = iter(cell.paragraphs)

        def paragraph() -> Any:
            found = next(paragraphs, None) or cell.add_paragraph()
            found._p.style = "Note"
            return found

        for note in turn.going_on:
            paragraph().add_run(legible(f"{note.number}  {note.code.name} goes on"))
        for note in turn.begun:
            line = paragraph()
            line.add_run(f"{note.number}  ")
            _fill(line, note)
            line.add_run(legible(f" · {note.coding.coder}"))
            for memo in note.memos:
                paragraph().add_run(_memo(memo.text, memo.coder)).italic = True

    def mark_opening(self, paragraph: Any, run: Run) -> None:
        if run.opening:
            _add_run(paragraph, "".join(f"[{note.number}" for note in run.opening), "Corner")

    def mark_closing(self, paragraph: Any, run: Run) -> None:
        if run.closing:
            marks = "".join(f"{note.number}]" for note in reversed(run.closing))
            _add_run(paragraph, marks, "Corner")


def _add_run(paragraph: Any, text: str, style: str = "") -> Any:
    """A run in a style of this document. python-docx would look through all styles for each."""
    run = paragraph.add_run(text)
    if style:
        run._r.style = style
    return run


def _fill(paragraph: Any, note: Note) -> None:
    """Tell of a coding: its code with mark and kind, and what the coder said of it."""
    _chip(paragraph.add_run(f" {note.code.kind.mark} "), colour_of(note.code))
    paragraph.add_run(legible(f" {note.code.name}")).bold = True
    told = f" · {note.told}" if note.told else ""
    paragraph.add_run(legible(f" ({note.code.kind.value}){told}"))


def _chip(run: Any, colour: str) -> None:
    """Make a run a mark on its code's colour."""
    from docx.shared import RGBColor

    run.font.bold = True
    run.font.color.rgb = RGBColor.from_string(ink_on(colour)[1:])
    _shade(run._r.get_or_add_rPr(), colour)


def _shade(properties: Any, colour: str) -> None:
    """Give a run a ground."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shading = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour[1:].upper())):
        shading.set(qn(f"w:{name}"), value)
    properties.append(shading)


def _memo(words: str, coder: str) -> str:
    return legible(f"{words} ({coder}, memo)", lines=True)


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split())[:4]


def _add_codes(document: Any, codes: Sequence[UsedCode]) -> None:
    """The list of codes at the end, each with its mark on its colour."""
    if not codes:
        return
    document.add_heading("Codes", 1)
    rows = [
        (
            "",
            " › ".join(part for part in (used.path_told, used.code.name) if part),
            used.code.kind.value,
            str(used.codings),
            used.code.definition,
        )
        for used in codes
    ]
    header = ("", "Code", "Kind", "Here", "What it means")
    table = add_table(document, header, rows, widths=(1, 5, 2.2, 1.2, 7))
    cells = table._cells
    for place, used in enumerate(codes, start=1):
        paragraph = cells[place * len(header)].paragraphs[0]
        _chip(paragraph.add_run(f" {used.code.kind.mark} "), colour_of(used.code))
