"""Rich text into paragraphs and tables: its groups, control words and bytes.

The format is Microsoft's "Rich Text Format Specification 1.9.1".
"""

import re
from dataclasses import dataclass, field, replace

from interviewcoder.domain.errors import StudyError

from .archive import SAVE_AGAIN
from .blocks import Run, block_of, list_label
from .document import Piece
from .document_tables import Table
from .rich_text_fonts import SYMBOLS, Fonts
from .symbols import symbol

_TOKEN = re.compile(
    r"\\([A-Za-z]{1,32})(-?\d{1,10})? ?|\\'([0-9A-Fa-f]{2})|\\([^A-Za-z])|([{}])|([^\\{}\r\n]+)|.",
    re.S,
)
_BRACES = re.compile(r"\\bin(\d{1,10}) ?|\\.|[{}]", re.S)
_DEEPEST = 2000
_CHARACTERS = {
    "tab": "\t", "line": "\n", "lbr": "\n", "emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘",
    "rquote": "’", "ldblquote": "“", "rdblquote": "”", "emspace": " ", "enspace": " ", "qmspace": " ",
    "nestcell": "\t",
}  # fmt: skip
_SIGNS = {"~": "\u00a0", "_": "-", "\\": "\\", "{": "{", "}": "}"}
_ENDS = frozenset({"par", "sect", "page", "column", "nestrow"})
_MARGINS = re.compile(r"(?:header|footer)[lrf]?")
_ASIDE = frozenset(
    [
        "colortbl", "stylesheet", "info", "pict", "objdata", "listtable", "listoverridetable", "rsidtbl",
        "generator", "filetbl", "revtbl", "xe", "tc", "rxe", "txe", "bkmkstart", "bkmkend", "nonesttables",
        "sp", "shprslt", "objclass", "objname", "objtime", "fldinst", "formfield", "themedata", "datastore",
        "latentstyles", "private", "pgdsctbl", "ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn",
        "background", "template", "atnid", "atnref", "atndate", "atntime", "atnicn", "atnparent", "pntxta",
        "pntxtb", "xmlnstbl",
    ]
)  # fmt: skip
"""Groups that hold no words that a reader would see."""
_STARRED = frozenset({"shpinst", "shptxt", "ud", "annotation", "atnauthor", "footnote"})
"""Groups that programs may pass over and that are followed here."""
_DESTINATION = re.compile(r"\s*(?:(\\\*)|\*)?\s*\\([A-Za-z]{1,32})")


@dataclass(slots=True)
class _State:
    """What holds within a group."""

    bold: bool = False
    hidden: bool = False
    deleted: bool = False
    font: int = -1
    skipped: int = 1
    """How many characters stand for one that is told by its number (`uc`)."""
    level: int = 0
    in_table: bool = False
    aside: bool = False
    ends: str = ""
    """What is done where the group ends."""


@dataclass(slots=True)
class _Flow:
    """Text that is read on its own: the document, a note, a text box, a header."""

    pieces: list[Piece] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    boxes: list[Piece] = field(default_factory=list)
    cell: list[Piece] = field(default_factory=list)
    row: list[list[Piece]] = field(default_factory=list)
    rows_end: int = -1
    """How many pieces there were when the last row ended."""

    def end_paragraph(self, level: int, in_cell: bool) -> None:
        """What was gathered becomes a paragraph."""
        ended: list[Piece] = [block_of(self.runs, level, self.notes), *self.boxes]
        self.runs, self.notes, self.boxes = [], [], []
        (self.cell if in_cell else self.pieces).extend(ended)

    def end_cell(self) -> None:
        """What was gathered becomes a cell."""
        self.end_paragraph(0, in_cell=True)
        self.row.append(self.cell)
        self.cell = []

    def end_row(self) -> None:
        """The cells become a row, of the table before if nothing stands between."""
        if not self.row:
            return
        if self.rows_end != len(self.pieces) or not isinstance(self.pieces[-1], Table):
            self.pieces.append(Table())
        table = self.pieces[-1]
        assert isinstance(table, Table)
        table.rows.append(self.row)
        self.row = []
        self.rows_end = len(self.pieces)

    def finished(self) -> list[Piece]:
        """All of it, with what the end found unfinished."""
        if self.runs or self.notes or self.boxes:
            self.end_paragraph(0, in_cell=bool(self.row or self.cell))
        if self.row or self.cell:
            self.row.append(self.cell)
            self.cell = []
            self.end_row()
        return self.pieces

    def plain(self) -> str:
        """Its words on one line."""
        texts: list[str] = []
        for piece in self.finished():
            rows = piece.texts if isinstance(piece, Table) else [[piece.text]]
            texts += [cell for row in rows for cell in row]
        return " ".join(" ".join(texts).split())


class RichText:
    """Reads a rich text once; afterwards tells what was left out of it.

    Args:
        data: the bytes of the file.
    """

    def __init__(self, data: bytes) -> None:
        self._source = data.decode("latin-1")
        self._fonts = Fonts()
        self._state = _State()
        self._states: list[_State] = []
        self._flows = [_Flow()]
        self._bytes = bytearray()
        self._half = ""
        self._to_skip = 0
        self._font_defined = -1
        self._author = ""
        self._was_deleted = self._was_hidden = False
        self.deletions = 0
        """Runs of words that tracked changes delete."""
        self.hidden = 0
        """Runs of words that are hidden."""
        self.commenters: list[str] = []
        """The author of each comment."""
        self.margins: list[str] = []
        """The words of headers and footers."""
        self.breaks_off = False
        """Whether groups are open at the end."""

    @property
    def encoding(self) -> str:
        """The codec of most of its bytes."""
        return self._fonts.default

    def pieces(self) -> list[Piece]:
        """The paragraphs and tables in order, without what tracked changes delete.

        Raises:
            StudyError: its groups are nested too deep.
        """
        source, end = self._source, len(self._source)
        at = max(source.find("{"), 0)
        while at < end:
            token = _TOKEN.match(source, at)
            assert token is not None
            at = token.end()
            word, number, code, sign, brace, text = token.groups()
            if brace == "{":
                at = self._open(at)
            elif brace:
                self._close()
                if not self._states:
                    break
            elif word:
                at = self._control(word, int(number) if number else None, at)
            elif code:
                self._add_byte(int(code, 16))
            elif sign:
                self._sign(sign)
            elif text:
                self._add_text(text)
        self.breaks_off = bool(self._states)
        while self._states:
            self._close()
        return self._flows[0].finished()

    def _open(self, at: int) -> int:
        """Enter the group that begins before a position, or pass over it; where to go on."""
        self._decode()
        self._to_skip = 0
        found = _DESTINATION.match(self._source, at)
        word = found[2] if found else ""
        starred = bool(found and found[1])
        only_plain = self._state.ends == "upr" and word != "ud"
        if word in _ASIDE or only_plain or (starred and word not in _STARRED):
            return self._after_group(at)
        if len(self._states) >= _DEEPEST:
            raise StudyError(
                f"The document is nested deeper than {_DEEPEST} groups, which no such file is.",
                SAVE_AGAIN,
            )
        self._states.append(self._state)
        ends = _ends_of(word)
        self._state = replace(self._state, ends=ends)
        if ends == "fonts":
            self._state.aside = True
        elif ends not in {"", "upr"}:
            self._flows.append(_Flow())
            self._state = _State(font=self._state.font, skipped=self._state.skipped, ends=ends)
        return at

    def _after_group(self, at: int) -> int:
        """The position behind the group that a position lies in."""
        depth = 1
        while found := _BRACES.search(self._source, at):
            at = found.end()
            if found[1]:
                at += int(found[1])
            elif found[0] == "{":
                depth += 1
            elif found[0] == "}":
                depth -= 1
                if not depth:
                    return at
        self.breaks_off = True
        return len(self._source)

    def _close(self) -> None:
        self._decode()
        self._to_skip = 0
        if not self._states:
            return
        ends = self._state.ends
        self._state = self._states.pop()
        if ends in {"", "upr", "fonts"}:
            return
        flow = self._flows.pop()
        around = self._flows[-1]
        if ends == "box":
            around.boxes += flow.finished()
            return
        words = flow.plain()
        if ends == "note":
            around.notes.append(words)
        elif ends == "author":
            self._author = words
        elif ends == "comment":
            self.commenters.append(self._author)
            self._author = ""
        elif ends == "margin":
            self.margins.append(words)
        elif ends == "label" and (label := list_label(words)):
            around.runs.append((f"{label} ", False))

    def _control(self, word: str, number: int | None, at: int) -> int:
        """Obey a control word; where to go on."""
        if word == "bin":
            return at + max(number or 0, 0)
        if word in _CHARACTERS:
            if self._to_skip:
                self._to_skip -= 1
            else:
                self._decode()
                self._say(_CHARACTERS[word])
            return at
        self._to_skip = 0
        if word == "u":
            self._add_number((number or 0) % 0x10000)
            return at
        self._decode()
        if word in _ENDS:
            self._flows[-1].end_paragraph(self._state.level, self._state.in_table)
        elif word == "cell":
            self._flows[-1].end_cell()
        elif word == "row":
            self._flows[-1].end_row()
        else:
            self._set(word, number)
        return at

    def _set(self, word: str, number: int | None) -> None:
        """Change what holds in the group."""
        state, fonts = self._state, self._fonts
        on = number != 0
        if word == "b":
            state.bold = on
        elif word == "v":
            state.hidden = on
        elif word == "deleted":
            state.deleted = on
        elif word == "plain":
            state.bold = state.hidden = state.deleted = False
            state.font = fonts.default_font
        elif word == "pard":
            state.level, state.in_table = 0, False
        elif word == "intbl":
            state.in_table = True
        elif word == "outlinelevel":
            state.level = number + 1 if number is not None and 0 <= number < 9 else 0
        elif word == "uc":
            state.skipped = min(max(number or 0, 0), 16)
        elif word == "f":
            self._font_defined = state.font = number or 0
        elif word == "fcharset" and number is not None:
            fonts.of_charset(self._font_defined, number)
        elif word == "cpg" and number is not None:
            fonts.of_font_page(self._font_defined, number)
        elif word == "ansicpg" and number is not None:
            fonts.of_page(number)
        elif word in {"ansi", "mac", "pc", "pca"}:
            fonts.of_head(word)
        elif word == "deff":
            fonts.default_font = state.font = number or 0

    def _sign(self, sign: str) -> None:
        if sign in "\r\n":
            self._to_skip = 0
            self._decode()
            self._flows[-1].end_paragraph(self._state.level, self._state.in_table)
        elif sign in _SIGNS:
            if self._to_skip:
                self._to_skip -= 1
                return
            self._decode()
            self._say(_SIGNS[sign])

    def _add_text(self, text: str) -> None:
        skipped = min(self._to_skip, len(text))
        self._to_skip -= skipped
        self._bytes += text[skipped:].encode("latin-1")

    def _add_byte(self, byte: int) -> None:
        if self._to_skip:
            self._to_skip -= 1
        else:
            self._bytes.append(byte)

    def _add_number(self, point: int) -> None:
        """A character by its number; those beyond 16 bits come in two halves."""
        self._decode()
        char = chr(point)
        if 0xD800 <= point < 0xDC00:
            self._half = char
        elif self._half and 0xDC00 <= point < 0xE000:
            pair = (self._half + char).encode("utf-16-le", "surrogatepass")
            self._say(pair.decode("utf-16-le"))
            self._half = ""
        else:
            self._say(symbol(point) if 0xF000 <= point < 0xF100 else char)
        self._to_skip = self._state.skipped

    def _decode(self) -> None:
        """What was gathered as bytes becomes words."""
        if not self._bytes:
            return
        codec = self._fonts.codec(self._state.font)
        if codec == SYMBOLS:
            words = "".join(map(symbol, self._bytes))
        else:
            words = self._bytes.decode(codec, "replace")
        self._bytes.clear()
        self._say(words)

    def _say(self, words: str) -> None:
        if self._state.aside:
            return
        if words.strip():
            self.deletions += self._state.deleted and not self._was_deleted
            self.hidden += self._state.hidden and not self._was_hidden
            self._was_deleted, self._was_hidden = self._state.deleted, self._state.hidden
        if not self._state.deleted and not self._state.hidden:
            self._flows[-1].runs.append((words.replace("\0", ""), self._state.bold))


def _ends_of(word: str) -> str:
    """What is to be done at the end of a group that begins with a control word."""
    if _MARGINS.fullmatch(word):
        return "margin"
    return {
        "fonttbl": "fonts",
        "upr": "upr",
        "footnote": "note",
        "shptxt": "box",
        "annotation": "comment",
        "atnauthor": "author",
        "listtext": "label",
        "pntext": "label",
    }.get(word, "")
