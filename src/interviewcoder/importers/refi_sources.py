"""Sources of a REFI-QDA project: their texts, and the selections in them at their places."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from interviewcoder.domain.exchange_guids import normal_guid
from interviewcoder.domain.exchange_source_words import SourceTold, source_told
from interviewcoder.domain.exchange_words import passage_told
from interviewcoder.domain.imported import ImportedSource, Turn, lay_out

from .refi_documents import read_document
from .refi_media import TimedText, sync_positions, timed_text
from .refi_offsets import MOST_SEARCHED, Claimed, found_words, kept_text, place
from .refi_reading import Guids, Reading, number, time_of, value, words
from .refi_texts import Text, is_internal
from .stems import without_suffix

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

Span = tuple[int, int]
_PATHS = ("plainTextPath", "richTextPath", "path")


@dataclass(slots=True)
class Selection:
    """A selection at its place in the text."""

    element: "Element"
    span: Span
    memo: str = ""
    """What is written about it; empty where that is only its own words."""


@dataclass(slots=True, eq=False)
class SourceRead:
    """A source and what the project has on it."""

    guid: str
    element: "Element"
    """Of the source as a whole."""
    holder: "Element"
    """Of its text, which for plain texts is the same."""
    name: str
    text: str
    encoding: str
    file_name: str
    coder_guid: str | None
    created_at: datetime | None
    told: SourceTold | None
    about: str
    """What somebody wrote of it."""
    selections: list[Selection] = field(default_factory=list)
    timed: TimedText | None = None
    """Where its recording is at which position, for a transcript."""
    as_read: ImportedSource | None = None
    """Where the text is another file's, which was read as such a file."""


class Sources:
    """All sources with words."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._guids = Guids("source")
        self.all: list[SourceRead] = []
        self._by_path: dict[str, SourceRead] = {}
        self._known_as: dict[str, list[SourceRead]] = {}
        self.moved = 0
        """How many selections were put where their words stand."""
        self.quoted = 0
        """How many sources have quotations only."""
        self._to_search = MOST_SEARCHED
        for element in reading.root.iterfind("Sources/*"):
            self._read(element)

    def of(self, written: str) -> list[SourceRead]:
        """The sources that a GUID points to: several for a recording with several transcripts."""
        guid = self._guids.of(written)
        return self._known_as.get(guid, []) if guid else []

    def _read(self, element: "Element") -> None:
        guid = self._guids.new(value(element, "guid"))
        holders = list(_text_holders(element))
        found: list[SourceRead] = []
        for holder in holders:
            own = guid if len(holders) == 1 else self._guids.new(value(holder, "guid"))
            source = self._source(own, element, holder)
            if source is not None:
                found.append(source)
        self._known_as[guid] = found
        for source in found:
            self._known_as.setdefault(source.guid, [source])
        if found:
            self._beyond_text(element, found)
        elif any(holder is not element for holder in holders):
            self._lose_codings(element, holders)

    def _source(self, guid: str, element: "Element", holder: "Element") -> SourceRead | None:
        """The source whose text an element holds; None where it has no words, or they are another source's."""
        reading = self._reading
        path = value(holder, "plainTextPath").strip().lower()
        same = self._by_path.get(path) if path else None
        if same is not None and (holder is not element or same.holder is not same.element):
            # Programs tell the text of a transcript twice, as a source and with its recording.
            self._place(same, holder, Text(same.text))
            return same
        content = holder.find("PlainTextContent")
        text = Text(content.text) if content is not None and content.text else None
        text = text or reading.texts.read(value(holder, "plainTextPath"))
        as_read = None
        if text is None or not text.words.strip():
            as_read = read_document(reading.texts, holder, element)
            text = Text(as_read.text, as_read.encoding) if as_read else None
        quoted = None
        if text is None:
            quoted = lay_out(Turn(quote) for quote in _quotes(element, holder))
            text = Text(quoted.text) if quoted.text else None
        if text is None or not text.words.strip():
            reading.lose(f"{_sort(element)}s", _why_wordless(element, holder))
            lost = sum(1 for _ in holder.iter("Coding"))
            reading.lose("codings", "of sources without words", lost)
            return None
        self.quoted += quoted is not None
        parts = dict.fromkeys((words(element), words(holder)))
        description = "\n\n".join(part for part in parts if part.strip())
        name = value(element, "name") or value(holder, "name")
        told = source_told(description)
        source = SourceRead(
            guid,
            element,
            holder,
            name if told else without_suffix(name),
            kept_text(text.words),
            told.encoding if told else text.encoding,
            told.file_name if told else name,
            reading.coder_of(element),
            time_of(element) or time_of(holder),
            told,
            told.rest if told else description,
            as_read=as_read,
        )
        self.all.append(source)
        if path:
            self._by_path[path] = source
        self._place(source, holder, text, anywhere=as_read is not None or quoted is not None)
        return source

    def _place(
        self, source: SourceRead, holder: "Element", text: Text, *, anywhere: bool = False
    ) -> None:
        """Put the selections of a text where they belong; `anywhere`: only their words tell where that is."""
        elements = [
            *holder.findall("PlainTextSelection"),
            *holder.findall("TranscriptSelection"),
        ]
        points = sync_positions(holder)
        claimed = [_claimed(element, points, anywhere=anywhere) for element in elements]
        placed = place(
            text.words,
            claimed,
            had_mark=text.had_mark,
            line_ends_are_one="atlas" in self._reading.origin.lower(),
            as_standard=self._reading.is_ours and source.told is not None,
        )
        self.moved += 0 if anywhere else placed.moved
        if not anywhere:
            source.timed = timed_text(holder, placed.counted, len(source.text)) or source.timed
        for element, span in zip(elements, placed.spans, strict=True):
            self._add(source, element, span, placed.quoted)

    def _add(
        self,
        source: SourceRead,
        element: "Element",
        span: Span | None,
        quoted: frozenset[str] = frozenset(),
    ) -> None:
        if span is None:
            self._reading.lose("selections", "outside the texts")
            self._reading.lose(
                "codings", "on selections outside the texts", len(element.findall("Coding"))
            )
            return
        about = words(element)
        source.selections.append(Selection(element, span, "" if about in quoted else about))

    def _beyond_text(self, element: "Element", found: Sequence[SourceRead]) -> None:
        """Selections of pages, pictures and recordings, put where their words or their times are in a text."""
        for kind in ("PDFSelection", "PictureSelection", "AudioSelection", "VideoSelection"):
            for selection in element.findall(kind):
                places = ((one, self._elsewhere(one, selection)) for one in found)
                source, span = next(((s, p) for s, p in places if p), (None, None))
                if source is not None:
                    self._add(source, selection, span)
                else:
                    codings = len(selection.findall("Coding"))
                    self._reading.lose(
                        "codings",
                        "of places on pictures, pages or recordings",
                        codings,
                    )

    def _elsewhere(self, source: SourceRead, selection: "Element") -> Span | None:
        """Where a selection of something else than text lies in a text: by its times, else by its words."""
        if source.timed:
            between = number(selection, "begin"), number(selection, "end")
            if (span := source.timed.span_between(*between)) is not None:
                return span
        quotes = tuple(filter(None, (words_of(selection), value(selection, "name"))))
        if not quotes or self._to_search < 0:
            return None
        self._to_search -= len(source.text)
        return found_words(source.text, quotes)

    def _lose_codings(self, element: "Element", holders: Sequence["Element"]) -> None:
        """Count the codings of a source none of whose texts is there, but for those that its texts counted."""
        counted = sum(1 for holder in holders for _ in holder.iter("Coding"))
        lost = sum(1 for _ in element.iter("Coding")) - counted
        self._reading.lose("codings", "of sources without words", lost)


def _text_holders(element: "Element") -> Iterator["Element"]:
    """The elements that hold a source's texts: itself, or what represents, describes or transcribes it."""
    if element.tag == "TextSource":
        yield element
        return
    held = [
        child
        for tag in ("Representation", "TextDescription", "Transcript")
        for child in element.findall(tag)
    ]
    yield from held or [element]


def _sort(element: "Element") -> str:
    return {
        "PictureSource": "picture",
        "PDFSource": "PDF",
        "AudioSource": "recording",
        "VideoSource": "recording",
    }.get(str(element.tag), "source")


def _why_wordless(element: "Element", holder: "Element") -> str:
    """What sort of a source it is that has no words."""
    paths = [value(one, name) for one in (element, holder) for name in _PATHS]
    if any(path and not is_internal(path) for path in paths):
        return "kept outside the project, where nothing is looked for"
    return "without words in the project"


def _claimed(element: "Element", points: dict[str, int], *, anywhere: bool) -> Claimed:
    if element.tag == "TranscriptSelection":
        start = points.get(normal_guid(value(element, "fromSyncPoint")))
        end = points.get(normal_guid(value(element, "toSyncPoint")))
    else:
        start, end = number(element, "startPosition"), number(element, "endPosition")
    name = value(element, "name")
    told = () if passage_told(name) else (name, words(element))
    quotes = tuple(quote for quote in told if quote.strip())
    if anywhere or start is None or end is None:
        return Claimed(-1, -1, quotes)
    return Claimed(start, end, quotes)


def _quotes(element: "Element", holder: "Element") -> list[str]:
    """What is known of a source's words without its text: those of its coded selections, in order, each once."""
    found: list[tuple[int, str]] = []
    for parent in {id(one): one for one in (holder, element)}.values():
        for selection in parent:
            if str(selection.tag).endswith("Selection"):
                quote = words_of(selection)
                if quote and (selection.find("Coding") is not None or words(selection)):
                    found.append((number(selection, "startPosition") or 0, quote))
    return list(dict.fromkeys(quote for _, quote in sorted(found)))


def words_of(selection: "Element") -> str:
    """The words that a selection quotes: those that represent it, else its name unless that only numbers it."""
    content = selection.find("Representation/PlainTextContent")
    if content is not None and content.text and content.text.strip():
        return content.text.strip()
    name = value(selection, "name").strip()
    return name if sum(char.isalpha() for char in name) > 3 and not _is_number(name) else ""


def _is_number(name: str) -> bool:
    """Whether a name is one that a program gives: `Quotation 12:3`."""
    first, _, rest = name.partition(" ")
    return first.isalpha() and bool(rest) and not any(char.isalpha() for char in rest)
