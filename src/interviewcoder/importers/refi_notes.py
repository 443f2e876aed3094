"""Notes of a REFI-QDA project: what is written in them, and what points to them."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from interviewcoder.domain.exchange_words import (
    MEMO_NOTE,
    NO_TIME,
    PERSONA_NOTE,
    is_judgement,
    untitled,
)
from interviewcoder.domain.text import sanitise

from .refi_documents import read_document
from .refi_reading import Guids, Reading, number, time_of, value, words

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


@dataclass(slots=True)
class Note:
    """A note of the project."""

    guid: str
    name: str
    text: str
    coder_guid: str | None
    created_at: datetime | None
    spans: list[tuple[int, int]] = field(default_factory=list)
    """Positions in the source that it is on, which some programs keep in the note."""
    element: "Element | None" = None
    used: bool = False
    """Whether something points to it."""

    @property
    def persona(self) -> str | None:
        """The name of the persona that it tells; None for other notes."""
        return untitled(PERSONA_NOTE, self.name)

    @property
    def is_judgement(self) -> bool:
        """Whether it only tells a polarity, a weight or an origin of codings."""
        return is_judgement(self.name)

    @property
    def memo(self) -> str:
        """Its words as a memo: the name comes first where it says more than ours do."""
        if untitled(MEMO_NOTE, self.name) is not None or not self.name.strip():
            return self.text
        return f"{sanitise(self.name).strip()}\n\n{self.text}".strip()


class Notes:
    """The notes by the GUIDs that point to them."""

    def __init__(self, reading: Reading) -> None:
        self._guids = Guids("note")
        self.all: dict[str, Note] = {}
        for element in reading.root.iterfind("Notes/Note"):
            guid = self._guids.new(value(element, "guid"))
            self.all[guid] = _note(reading, element, guid)

    def of(self, written: str) -> Note | None:
        """The note that is pointed to."""
        guid = self._guids.of(written)
        return self.all.get(guid) if guid else None


def _note(reading: Reading, element: "Element", guid: str) -> Note:
    content = element.find("PlainTextContent")
    if content is not None and content.text:
        text = sanitise(content.text)
    else:
        found = reading.texts.read(value(element, "plainTextPath"))
        document = None if found else read_document(reading.texts, element)
        text = sanitise(found.words) if found else document.text if document else ""
    about = words(element)
    at = time_of(element)
    spans = [
        (start, end)
        for child in element.findall("PlainTextSelection")
        if (start := number(child, "startPosition")) is not None
        and (end := number(child, "endPosition")) is not None
    ]
    return Note(
        guid,
        value(element, "name"),
        "\n\n".join(part for part in (about.strip(), text) if part.strip()) if about else text,
        reading.coder_of(element),
        None if at == NO_TIME else at,
        spans,
        element,
    )
