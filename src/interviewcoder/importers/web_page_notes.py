"""Notes and comments of web pages: two links that point at one another, a mark in the text and its words below."""

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .blocks import Block, annotated
from .document import Piece
from .document_tables import Table

if TYPE_CHECKING:
    from lxml.etree import _Element

_COMMENT = re.compile(r"cmnt|comment", re.I)


@dataclass
class Notes:
    """The notes of a page: which links are marks, which begin a note, and what the notes say."""

    page: "_Element"
    comments: int = 0
    """How many comments there were."""
    _pairs: dict[str, str] = field(init=False)
    _places: dict[str, int] = field(init=False)
    _words: dict[str, list[Piece]] = field(default_factory=dict)
    _marked: list[tuple[Block, list[str]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._pairs = {}
        for link in self.page.iter("a"):
            name, target = anchor_of(link)
            if name and target:
                self._pairs.setdefault(name, target)
        self._places = {name: place for place, name in enumerate(self._pairs)}

    def marked_by(self, name: str, target: str) -> str | None:
        """The note that a link is the mark of; None when it is none."""
        mutual = self._pairs.get(target) == name and self._pairs.get(name) == target
        return target if mutual and self._places[name] < self._places[target] else None

    def begun_by(self, name: str, target: str) -> str | None:
        """The note that begins with a link; None when none does."""
        return name if name and self.marked_by(target, name) == name else None

    def mark(self, block: Block, notes: list[str]) -> None:
        """A paragraph refers to notes."""
        if notes:
            self._marked.append((block, notes))

    def keep(self, note: str, pieces: list[Piece]) -> None:
        """What a note says."""
        if _COMMENT.match(note):
            self.comments += 1
        else:
            self._words[note] = pieces

    def resolve(self) -> None:
        """Put the notes' words after the paragraphs that refer to them."""
        for block, notes in self._marked:
            block.text = annotated(
                block.text, [_plain(self._words.pop(note, [])) for note in notes]
            )


def anchor_of(link: "_Element") -> tuple[str, str]:
    """What a link is called and which place of the page it leads to; empty where it does not."""
    href = link.get("href", "")
    return link.get("name") or link.get("id", ""), href[1:] if href.startswith("#") else ""


def _plain(pieces: list[Piece]) -> str:
    texts = []
    for piece in pieces:
        if isinstance(piece, Table):
            texts += [cell for row in piece.texts for cell in row]
        else:
            texts.append(piece.text)
    return " ".join(texts)
